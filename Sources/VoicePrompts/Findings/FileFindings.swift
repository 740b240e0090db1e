public import AudioFiles

/// What was found in a file: a prompt, a set, a request or a program; or why it could not be judged.
public struct FileFindings: Hashable, Sendable {
  /// As it was named or found.
  public let path: String
  /// What the file is; nil for everything but prompts that could be read.
  public let facts: WAVFacts?
  /// In the order of the rules, or of the places in the file.
  public internal(set) var findings: [Finding]
  /// Why there are no findings; nil where the file was judged.
  public let failure: PromptError?

  /// - Parameter path: as messages name the file.
  init(path: String, facts: WAVFacts? = nil, findings: [Finding] = []) {
    self.path = path
    self.facts = facts
    self.findings = findings
    failure = nil
  }

  /// What could not be read, or not be made.
  package init(_ failure: PromptError) {
    path = failure.path
    facts = nil
    findings = []
    self.failure = failure
  }

  /// What `work` finds, or why it fails.
  init(_ work: () throws(PromptError) -> FileFindings) {
    do {
      self = try work()
    } catch {
      self.init(error)
    }
  }

  /// Without the findings of some rules.
  public func ignoring(_ rules: Set<String>) -> FileFindings {
    var copy = self
    copy.findings.removeAll { rules.contains($0.rule) }
    return copy
  }

  /// With these findings after its own.
  func adding(_ other: [Finding]) -> FileFindings {
    var copy = self
    copy.findings += other
    return copy
  }
}
