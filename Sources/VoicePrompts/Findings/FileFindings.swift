public import AudioFiles

/// What was found in a file: a prompt, a set, a request or a program; or why it could not be judged.
public struct FileFindings: Hashable, Sendable {
  /// As it was named or found.
  public let path: String
  /// What the file is; nil for everything but prompts that could be read.
  public let facts: WAVFacts?
  /// In the order of the rules, or of the places in the file; the first ones of many.
  public private(set) var findings: [Finding] = []
  /// How many more there are.
  public private(set) var omitted: [Omission] = []
  /// Why there are no findings; nil where the file was judged.
  public let failure: PromptError?

  /// Findings of one rule that a file has beyond those that are kept.
  public struct Omission: Hashable, Sendable {
    /// The id of the rule.
    public let rule: String
    /// How much they matter.
    public let severity: Severity
    /// How many there are.
    public fileprivate(set) var count: Int
  }

  /// More than a person reads, or than a file has that anybody wrote; a file that was made to have
  /// more must not take the memory, or fill the log, of who checks it.
  static let maximumCount = 1000

  /// - Parameter path: as messages name the file.
  init(path: String, facts: WAVFacts? = nil, findings: [Finding] = []) {
    self.path = path
    self.facts = facts
    failure = nil
    add(findings)
  }

  /// What could not be read, or not be made.
  package init(_ failure: PromptError) {
    path = failure.path
    facts = nil
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
    copy.omitted.removeAll { rules.contains($0.rule) }
    return copy
  }

  /// With these findings after its own.
  func adding(_ other: [Finding]) -> FileFindings {
    var copy = self
    copy.add(other)
    return copy
  }

  /// Puts findings after those that are there.
  mutating func add(_ other: [Finding]) {
    let kept = other.prefix(Self.maximumCount - findings.count)
    findings += kept
    omit(other.dropFirst(kept.count))
  }

  /// Only counts its findings.
  mutating func omitAll() {
    let all = findings
    findings = []
    omit(all[...])
  }

  private mutating func omit(_ other: ArraySlice<Finding>) {
    for finding in other {
      let known = omitted.firstIndex {
        $0.rule == finding.rule && $0.severity == finding.severity
      }
      if let known {
        omitted[known].count += 1
      } else {
        omitted.append(Omission(rule: finding.rule, severity: finding.severity, count: 1))
      }
    }
  }

  /// How many findings have this severity, those that are not kept among them.
  public func count(_ severity: Severity) -> Int {
    findings.count { $0.severity == severity }
      + omitted.reduce(0) { $0 + ($1.severity == severity ? $1.count : 0) }
  }
}
