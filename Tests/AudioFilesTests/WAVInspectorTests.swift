import TelephonyAudio
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct WAVInspectorTests {
  private let folder = TemporaryFolder()

  private func facts(_ bytes: [UInt8]) throws -> WAVFacts {
    try WAVInspector.facts(of: folder.write(bytes, to: "a.wav"))
  }

  @Test func chunksAreListedWithOffsetsAndSizes() throws {
    let file = PromptFixture.file(PromptFixture.codes(5)) { header in
      header.chunksBeforeData = RIFFFixture.chunk("LIST", [1, 2, 3])
      header.chunksAfterData = RIFFFixture.chunk("id3 ", [])
    }
    let chunks = try facts(file).chunks
    #expect(chunks.map(\.id) == ["fmt ", "fact", "LIST", "data", "id3 "])
    #expect(chunks.map(\.offset) == [12, 38, 50, 62, 76])
    #expect(chunks.map(\.statedSize) == [18, 4, 3, 5, 0])
  }

  @Test func anExtensibleFormatIsWhatItStandsFor() throws {
    let file = PromptFixture.file(PromptFixture.codes(8)) { header in
      header.tag = 0xFFFE
      header.formatSize = 40
    }
    let format = try #require(try facts(file).format)
    #expect(format.tag == 0xFFFE)
    #expect(format.effectiveTag == 6)
  }

  @Test(arguments: [
    ("RIFX\0\0\0\0WAVE", "RIFX, big-endian WAV"), ("RIFF\0\0\0\0AVI ", "AVI video"),
    ("RF64\0\0\0\0WAVE", "RF64"), ("fLaC", "FLAC"), ("", "empty"), ("hello\n", "a text file"),
    ("RIFF\0\0\0\0WEVA", "RIFF, but not WAVE"), ("\u{1}\u{2}\u{3}\u{4}", "data without a header"),
  ])
  func whatIsNoWAVEIsNamed(_ start: String, _ container: String) throws {
    let facts = try facts(Array(start.utf8))
    #expect(facts.container.name == Text(english: container))
    #expect(!facts.isWAVE)
  }

  private let raw = WAVFormat(
    encoding: .muLaw, sampleRate: 8000, channelCount: 1, header: WAVFormat.Header.none)

  @Test func whatIsToHaveNoHeaderIsItsSamples() throws {
    let codes = [UInt8](repeating: 0xFF, count: 800) + [0x80, 0x00]
    let facts = try WAVInspector.facts(of: folder.write(codes, to: "a.wav"), headerless: raw)
    #expect(facts.container == .headerless)
    #expect(facts.encoding == .muLaw)
    #expect(facts.duration == 802.0 / 8000)
    #expect(facts.audio?.leadingSilence == 0.1)
    #expect(facts.chunks.isEmpty && !facts.isWAVE)
  }

  @Test func aHeaderIsFoundWhereNoneShouldBe() throws {
    let wave = PromptFixture.file(PromptFixture.codes(800))
    #expect(try WAVInspector.facts(of: folder.write(wave, to: "a"), headerless: raw).isWAVE)
    for start in ["fLaC", "OggS", "version https://git-lfs", "caff", "RF64"] {
      let facts = try WAVInspector.facts(
        of: folder.write(Array(start.utf8), to: "b"), headerless: raw)
      #expect(facts.container != .headerless, "\(start)")
    }
    let empty = try WAVInspector.facts(of: folder.write([], to: "c"), headerless: raw)
    #expect(empty.container == .empty)
  }

  @Test(arguments: [(1, 16, SampleEncoding.pcm16), (1, 8, nil), (7, 8, .muLaw), (3, 32, nil)])
  func theEncodingIsThatOfTagAndBits(
    _ tag: UInt16, _ bits: UInt16, _ encoding: SampleEncoding?
  ) throws {
    let file = PromptFixture.file(PromptFixture.codes(8)) { header in
      header.tag = tag
      header.bits = bits
    }
    let facts = try facts(file)
    #expect(facts.encoding == encoding)
    #expect((facts.audio == nil) == (encoding == nil))
  }

  @Test func bytesInMemoryHaveTheFactsOfAFile() throws {
    let file = PromptFixture.file(PromptFixture.codes(41)) { $0.trailing = [1, 2, 3] }
    let memory = try WAVInspector.facts(of: InputFile(bytes: file, name: "a.wav"))
    #expect(try facts(file) == memory)
    #expect(memory.audio != nil)
  }
}
