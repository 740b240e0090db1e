// Here, because nothing that has rules may know of all the others that have some.

extension Rule {
  /// Every rule for files: for prompts of a platform, for sets, and for requests and programs.
  public static func all(_ profile: PlatformProfile = .standard) -> [Rule] {
    PromptRule.all(profile).map(\.rule) + SoundRule.all(profile.advice).map(\.rule)
      + [SetLevel.rule(profile.advice)] + setRules + RequestRules.all(profile)
  }

  /// The rule with this id.
  public static func named(_ id: String) -> Rule? { all().first { $0.id == id } }
}
