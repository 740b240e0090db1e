import Testing

@testable import AudioFiles

@Suite struct RawFormatTests {
  @Test func codingRateAndChannelsAreRead() throws {
    let format = try #require(RawFormat("s16be:44100:2"))
    #expect(format.coding == .pcm16BigEndian)
    #expect(format.sampleRate == 44_100)
    #expect(format.channelCount == 2)
    #expect(RawFormat("ulaw:8000") == RawFormat(.muLaw, sampleRate: 8000, channelCount: 1))
  }

  @Test(arguments: [
    "", "alaw", "alaw:", "alaw::1", "alaw:8000:", "alaw:8000:1:1", "mp3:8000:1", "alaw:999:1",
    "alaw:800000:1", "alaw:8000:0", "alaw:8000:1025", "gsm:8000:2", "g722:16000:2", "alaw:-8000:1",
  ])
  func whatIsNoFormatIsRefused(_ text: String) {
    #expect(RawFormat(text) == nil)
  }
}
