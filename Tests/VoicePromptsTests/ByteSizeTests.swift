import Testing
import VoicePrompts

@Suite struct ByteSizeTests {
  @Test(arguments: [
    ("2MB", 2_000_000), ("2MiB", 2_097_152), ("2M", 2_000_000), ("2000000", 2_000_000),
    ("1.5 MB", 1_500_000), ("2mb", 2_000_000), ("100k", 100_000), ("64KiB", 65_536), ("0", 0),
    ("58 B", 58), ("4GB", 4_000_000_000),
  ])
  func sizesAreReadAsPeopleWriteThem(_ text: String, _ bytes: Int) {
    #expect(ByteSize(text)?.bytes == bytes)
  }

  @Test(arguments: [
    "", "MB", "-1", "2TB", "two", "1e6", "0x10", "5GiB", "1.2.3", "2 M B", "٢MB", "NaN", ".",
  ])
  func anythingElseIsRefused(_ text: String) {
    #expect(ByteSize(text) == nil)
  }

  @Test func theDescriptionIsExact() {
    #expect(ByteSize(2_000_000).description == "2,000,000 bytes")
    #expect(ByteSize(58).description == "58 bytes")
  }
}
