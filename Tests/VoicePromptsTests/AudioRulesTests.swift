import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct AudioRulesTests {
  static let faults: [RuleFault] = [
    RuleFault("silence", "the prompt is silent from beginning to end") {
      PromptFixture.file([UInt8](repeating: 0xD5, count: 8000))
    },
    RuleFault("clipping", also: ["level"], "100.0 % of the samples are at full scale") {
      PromptFixture.file((0..<8000).map { $0 % 2 == 0 ? 0xAA : 0x2A })
    },
    RuleFault("level", "the RMS level is -41.9 dB, too quiet") {
      PromptFixture.file((0..<8000).map { $0 % 2 == 0 ? 0xC5 : 0x45 })
    },
    RuleFault("leading-silence", "it begins with 1.50 s of silence") {
      PromptFixture.file([UInt8](repeating: 0xD5, count: 12_000) + RuleFault.codes)
    },
    RuleFault("trailing-silence", "it ends with 6.00 s of silence") {
      PromptFixture.file(RuleFault.codes + [UInt8](repeating: 0xD5, count: 48_000))
    },
    RuleFault("dc-offset", "the DC offset is 2.8 % of full scale") {
      PromptFixture.file((0..<8000).map { $0 % 2 == 0 ? 0x95 : 0x45 })
    },
  ]

  @Test(arguments: faults)
  func aFaultIsFoundByItsRule(_ fault: RuleFault) { fault.expectFound() }
}
