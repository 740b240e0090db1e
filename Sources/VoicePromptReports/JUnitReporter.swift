internal import AudioFiles
internal import VoicePrompts

/// A test case a file, after the XSD that Jenkins and Maven Surefire share.
enum JUnitReporter {
  static func write(_ report: FindingReport, to stream: any ReportStream) {
    let failing = report.files.count(where: report.fails)
    stream.document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    let run = report.run.map { run in
      " time=\"\(run.seconds.fixed(3))\" timestamp=\"\(run.start)\" hostname=\"\(escaped(run.host))\""
    }
    stream.document(
      "<testsuite name=\"voiceprompt\" tests=\"\(report.items.count)\" "
        + "failures=\"\(failing)\" errors=\"\(report.failures.count)\" skipped=\"0\"\(run ?? "")>")
    for item in report.items {
      stream.document(
        "  <testcase name=\"\(escaped(item.path))\" classname=\"voiceprompt\">")
      for line in lines(item, report) { stream.document("    " + line) }
      stream.document("  </testcase>")
    }
    stream.document("</testsuite>")
  }

  private static func lines(_ item: FileFindings, _ report: FindingReport) -> [String] {
    if let failure = item.failure {
      return ["<error message=\"\(escaped("\(failure.message)"))\" type=\"\(failure.code)\"/>"]
    }
    let failures = item.findings.filter { report.fails($0.severity) }
    let others = item.findings.filter { !report.fails($0.severity) }
    let text = { (finding: Finding) in
      let location = finding.location.map { "\($0): " } ?? ""
      return escaped(
        "\(location)\(finding.severity.rawValue): \(finding.message) [\(finding.rule)]")
    }
    let omission = item.omission.map { escaped("\($0)") }
    // A test case has one failure at most; its text has all of them.
    var failure: String?
    if report.fails(item) {
      let first = failures.first
      let message = first?.message ?? item.omission ?? Text(english: "", chinese: "")
      let texts = failures.map { finding in
        [text(finding), finding.remedy.map { escaped("\($0.words(in: report.setting))") }]
          .compactMap { $0 }
          .joined(separator: "; ")
      }
      failure =
        "<failure message=\"\(escaped("\(message)"))\" "
        + "type=\"\(first?.rule ?? item.omitted.first { report.fails($0.severity) }?.rule ?? "")\">"
        + (texts + [omission].compactMap { $0 }).joined(separator: "&#10;") + "</failure>"
    }
    let remaining = others.map(text) + (failure == nil ? [omission].compactMap { $0 } : [])
    let output =
      remaining.isEmpty
      ? nil : "<system-out>\(remaining.joined(separator: "&#10;"))</system-out>"
    return [failure, output].compactMap { $0 }
  }

  /// `text` for XML 1.0, without the characters that it does not have.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "\u{9}", "\u{A}", "\u{D}": "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: String(scalar)
      }
    }.joined()
  }
}
