internal import ArgumentParser

/// What the command's exit status says; the worst of several counts.
enum ExitStatus: Int32, Comparable {
  /// All is well.
  case success = 0
  /// At least one file failed.
  case fileFailed = 1
  /// The command could not do its work: wrong usage, a path that does not exist.
  case noWork = 2

  /// The parser's mistakes in usage, 64 by the BSD convention, are 2 here.
  init(ofParsing code: ExitCode) {
    self = code == .validationFailure ? .noWork : ExitStatus(rawValue: code.rawValue) ?? .noWork
  }

  var exitCode: ExitCode { ExitCode(rawValue) }

  /// Ends the command with this status where it is not success.
  func exit() throws {
    if self != .success { throw exitCode }
  }

  mutating func merge(_ other: ExitStatus) { self = max(self, other) }

  static func < (lhs: ExitStatus, rhs: ExitStatus) -> Bool { lhs.rawValue < rhs.rawValue }
}
