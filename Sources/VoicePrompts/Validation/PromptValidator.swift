/// Judges finished prompt files by the platform's rules.
public struct PromptValidator: Sendable {
  /// The largest file that is accepted.
  public var maximumSize = PromptSpec.maximumSize
  /// Ids of rules that are not applied.
  public var ignoredRules: Set<String> = []

  /// The platform's limits and all rules.
  public init() {}

  /// What was found in a file.
  public struct Report: Hashable, Sendable {
    /// The file, as it was named.
    public let path: String
    /// What the file is.
    public let facts: WAVFacts
    /// In the order of the rules.
    public let findings: [Finding]

    /// The severity of the worst finding; nil without any.
    public var worst: Severity? { findings.map(\.severity).max() }
  }

  /// Reads the file at `path` and judges it.
  ///
  /// - Parameter nameTwin: a file beside it whose name differs in case only.
  /// - Throws: ``PromptError`` where the file cannot be read. Whatever is wrong with what it holds
  ///   is a finding.
  public func report(
    on path: String, nameTwin: String? = nil
  ) throws(PromptError) -> Report {
    let facts = try WAVInspector.facts(of: path)
    return Report(
      path: path, facts: facts,
      findings: findings(facts, name: PathName(path).name, nameTwin: nameTwin))
  }

  func findings(_ facts: WAVFacts, name: String, nameTwin: String?) -> [Finding] {
    let subject = PromptRule.Subject(
      name: name, facts: facts, maximumSize: maximumSize, nameTwin: nameTwin)
    return PromptRule.all.filter { !ignoredRules.contains($0.id) }
      .flatMap { $0.findings(in: subject) }
  }
}
