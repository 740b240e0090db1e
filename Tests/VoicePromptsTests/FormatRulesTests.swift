import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct FormatRulesTests {
  static let faults: [RuleFault] = [
    RuleFault(
      "format-missing", also: ["fact-wrong"], "there is no whole \"fmt \" chunk"
    ) {
      RIFFFixture.wave(
        RIFFFixture.chunk("fact", [0x40, 0x1F, 0, 0]),
        RIFFFixture.chunk("data", PromptFixture.codes(7992)))
    },
    RuleFault("encoding", "the format tag at offset 20 is 0x0007 (µ-law), should be 0x0006 (A-law)")
    {
      $0.tag = 7
    },
    RuleFault("sample-rate", "the sample rate at offset 24 is 16000 Hz, should be 8000 Hz") {
      $0.rate = 16_000
      $0.byteRate = 16_000
    },
    RuleFault("byte-rate", "the bytes per second at offset 28 is 16000, should be 8000") {
      $0.byteRate = 16_000
    },
    RuleFault("block-align", "the block align at offset 32 is 2, should be 1") {
      $0.align = 2
      $0.fact = 4000
    },
    RuleFault(
      "extensible", "the format tag at offset 20 is 0xFFFE (extensible), should be 0x0006 (A-law)"
    ) {
      $0.tag = 0xFFFE
      $0.formatSize = 40
    },
    RuleFault("format-size", "the size of the fmt chunk at offset 16 is 16, should be 18") {
      $0.formatSize = 16
    },
  ]

  @Test(arguments: faults)
  func aFaultIsFoundByItsRule(_ fault: RuleFault) { fault.expectFound() }

  @Test func severalFaultsAreAllFound() {
    let stereo = PromptFixture.file(RuleFault.codes) { header in
      header.channels = 2
      header.bits = 16
      header.tag = 1
    }
    #expect(
      PromptValidator().findings(on: stereo, name: "a.wav").findings.map(\.rule)
        == ["encoding", "channels", "bits", "byte-rate", "block-align"])
  }
}
