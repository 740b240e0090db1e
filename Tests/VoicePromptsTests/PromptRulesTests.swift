import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptRulesTests {
  private let folder: TemporaryFolder
  private static let codes = PromptFixture.codes(8000)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func findings(_ file: [UInt8], named name: String = "a.wav") throws -> [Finding] {
    let path = try folder.write(file, to: name)
    return try PromptValidator().report(on: path).findings
  }

  /// A file that breaks one rule, by the rule's id.
  private struct Fault: Sendable, CustomTestStringConvertible {
    let rule: String
    let also: [String]
    let message: String
    let file: @Sendable () -> [UInt8]
    var testDescription: String { rule }

    init(
      _ rule: String, also: [String] = [], _ message: String,
      _ file: @escaping @Sendable () -> [UInt8]
    ) {
      self.rule = rule
      self.also = also
      self.message = message
      self.file = file
    }

    init(
      _ rule: String, _ message: String,
      header: @escaping @Sendable (inout PromptFixture.Header) -> Void
    ) {
      self.init(rule, message) { PromptFixture.file(PromptRulesTests.codes, header) }
    }
  }

  private static let faults: [Fault] = containerFaults + structureFaults

  private static let containerFaults: [Fault] = [
    Fault("not-wave", "this is MP3, not a RIFF/WAVE file, whatever it is called") {
      Array("ID3\u{3}\0\0\0\0\0\0".utf8)
    },
    Fault("not-wave", "the file is empty") { [] },
    Fault("size", "2,000,058 bytes, over the limit of 2,000,000 bytes") {
      PromptFixture.file(PromptFixture.codes(2_000_000))
    },
    Fault("size-near-limit", "1,950,058 bytes, within 5 % of the limit of 2,000,000 bytes") {
      PromptFixture.file(PromptFixture.codes(1_950_000))
    },
    Fault("riff-size", "the RIFF size at offset 4 is 0, should be 8,050") { $0.riffSize = 0 },
    Fault(
      "format-missing", also: ["fact-wrong"], "there is no whole \"fmt \" chunk"
    ) {
      Array("RIFF".utf8) + SoundFixture.number(UInt32(8016)) + Array("WAVE".utf8)
        + PromptFixture.chunk("fact", [0x40, 0x1F, 0, 0]) + Array("data".utf8)
        + SoundFixture.number(UInt32(7992)) + PromptFixture.codes(7992)
    },
    Fault("encoding", "the format tag at offset 20 is 0x0007 (µ-law), should be 0x0006 (A-law)") {
      $0.tag = 7
    },
    Fault("sample-rate", "the sample rate at offset 24 is 16000 Hz, should be 8000 Hz") {
      $0.rate = 16_000
      $0.byteRate = 16_000
    },
    Fault("byte-rate", "the bytes a second at offset 28 is 16000, should be 8000") {
      $0.byteRate = 16_000
    },
    Fault("block-align", "the block align at offset 32 is 2, should be 1") {
      $0.align = 2
      $0.fact = 4000
    },
    Fault(
      "extensible", "the format tag at offset 20 is 0xFFFE (extensible), should be 0x0006 (A-law)"
    ) {
      $0.tag = 0xFFFE
      $0.formatSize = 40
    },
    Fault("format-size", "the size of the fmt chunk at offset 16 is 16, should be 18") {
      $0.formatSize = 16
    },
    Fault("no-audio", "the data chunk at offset 50 is empty") { PromptFixture.file([]) },
    Fault("data-size", "the data chunk states 9,000 bytes, the file holds 8,000") {
      $0.dataSize = 9000
    },
  ]

  private static let structureFaults: [Fault] = [
    Fault("fact-missing", "there is no \"fact\" chunk") { $0.fact = nil },
    Fault("fact-wrong", "the fact chunk states 9 samples, there are 8,000") { $0.fact = 9 },
    Fault("chunk-before-data", "a \"LIST\" chunk of 4 bytes at offset 50, before the audio") {
      $0.chunksBeforeData = PromptFixture.chunk("LIST", Array("INFO".utf8))
    },
    Fault("chunk-after-data", "a \"id3 \" chunk of 3 bytes at offset 8058, after the audio") {
      $0.chunksAfterData = PromptFixture.chunk("id3 ", [1, 2, 3])
    },
    Fault(
      "stray-bytes", "from offset 1058 on there is no whole chunk; a size before it must be wrong"
    ) {
      $0.dataSize = 1000
      $0.fact = 1000
    },
    Fault(
      "stray-bytes", "from offset 8058 on there is no whole chunk; a size before it must be wrong"
    ) {
      $0.chunksAfterData = [1, 2, 3, 4, 5, 6]
    },
    Fault(
      "stray-bytes", "from offset 50 on there is no whole chunk; a size before it must be wrong"
    ) {
      $0.chunksBeforeData = [0xFF, 0xFE, 1, 2, 2, 0, 0, 0, 1, 1]
    },
    Fault("chunk-order", "the fmt chunk at offset 8032 comes after the audio") {
      let data = PromptFixture.chunk("data", codes)
      let fact = PromptFixture.chunk("fact", [0x40, 0x1F, 0, 0])
      let format = Array(PromptFixture.file(codes)[12..<38])
      return Array("RIFF".utf8)
        + SoundFixture.number(UInt32(4 + data.count + fact.count + format.count))
        + Array("WAVE".utf8) + fact + data + format
    },
    Fault("fact-order", "the fact chunk at offset 8046 comes after the audio") {
      $0.fact = nil
      $0.chunksAfterData = PromptFixture.chunk("fact", [0x40, 0x1F, 0, 0])
    },
    Fault("repeated-chunk", "there are 2 \"fact\" chunks") {
      $0.chunksBeforeData = PromptFixture.chunk("fact", [1, 0, 0, 0])
    },
    Fault("trailing-bytes", "868 bytes follow the RIFF chunk: another RIFF file") {
      $0.trailing = PromptFixture.file(PromptFixture.codes(810))
    },
    Fault("repeated-chunk", "there are 2 \"data\" chunks") {
      $0.chunksAfterData = PromptFixture.chunk("data", [0xD5, 0xD5])
    },
    Fault("pad-byte", "the pad byte after the last chunk is missing") {
      PromptFixture.file(PromptFixture.codes(8001)) { $0.pads = false }
    },
    Fault("trailing-bytes", "777 bytes follow the RIFF chunk") {
      $0.trailing = [UInt8](repeating: 1, count: 777)
    },
    Fault("silence", "the prompt is silent from beginning to end") {
      PromptFixture.file([UInt8](repeating: 0xD5, count: 8000))
    },
    Fault("clipping", also: ["level"], "100.0 % of the samples are at full scale") {
      PromptFixture.file((0..<8000).map { $0 % 2 == 0 ? 0xAA : 0x2A })
    },
    Fault("level", "the RMS level is -41.9 dB") {
      PromptFixture.file((0..<8000).map { $0 % 2 == 0 ? 0xC5 : 0x45 })
    },
    Fault("leading-silence", "it begins with 1.50 s of silence") {
      PromptFixture.file([UInt8](repeating: 0xD5, count: 12_000) + codes)
    },
    Fault("trailing-silence", "it ends with 6.00 s of silence") {
      PromptFixture.file(codes + [UInt8](repeating: 0xD5, count: 48_000))
    },
    Fault("dc-offset", "the mean is 2.8 % of full scale") {
      PromptFixture.file((0..<8000).map { $0 % 2 == 0 ? 0x95 : 0x45 })
    },
  ]

  @Test(arguments: faults)
  private func aFaultIsFoundByItsRule(_ fault: Fault) throws {
    let found = try findings(fault.file())
    #expect(found.first { $0.rule == fault.rule }?.message == fault.message)
    #expect(Set(found.map(\.rule)).subtracting(fault.also) == [fault.rule])
  }

  @Test func severalFaultsAreAllFound() throws {
    let stereo = PromptFixture.file(Self.codes) { header in
      header.channels = 2
      header.bits = 16
      header.tag = 1
    }
    #expect(
      try findings(stereo).map(\.rule)
        == ["encoding", "channels", "bits", "byte-rate", "block-align"])
  }

  @Test func aGoodFileHasNoFindings() throws {
    #expect(try findings(PromptFixture.file(Self.codes)) == [])
    #expect(try findings(PromptFixture.file(PromptFixture.codes(8001)), named: "b.WAV") == [])
  }

  @Test(arguments: [
    ("等待音.wav", "name-characters"), ("a b.wav", "name-characters"), ("noext", "name-extension"),
    (String(repeating: "a", count: 125) + ".wav", "name-length"),
  ])
  func namesAreJudged(_ name: String, _ rule: String) throws {
    #expect(try findings(PromptFixture.file(Self.codes), named: name).map(\.rule) == [rule])
  }

  @Test func namesThatDifferInCaseOnlyAreNoticed() async throws {
    for name in ["p/a.wav", "p/A.wav", "p/b.wav", "q/a.wav"] {
      try folder.write(PromptFixture.file(Self.codes), to: name)
    }
    let items = await ValidationBatch([folder("p"), folder("q")]).run(jobs: 2) { _ in
      PromptValidator()
    }
    let rules = try items.map { try $0.result.get().findings.map(\.rule) }
    #expect(rules == [["name-case"], ["name-case"], [], []])
  }

  @Test func everyRuleIsTestedAndNamedOnce() {
    let ids = PromptRule.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    let tested =
      Self.faults.map(\.rule) + [
        "name-characters", "name-length", "name-extension", "name-case", "channels", "bits",
      ]
    #expect(Set(ids) == Set(tested))
    #expect(ids.allSatisfy { id in id.allSatisfy { $0 == "-" || $0.isLowercase } })
  }

  @Test func theExamplesAreWhatTheRulesSay() {
    for rule in PromptRule.all where Self.faults.contains(where: { $0.rule == rule.id }) {
      let messages = Self.faults.filter { $0.rule == rule.id }.map(\.message)
      #expect(messages.contains(rule.rule.example), "\(rule.id)")
    }
  }

  @Test func ignoredRulesAreNotApplied() throws {
    let path = try folder.write(PromptFixture.file(Self.codes) { $0.fact = nil }, to: "a.wav")
    var validator = PromptValidator()
    validator.ignoredRules = ["fact-missing"]
    #expect(try validator.report(on: path).findings == [])
  }
}
