internal import ArgumentParser
internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt build`
struct Build: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make the prompts of a set from their masters, or check that they are up to date.",
    discussion: """
      EXAMPLES:
        voiceprompt init                           writes a first prompts.yml
        voiceprompt build                          makes what is new or has changed
        voiceprompt build campaign/prompts.yml
        voiceprompt build --check                  for CI; changes nothing
        voiceprompt build --prune                  removes what the set lists no more
        voiceprompt build -o /srv/prompts          writes there instead
        voiceprompt build --check --report report.html

      prompts.lock beside the set says what was made from what; commit it together with the \
      prompts. Every prompt is judged by the rules of voiceprompt validate, too.

      A set writes and removes only below its own folder, or in the one of -o, which takes the \
      place of the set's output and has a lock of its own.

      Exit status: 0 all is well, 1 a prompt failed, has a finding of severity error, or with \
      --check is not up to date, 2 the set cannot be read.
      """
  )

  @Argument(
    help: ArgumentHelp("The set.", valueName: "set"),
    completion: .file(extensions: ["yml", "yaml"]))
  var path = PromptSet.fileName

  @Option(
    name: .shortAndLong,
    help: "The folder for the prompts and their lock, instead of the set's; made where missing.",
    completion: .directory)
  var output: String?

  @OptionGroup var platform: ProfileOption

  @Flag(help: "Change nothing; fail where a build would change something.")
  var check = false

  @Flag(help: "Remove prompts that the set no longer lists.")
  var prune = false

  @Flag(
    name: .shortAndLong,
    help: "Make everything again, and replace files that no build has made as they are.")
  var force = false

  @OptionGroup var decoding: FFmpegArguments

  @OptionGroup var reporting: ReportOptions

  @OptionGroup var page: PageOptions

  @Option(
    help: ArgumentHelp(
      "Write a report to look at and listen to (.html), or a sheet (.csv).", valueName: "file"),
    completion: .file(extensions: ["html", "csv"]))
  var report: String?

  @OptionGroup var jobs: JobOptions

  @Flag(name: .shortAndLong, help: "Print findings and failures only.")
  var quiet = false

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if check, prune || force {
      throw ValidationError(
        Text(
          english: "--check changes nothing: use it without --prune and --force.",
          chinese: "--check 不做任何改动，不能与 --prune 和 --force 同时使用"))
    }
    if let report { try PageOptions.requireFormat(of: report, option: "--report") }
  }

  func perform() async throws {
    let console = Console.shared
    try jobs.requireOpenFiles()
    let located = try console.settings()
    guard FileSystem.exists(path) else {
      throw console.end(
        Text(
          english: "there is no \(path); voiceprompt init writes a first set",
          chinese: "没有 \(path)；voiceprompt init 可写出初始的提示音集"))
    }
    if let output, !PromptBatch.canBeFolder(output) {
      throw console.end(
        Text(
          english: "\(output) is not a folder; choose another with -o",
          chinese: "\(output) 不是文件夹；用 -o 选择其他文件夹"))
    }
    var sets = try console.require { () throws(PromptError) in
      try PromptSet.all(
        path, output: output, for: platform.profile, usually: platform.chosen(located.settings),
        maximumSize: located.settings.maximumSize)
    }
    let options = decoding.options(located)
    for index in sets.indices { sets[index].decoding = options }
    console.silenceLibraries()
    Interruption.startWatching()
    var files: [FileFindings] = []
    var reviews: [SetReview] = []
    do throws(PromptError) {
      for set in sets where Interruption.signal == nil {
        let validator = located.validator(
          maximumSize: set.maximumSize, ignoring: Set(reporting.ignore), hearsSound: report != nil,
          set.profile)
        let found = check ? try await checked(set, validator) : try await built(set, validator)
        files += found
        if report != nil { reviews.append(SetReview(set, found)) }
      }
    } catch {
      if let signal = Interruption.signal { Platform.end(by: signal) }
      throw console.end(error.line)
    }
    if let signal = Interruption.signal { Platform.end(by: signal) }
    let profile = sets.count == 1 ? sets[0].profile : .standard
    if let report {
      try page.write(
        ReviewReport(reviews, title: path, profile) {
          located.ignoredRules(for: $0).union(reporting.ignore)
        }, to: report)
    }
    try reporting.report(files, located, .areUpToDate, failureStatus: .fileFailed, for: profile)
      .exit()
  }

  private func tellThatItWaits() {
    Console.shared.message(
      Text(
        english: "another build is at work here; waiting for it",
        chinese: "此处另有一次构建正在进行；等待它结束"))
  }

  // MARK: The work

  private func checked(
    _ set: PromptSet, _ validator: @escaping @Sendable (String) -> PromptValidator
  ) async throws(PromptError) -> [FileFindings] {
    try await PromptSetCheck(set).run(
      jobs: jobs.count, progress: WorkProgress { Interruption.signal != nil }, validator: validator,
      whileWaiting: tellThatItWaits)
  }

  /// - Returns: the files that are there now, and what could not be made.
  private func built(
    _ set: PromptSet, _ validator: @escaping @Sendable (String) -> PromptValidator
  ) async throws(PromptError) -> [FileFindings] {
    var build = PromptSetBuild(set)
    build.isForced = force
    build.prunes = prune
    let progress = WorkProgress { Interruption.signal != nil }
    let bar = ProgressDisplay(
      progress, totalFiles: set.entries.count,
      totalBytes: set.entries.reduce(0) { $0 + $1.masterSize }, isShown: !quiet)
    let summary: PromptSetBuild.Summary
    do {
      summary = try await build.run(
        jobs: jobs.count, progress: progress, validator: validator, whileWaiting: tellThatItWaits,
        report: tell)
    } catch {
      await bar.end()
      throw error
    }
    await bar.end()
    tell(summary, of: set)
    return summary.files
  }

  // MARK: What is said

  private func tell(_ outcome: PromptSetBuild.Outcome) {
    guard !quiet else { return }
    let master = outcome.entry.masterPath
    if reporting.format == .text, case .success(let files) = outcome.result {
      for file in files where file.isWritten {
        let made = ConversionReport.words(duration: file.duration, file.size, outcome.sound)
        Console.shared.result("\(master) -> \(file.path)  \(made)")
      }
    }
  }

  private func tell(_ summary: PromptSetBuild.Summary, of set: PromptSet) {
    if !quiet, reporting.format == .text {
      for path in summary.pruned {
        Console.shared.result("\(Text(english: "removed \(path)", chinese: "已删除 \(path)"))")
      }
    }
    for path in summary.prunable {
      let advice =
        prune
        ? Text(
          english: "it was not removed, because prompts failed",
          chinese: "由于有提示音失败，未删除它")
        : Text(
          english: "remove it: voiceprompt build --prune",
          chinese: "可删除它：voiceprompt build --prune")
      Console.shared.warning(
        Text(
          english: "\(path): \(set.path) no longer lists it; \(advice)",
          chinese: "\(path): \(set.path) 不再列出它；\(advice)"))
    }
    for path in summary.foreign {
      Console.shared.warning(
        Text(
          english:
            "\(path): is not in \(set.path), and no build has made it as it is; list it, or remove it",
          chinese: "\(path): 不在 \(set.path) 中，其现有内容也不是由构建生成的；列出它，或删除它"
        ))
    }
    if !quiet {
      Console.shared.message(
        Text(
          english: "\(set.title): \(summary.builtCount) built, \(summary.unchangedCount) unchanged"
            + (summary.isLockWritten ? "; \(set.lockPath) written" : ""),
          chinese: "\(set.title): 已构建 \(summary.builtCount) 个，\(summary.unchangedCount) 个未变"
            + (summary.isLockWritten ? "；已写入 \(set.lockPath)" : "")))
    }
  }
}
