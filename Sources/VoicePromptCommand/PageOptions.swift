internal import ArgumentParser
internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// The options of every command that writes a report for people.
struct PageOptions: ParsableArguments {
  @Flag(name: .customLong("no-audio"), help: "Leave the players out of the report.")
  var leavesAudioOut = false

  @Option(
    help: ArgumentHelp(
      "The most audio that the report holds, the rest being linked (default: 20MB).",
      valueName: "size"))
  var maxEmbedded: ByteSize?

  /// Refuses a report that would be neither a page nor a sheet.
  static func requireFormat(of path: String, option: String) throws {
    if ReviewReport.Format(path: path) == nil {
      throw ValidationError(
        Text(
          english: "\(option) must name a file that ends in .html or .csv.",
          chinese: "\(option) 必须写明以 .html 或 .csv 结尾的文件"))
    }
  }

  /// Writes a report; ends the command with status 2 where that fails.
  func write(_ report: ReviewReport, to path: String) throws {
    var report = report
    report.language = Language.reader
    if leavesAudioOut {
      report.hasPlayers = false
    } else if let maxEmbedded {
      report.maximumEmbedded = maxEmbedded
    }
    try Console.shared.require { [report] () throws(PromptError) in try report.write(to: path) }
  }
}
