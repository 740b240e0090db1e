import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct ContainerRulesTests {
  static let faults: [RuleFault] = [
    RuleFault("not-wave", "this is MP3, not a RIFF/WAVE file, whatever it is called") {
      Array("ID3\u{3}\0\0\0\0\0\0".utf8)
    },
    RuleFault("not-wave", "the file is empty") { [] },
    RuleFault("size", "2,000,058 bytes, over the limit of 2,000,000 bytes") {
      PromptFixture.file(PromptFixture.codes(2_000_000))
    },
    RuleFault("size-near-limit", "1,950,058 bytes, within 5 % of the limit of 2,000,000 bytes") {
      PromptFixture.file(PromptFixture.codes(1_950_000))
    },
    RuleFault("riff-size", "the RIFF size at offset 4 is 0, should be 8,050") { $0.riffSize = 0 },
  ]

  @Test(arguments: [(1_899_942, false), (1_899_944, true), (1_999_942, true)])
  func theLimitIsNearFromFivePercentBelowItOn(_ codes: Int, _ isNear: Bool) {
    let file = PromptFixture.file(PromptFixture.codes(codes))
    let found = PromptValidator().findings(on: file, name: "a.wav").findings.map(\.rule)
    #expect(found == (isNear ? ["size-near-limit"] : []))
  }

  @Test(arguments: faults)
  func aFaultIsFoundByItsRule(_ fault: RuleFault) { fault.expectFound() }
}
