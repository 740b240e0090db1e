internal import ArgumentParser
internal import VoicePrompts

/// `voiceprompt inspect`
struct Inspect: ParsableCommand {
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
  var maxSize = PromptSpec.maximumSize

  @Flag(help: "Print one JSON object a line for each recording.")
  var json = false

  func run() throws {
    let console = Console.shared
    console.silenceLibraries()
    var status = ExitStatus.success
    for path in paths {
      do throws(PromptError) {
        let report = try SourceReport(path)
        let failure = report.error(of: path)
        if failure != nil { status.merge(.fileFailed) }
        if json {
          console.result(json: InspectionRecord(path, report, failure))
        } else {
          lines(path, report, failure).forEach(console.result)
        }
      } catch {
        status.merge(error.reason == .notFound ? .noWork : .fileFailed)
        if json { console.result(json: InspectionRecord(path, nil, error)) }
        console.error(error.description)
      }
    }
    try console.checkOutput()
    try status.exit()
  }

  private func lines(
    _ path: String, _ report: SourceReport, _ failure: PromptError?
  ) -> [String] {
    let size = report.forecast.size
    let fits = size <= maxSize ? "within" : "over"
    let levels = [("peak", report.peakDecibels), ("RMS", report.rmsDecibels)].map { name, level in
      level.isFinite ? "\(name) \(level.fixed(1)) dB" : "\(name) silent"
    }
    var lines = [
      path,
      "  format    \(report.format.summary)",
      "  duration  \(report.duration.duration), \(report.frameCount.grouped) frames",
      "  level     \(levels.joined(separator: ", "))",
      "  prompt    \(size), \(fits) the limit of \(maxSize)",
    ]
    if let failure { lines.append("  damage    \(failure.message)") }
    return lines
  }
}
