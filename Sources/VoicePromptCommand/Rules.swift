internal import ArgumentParser
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt rules`
struct Rules: Subcommand {
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

  @Argument(help: "The id of a rule.", completion: .list(Rule.all().map(\.id)))
  var rule: String?

  @Flag(help: "Print the table in Markdown.")
  var markdown = false

  func validate() throws {
    if let rule, Rule.named(rule) == nil {
      throw ValidationError("There is no rule \(rule); voiceprompt rules lists them.")
    }
  }

  func perform() throws {
    let console = Console.shared
    if let rule = rule.flatMap(Rule.named) {
      RuleReport.explain(rule, to: console)
    } else if markdown {
      RuleReport.markdown(Rule.all()).forEach(console.result)
    } else {
      RuleReport.write(Rule.all(), to: console)
    }
    try console.checkOutput()
  }
}
