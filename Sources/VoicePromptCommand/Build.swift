internal import ArgumentParser
internal import VoicePrompts

/// `voiceprompt build`
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make the prompts of a set from their masters, or check that they are up to date.",
    discussion: """
      EXAMPLES:
        voiceprompt init                           writes a first prompts.yml
        voiceprompt build                          makes what is new or has changed
        voiceprompt build campaign/prompts.yml
        voiceprompt build --check                  for CI; changes nothing
        voiceprompt build --prune                  removes what the set no longer lists

      prompts.lock beside the set says what was made from what; commit it together with the \
      prompts. Every prompt is judged by the rules of voiceprompt validate, too.

      Exit status: 0 all is well, 1 a prompt failed, has a finding of severity error, or with \
      --check is not up to date, 2 the set cannot be read.
      """
  )

  @Argument(
    help: ArgumentHelp("The set.", valueName: "set"),
    completion: .file(extensions: ["yml", "yaml"]))
  var path = PromptSet.fileName

  @Flag(help: "Change nothing; fail where a build would change something.")
  var check = false

  @Flag(help: "Remove prompts that the set no longer lists.")
  var prune = false

  @Flag(
    name: .shortAndLong,
    help: "Make everything again, and replace files that no build has made.")
  var force = false

  @OptionGroup var reporting: ReportOptions

  @Option(name: .shortAndLong, help: "How many prompts to make at a time (default: cores).")
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Print findings and failures only.")
  var quiet = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
    if check, prune || force {
      throw ValidationError("--check changes nothing: use it without --prune and --force.")
    }
  }

  /// Instead of `run`: a command that waits, on the thread that it is called on.
  nonisolated(nonsending) func perform() async throws {
    let console = Console.shared
    let settings = try Settings.ofWorkingFolder(on: console)
    let set = try console.orNoWork { () throws(PromptError) in try PromptSet(path) }
    console.silenceLibraries()
    Interruption.startWatching()
    let items: [Result<FileFindings, PromptError>]
    do {
      items = try await made(set)
    } catch {
      if let signal = Interruption.signal { Platform.end(by: signal) }
      console.error(error.description)
      throw ExitStatus.noWork.exitCode
    }
    if let signal = Interruption.signal { Platform.end(by: signal) }

    let validator = settings.validator(
      maximumSize: set.maximumSize, ignoring: Set(reporting.ignore))
    let status = try reporting.report(
      await judged(items, of: set, validator), settings.settings,
      verdict: "up to date and fit for the platform", errorStatus: .fileFailed)
    try status.exit()
  }

  private var jobCount: Int { jobs ?? Platform.processorCount }

  /// Cancelled by signals.
  private var progress: BatchProgress { BatchProgress { Interruption.signal != nil } }

  private func tellThatItWaits() {
    Console.shared.message("another build is at work here; waiting for it")
  }

  // MARK: The work

  nonisolated(nonsending) private func made(
    _ set: PromptSet
  ) async throws(PromptError) -> [Result<FileFindings, PromptError>] {
    check ? try await checked(set) : try await built(set)
  }

  nonisolated(nonsending) private func checked(
    _ set: PromptSet
  ) async throws(PromptError) -> [Result<FileFindings, PromptError>] {
    try await PromptSetCheck(set).run(
      jobs: jobCount, progress: progress, whileWaiting: tellThatItWaits)
  }

  /// - Returns: the files that are there now, without findings, and what could not be made.
  nonisolated(nonsending) private func built(
    _ set: PromptSet
  ) async throws(PromptError) -> [Result<FileFindings, PromptError>] {
    var build = PromptSetBuild(set)
    build.isForced = force
    build.prunes = prune
    let progress = progress
    let bar = ProgressDisplay(
      progress, totalFiles: set.entries.count,
      totalBytes: set.entries.reduce(0) { $0 + $1.sourceSize }, isShown: !quiet)
    var items: [Result<FileFindings, PromptError>] = []
    var count = (built: 0, unchanged: 0)
    let summary: PromptSetBuild.Summary
    do {
      summary = try await build.run(
        jobs: jobCount, progress: progress, whileWaiting: tellThatItWaits
      ) { outcome in
        tell(outcome)
        switch outcome.result {
        case .failure(let error) where error.reason == .interrupted: break
        case .failure(let error): items.append(.failure(error))
        case .success(let files):
          items += files.map { .success(FileFindings(path: $0.path)) }
          if files.contains(where: \.isWritten) { count.built += 1 } else { count.unchanged += 1 }
        }
      }
    } catch {
      await bar.end()
      throw error
    }
    await bar.end()
    tell(summary, of: set)
    if !quiet {
      Console.shared.message(
        "\(set.path): \(count.built) built, \(count.unchanged) unchanged"
          + (summary.isLockWritten ? "; \(set.lockPath) written" : ""))
    }
    return items
  }

  /// Adds what the rules for prompts find in the files that are there.
  nonisolated(nonsending) private func judged(
    _ items: [Result<FileFindings, PromptError>], of set: PromptSet,
    _ validator: @escaping @Sendable (String) -> PromptValidator
  ) async -> [Result<FileFindings, PromptError>] {
    let files = items.compactMap { try? $0.get() }.map(\.path)
      .filter {
        $0.lowercased().hasSuffix(PromptSpec.nameExtension) && Platform.realPath($0) != nil
      }
    let judged = await ValidationBatch(files).run(jobs: jobCount, validator: validator)
    let reports = Dictionary(
      judged.map { ($0.path, $0.result) }, uniquingKeysWith: { first, _ in first })
    return items.map { item in
      guard case .success(let file) = item, let report = reports[file.path] else { return item }
      return report.map { FileFindings($0).adding(set.findings(about: $0) + file.findings) }
    }
  }

  // MARK: What is said

  private func tell(_ outcome: PromptSetBuild.Outcome) {
    guard !quiet else { return }
    let source = outcome.entry.sourcePath
    if reporting.format == .text, case .success(let files) = outcome.result {
      for file in files where file.isWritten {
        Console.shared.result(
          "\(source) -> \(file.path)  \(file.duration.duration)  \(file.size)")
      }
    }
    for warning in outcome.warnings {
      // A finding says this each time, also where nothing was converted.
      if case .tooLongForParameter = warning { continue }
      Console.shared.warning("\(source): \(warning.message)")
    }
  }

  private func tell(_ summary: PromptSetBuild.Summary, of set: PromptSet) {
    if !quiet, reporting.format == .text {
      for path in summary.pruned { Console.shared.result("removed \(path)") }
    }
    for path in summary.prunable {
      Console.shared.warning(
        "\(path): \(set.path) no longer lists it; remove it: voiceprompt build --prune")
    }
    for path in summary.strangers {
      Console.shared.warning(
        "\(path): is not in \(set.path), and no build has made it as it is; list it, or remove it")
    }
  }
}
