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
  /// The rule's id.
  public let rule: String
  /// The rule's severity.
  public let severity: Severity
  /// What was found and what was required.
  public let message: String
  /// What to do.
  public let remedy: String
  /// Where in the file; nil where it is about the file as a whole.
  public let place: TextPlace?

  init(
    rule: String, severity: Severity, message: String, remedy: String, place: TextPlace? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.remedy = remedy
    self.place = place
  }
}
