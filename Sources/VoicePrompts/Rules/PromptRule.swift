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
}

extension PromptRule {
  /// - Parameter check: what is found in a file, one message a finding. What cannot be repaired has
  ///   to be converted again.
  init(
    _ id: String, _ severity: Severity, _ requirement: Text, reason: Text, remedy: Remedy,
    example: Text, check: @escaping @Sendable (PromptSubject) -> [Text]
  ) {
    let rule = Rule(id, severity, requirement, reason: reason, remedy: remedy, example: example)
    self.init(rule) { subject, rule in
      check(subject).map { message in
        let isBeyondRepair =
          remedy == .repair && PromptRepair.audio(of: subject.facts, subject.profile) == nil
        return rule.finding(message, remedy: isBeyondRepair ? .convertAgain : nil)
      }
    }
  }

  /// Every rule of a platform, in the order in which findings are reported.
  static func all(_ profile: PlatformProfile) -> [PromptRule] {
    nameRules(profile.nameRule) + containerRules(profile) + formatRules(profile.format)
      + structureRules + AudioRule.all(profile.advice).map(PromptRule.init)
  }

  /// A rule for what is heard in the file.
  private init(_ heard: AudioRule) {
    self.init(heard.rule) { subject, _ in
      // What is written in another way has a finding for that.
      guard subject.facts.encoding == subject.profile.format.encoding else { return [] }
      return subject.facts.audio.map(heard.findings) ?? []
    }
  }

  /// Those of the standard platform, which most work is for.
  static let standard = all(.standard)
}
