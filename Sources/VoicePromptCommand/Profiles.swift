internal import ArgumentParser
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt profiles`
struct Profiles: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "profiles",
    abstract: "List the platforms that prompts can be for, or explain one.",
    discussion: """
      EXAMPLES:
        voiceprompt profiles
        voiceprompt profiles amazon-connect        its rules, and who says so
        voiceprompt profiles --markdown            a table for a README

      Any of the ids goes with --profile, with profile: in .voiceprompt.yml and prompts.yml, and \
      with profiles: in prompts.yml. What official pages or the platform's own source say is an \
      error where it does not hold; what others say is a warning.
      """
  )

  @Argument(help: ArgumentHelp("A platform.", valueName: "id"))
  var profile: PlatformProfile?

  @Flag(help: "Print the table in Markdown.")
  var markdown = false

  @OptionGroup var list: ListOptions

  @OptionGroup var language: LanguageOption

  func perform() throws {
    let console = Console.shared
    let profiles = profile.map { [$0] } ?? PlatformProfile.all
    if markdown {
      ProfileReport.markdown(profiles).forEach(console.result)
    } else if let profile, !list.asJSON {
      ProfileReport.explain(profile, to: console)
    } else {
      ProfileReport.write(profiles, asJSON: list.asJSON, to: console)
    }
    try console.checkOutput()
  }
}
