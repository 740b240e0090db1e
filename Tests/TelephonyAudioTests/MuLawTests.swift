import TelephonyAudio
import Testing

@Suite struct MuLawTests {
  /// ITU-T G.711, table 2a: a code of each segment's first and last value, and both zeros.
  @Test(
    arguments: [
      (0xFF, 0), (0x7F, 0), (0x80, 32_124), (0x00, -32_124), (0xF0, 120), (0xEF, 132),
      (0x8F, 16_764), (0x70, -120), (0x10, -15_996),
    ] as [(UInt8, Int16)])
  func codesStandForTheValuesOfTheStandard(_ code: UInt8, _ sample: Int16) {
    #expect(MuLaw.decode([code]) == [sample])
  }

  @Test func codesOfOneSignGoUpWithoutAStep() {
    let samples = MuLaw.decode((0x80...0xFF).reversed().map { UInt8($0) })
    #expect(zip(samples, samples.dropFirst()).allSatisfy { $0 < $1 })
    #expect(samples.first == 0)
  }
}
