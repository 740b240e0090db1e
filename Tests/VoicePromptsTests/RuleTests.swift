import AudioFiles
import Testing

@testable import VoicePrompts

@Suite struct RuleTests {
  @Test func everyIdIsOfOneRule() {
    let ids = Rule.all().map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(
      ids.allSatisfy { $0.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz-".utf8.contains($0) } })
    #expect(ids.allSatisfy { Rule.named($0)?.id == $0 })
  }

  @Test func theRulesOfAllPlatformsAreAmongThem() {
    let ids = Set(Rule.all().map(\.id))
    for profile in PlatformProfile.all {
      #expect(ids.isSuperset(of: Rule.ofPrompts(profile).map(\.id)), "\(profile.id)")
      #expect(Set(Rule.all(profile).map(\.id)) == ids)
    }
  }

  @Test func everyRuleIsExplained() {
    for rule in Rule.all() {
      let texts = [rule.requirement, rule.reason, rule.example].map(\.english)
      for text in texts + [rule.exampleFile] {
        #expect(!text.isEmpty && !text.hasSuffix("."), "\(rule.id)")
      }
    }
  }
}
