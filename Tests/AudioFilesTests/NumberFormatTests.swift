import Testing

@testable import AudioFiles

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (1.005, 1, "1.0"), (12.345, 2, "12.35"), (-0.04, 1, "0.0"),
    (-3.14159, 3, "-3.142"), (0.999, 2, "1.00"), (7.5, 0, "8"), (0.05, 2, "0.05"),
  ])
  func decimalsAreFixed(_ value: Double, _ places: Int, _ text: String) {
    #expect(value.fixed(places) == text)
  }

  @Test func extremesDoNotTrap() {
    #expect(Double.infinity.fixed(2) == "inf")
    #expect((-Double.infinity).fixed(2) == "-inf")
    #expect(Double.nan.fixed(2) == "nan")
    #expect(1e300.fixed(2) == "1e+300")
    #expect(1e300.duration == "1e+300 s")
  }

  @Test(arguments: [
    (4.2, "4.20 s"), (59.994, "59.99 s"), (60.0, "1:00 min"), (249.99, "4:09 min"),
    (3600.0, "1:00:00 h"), (36_061.0, "10:01:01 h"),
  ])
  func durationsReadLikeAClock(_ seconds: Double, _ text: String) {
    #expect(seconds.duration == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (2_000_000, "2,000,000"), (-12345, "-12,345"),
  ])
  func digitsAreGrouped(_ number: Int, _ text: String) {
    #expect(number.grouped == text)
  }

  @Test(
    arguments: [
      (0, 4, "0000"), (0xFF, 4, "00ff"), (0x161, 2, "161"), (0xABCD_EF01, 8, "abcdef01"),
      (7, 1, "7"),
    ] as [(UInt32, Int, String)])
  func hexadecimalDigitsAreFilledUp(_ number: UInt32, _ digits: Int, _ text: String) {
    #expect(number.hexadecimal(digits: digits) == text)
    #expect(number.hexadecimal(digits: digits, uppercase: true) == text.uppercased())
  }

  @Test func formatTagsAreHexadecimal() {
    #expect(UInt16(6).hexadecimal == "0x0006")
    #expect(UInt(0xFFFE).hexadecimal == "0xFFFE")
  }
}
