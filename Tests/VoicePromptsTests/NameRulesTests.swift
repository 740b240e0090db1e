import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct NameRulesTests {
  @Test(arguments: [
    ("等待音.wav", "name-characters"), ("a b.wav", "name-characters"), ("noext", "name-extension"),
    (String(repeating: "a", count: 125) + ".wav", "name-length"),
  ])
  func namesAreJudged(_ name: String, _ rule: String) throws {
    let folder = TemporaryFolder()
    let path = try folder.write(PromptFixture.file(RuleFault.codes), to: name)
    #expect(try PromptValidator().findings(on: path).findings.map(\.rule) == [rule])
  }
}
