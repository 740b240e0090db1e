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
  /// The platform whose rule it is, and who says so; nil where it rests on a standard, or on what
  /// players do.
  public let authority: Authority?

  /// Who makes a rule.
  public struct Authority: Hashable, Sendable {
    /// The id of the platform's profile.
    public let profile: String
    /// Who says that the platform demands it.
    public let basis: Basis

    init(_ profile: PlatformProfile, _ basis: Basis) {
      self.profile = profile.id
      self.basis = basis
    }

    /// Adds itself to what was found, unless it is what is meant without a word.
    func named(in message: Text) -> Text {
      guard profile != PlatformProfile.standard.id else { return message }
      return Text(
        english: "\(message.english), for \(profile) (\(basis.kind.words.english))",
        chinese: "\(message.chinese)，针对 \(profile)（\(basis.kind.words.chinese)）")
    }
  }

  init(
    _ id: String, _ severity: Severity, _ requirement: Text, reason: Text, remedy: Remedy,
    example: Text, in exampleFile: String = "prompts/hold.wav", authority: Authority? = nil
  ) {
    self.id = id
    self.severity = severity
    self.requirement = requirement
    self.reason = reason
    self.remedy = remedy
    self.example = example
    self.exampleFile = exampleFile
    self.authority = authority
  }

  /// A finding of this rule.
  ///
  /// - Parameter remedy: where it is not the rule's own.
  func finding(
    _ message: Text, at location: TextLocation? = nil, remedy: Remedy? = nil
  ) -> Finding {
    Finding(
      id, severity, authority?.named(in: message) ?? message, remedy: remedy ?? self.remedy,
      at: location, authority: authority)
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
