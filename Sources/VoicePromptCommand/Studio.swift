internal import ArgumentParser
internal import AudioFiles
internal import CLibrary
internal import VoicePrompts

/// `voiceprompt studio`
///
/// Becomes another program, which lies beside this one: what a server takes would make every other
/// command larger and slower.
struct Studio: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "studio",
    abstract: "Open a page to cut, level, hear and save prompts, in your browser.",
    discussion: """
      EXAMPLES:
        voiceprompt studio                         the set of the working folder, or an empty page
        voiceprompt studio recordings              a folder's recordings
        voiceprompt studio campaign/prompts.yml
        voiceprompt studio --no-open --port 8080   for a browser that you start yourself

      The page is served to this machine only, at an address that is printed and that nobody can \
      guess; recordings do not leave it. Ctrl-C ends it.
      """
  )

  @Argument(help: "A folder of recordings, or a set (.yml).", completion: .file())
  var place: String?

  @Option(help: ArgumentHelp("The port to listen on (default: one that is free).", valueName: "n"))
  var port = 0

  @Flag(help: "Print the page's address, and open no browser.")
  var noOpen = false

  @Flag(help: "Write nothing: prompts are downloaded only.")
  var readOnly = false

  @OptionGroup var platform: ProfileOption

  @OptionGroup var decoding: FFmpegArguments

  @OptionGroup var language: LanguageOption

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError(
        Text(english: "--port must be 0 to 65535.", chinese: "--port 必须为 0 到 65535"))
    }
  }

  /// The program's name, beside this one.
  private static let program = "voiceprompt-studio"

  func perform() async throws {
    let console = Console.shared
    guard let own = Platform.executablePath else {
      throw console.end(
        Text(
          english:
            "the folder of this program cannot be told here, and \(Self.program) lies in it; "
            + "start the command where /proc is mounted",
          chinese: "此处无法得知本程序所在的文件夹，而 \(Self.program) 在其中；请在挂载了 /proc 的环境中启动命令"))
    }
    let path = PathName(PathName(own).folder ?? ".").appending(Self.program)
    guard FileSystem.exists(path) else {
      throw console.end(
        Text(
          english: "there is no \(path), which is the studio; install it beside voiceprompt, or "
            + "build both with script/build",
          chinese: "没有 \(path)，即工作室程序；请将它安装在 voiceprompt 旁边，或用 script/build 构建二者"))
    }
    let failure = Platform.become(path, arguments)
    throw console.end(
      Text(
        english: "\(path) cannot be started: \(failure)",
        chinese: "\(path) 无法启动：\(failure)"))
  }

  /// As the program reads them.
  private var arguments: [String] {
    var arguments = ["--started-by=\(Version.current)", "--port=\(port)"]
    if let place { arguments.append("--place=\(place)") }
    if noOpen { arguments.append("--no-open") }
    if readOnly { arguments.append("--read-only") }
    if let profile = platform.profile { arguments.append("--profile=\(profile.id)") }
    if let ffmpeg = decoding.ffmpeg {
      arguments.append("--ffmpeg=\(ffmpeg.argument)")
    }
    if let language = language.language { arguments.append("--lang=\(language.rawValue)") }
    return arguments
  }
}

extension FFmpegChoice {
  /// As it is read.
  fileprivate var argument: String {
    switch self {
    case .onPath: "ffmpeg"
    case .at(let path): path
    case .never: "never"
    }
  }
}
