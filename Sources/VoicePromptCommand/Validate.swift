internal import ArgumentParser
internal import VoicePrompts

/// `voiceprompt validate`
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Judge finished prompt files by the platform's rules.",
    discussion: """
      EXAMPLES:
        voiceprompt validate prompts               a folder, with all below it
        voiceprompt validate prompts --strict      warnings fail, too
        voiceprompt validate prompts --fix         repair headers; the audio stays
        voiceprompt validate prompts --format json
        voiceprompt rules                          what is judged, and why

      A file .voiceprompt.yml in this folder or above it sets max-size, strict, ignore and \
      overrides for some files.

      Exit status: 0 no finding of severity error, 1 at least one (with --strict also of severity \
      warning), 2 a path that does not exist or cannot be read.
      """
  )

  @Argument(help: "Prompt files, and folders of prompt files.", completion: .file())
  var paths: [String]

  @Option(help: "How to report: text, json, junit, sarif or github.")
  var format = ReportFormat.text

  @Flag(help: "Let warnings fail.")
  var strict = false

  @Option(
    help: ArgumentHelp("A rule that is not applied; may be repeated.", valueName: "rule"),
    completion: .list(PromptRule.all.map(\.id)))
  var ignore: [String] = []

  @Option(help: ArgumentHelp("The largest prompt: 2MB, 2MiB or bytes.", valueName: "size"))
  var maxSize: ByteSize?

  @Flag(help: "Repair what can be repaired without touching the audio; then judge.")
  var fix = false

  @Option(name: .shortAndLong, help: "How many files to judge at a time (default: cores).")
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
    try maxSize?.validateAsLimit()
    for rule in ignore where PromptRule.named(rule) == nil {
      throw ValidationError("There is no rule \(rule); voiceprompt rules lists them.")
    }
  }

  /// Instead of `run`: a command that waits, on the thread that it is called on.
  nonisolated(nonsending) func perform() async throws {
    let console = Console.shared
    let batch = ValidationBatch(paths)
    guard batch.count > 0 else {
      console.error("no prompt files in \(paths.joined(separator: ", "))\(batch.skipped.summary)")
      throw ExitStatus.noWork.exitCode
    }
    let found: (settings: Settings, folder: String)?
    do {
      found = try Settings.find(from: Platform.realPath(".") ?? "/")
    } catch {
      console.error(error.description)
      throw ExitStatus.noWork.exitCode
    }
    let settings = found?.settings ?? Settings()
    let validator = validator(settings, folder: found?.folder ?? "/")
    let jobs = jobs ?? Platform.processorCount
    var items = await batch.run(jobs: jobs, validator: validator)
    let repairs = fix ? repair(items, validator) : Repairs()
    if repairs.count > 0 { items = await batch.run(jobs: jobs, validator: validator) }
    let results = ValidationResults(items: items, isStrict: strict || settings.isStrict)
    format.reporter.report(results, on: console)
    try console.checkOutput()
    try max(results.status, repairs.status).exit()
  }

  /// The rules for a path: the command line's, else those of the settings of `folder`.
  private func validator(
    _ settings: Settings, folder: String
  ) -> @Sendable (String) -> PromptValidator {
    let maximumSize = maxSize ?? settings.maximumSize ?? PromptSpec.maximumSize
    let ignored = Set(ignore)
    let prefix = folder == "/" ? "/" : folder + "/"
    return { path in
      var validator = PromptValidator()
      validator.maximumSize = maximumSize
      var relative = path
      if !settings.overrides.isEmpty, let real = Platform.realPath(path), real.hasPrefix(prefix) {
        relative = String(real.dropFirst(prefix.count))
      }
      validator.ignoredRules = ignored.union(settings.ignoredRules(for: relative))
      return validator
    }
  }

  /// Repairs what can be repaired, and says what was and what was not.
  private func repair(
    _ items: [ValidationBatch.Item], _ validator: (String) -> PromptValidator
  ) -> Repairs {
    let console = Console.shared
    var repairs = Repairs()
    for report in items.compactMap({ try? $0.result.get() }) {
      do throws(PromptError) {
        switch try PromptRepair.repair(report, validator(report.path)) {
        case .unchanged: break
        case .repaired(let rules):
          repairs.count += 1
          console.message("fixed: \(report.path): \(rules.joined(separator: ", "))")
        case .refused(let reason):
          repairs.status = .fileFailed
          console.error("\(report.path): not fixed: \(reason)")
        }
      } catch {
        repairs.status = .noWork
        console.error(error.description)
      }
    }
    return repairs
  }

  /// What came of all repairs.
  private struct Repairs {
    var count = 0
    var status = ExitStatus.success
  }
}

/// What a validation has shown.
struct ValidationResults {
  let items: [ValidationBatch.Item]
  /// Whether warnings fail.
  let isStrict: Bool

  /// Files that could be read.
  var reports: [PromptValidator.Report] { items.compactMap { try? $0.result.get() } }

  /// What could not be read.
  var errors: [PromptError] {
    items.compactMap { item in
      if case .failure(let error) = item.result { error } else { nil }
    }
  }

  func count(_ severity: Severity) -> Int {
    reports.reduce(0) { $0 + $1.findings.count { $0.severity == severity } }
  }

  /// Whether a finding of this severity fails.
  func fails(_ severity: Severity) -> Bool {
    severity == .error || isStrict && severity == .warning
  }

  var status: ExitStatus {
    if !errors.isEmpty { return .noWork }
    return Severity.allCases.contains { fails($0) && count($0) > 0 } ? .fileFailed : .success
  }
}

/// How a validation is reported.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, junit, sarif, github

  var reporter: any ValidationReporter {
    switch self {
    case .text: TextReporter()
    case .json: JSONReporter()
    case .junit: JUnitReporter()
    case .sarif: SARIFReporter()
    case .github: GitHubReporter()
    }
  }
}

/// Writes a validation down for a reader of one kind.
protocol ValidationReporter {
  func report(_ results: ValidationResults, on console: Console)
}
