import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct WAVInspectorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func facts(_ bytes: [UInt8]) throws -> WAVFacts {
    try WAVInspector.facts(of: folder.write(bytes, to: "a.wav"))
  }

  @Test func chunksAreListedWithOffsetsAndSizes() throws {
    let file = PromptFixture.file(PromptFixture.codes(5)) { header in
      header.chunksBeforeData = PromptFixture.chunk("LIST", [1, 2, 3])
      header.chunksAfterData = PromptFixture.chunk("id3 ", [])
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
    #expect(facts.container == container)
    #expect(!facts.isWAVE)
  }

  @Test func levelsComeFromTheCodes() throws {
    // 0xAA is the largest sample, 32256; silence at both ends.
    let silence = [UInt8](repeating: 0xD5, count: 800)
    let file = PromptFixture.file(silence + [0xAA, 0x2A, 0xAA, 0x2A] + silence + silence)
    let audio = try #require(try facts(file).audio)
    #expect(audio.leadingSilence == 0.1)
    #expect(audio.trailingSilence == 0.2)
    #expect(abs(audio.peakDecibels - -0.137) < 0.001)
    #expect(abs(audio.rmsDecibels - -0.137) < 0.01)
    #expect(audio.fullScaleShare == 4 / 2404.0)
    #expect(audio.sampleCount == 2404)
  }

  @Test func everyTruncationEndsWithFacts() throws {
    let file = PromptFixture.file(PromptFixture.codes(41)) { header in
      header.chunksBeforeData = PromptFixture.chunk("LIST", [1, 2, 3])
      header.trailing = [1]
    }
    for length in 0...file.count {
      let facts = try facts(Array(file.prefix(length)))
      #expect(facts.size == length)
      _ = PromptValidator().findings(facts, name: "a.wav", nameTwin: nil)
    }
  }

  @Test func everyByteMayBeWrong() throws {
    let file = PromptFixture.file(PromptFixture.codes(10)) { header in
      header.chunksBeforeData = PromptFixture.chunk("LIST", [1, 2, 3])
    }
    for index in 0..<60 {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var bytes = file
        bytes[index] = value
        let facts = try facts(bytes)
        _ = PromptValidator().findings(facts, name: "a.wav", nameTwin: nil)
      }
    }
  }

  /// What fuzzing has found.
  @Test func fieldsThatOverflowTogetherAreAFinding() throws {
    let file = PromptFixture.file(PromptFixture.codes(4)) { header in
      header.rate = .max
      header.channels = .max
      header.bits = .max
      header.align = .max
      header.byteRate = .max
    }
    let findings = PromptValidator().findings(try facts(file), name: "a.wav", nameTwin: nil)
    #expect(findings.map(\.rule).contains("byte-rate"))
  }
}
