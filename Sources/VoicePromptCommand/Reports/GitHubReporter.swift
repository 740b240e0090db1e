internal import VoicePrompts

/// Workflow commands that GitHub turns into annotations, and the whole list in the step summary.
struct GitHubReporter: ValidationReporter {
  /// GitHub shows ten annotations of each kind a step and drops the rest.
  private static let limit = 10

  func report(_ results: ValidationResults, on console: Console) {
    var shown: [Severity: Int] = [:]
    for error in results.errors {
      console.document(
        "::error file=\(Self.property(error.path))\(Self.properties(error.place)),"
          + "title=unreadable::"
          + Self.data(error.description))
    }
    for file in results.files {
      for finding in file.findings {
        shown[finding.severity, default: 0] += 1
        guard shown[finding.severity, default: 0] <= Self.limit else { continue }
        console.document(
          "::\(Self.command(finding.severity)) file=\(Self.property(file.path))"
            + "\(Self.properties(finding.place)),title=\(Self.property(finding.rule))::"
            + Self.data("\(finding.message); \(finding.remedy)"))
      }
    }
    if let path = Platform.environment("GITHUB_STEP_SUMMARY"), !path.isEmpty {
      if !Platform.append(summary(results), to: path) {
        console.warning("the step summary \(path) could not be written")
      }
    }
  }

  private func summary(_ results: ValidationResults) -> String {
    var lines = ["| file | severity | finding | rule |", "|---|---|---|---|"]
    for error in results.errors {
      lines.append("| \(Self.cell(error.path)) | error | \(Self.cell(error.message)) | |")
    }
    for file in results.files {
      for finding in file.findings {
        lines.append(
          "| \(Self.cell(file.path))\(finding.place.map { ":\($0)" } ?? "") | \(finding.severity.rawValue) | "
            + "\(Self.cell(finding.message)) | `\(finding.rule)` |")
      }
    }
    if lines.count == 2 { lines = ["\(results.items.count) files, no findings"] }
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
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// And in properties, where commas and colons separate.
  static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// Where in the file, as annotations have it.
  private static func properties(_ place: TextPlace?) -> String {
    place.map { ",line=\($0.line),col=\($0.column)" } ?? ""
  }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}
