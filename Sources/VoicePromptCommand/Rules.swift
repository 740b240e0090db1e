internal import ArgumentParser
internal import VoicePrompts

/// `voiceprompt rules`
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules for prompt files, or explain one.",
    discussion: """
      EXAMPLES:
        voiceprompt rules
        voiceprompt rules chunk-before-data
        voiceprompt rules --markdown               the table of the README
      """
  )

  @Argument(help: "The id of a rule.", completion: .list(PromptRule.all.map(\.id)))
  var rule: String?

  @Flag(help: "Print the table in Markdown.")
  var markdown = false

  func validate() throws {
    if let rule, PromptRule.named(rule) == nil {
      throw ValidationError("There is no rule \(rule); voiceprompt rules lists them.")
    }
  }

  func run() throws {
    let console = Console.shared
    if let rule = rule.flatMap(PromptRule.named) {
      console.result("\(rule.id) (\(rule.severity.rawValue))")
      console.result("  must be  \(rule.requirement)")
      console.result("  because  \(rule.reason)")
      console.result("  to do    \(rule.remedy)")
      console.result(
        "  example  prompts/hold.wav: \(rule.severity.rawValue): \(rule.example) [\(rule.id)]")
    } else if markdown {
      Self.markdownTable.forEach(console.result)
    } else {
      var table = TextTable(heading: ["RULE", "SEVERITY", "MUST BE", "BECAUSE"])
      for rule in PromptRule.all {
        table.add([rule.id, rule.severity.rawValue, rule.requirement, rule.reason])
      }
      table.lines.forEach(console.result)
    }
    try console.checkOutput()
  }

  /// The lines of the README's table.
  static var markdownTable: [String] {
    ["| rule | severity | must be | because |", "|---|---|---|---|"]
      + PromptRule.all.map { rule in
        "| `\(rule.id)` | \(rule.severity.rawValue) | \(rule.requirement) | \(rule.reason) |"
      }
  }
}
