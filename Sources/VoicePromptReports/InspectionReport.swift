internal import AudioFiles
internal import TelephonyAudio
public import VoicePrompts

/// Tells what a recording is: five lines for people, or a JSON object a line.
public enum InspectionReport {
  /// - Parameters:
  ///   - maximumSize: the largest prompt.
  ///   - asJSON: instead of lines.
  /// - Returns: the recording's damage, as an error; nil for a whole one.
  @discardableResult
  public static func write(
    _ report: RecordingReport, maximumSize: ByteSize, asJSON: Bool, to stream: any ReportStream
  ) -> PromptError? {
    let failure = report.error
    if asJSON {
      stream.write(json: InspectionRecord(report.path, report, failure))
    } else {
      lines(report, failure, maximumSize).forEach(stream.result)
    }
    return failure
  }

  /// Tells why a recording cannot be read.
  public static func write(_ error: PromptError, asJSON: Bool, to stream: any ReportStream) {
    if asJSON { stream.write(json: InspectionRecord(error.path, nil, error)) }
    stream.error(error.line)
  }

  private static func lines(
    _ report: RecordingReport, _ failure: PromptError?, _ maximumSize: ByteSize
  ) -> [String] {
    let size = report.forecast.size
    let fits = size <= maximumSize ? "within" : "over"
    let platform = report.profile.isStandard ? "" : " for \(report.profile.id)"
    var limits =
      maximumSize == PlatformProfile.unlimited
      ? ["no limit of size is known"] : ["\(fits) the limit of \(maximumSize)"]
    if let limit = report.exceededDuration { limits.append("too long: \(limit.words)") }
    let levels = [("peak", report.peakDecibels), ("RMS", report.rmsDecibels)].map { name, level in
      level.isFinite ? "\(name) \(level.fixed(1)) dB" : "\(name) silent"
    }
    var lines = [
      report.path,
      "  format    \(report.format.summary)",
      "  duration  \(report.duration.duration), \(report.frameCount.grouped) frames",
      "  level     \(levels.joined(separator: ", "))",
    ]
    if let sound = report.sound { lines += sound.lines(report.profile.format.encoding) }
    lines.append("  prompt    \(size)\(platform), \(limits.joined(separator: "; "))")
    if let decoder = report.decoder { lines.append("  decoder   \(decoder)") }
    if let failure { lines.append("  damage    \(failure.message)") }
    return lines
  }
}
