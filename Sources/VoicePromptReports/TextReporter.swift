internal import AudioFiles
internal import VoicePrompts

/// A line a finding, `path: severity: message [rule]`, and a summary.
enum TextReporter {
  static func write(_ report: FindingReport, to stream: any ReportStream) {
    let colon = "\(Text(english: ": ", chinese: "："))"
    for item in report.items {
      if let failure = item.failure { stream.error(failure.line) }
      for finding in item.findings {
        let location = finding.location.map { "\(item.path):\($0)" } ?? item.path
        stream.result(
          location + ": ", finding.severity, colon + "\(finding.message) [\(finding.rule)]")
        if finding.location != nil, finding.severity > .note, let remedy = finding.remedy {
          stream.result("  \(remedy.words(in: report.setting))")
        }
      }
      if let omission = item.omission { stream.result("\(item.path): \(omission)") }
      for remedy in remedies(item) { stream.result("  \(remedy.words(in: report.setting))") }
    }
    stream.message(summary(report))
  }

  /// What to do about a file as a whole, each thing once, for what is more than a note.
  private static func remedies(_ file: FileFindings) -> [Remedy] {
    file.findings.filter { $0.severity > .note && $0.location == nil }.compactMap(\.remedy)
      .reduce(into: []) { remedies, remedy in
        if !remedies.contains(remedy) { remedies.append(remedy) }
        // One way out is in the other.
        if remedies.contains(.copyOrConvertAgain) { remedies.removeAll { $0 == .convertAgain } }
      }
  }

  private static func summary(_ report: FindingReport) -> Text {
    let good = report.files.count { !report.fails($0) }
    let unread = report.failures.count
    let total = report.items.count
    let (verdict, failure) = (report.question.verdict, report.question.failure)
    let counts = counts(report)
    return Text(
      english: "\(good.grouped) of \(total.grouped) \(total == 1 ? "file is" : "files are") "
        + "\(verdict): \(counts)" + (unread == 0 ? "" : ", \(unread.grouped) \(failure)"),
      chinese: "共 \(total.grouped) 个文件，\(good.grouped) 个\(verdict)：\(counts)"
        + (unread == 0 ? "" : "，\(unread.grouped) 个\(failure)"))
  }

  private static func counts(_ report: FindingReport) -> Text {
    let counts = [Severity.error, .warning, .note].map { (report.count($0), $0.name) }
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
