import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptValidatorTests {
  private let folder = TemporaryFolder()

  private func facts(_ bytes: [UInt8]) throws -> WAVFacts {
    try WAVInspector.facts(of: folder.write(bytes, to: "a.wav"))
  }

  @Test func aGoodFileHasNoFindings() throws {
    for (count, name) in [(8000, "a.wav"), (8001, "b.WAV")] {
      let path = try folder.write(PromptFixture.file(PromptFixture.codes(count)), to: name)
      #expect(try PromptValidator().findings(on: path).findings == [])
    }
  }

  @Test func ignoredRulesAreNotApplied() throws {
    let path = try folder.write(PromptFixture.file(RuleFault.codes) { $0.fact = nil }, to: "a.wav")
    var validator = PromptValidator()
    validator.ignoredRules = ["fact-missing"]
    #expect(try validator.findings(on: path).findings == [])
  }

  @Test(arguments: RuleFault.all)
  func bytesInMemoryHaveTheFindingsOfAFile(_ fault: RuleFault) throws {
    let bytes = fault.file()
    let path = try folder.write(bytes, to: "a.wav")
    let onFile = try PromptValidator().findings(on: path)
    let inMemory = PromptValidator().findings(on: bytes, name: "a.wav")
    #expect(inMemory.findings == onFile.findings)
    #expect(inMemory.facts == onFile.facts)
    #expect(inMemory.path == "a.wav")
    #expect(inMemory.failure == nil)
    #expect(PromptValidator().findings(on: bytes.span, name: "a.wav") == inMemory)
  }

  @Test func theNameInMemoryIsJudgedLikeThatOfAFile() {
    let found = PromptValidator().findings(on: PromptFixture.file(RuleFault.codes), name: "a b")
    #expect(found.findings.map(\.rule) == ["name-characters", "name-extension"])
  }

  @Test func everyTruncationEndsWithFacts() throws {
    let file = PromptFixture.file(PromptFixture.codes(41)) { header in
      header.chunksBeforeData = RIFFFixture.chunk("LIST", [1, 2, 3])
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
      header.chunksBeforeData = RIFFFixture.chunk("LIST", [1, 2, 3])
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
