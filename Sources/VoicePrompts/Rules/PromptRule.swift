internal import AudioFiles

/// A rule for finished prompt files.
typealias PromptRule = CheckedRule<PromptSubject>

/// A prompt file under judgement.
struct PromptSubject {
  /// The file's name without its folder.
  let name: String
  let facts: WAVFacts
  let profile: PlatformProfile
  /// The largest size that is accepted.
  let maximumSize: ByteSize
  /// Another file of the same folder whose name differs in case only.
  let nameTwin: String?
  /// The path of another file in another folder that has this name, in whatever case.
  let namesake: String?

  /// Whether it is no RIFF/WAVE file, but one of the other kinds that the platform takes.
  var isOtherKind: Bool {
    profile.accepted?.others.contains { $0.isKind(of: name, facts) } ?? false
  }
}

extension PromptRule {
  /// - Parameter check: what is found in a file, one message a finding. What cannot be repaired has
  ///   to be converted again.
  init(
    _ id: String, _ severity: Severity, _ requirement: Text, reason: Text, remedy: Remedy,
    example: Text, authority: Rule.Authority? = nil,
    check: @escaping @Sendable (PromptSubject) -> [Text]
  ) {
    let rule = Rule(
      id, severity, requirement, reason: reason, remedy: remedy, example: example,
      authority: authority)
    self.init(rule) { subject, rule in
      check(subject).map { message in
        let isBeyondRepair =
          remedy == .repair && PromptRepair.audio(of: subject.facts, subject.profile) == nil
        let isToConvert = isBeyondRepair || remedy == .convertAgain
        return rule.finding(message, remedy: isToConvert ? subject.profile.convertAgain : nil)
      }
    }
  }

  /// A rule that a platform states: an error or a warning by who says so.
  init(
    _ id: String, of profile: PlatformProfile, _ basis: Basis, isBinding: Bool? = nil,
    _ requirement: Text, remedy: Remedy, example: Text,
    check: @escaping @Sendable (PromptSubject) -> [Text]
  ) {
    self.init(
      id, isBinding ?? basis.isBinding ? .error : .warning, requirement, reason: basis.reason,
      remedy: remedy, example: example, authority: Rule.Authority(profile, basis), check: check)
  }

  /// Every rule of a platform, in the order in which findings are reported.
  static func all(_ profile: PlatformProfile) -> [PromptRule] {
    let heard = AudioRule.all(profile.advice)
    if profile.headerless != nil {
      return nameRules(profile) + headerlessRules(profile)
        + heard.filter { AudioRule.ofSilence.contains($0.rule.id) }.map(PromptRule.init)
    }
    return nameRules(profile) + containerRules(profile) + formatRules(profile) + structureRules
      + heard.map(PromptRule.init)
  }

  /// A rule for what is heard in the file.
  private init(_ heard: AudioRule) {
    self.init(heard.rule) { subject, _ in
      // What is written in another way has a finding for that.
      if let tag = subject.facts.format?.effectiveTag,
        subject.profile.accepted?.has(tag: tag) == false
      {
        return []
      }
      return subject.facts.audio.map(heard.findings) ?? []
    }
  }

  /// Those of the standard platform, which most work is for.
  static let standard = all(.standard)
}

extension PlatformProfile {
  /// What to do about a prompt that cannot be repaired.
  fileprivate var convertAgain: Remedy {
    isStandard ? .convertAgain : .convertFor(profile: id)
  }
}
