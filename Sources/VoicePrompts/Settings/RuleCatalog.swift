// Here, because nothing that has rules may know of all the others that have some.

extension Rule {
  /// Every rule for files: for prompts, for sets, and for requests and programs. Of rules that many
  /// platforms have, that of one.
  ///
  /// - Parameter profile: whose rules for prompts come first; those that only others have follow.
  public static func all(_ profile: PlatformProfile = .standard) -> [Rule] {
    let own = ofPrompts(profile)
    let ids = Set(own.map(\.id))
    return own + [SetLevel.rule(profile.advice)]
      + ofSomePlatform.filter { !ids.contains($0.id) } + setRules + RequestRules.all(.standard)
  }

  /// The rules of a platform for prompts.
  public static func ofPrompts(_ profile: PlatformProfile) -> [Rule] {
    PromptRule.all(profile).map(\.rule) + SoundRule.all(profile.advice).map(\.rule)
  }

  /// Each rule for prompts of platforms that have some of their own, once. Not of all, because every
  /// command line that names a rule would wait for them.
  private static let ofSomePlatform: [Rule] = PlatformProfile.all
    .filter {
      $0.isStandard || $0.headerless != nil || $0.durationLimit != nil || $0.nameRule.start != nil
    }
    .flatMap(ofPrompts)
    .reduce(into: (rules: [], ids: Set<String>())) { known, rule in
      if known.ids.insert(rule.id).inserted { known.rules.append(rule) }
    }.rules

  /// The rule with this id.
  public static func named(_ id: String) -> Rule? { all().first { $0.id == id } }
}
