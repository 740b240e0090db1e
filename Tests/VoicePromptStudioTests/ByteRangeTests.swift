import Testing

@testable import VoicePromptStudio

/// The cases of RFC 9110, section 14.1.2, for a file of 1000 bytes.
@Suite struct ByteRangeTests {
  @Test(arguments: [
    ("bytes=0-499", 0..<500), ("bytes=500-", 500..<1000), ("bytes=-300", 700..<1000),
    ("bytes=999-999", 999..<1000), ("bytes=0-5000", 0..<1000), ("bytes=-5000", 0..<1000),
    ("Bytes=1-1", 1..<2), ("bytes=0-99999999999999999999", 0..<1000),
  ])
  func aPartIsGivenAsFarAsItIsThere(_ field: String, _ range: Range<Int>) {
    #expect(ByteRange(field, size: 1000) == .part(range))
  }

  @Test(arguments: [
    "bytes=1000-", "bytes=5000-6000", "bytes=-0", "bytes=99999999999999999999-",
  ])
  func whatLiesBehindTheEndIsOutside(_ field: String) {
    #expect(ByteRange(field, size: 1000) == .outside)
  }

  @Test(arguments: [
    "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-1", "bytes=0-1,5-6", "lines=0-1",
    "bytes=+1-2", "bytes= 1-2", "bytes=1--2",
  ])
  func whatIsNoRangeIsTheWholeFile(_ field: String) {
    #expect(ByteRange(field, size: 1000) == .whole)
  }

  @Test func anEmptyFileHasNoParts() {
    #expect(ByteRange("bytes=0-", size: 0) == .outside)
    #expect(ByteRange("bytes=-1", size: 0) == .outside)
    #expect(ByteRange(nil, size: 0) == .whole)
  }
}
