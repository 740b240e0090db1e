internal import AudioFiles
public import VoicePrompts

/// Tells what the rules are: all of them as a table, or one with its reason and an example.
public enum RuleReport {
  /// A table for people.
  public static func write(_ rules: [Rule], to stream: any ReportStream) {
    var table = TextTable(heading: [
      Text(english: "RULE", chinese: "规则"), Text(english: "SEVERITY", chinese: "级别"),
      Text(english: "MUST BE", chinese: "要求"),
    ])
    for rule in rules { table.add([rule.id, "\(rule.severity.name)", "\(rule.requirement)"]) }
    table.lines.forEach(stream.result)
  }

  /// One rule, with everything that it says.
  public static func explain(_ rule: Rule, to stream: any ReportStream) {
    let (id, severity, example) = (rule.id, rule.severity.name, rule.example)
    stream.result("\(title(rule))")
    var facts = TextTable()
    facts.add(fact: Text(english: "must be", chinese: "要求"), rule.requirement)
    facts.add(fact: Text(english: "because", chinese: "原因"), rule.reason)
    facts.add(fact: Text(english: "to do", chinese: "处理办法"), rule.remedy.words())
    let file = rule.exampleFile
    facts.add(
      fact: Text(english: "example", chinese: "示例"),
      Text(
        english: "\(file): \(severity): \(example) [\(id)]",
        chinese: "\(file): \(severity)：\(example) [\(id)]"))
    facts.lines.forEach(stream.result)
  }

  /// `size (error)`
  static func title(_ rule: Rule) -> Text {
    let (id, severity) = (rule.id, rule.severity.name)
    return Text(english: "\(id) (\(severity))", chinese: "\(id)（\(severity)）")
  }

  /// The lines of a table in Markdown, as the documents have them.
  public static func markdown(_ rules: [Rule]) -> [String] {
    let heading = Text(
      english: "| rule | severity | must be | because |", chinese: "| 规则 | 级别 | 要求 | 原因 |")
    return ["\(heading)", "|---|---|---|---|"]
      + rules.map { rule in
        "| `\(rule.id)` | \(rule.severity.name) | \(rule.requirement) | \(rule.reason) |"
      }
  }
}
