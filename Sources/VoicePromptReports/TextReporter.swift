internal import AudioFiles
public import VoicePrompts

/// A line a finding, `path: severity: message [rule]`, and a summary.
public struct TextReporter {
  /// How the files are reported; the files that it has are not.
  private let report: FindingReport
  private let stream: any ReportStream
  /// Files that could be judged and have no failing finding.
  private var goodCount = 0
  /// Files that could not be judged.
  public private(set) var unreadCount = 0
  private var totalCount = 0
  private var counts: [Severity: Int] = [:]

  /// - Parameter report: what was asked, and what fails; its files are passed over.
  public init(_ report: FindingReport, to stream: any ReportStream) {
    self.report = report
    self.stream = stream
  }

  static func write(_ report: FindingReport, to stream: any ReportStream) {
    var reporter = TextReporter(report, to: stream)
    report.items.forEach { reporter.add($0) }
    reporter.finish()
  }

  /// Whether a file has a finding that fails.
  public var hasFailingFinding: Bool { goodCount + unreadCount < totalCount }

  /// Reports a file.
  public mutating func add(_ item: FileFindings) {
    totalCount += 1
    for severity in Severity.allCases { counts[severity, default: 0] += item.count(severity) }
    if item.failure != nil {
      unreadCount += 1
    } else if !report.fails(item) {
      goodCount += 1
    }
    if let failure = item.failure { stream.error(failure.line) }
    for finding in item.findings {
      let location = finding.location.map { "\(item.path):\($0)" } ?? item.path
      let colon = Text(english: ": ", chinese: "：")
      stream.result(
        location + ": ", finding.severity, "\(colon)\(finding.message) [\(finding.rule)]")
      if finding.location != nil, finding.severity > .note, let remedy = finding.remedy {
        stream.result("  \(remedy.words(in: report.setting))")
      }
    }
    if let omission = item.omission { stream.result("\(item.path): \(omission)") }
    for remedy in Self.remedies(item) { stream.result("  \(remedy.words(in: report.setting))") }
  }

  /// Reports all of them together.
  public func finish() { stream.message(summary) }

  /// What to do about a file as a whole, each thing once, for what is more than a note.
  private static func remedies(_ file: FileFindings) -> [Remedy] {
    file.findings.filter { $0.severity > .note && $0.location == nil }.compactMap(\.remedy)
      .reduce(into: []) { remedies, remedy in
        if !remedies.contains(remedy) { remedies.append(remedy) }
        // One way out is in the other.
        if remedies.contains(.copyOrConvertAgain) { remedies.removeAll { $0 == .convertAgain } }
      }
  }

  private var summary: Text {
    let (good, unread, total) = (goodCount, unreadCount, totalCount)
    let (verdict, failure) = (report.question.verdict, report.question.failure)
    let counts = countWords
    return Text(
      english: "\(good.grouped) of \(total.grouped) \(total == 1 ? "file is" : "files are") "
        + "\(verdict): \(counts)" + (unread == 0 ? "" : ", \(unread.grouped) \(failure)"),
      chinese: "共 \(total.grouped) 个文件，\(good.grouped) 个\(verdict)：\(counts)"
        + (unread == 0 ? "" : "，\(unread.grouped) 个\(failure)"))
  }

  private var countWords: Text {
    let counts = [Severity.error, .warning, .note].map { (self.counts[$0] ?? 0, $0.name) }
      .filter { $0.0 > 0 }
    if counts.isEmpty { return Text(english: "no findings", chinese: "没有检查结果") }
    return Text(
      english: counts.map { "\($0.grouped) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", "),
      chinese: counts.map { "\($0.grouped) 个\($1)" }.joined(separator: "，"))
  }
}

extension FindingReport.Question {
  /// What files without a failing finding are.
  fileprivate var verdict: Text {
    switch self {
    case .areFit: Text(english: "fit for the platform", chinese: "符合平台要求")
    case .areUpToDate:
      Text(english: "up to date and fit for the platform", chinese: "已是最新且符合平台要求")
    case .areRight: Text(english: "right", chinese: "正确")
    }
  }

  /// What files are that have no findings because of an error.
  fileprivate var failure: Text {
    switch self {
    case .areUpToDate: Text(english: "failed", chinese: "失败")
    case .areFit, .areRight: Text(english: "not readable", chinese: "无法读取")
    }
  }
}
