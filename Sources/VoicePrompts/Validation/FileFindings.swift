/// What was found in a file: a prompt, a set, a request or a program.
public struct FileFindings: Hashable, Sendable {
  /// As it was named or found.
  public let path: String
  /// What the file is; nil for everything but prompts.
  public let facts: WAVFacts?
  /// In the order of the rules, or of the places in the file.
  public internal(set) var findings: [Finding]

  /// - Parameter path: as messages name the file.
  public init(path: String, facts: WAVFacts? = nil, findings: [Finding] = []) {
    self.path = path
    self.facts = facts
    self.findings = findings
  }

  /// What was found in a prompt.
  public init(_ report: PromptValidator.Report) {
    self.init(path: report.path, facts: report.facts, findings: report.findings)
  }

  /// Without the findings of some rules.
  public func ignoring(_ rules: Set<String>) -> FileFindings {
    var copy = self
    copy.findings.removeAll { rules.contains($0.rule) }
    return copy
  }

  /// Both findings of one file, these first.
  public func adding(_ other: [Finding]) -> FileFindings {
    var copy = self
    copy.findings += other
    return copy
  }
}
