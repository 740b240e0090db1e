internal import ArgumentParser
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt inspect`
struct Inspect: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what recordings are: format, duration, levels, and the size to come.",
    discussion: """
      EXAMPLES:
        voiceprompt inspect welcome.mp3
        voiceprompt inspect recordings/*.wav --json

      Levels are in dB relative to full scale. A damaged recording is shown with its damage, and \
      makes the exit status 1.
      """
  )

  @Argument(help: "Recordings.", completion: .file())
  var paths: [String]

  @Option(help: ArgumentHelp("The largest prompt: 2MB, 2MiB or bytes.", valueName: "size"))
  var maxSize: ByteSize?

  @OptionGroup var decoding: DecodingArguments

  @OptionGroup var platform: ProfileOption

  @OptionGroup var list: ListOptions

  @OptionGroup var language: LanguageOption

  func validate() throws {
    try maxSize?.validateAsLimit(platform.profile)
  }

  func perform() throws {
    let console = Console.shared
    let located = try console.settings()
    let profile = platform.chosen(located.settings)
    let limit = maxSize.limit(located.settings, profile)
    let options = decoding.options(located)
    console.silenceLibraries()
    var status = ExitStatus.success
    for path in paths {
      do throws(PromptError) {
        let failure = InspectionReport.write(
          try RecordingReport(path, profile, decoding: options), maximumSize: limit,
          asJSON: list.asJSON, to: console)
        if failure != nil { status.merge(.fileFailed) }
      } catch {
        status.merge(error.code == .notFound ? .noWork : .fileFailed)
        InspectionReport.write(error, asJSON: list.asJSON, to: console)
      }
    }
    try console.checkOutput()
    try status.exit()
  }
}
