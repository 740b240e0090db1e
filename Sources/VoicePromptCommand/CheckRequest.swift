internal import ArgumentParser
internal import VoicePrompts

/// `voiceprompt check-request`
struct CheckRequest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-request",
    abstract: "Check that requests and programs name prompts that are there.",
    discussion: """
      EXAMPLES:
        voiceprompt check-request notify.json      against prompts.yml, or else prompts/
        voiceprompt check-request requests --prompts upload
        voiceprompt check-request --scan src       the names in programs, in any language
        voiceprompt check-request requests --scan src --format github

      A request is the JSON body of one call, or a list of bodies; its fields tell which request \
      it is. voiceprompt rules says what is checked, and why. --scan passes over hidden files but \
      .env, links to folders, node_modules, vendor, target, __pycache__, and prose (.md, .txt, …).

      Exit status: 0 no finding of severity error, 1 at least one (with --strict also of severity \
      warning), 2 a path that does not exist or cannot be read.
      """
  )

  @Argument(help: "JSON files, and folders of JSON files.", completion: .file(extensions: ["json"]))
  var bodies: [String] = []

  @OptionGroup var source: PromptsOption

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

  func validate() throws {
    if bodies.isEmpty, scan.isEmpty {
      throw ValidationError("Name the JSON file of a request, or a folder of programs with --scan.")
    }
  }

  func run() throws {
    let console = Console.shared
    let settings = try Settings.ofWorkingFolder(on: console)
    let library = try source.library(on: console)
    var check = RequestCheck(
      library,
      validator: settings.validator(
        maximumSize: library.maximumSize, ignoring: Set(reporting.ignore)))
    check.api = api

    let requests = FileWalk(bodies, extensions: ["json"])
    let programs = FileWalk(scan)
    var items = (requests.errors + programs.errors).map {
      Result<FileFindings, PromptError>.failure($0)
    }
    let own = Set((requests.files + library.ownFiles).compactMap(Platform.realPath))
    for path in requests.files {
      items.append(Self.result { () throws(PromptError) in try check.check(body: path) })
    }
    for path in programs.files where !own.contains(Platform.realPath(path) ?? path) {
      let result = Self.result { () throws(PromptError) in try check.check(source: path) }
      if let file = result.flattened { items.append(file) }
    }
    if !scan.isEmpty { items += check.unusedPrompts().map { .success($0) } }
    guard !items.isEmpty else {
      console.error(
        "no request and no name of a prompt in \((bodies + scan).joined(separator: ", "))")
      throw ExitStatus.noWork.exitCode
    }

    try reporting.report(items, settings.settings, verdict: "right").exit()
  }

  private static func result<Value>(
    _ work: () throws(PromptError) -> Value
  ) -> Result<Value, PromptError> {
    do {
      return .success(try work())
    } catch {
      return .failure(error)
    }
  }
}

extension Result<FileFindings?, PromptError> {
  /// Nil where there is neither a value nor a failure.
  fileprivate var flattened: Result<FileFindings, PromptError>? {
    switch self {
    case .success(let value): value.map { .success($0) }
    case .failure(let error): .failure(error)
    }
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

  func library(on console: Console) throws -> PromptLibrary {
    let usual = [PromptSet.fileName, "prompts"].first { Platform.realPath($0) != nil }
    guard let path = prompts ?? usual else {
      console.error(
        "there is neither prompts.yml nor a folder prompts here; name one with --prompts")
      throw ExitStatus.noWork.exitCode
    }
    return try console.orNoWork { () throws(PromptError) in try PromptLibrary(path) }
  }
}
