internal import ArgumentParser
internal import VoicePrompts

/// `voiceprompt rules`
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules for prompt files, sets and requests, or explain one.",
    discussion: """
      EXAMPLES:
        voiceprompt rules
        voiceprompt rules chunk-before-data
        voiceprompt rules --markdown               a table for a README
      """
  )

  @Argument(help: "The id of a rule.", completion: .list(Rule.all.map(\.id)))
  var rule: String?

  @Flag(help: "Print the table in Markdown.")
  var markdown = false

  func validate() throws {
    if let rule, Rule.named(rule) == nil {
      throw ValidationError("There is no rule \(rule); voiceprompt rules lists them.")
    }
  }

  func run() throws {
    let console = Console.shared
    if let rule = rule.flatMap(Rule.named) {
      console.result("\(rule.id) (\(rule.severity.rawValue))")
      console.result("  must be  \(rule.requirement)")
      console.result("  because  \(rule.reason)")
      console.result("  to do    \(rule.remedy)")
      console.result(
        "  example  \(rule.exampleFile): \(rule.severity.rawValue): \(rule.example) [\(rule.id)]")
    } else if markdown {
      Self.markdownTable(Rule.all).forEach(console.result)
    } else {
      var table = TextTable(heading: ["RULE", "SEVERITY", "MUST BE", "BECAUSE"])
      for rule in Rule.all {
        table.add([rule.id, rule.severity.rawValue, rule.requirement, rule.reason])
      }
      table.lines.forEach(console.result)
    }
    try console.checkOutput()
  }

  /// The lines of a table, as the README has them.
  static func markdownTable(_ rules: [Rule]) -> [String] {
    ["| rule | severity | must be | because |", "|---|---|---|---|"]
      + rules.map { rule in
        "| `\(rule.id)` | \(rule.severity.rawValue) | \(rule.requirement) | \(rule.reason) |"
      }
  }
}
