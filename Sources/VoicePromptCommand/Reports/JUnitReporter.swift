internal import VoicePrompts

/// A test case a file, after the XSD that Jenkins and Maven Surefire share.
struct JUnitReporter: ValidationReporter {
  func report(_ results: ValidationResults, on console: Console) {
    let failing = results.files.count { file in
      file.findings.contains { results.fails($0.severity) }
    }
    console.document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    console.document(
      "<testsuite name=\"voiceprompt\" tests=\"\(results.items.count)\" "
        + "failures=\"\(failing)\" errors=\"\(results.errors.count)\" skipped=\"0\" time=\"0\">")
    for item in results.items {
      console.document(
        "  <testcase name=\"\(Self.escaped(item.path))\" classname=\"voiceprompt\" time=\"0\">")
      for line in lines(item, results) { console.document("    " + line) }
      console.document("  </testcase>")
    }
    console.document("</testsuite>")
  }

  private func lines(_ item: Result<FileFindings, PromptError>, _ results: ValidationResults)
    -> [String]
  {
    switch item {
    case .failure(let error):
      return [
        "<error message=\"\(Self.escaped(error.message))\" type=\"\(error.id)\"/>"
      ]
    case .success(let file):
      let failures = file.findings.filter { results.fails($0.severity) }
      let others = file.findings.filter { !results.fails($0.severity) }
      let text = { (finding: Finding) in
        let place = finding.place.map { "\($0): " } ?? ""
        return Self.escaped(
          "\(place)\(finding.severity.rawValue): \(finding.message) [\(finding.rule)]")
      }
      // A test case has one failure at most; its text has all of them.
      let failure = failures.first.map { first in
        "<failure message=\"\(Self.escaped(first.message))\" type=\"\(first.rule)\">"
          + failures.map { "\(text($0)); \(Self.escaped($0.remedy))" }.joined(separator: "&#10;")
          + "</failure>"
      }
      let output =
        others.isEmpty
        ? nil : "<system-out>\(others.map(text).joined(separator: "&#10;"))</system-out>"
      return [failure, output].compactMap { $0 }
    }
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
