import AudioFiles
import Testing

@testable import VoicePrompts

@Suite struct PromptRuleTests {
  @Test func everyRuleIsTestedAndNamedOnce() {
    let ids = PromptRule.standard.map(\.rule.id)
    #expect(Set(ids).count == ids.count)
    let tested =
      RuleFault.all.map(\.rule) + [
        "name-characters", "name-length", "name-extension", "name-case", "name-shared", "channels",
        "bits",
      ]
    #expect(Set(ids) == Set(tested))
    #expect(ids.allSatisfy { id in id.allSatisfy { $0 == "-" || $0.isLowercase } })
  }

  @Test func theExamplesAreWhatTheRulesSay() {
    for rule in PromptRule.standard.map(\.rule) {
      let messages = RuleFault.all.filter { $0.rule == rule.id }.map(\.message)
      guard !messages.isEmpty else { continue }
      #expect(messages.contains(rule.example.english), "\(rule.id)")
    }
  }
}
