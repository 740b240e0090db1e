public import AudioFiles
public import VoicePrompts

/// What was found in files, for a reader of one kind.
public struct FindingReport: Sendable {
  /// Findings of files, and what could not be judged.
  public let items: [FileFindings]
  /// Whether warnings fail.
  public let isStrict: Bool
  /// What was asked about the files.
  public let question: Question
  /// The platform that the files are for; the standard one where they are for several.
  public var profile = PlatformProfile.standard
  /// When the work began, and how long it took.
  public var run: Run?

  /// When and where the files were judged.
  public struct Run: Sendable {
    /// In UTC, as ISO 8601 writes it, without a zone: `2026-11-21T15:04:05`.
    public let start: String
    /// The machine's name.
    public let host: String
    /// How long it took.
    public let seconds: Double

    /// - Parameter start: in UTC, as ISO 8601 writes it, without a zone.
    public init(start: String, host: String, seconds: Double) {
      self.start = start
      self.host = host
      self.seconds = seconds
    }
  }

  /// What files without a failing finding are said to be.
  public enum Question: Sendable {
    case areFit, areUpToDate, areRight
  }

  /// - Parameters:
  ///   - items: in the order in which they are reported.
  ///   - isStrict: whether warnings fail.
  ///   - question: what was asked about the files.
  public init(_ items: [FileFindings], isStrict: Bool, _ question: Question = .areFit) {
    self.items = items
    self.isStrict = isStrict
    self.question = question
  }

  /// Where remedies are carried out.
  var setting: Remedy.Setting { question == .areUpToDate ? .set : .command }

  /// Files that could be judged.
  var files: [FileFindings] { items.filter { $0.failure == nil } }

  /// What could not be judged.
  public var failures: [PromptError] { items.compactMap(\.failure) }

  /// How many findings have this severity.
  func count(_ severity: Severity) -> Int {
    items.reduce(0) { $0 + $1.count(severity) }
  }

  /// Whether a file has a finding that fails.
  func fails(_ file: FileFindings) -> Bool {
    Severity.allCases.contains { fails($0) && file.count($0) > 0 }
  }

  /// Whether a finding of this severity fails.
  func fails(_ severity: Severity) -> Bool {
    severity == .error || isStrict && severity == .warning
  }

  /// Whether any file has a finding that fails.
  public var hasFailingFinding: Bool {
    items.contains(where: fails)
  }

  /// Writes it down: as text in the reader's language, and for machines in English.
  public func write(as format: ReportFormat, to stream: any ReportStream) {
    if format == .text { return TextReporter.write(self, to: stream) }
    Language.$reader.withValue(.english) {
      switch format {
      case .text: break
      case .json: JSONReporter.write(self, to: stream)
      case .junit: JUnitReporter.write(self, to: stream)
      case .sarif: SARIFReporter.write(self, to: stream)
      case .github: GitHubReporter.write(self, to: stream)
      }
    }
  }
}

extension FileFindings {
  /// How many findings are not shown; nil where all are.
  var omission: Text? {
    let counts = omitted
    guard !counts.isEmpty else { return nil }
    let all = counts.reduce(0) { $0 + $1.count }.grouped
    return Text(
      english: "\(all) more findings are not shown: "
        + counts.map { "\($0.count.grouped) \($0.severity.name) [\($0.rule)]" }.listed,
      chinese: "另有 \(all) 项检查结果未显示："
        + counts.map { "\($0.count.grouped) 项\($0.severity.name) [\($0.rule)]" }.listed)
  }
}

extension Severity {
  /// What people call it.
  public var name: Text {
    switch self {
    case .note: Text(english: "note", chinese: "说明")
    case .warning: Text(english: "warning", chinese: "警告")
    case .error: Text(english: "error", chinese: "错误")
    }
  }
}

/// How findings are reported.
public enum ReportFormat: String, Sendable, CaseIterable {
  case text, json, junit, sarif, github
}
