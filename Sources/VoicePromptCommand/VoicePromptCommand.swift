internal import ArgumentParser
internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt`: options in, library at work, exit status out.
@main
struct VoicePromptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voiceprompt",
    abstract: "Make the prompt files that the telephone platform accepts.",
    discussion: """
      Recordings in any common format become G.711 A-law, 8000 Hz, mono WAV files of at most \
      2 MB with a legal name, or you are told why not.

      EXAMPLES:
        voiceprompt convert welcome.mp3            writes prompts/welcome.wav
        voiceprompt convert recordings -o out      a whole folder, its tree kept
        voiceprompt convert hold.flac --for waitVoice
        voiceprompt convert recordings --dry-run   the plan; nothing is written
        voiceprompt validate prompts               are they fit for the platform?
        voiceprompt init                           a first prompts.yml for recordings
        voiceprompt build                          make what is new or has changed
        voiceprompt studio                         all of it on a page, in your browser
        voiceprompt report prompts.yml -o report.html
        voiceprompt check-request requests         are their prompts there?
        voiceprompt inspect welcome.mp3            what a recording is
        voiceprompt parameters                     the fields that name prompts
        voiceprompt profiles                       other platforms, for --profile

      Exit status: 0 all is well, 1 a file failed, 2 the command could not do its work.
      """,
    version: Version.current,
    subcommands: all
  )

  /// Typed, so that none can be forgotten by what runs them.
  private static let all: [any Subcommand.Type] = [
    Convert.self, Validate.self, Inspect.self, Init.self, Build.self, Report.self,
    Studio.self, CheckRequest.self, Request.self, Parameters.self, Profiles.self, Rules.self,
  ]

  static func main() async {
    Platform.fillStandardStreams()
    let arguments = Platform.arguments
    let language =
      arguments.flatMap(LanguageOption.language) ?? Language(environment: Platform.environment)
    await Language.$reader.withValue(language) { await main(arguments) }
  }

  /// - Parameter arguments: nil where nobody tells them.
  private static func main(_ arguments: [String]?) async {
    do {
      guard let arguments else {
        throw Console.shared.end(
          Text(
            english: "the arguments cannot be told here; start the command where /proc is mounted",
            chinese: "此处无法得知参数；在挂载了 /proc 的环境中启动命令"))
      }
      // The short way for what is asked most, which takes a millisecond less; whatever is wrong
      // with the arguments, the long way says.
      if arguments == ["--version"] { return try tell(Version.current) }
      if arguments.first == "convert",
        let convert = try? Convert.parse(Array(arguments.dropFirst()))
      {
        return try await convert.perform()
      }
      var command = try parseAsRoot(arguments)
      if let subcommand = command as? any Subcommand {
        try await subcommand.perform()
      } else {
        // The command itself, which shows its help.
        try command.run()
      }
    } catch {
      let status = ExitStatus(ofParsing: exitCode(for: error))
      exit(withError: error is ExitCode ? status.exitCode : tell(error, status))
    }
  }

  /// Prints the parser's own text: the help that was asked for, or a mistake in the arguments.
  ///
  /// - Returns: the exit status.
  private static func tell(_ error: any Error, _ status: ExitStatus) -> ExitCode {
    let message = fullMessage(for: error)
    guard status == .success else {
      let start = "Error: "
      var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines[0].hasPrefix(start) {
        // As all our messages begin.
        let text = lines.removeFirst().dropFirst(start.count)
        let lower = text.prefix(1).lowercased() + text.dropFirst()
        let name = Severity.error.name
        lines.insert("\(Text(english: "\(name): \(lower)", chinese: "\(name)：\(lower)"))", at: 0)
      }
      for line in lines { Console.shared.message(Text(english: line, chinese: line)) }
      return status.exitCode
    }
    do {
      try tell(message)
      return status.exitCode
    } catch {
      return error
    }
  }

  /// Prints what was asked for about the command itself.
  private static func tell(_ text: String) throws(ExitCode) {
    Console.shared.document(text)
    try Console.shared.checkOutput()
  }
}

/// A subcommand: options in, library at work, report out, exit status by what it throws.
protocol Subcommand: ParsableCommand {
  /// Instead of `run`: a command that waits, on the thread that it is called on.
  func perform() async throws
}
