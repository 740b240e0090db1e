internal import AudioFiles
internal import VoicePrompts

/// Workflow commands that GitHub turns into annotations, and the whole list in the step summary.
enum GitHubReporter {
  /// GitHub shows ten annotations of each kind a step and drops the rest; one tells of them.
  private static let limit = 9

  static func write(_ report: FindingReport, to stream: any ReportStream) {
    var shown: [Severity: Int] = [:]
    for error in report.failures {
      shown[.error, default: 0] += 1
      guard shown[.error, default: 0] <= limit else { continue }
      stream.document(
        "::error file=\(property(error.path))\(properties(error.location)),"
          + "title=unreadable::"
          + data("\(error.line)"))
    }
    for file in report.files {
      for finding in file.findings {
        shown[finding.severity, default: 0] += 1
        guard shown[finding.severity, default: 0] <= limit else { continue }
        stream.document(
          "::\(command(finding.severity)) file=\(property(file.path))"
            + "\(properties(finding.location)),title=\(property(finding.rule))::"
            + data("\(finding.line(in: report.setting))"))
      }
    }
    for severity in Severity.allCases.reversed() {
      let all = report.count(severity) + (severity == .error ? report.failures.count : 0)
      let omitted = all - min(shown[severity, default: 0], limit)
      guard omitted > 0 else { continue }
      let name = severity.rawValue + (omitted == 1 ? "" : "s")
      stream.document(
        "::\(command(severity)) title=voiceprompt::"
          + "\(omitted.grouped) more \(name) than GitHub shows; the step summary lists them")
    }
    stream.summary(summary(report))
  }

  private static func summary(_ report: FindingReport) -> String {
    var lines = ["| file | severity | finding | rule |", "|---|---|---|---|"]
    for error in report.failures {
      lines.append("| \(cell(error.path)) | error | \(cell("\(error.message)")) | |")
    }
    for file in report.files {
      for finding in file.findings {
        lines.append(
          "| \(cell(file.path))\(finding.location.map { ":\($0)" } ?? "") | \(finding.severity.rawValue) | "
            + "\(cell("\(finding.message)")) | `\(finding.rule)` |")
      }
      if let omission = file.omission {
        lines.append("| \(cell(file.path)) | | \(cell("\(omission)")) | |")
      }
    }
    if lines.count == 2 { lines = ["\(report.items.count) files, no findings"] }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func command(_ severity: Severity) -> String {
    switch severity {
    case .note: "notice"
    case .warning: "warning"
    case .error: "error"
    }
  }

  /// What the toolkit of GitHub's actions escapes in messages.
  static func data(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { String($0).printable.replacing("%", with: "%25") }.joined(separator: "%0A")
  }

  /// And in properties, where commas and colons separate.
  static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// Where in the file, as annotations have it.
  private static func properties(_ location: TextLocation?) -> String {
    location.map { ",line=\($0.line),col=\($0.column)" } ?? ""
  }

  private static func cell(_ text: String) -> String {
    text.replacing("\n", with: " ").printable.replacing("&", with: "&amp;")
      .replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("|", with: "\\|")
  }
}
