internal import ArgumentParser
internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// The options of every command that reports findings.
struct ReportOptions: ParsableArguments {
  @Option(help: "How to report: text, json, junit, sarif or github.")
  var format = ReportFormat.text

  @Flag(
    inversion: .prefixedNo,
    help: "Let warnings fail, or not (default: not, where the settings do not say).")
  var strict: Bool?

  @Option(
    help: ArgumentHelp("A rule that is not applied; may be repeated.", valueName: "rule"),
    completion: .list(Rule.all().map(\.id)))
  var ignore: [String] = []

  func validate() throws {
    for rule in ignore where Rule.named(rule) == nil {
      throw ValidationError(
        Text(
          english: "There is no rule \(rule); voiceprompt rules lists them.",
          chinese: "没有规则 \(rule)；voiceprompt rules 列出所有规则"))
    }
  }

  /// Reports findings, without those of rules that are not applied.
  ///
  /// - Parameters:
  ///   - question: what was asked about the files.
  ///   - failureStatus: the exit status where a file could not be judged.
  ///   - profile: what the files are for.
  /// - Returns: the exit status.
  func report(
    _ items: [FileFindings], _ located: LocatedSettings,
    _ question: FindingReport.Question = .areFit, failureStatus: ExitStatus = .noWork,
    for profile: PlatformProfile = .standard
  ) throws -> ExitStatus {
    var report = FindingReport(
      items.map { applied($0, located) }, isStrict: strict ?? located.settings.isStrict, question)
    report.profile = profile
    report.run = FindingReport.Run(
      start: Platform.utc(Platform.start.time), host: Platform.hostName,
      seconds: (ContinuousClock.now - Platform.start.instant).seconds)
    report.write(as: format, to: Console.shared)
    try Console.shared.checkOutput()
    if !report.failures.isEmpty { return failureStatus }
    return report.hasFailingFinding ? .fileFailed : .success
  }

  /// Reports findings as text while they come, and keeps none: of very many files, they would take
  /// more memory than anything else.
  ///
  /// - Parameter judge: hands over what was found in each file, in order.
  func stream(
    _ located: LocatedSettings, _ judge: (_ report: (FileFindings) -> Void) async -> Void
  ) async throws -> ExitStatus {
    let frame = FindingReport([], isStrict: strict ?? located.settings.isStrict)
    var text = TextReporter(frame, to: Console.shared)
    await judge { text.add(applied($0, located)) }
    text.finish()
    try Console.shared.checkOutput()
    return text.unreadCount > 0 ? .noWork : text.hasFailingFinding ? .fileFailed : .success
  }

  private func applied(_ item: FileFindings, _ located: LocatedSettings) -> FileFindings {
    item.ignoring(located.ignoredRules(for: item.path).union(ignore))
  }
}

/// The options of every command that lists things.
struct ListOptions: ParsableArguments {
  @Option(help: "How to print: text or json, one object a line.")
  var format: Format?

  @Flag(help: "Short for --format json.")
  var json = false

  enum Format: String, NamedChoice {
    case text, json
  }

  func validate() throws {
    if json, format == .text {
      throw ValidationError(
        Text(
          english: "--json and --format text exclude each other.",
          chinese: "--json 和 --format text 不能同时使用"))
    }
  }

  var asJSON: Bool { json || format == .json }
}
