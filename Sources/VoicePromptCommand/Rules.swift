internal import ArgumentParser
internal import AudioFiles
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
        voiceprompt rules --profile asterisk       those of a platform for prompts
        voiceprompt rules --markdown               a table for a README
      """
  )

  @Argument(help: "The id of a rule.", completion: .list(Rule.all().map(\.id)))
  var rule: String?

  @OptionGroup var platform: ProfileOption

  @Flag(help: "Print the table in Markdown.")
  var markdown = false

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if let rule, Rule.named(rule) == nil {
      throw ValidationError(
        Text(
          english: "There is no rule \(rule); voiceprompt rules lists them.",
          chinese: "没有规则 \(rule)；voiceprompt rules 列出所有规则"))
    }
  }

  func perform() throws {
    let console = Console.shared
    let rules = platform.profile.map(Rule.ofPrompts) ?? Rule.all()
    if let rule {
      // What the platform does not have is explained as others have it.
      let named = rules.first { $0.id == rule } ?? Rule.named(rule)
      if let named { RuleReport.explain(named, to: console) }
    } else if markdown {
      RuleReport.markdown(rules).forEach(console.result)
    } else {
      RuleReport.write(rules, to: console)
    }
    try console.checkOutput()
  }
}
