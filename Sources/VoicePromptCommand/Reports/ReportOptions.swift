internal import ArgumentParser
internal import VoicePrompts

/// The options of every command that reports findings.
struct ReportOptions: ParsableArguments {
  @Option(help: "How to report: text, json, junit, sarif or github.")
  var format = ReportFormat.text

  @Flag(help: "Let warnings fail.")
  var strict = false

  @Option(
    help: ArgumentHelp("A rule that is not applied; may be repeated.", valueName: "rule"),
    completion: .list(Rule.all.map(\.id)))
  var ignore: [String] = []

  func validate() throws {
    for rule in ignore where Rule.named(rule) == nil {
      throw ValidationError("There is no rule \(rule); voiceprompt rules lists them.")
    }
  }

  /// Reports findings, without those of rules that are not applied.
  ///
  /// - Parameters:
  ///   - verdict: what files without a failing finding are.
  ///   - errorStatus: the exit status where a file could not be read.
  /// - Returns: the exit status.
  func report(
    _ items: [Result<FileFindings, PromptError>], _ settings: Settings,
    verdict: String = "fit for the platform", errorStatus: ExitStatus = .noWork
  ) throws -> ExitStatus {
    let ignored = settings.ignoredRules.union(ignore)
    let results = ValidationResults(
      items: items.map { item in item.map { $0.ignoring(ignored) } },
      isStrict: strict || settings.isStrict, verdict: verdict, errorStatus: errorStatus)
    format.reporter.report(results, on: Console.shared)
    try Console.shared.checkOutput()
    return results.status
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
