/// What a rule says, whatever it is about: prompt files, sets or requests.
public struct Rule: Hashable, Sendable {
  /// In kebab-case; stable, and of one rule only.
  public let id: String
  /// How much it matters where it does not hold.
  public let severity: Severity
  /// What must be, in a few words, with the limit.
  public let requirement: String
  /// Why, and who says so.
  public let reason: String
  /// What to do about a finding.
  public let remedy: String
  /// A message of this rule, as it reads for some file.
  public let example: String
  /// That file, with the place where the rule has one.
  public let exampleFile: String

  init(
    _ id: String, _ severity: Severity, _ requirement: String, reason: String, remedy: String,
    example: String, in exampleFile: String = "prompts/hold.wav"
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
  func finding(_ message: String, at place: TextPlace? = nil) -> Finding {
    Finding(rule: id, severity: severity, message: message, remedy: remedy, place: place)
  }

  /// Every rule: for prompt files, for sets, and for requests and programs.
  public static let all: [Rule] = PromptRule.all.map(\.rule) + setRules + requestRules

  /// The rule with this id.
  public static func named(_ id: String) -> Rule? { all.first { $0.id == id } }
}
