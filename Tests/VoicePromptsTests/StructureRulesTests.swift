import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct StructureRulesTests {
  static let faults: [RuleFault] = [
    RuleFault("no-audio", "the data chunk at offset 50 is empty") { PromptFixture.file([]) },
    RuleFault("data-size", "the data chunk states 9,000 bytes, the file holds 8,000") {
      $0.dataSize = 9000
    },
    RuleFault(
      "stray-bytes", "from offset 1058 on there is no whole chunk; a size before it must be wrong"
    ) {
      $0.dataSize = 1000
      $0.fact = 1000
    },
    RuleFault(
      "stray-bytes", "from offset 8058 on there is no whole chunk; a size before it must be wrong"
    ) {
      $0.chunksAfterData = [1, 2, 3, 4, 5, 6]
    },
    RuleFault(
      "stray-bytes", "from offset 50 on there is no whole chunk; a size before it must be wrong"
    ) {
      $0.chunksBeforeData = [0xFF, 0xFE, 1, 2, 2, 0, 0, 0, 1, 1]
    },
    RuleFault("chunk-order", "the fmt chunk at offset 8032 comes after the audio") {
      RIFFFixture.wave(
        RIFFFixture.chunk("fact", [0x40, 0x1F, 0, 0]), RIFFFixture.chunk("data", RuleFault.codes),
        Array(PromptFixture.file(RuleFault.codes)[12..<38]))
    },
    RuleFault("fact-order", "the fact chunk at offset 8046 comes after the audio") {
      $0.fact = nil
      $0.chunksAfterData = RIFFFixture.chunk("fact", [0x40, 0x1F, 0, 0])
    },
    RuleFault("repeated-chunk", "there are 2 \"fact\" chunks") {
      $0.chunksBeforeData = RIFFFixture.chunk("fact", [1, 0, 0, 0])
    },
    RuleFault("repeated-chunk", "there are 2 \"data\" chunks") {
      $0.chunksAfterData = RIFFFixture.chunk("data", [0xD5, 0xD5])
    },
    RuleFault("fact-missing", "there is no \"fact\" chunk") { $0.fact = nil },
    RuleFault("fact-wrong", "the fact chunk states 9 samples, there are 8,000") { $0.fact = 9 },
    RuleFault("chunk-before-data", "a \"LIST\" chunk of 4 bytes at offset 50, before the audio") {
      $0.chunksBeforeData = RIFFFixture.chunk("LIST", Array("INFO".utf8))
    },
    RuleFault("chunk-after-data", "a \"id3 \" chunk of 3 bytes at offset 8058, after the audio") {
      $0.chunksAfterData = RIFFFixture.chunk("id3 ", [1, 2, 3])
    },
    RuleFault("pad-byte", "the pad byte after the last chunk is missing") {
      PromptFixture.file(PromptFixture.codes(8001)) { $0.pads = false }
    },
    RuleFault("trailing-bytes", "868 bytes follow the RIFF chunk: another RIFF file") {
      $0.trailing = PromptFixture.file(PromptFixture.codes(810))
    },
    RuleFault("trailing-bytes", "777 bytes follow the RIFF chunk") {
      $0.trailing = [UInt8](repeating: 1, count: 777)
    },
  ]

  @Test(arguments: faults)
  func aFaultIsFoundByItsRule(_ fault: RuleFault) { fault.expectFound() }
}
