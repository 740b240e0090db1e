/// How much a finding matters.
public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
  /// Worth knowing.
  case note
  /// Risky, or likely a mistake.
  case warning
  /// The platform or its players will not take the file.
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
}
