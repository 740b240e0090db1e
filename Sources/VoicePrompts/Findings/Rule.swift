public import AudioFiles

/// What a rule says, whatever it is about: prompt files, sets or requests.
public struct Rule: Hashable, Sendable {
  /// In kebab-case; stable, and of one rule only.
  public let id: String
  /// How much it matters where it does not hold.
  public let severity: Severity
  /// What must be, in a few words, with the limit.
  public let requirement: Text
  /// Why, and who says so.
  public let reason: Text
  /// What to do about a finding.
  public let remedy: Remedy
  /// A message of this rule, as it reads for some file.
  public let example: Text
  /// That file, with the place where the rule has one.
  public let exampleFile: String

  init(
    _ id: String, _ severity: Severity, _ requirement: Text, reason: Text, remedy: Remedy,
    example: Text, in exampleFile: String = "prompts/hold.wav"
  ) {
    self.id = id
    self.severity = severity
    self.requirement = requirement
    self.reason = reason
    self.remedy = remedy
    self.example = example
    self.exampleFile = exampleFile
  }

  /// A finding of this rule.
  ///
  /// - Parameter remedy: where it is not the rule's own.
  func finding(
    _ message: Text, at location: TextLocation? = nil, remedy: Remedy? = nil
  ) -> Finding {
    Finding(id, severity, message, remedy: remedy ?? self.remedy, at: location)
  }
}

/// A rule and how it is checked, on subjects of one kind.
struct CheckedRule<Subject>: Sendable {
  let rule: Rule
  /// What is found in a subject, in the order of the subject.
  let check: @Sendable (Subject, Rule) -> [Finding]

  init(_ rule: Rule, check: @escaping @Sendable (Subject, Rule) -> [Finding]) {
    self.rule = rule
    self.check = check
  }

  func findings(in subject: Subject) -> [Finding] { check(subject, rule) }
}
