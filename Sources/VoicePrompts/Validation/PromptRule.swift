/// A rule for prompt files: what it checks, how much it matters, why, and what to do.
public struct PromptRule: Sendable {
  /// What it says.
  public let rule: Rule
  /// The id of ``rule``.
  public var id: String { rule.id }

  /// What is found in a file, one message a finding.
  let check: @Sendable (Subject) -> [String]

  /// A file under judgement.
  struct Subject: Sendable {
    /// The file's name without its folder.
    let name: String
    let facts: WAVFacts
    /// The largest size that is accepted.
    let maximumSize: ByteSize
    /// Another file of the same folder whose name differs in case only.
    let nameTwin: String?
  }

  init(
    _ id: String, _ severity: Severity, _ requirement: String, reason: String, remedy: String,
    example: String, check: @escaping @Sendable (Subject) -> [String]
  ) {
    rule = Rule(id, severity, requirement, reason: reason, remedy: remedy, example: example)
    self.check = check
  }

  /// The findings of this rule alone. What cannot be repaired has to be converted again.
  func findings(in subject: Subject) -> [Finding] {
    let isHopeless = rule.remedy == Self.repair && !PromptRepair.isRepairable(subject.facts)
    return check(subject).map { message in
      Finding(
        rule: id, severity: rule.severity, message: message,
        remedy: isHopeless ? Self.convertAgain : rule.remedy)
    }
  }

  /// What to do where only a new conversion helps.
  static let convertAgain = "convert the recording again: voiceprompt convert"

  /// What to do where the audio is right and the bytes around it are not.
  static let repair = "repair it without touching the audio: voiceprompt validate --fix"

  /// The rule with this id.
  public static func named(_ id: String) -> PromptRule? { all.first { $0.id == id } }

  /// Every rule, in the order in which findings are reported.
  public static let all: [PromptRule] =
    nameRules + containerRules + formatRules + structureRules
    + audioRules
}
