internal import ArgumentParser
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt parameters`
struct Parameters: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "parameters",
    abstract: "List the request fields that name a prompt file.",
    discussion: """
      EXAMPLES:
        voiceprompt parameters
        voiceprompt parameters --api notification
        voiceprompt parameters --json

      Any of the names goes with voiceprompt convert --for.
      """
  )

  @Option(help: ArgumentHelp("Those of one request only.", valueName: "request"))
  var api: RequestAPI?

  @OptionGroup var list: ListOptions

  @OptionGroup var language: LanguageOption

  func perform() throws {
    let parameters = api?.parameters ?? PlatformProfile.standard.parameters
    ParameterReport.write(parameters, asJSON: list.asJSON, to: Console.shared)
    try Console.shared.checkOutput()
  }
}
