public import AudioFiles

/// How much a finding matters.
public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
  /// Worth knowing.
  case note
  /// Risky, or likely a mistake.
  case warning
  /// The platform or its players will not take the file, or a call will fail.
  case error

  public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// Something that a rule has found in a file.
public struct Finding: Hashable, Sendable {
  /// The id of the rule, or of what was noticed, in kebab-case.
  public let rule: String
  /// How much it matters.
  public let severity: Severity
  /// What was found and what was required.
  public let message: Text
  /// What to do; nil where there is nothing to say.
  public let remedy: Remedy?
  /// Where in the file; nil where it is about the file as a whole.
  public let location: TextLocation?
  /// The platform whose rule it is, and who says so; nil where the rule rests on something else.
  public let authority: Rule.Authority?

  init(
    _ rule: String, _ severity: Severity, _ message: Text, remedy: Remedy?,
    at location: TextLocation? = nil, authority: Rule.Authority? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.remedy = remedy
    self.location = location
    self.authority = authority
  }
}

extension Basis {
  /// How much a finding matters whose rule has this basis.
  public var severity: Severity { isBinding ? .error : .warning }
}
