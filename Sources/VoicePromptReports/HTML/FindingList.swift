internal import AudioFiles
internal import VoicePrompts

/// Findings with what to do about them, as a list.
enum FindingList {
  /// More than anybody reads of one prompt.
  private static let mostShown = 30

  static func html(_ file: FileFindings, in setting: Remedy.Setting) -> HTML {
    var html: HTML = "<ul class=\"findings\">"
    if let failure = file.failure {
      html += "<li>\(label(.error)) \(failure.message)\(remedy(failure.remedyWords))</li>"
    }
    for finding in file.findings.prefix(mostShown) {
      html += "<li>\(item(finding, in: setting))</li>"
    }
    let rest = file.findings.count - mostShown + file.omitted.reduce(0) { $0 + $1.count }
    if rest > 0, file.findings.count > mostShown || !file.omitted.isEmpty {
      let more = Text(english: "\(rest.grouped) more", chinese: "另有 \(rest.grouped) 个")
      html += "<li>\(more)</li>"
    }
    html += "</ul>\n"
    return file.failure == nil && file.findings.isEmpty && file.omitted.isEmpty
      ? "<p class=\"good\">\(Text(english: "No findings", chinese: "没有检查结果"))</p>\n" : html
  }

  static func item(_ finding: Finding, in setting: Remedy.Setting) -> HTML {
    """
    \(label(finding.severity)) \(finding.message) <span class="soft">[\(finding.rule)]</span>\
    \(remedy(finding.remedy?.words(in: setting)))
    """
  }

  private static func label(_ severity: Severity) -> HTML {
    "<span class=\"\(severity.rawValue)\">\(severity.words):</span>"
  }

  private static func remedy(_ words: Text?) -> HTML {
    guard let words else { return "" }
    return "<br>→ \(words)"
  }
}
