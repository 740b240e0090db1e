internal import ArgumentParser
internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt check-request`
struct CheckRequest: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check-request",
    abstract: "Check that requests and programs name prompts that are there.",
    discussion: """
      EXAMPLES:
        voiceprompt check-request notify.json      against prompts.yml or prompts/
        voiceprompt check-request requests --prompts upload
        make-body | voiceprompt check-request -    standard input
        voiceprompt check-request --scan src       names in programs of any language
        voiceprompt check-request requests --scan src --format github

      A request is the JSON body of one call, or a list of bodies; its fields tell which request \
      it is. Of a folder, JSON that is something else is passed over. voiceprompt rules says what is checked, and why. --scan passes over hidden files but \
      .env, comments, links to folders, node_modules, vendor, target, __pycache__, and prose (.md, .txt, …).

      Exit status: 0 no finding of severity error, 1 at least one (with --strict also of severity \
      warning), 2 a path that does not exist or cannot be read.
      """
  )

  @Argument(
    help: "JSON files, and folders of JSON files; - for standard input.",
    completion: .file(extensions: ["json"]))
  var bodies: [String] = []

  @OptionGroup var prompts: PromptsOption

  @Option(
    help: ArgumentHelp(
      "A folder of programs, or a file, to look for names in; may be repeated.",
      valueName: "folder"),
    completion: .directory)
  var scan: [String] = []

  @Option(
    help: ArgumentHelp(
      "Which request the bodies are of, instead of what their fields tell.", valueName: "request"))
  var api: RequestAPI?

  @OptionGroup var reporting: ReportOptions

  @OptionGroup var language: LanguageOption

  /// Bytes that are read of a pipe: more than a file of bodies may have.
  private static let pipeLimit = 1 << 25

  func validate() throws {
    if bodies.isEmpty, scan.isEmpty {
      throw ValidationError(
        Text(
          english: "Name the JSON file of a request, or a folder of programs with --scan.",
          chinese: "写明请求的 JSON 文件，或用 --scan 写明程序的文件夹"))
    }
  }

  func perform() throws {
    let console = Console.shared
    let located = try console.settings()
    let library = try prompts.library(on: console, located.settings)
    var check = RequestCheck(
      library,
      validator: located.validator(
        maximumSize: library.maximumSize, ignoring: Set(reporting.ignore)))
    check.api = api
    let isPiped = bodies.contains(SpooledInput.standardInputName)
    let files = check.check(
      bodies: bodies.filter { $0 != SpooledInput.standardInputName }, programs: scan,
      piped: isPiped ? try console.standardInput(limit: Self.pipeLimit) : nil)
    if !check.passedOver.isEmpty {
      let (count, first) = (check.passedOver.count, check.passedOver[0])
      console.message(
        count == 1
          ? Text(
            english: "passed over \(first), which is neither a request nor a program",
            chinese: "已略过 \(first)，它既不是请求也不是程序")
          : Text(
            english:
              "passed over \(count) files that are neither requests nor programs: \(first), …",
            chinese: "已略过 \(count) 个既不是请求也不是程序的文件：\(first) 等"))
    }
    guard !files.isEmpty else {
      let places = bodies + scan
      throw console.end(
        Text(
          english: "no request and no name of a prompt in \(places.listed)",
          chinese: "\(places.listed) 中没有请求，也没有提示音的名称"))
    }
    try reporting.report(files, located, .areRight).exit()
  }
}

/// The prompts that requests may name.
struct PromptsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder of prompts, or a set (default: prompts.yml, or else prompts/).",
      valueName: "folder or set"),
    completion: .file())
  var prompts: String?

  @Option(
    name: .shortAndLong,
    help: "The folder for which a set was built with -o, instead of the set's own.",
    completion: .directory)
  var output: String?

  func library(on console: Console, _ settings: Settings) throws -> PromptLibrary {
    guard let path = prompts ?? PromptLibrary.usualPath else {
      throw console.end(
        Text(
          english:
            "there is neither prompts.yml nor a folder prompts here; name one with --prompts",
          chinese: "此处既没有 prompts.yml，也没有文件夹 prompts；用 --prompts 指定"
        ))
    }
    let library = try console.require { () throws(PromptError) in
      try PromptLibrary(path, output: output, maximumSize: settings.maximumSize)
    }
    if output != nil, library.ownFiles.isEmpty {
      throw console.end(
        Text(
          english: "-o is for a set, and \(path) is a folder of prompts",
          chinese: "-o 用于提示音集，而 \(path) 是放提示音的文件夹"))
    }
    return library
  }
}
