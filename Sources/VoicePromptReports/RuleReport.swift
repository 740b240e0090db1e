internal import AudioFiles
public import VoicePrompts

/// Tells what the rules are: all of them as a table, or one with its reason and an example.
public enum RuleReport {
  /// A table for people.
  public static func write(_ rules: [Rule], to stream: any ReportStream) {
    var table = TextTable(heading: ["RULE", "SEVERITY", "MUST BE"])
    for rule in rules { table.add([rule.id, rule.severity.rawValue, "\(rule.requirement)"]) }
    table.lines.forEach(stream.result)
  }

  /// One rule, with everything that it says.
  public static func explain(_ rule: Rule, to stream: any ReportStream) {
    stream.result("\(rule.id) (\(rule.severity.rawValue))")
    stream.result("  must be  \(rule.requirement)")
    stream.result("  because  \(rule.reason)")
    stream.result("  to do    \(rule.remedy.words())")
    stream.result(
      "  example  \(rule.exampleFile): \(rule.severity.rawValue): \(rule.example) [\(rule.id)]")
  }

  /// The lines of a table in Markdown, as the documents have them.
  public static func markdown(_ rules: [Rule]) -> [String] {
    ["| rule | severity | must be | because |", "|---|---|---|---|"]
      + rules.map { rule in
        "| `\(rule.id)` | \(rule.severity.rawValue) | \(rule.requirement) | \(rule.reason) |"
      }
  }
}
