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

  @Test func bytesInMemoryHaveTheFactsOfAFile() throws {
    let file = PromptFixture.file(PromptFixture.codes(41)) { $0.trailing = [1, 2, 3] }
    let memory = try WAVInspector.facts(of: InputFile(bytes: file, name: "a.wav"))
    #expect(try facts(file) == memory)
    #expect(memory.audio != nil)
  }
}
