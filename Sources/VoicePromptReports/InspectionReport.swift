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
    let (duration, frames) = (report.duration.duration, report.frameCount.grouped)
    let (peak, rms) = (decibels(report.peakDecibels), decibels(report.rmsDecibels))
    let size = report.forecast.size
    let platform = report.profile.isStandard ? nil : report.profile.id
    let limits = limits(report, maximumSize)
    var facts = TextTable()
    facts.add(
      fact: Text(english: "format", chinese: "格式"), report.format.summary)
    facts.add(
      fact: Text(english: "duration", chinese: "时长"),
      Text(english: "\(duration), \(frames) frames", chinese: "\(duration)，\(frames) 帧"))
    facts.add(
      fact: Text(english: "level", chinese: "响度"),
      Text(english: "peak \(peak), RMS \(rms)", chinese: "峰值 \(peak)，均方根 \(rms)"))
    if let sound = report.sound { sound.add(to: &facts, report.profile.format.encoding) }
    facts.add(
      fact: Text(english: "prompt", chinese: "提示音"),
      Text(
        english: "\(size)" + (platform.map { " for \($0)" } ?? "") + ", \(limits)",
        chinese: "\(size)" + (platform.map { "，用于 \($0)" } ?? "") + "，\(limits)"))
    if let decoder = report.decoder {
      facts.add(
        fact: Text(english: "decoder", chinese: "解码"), Text(english: decoder, chinese: decoder))
    }
    if let failure {
      facts.add(fact: Text(english: "damage", chinese: "损坏"), failure.message)
    }
    return [report.path] + facts.lines
  }

  private static func limits(_ report: RecordingReport, _ maximumSize: ByteSize) -> Text {
    let fits = report.forecast.size <= maximumSize
    let size =
      maximumSize == PlatformProfile.unlimited
      ? Text(english: "no limit of size is known", chinese: "大小的上限未知")
      : Text(
        english: "\(fits ? "within" : "over") the limit of \(maximumSize)",
        chinese: "\(fits ? "未超过" : "超过")上限 \(maximumSize)")
    guard let duration = report.exceededDuration?.words else { return size }
    return Text(
      english: "\(size); too long: \(duration)", chinese: "\(size)；太长：\(duration)")
  }

  private static func decibels(_ level: Double) -> Text {
    level.isFinite
      ? Text(english: "\(level.fixed(1)) dB", chinese: "\(level.fixed(1)) dB")
      : Text(english: "silent", chinese: "静音")
  }
}
