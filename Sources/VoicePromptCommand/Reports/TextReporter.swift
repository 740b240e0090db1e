internal import VoicePrompts

/// A line a finding, `path: severity: message [rule]`, and a summary.
struct TextReporter: ValidationReporter {
  func report(_ results: ValidationResults, on console: Console) {
    for item in results.items {
      switch item {
      case .failure(let error): console.error(error.description)
      case .success(let file):
        for finding in file.findings {
          let location = finding.place.map { "\(file.path):\($0)" } ?? file.path
          console.result(
            location + ": ", label: (finding.severity.rawValue, Self.color(finding.severity)),
            ": \(finding.message) [\(finding.rule)]")
          if finding.place != nil, finding.severity > .note {
            console.result("  \(finding.remedy)")
          }
        }
        for remedy in Self.remedies(file) { console.result("  \(remedy)") }
      }
    }
    console.message(summary(results))
  }

  private static func color(_ severity: Severity) -> Console.Color {
    switch severity {
    case .note: .blue
    case .warning: .yellow
    case .error: .red
    }
  }

  /// What to do about a file as a whole, each thing once, for what is more than a note.
  private static func remedies(_ file: FileFindings) -> [String] {
    file.findings.filter { $0.severity > .note && $0.place == nil }.map(\.remedy)
      .reduce(into: []) { remedies, remedy in
        if !remedies.contains(remedy) { remedies.append(remedy) }
      }
  }

  private func summary(_ results: ValidationResults) -> String {
    let good = results.files.count { file in
      !file.findings.contains { results.fails($0.severity) }
    }
    let counts = [Severity.error, .warning, .note].compactMap { severity -> String? in
      let count = results.count(severity)
      return count == 0 ? nil : "\(count.grouped) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    let findings = counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
    let unread = results.errors.count
    return "\(good.grouped) of \(results.items.count.grouped) "
      + "\(results.items.count == 1 ? "file is" : "files are") \(results.verdict): \(findings)"
      + (unread == 0 ? "" : ", \(unread.grouped) \(results.errorWord)")
  }
}
