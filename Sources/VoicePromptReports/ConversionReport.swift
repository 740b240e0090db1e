public import AudioFiles
public import VoicePrompts

/// Tells what came of each recording, in one of four ways, and of all of them at the end.
public struct ConversionReport {
  /// What is told, and how.
  public enum Style: Sendable {
    /// A line a prompt.
    case lines
    /// A table of what would happen, at the end.
    case table
    /// A JSON object a recording.
    case json
    /// Failures only.
    case quiet
  }

  /// Prompts that were made, or in a dry run could be.
  public private(set) var convertedCount = 0
  /// Recordings that were not reached because the work was cancelled.
  public private(set) var interruptedCount = 0
  /// Prompts that were there already, with the same bytes.
  public private(set) var unchangedCount = 0
  /// Why there are no prompts of some recordings, which may have several reasons.
  public private(set) var failures: [PromptError] = []
  private var audioSeconds = 0.0
  private let style: Style
  private let count: Int
  private let dryRun: Bool
  private let stream: any ReportStream
  private var table = TextTable(heading: [
    Text(english: "RECORDING", chinese: "录音"), Text(english: "FORMAT", chinese: "格式"),
    Text(english: "DURATION", chinese: "时长"), Text(english: "SIZE", chinese: "大小"),
    Text(english: "PROMPT", chinese: "提示音"),
  ])
  private var levels = LevelTable()

  /// - Parameters:
  ///   - count: how many recordings there are in all.
  ///   - dryRun: whether nothing is written.
  public init(_ style: Style, count: Int, dryRun: Bool, to stream: any ReportStream) {
    self.style = style
    self.count = count
    self.dryRun = dryRun
    self.stream = stream
  }

  /// Reports one recording.
  public mutating func add(_ outcome: PromptBatch.Outcome) {
    let recording = outcome.job.recording
    switch style {
    case .json: stream.write(json: ConversionRecord(outcome, dryRun: dryRun))
    case .table:
      table.add(Self.row(outcome))
      levels.add(outcome)
    case .lines, .quiet: break
    }
    switch outcome.result {
    case .success(let conversion):
      if outcome.isUnchanged { unchangedCount += 1 } else { convertedCount += 1 }
      audioSeconds += conversion.duration
      if style == .lines, let output = try? outcome.job.output.get() {
        let (duration, size) = (conversion.duration, conversion.size)
        let made = Self.words(duration: duration, size, conversion.sound)
        let unchanged = Text(english: "unchanged", chinese: "未变")
        let decoder = conversion.decoder.map { decoder in
          Text(english: "  by \(decoder)", chinese: "  由 \(decoder) 解码")
        }
        stream.result(
          "\(recording) -> \(output)  \(outcome.isUnchanged ? "\(unchanged)" : made)"
            + (decoder.map { "\($0)" } ?? ""))
      }
      if style == .quiet { return }
      for finding in conversion.findings {
        let line = finding.line()
        stream.message(
          finding.severity,
          Text(english: "\(recording): \(line)", chinese: "\(recording): \(line)"))
      }
    case .failure(let error) where error.code == .interrupted: interruptedCount += 1
    case .failure: failures += outcome.failures
    }
  }

  /// Reports all of them together.
  ///
  /// - Parameter seconds: that the work took.
  public func finish(after seconds: Double, _ skipped: SkippedFiles) {
    if style == .table {
      table.lines.forEach(stream.result)
      levels.lines.forEach(stream.result)
    }
    FailureGroup.write(failures, to: stream)
    if interruptedCount > 0 {
      stream.message(interrupted)
    }
    guard style != .quiet else { return }
    stream.message(summary(max(seconds, 1e-6), skipped))
  }

  private var interrupted: Text {
    let count = interruptedCount
    return Text(
      english: "interrupted: \(count == 1 ? "1 file" : "\(count.grouped) files") not converted",
      chinese: "已中断：\(count.grouped) 个文件未转换")
  }

  private func summary(_ seconds: Double, _ skipped: SkippedFiles) -> Text {
    let (converted, count, audio, dryRun) = (convertedCount, count, audioSeconds, dryRun)
    let unchanged = unchangedCount
    let speed = Int(audio / seconds).grouped
    return Text(
      english: "\(converted) of \(count == 1 ? "1 file" : "\(count.grouped) files") "
        + (dryRun ? "can be converted" : "converted")
        + (unchanged > 0 ? ", \(unchanged.grouped) unchanged" : "")
        + (converted == 0
          ? "" : ": \(audio.duration) of audio in \(seconds.fixed(2)) s, \(speed) times real time")
        + (dryRun ? "; nothing was written" : "") + "\(skipped.summary)",
      chinese: "共 \(count.grouped) 个文件，\(dryRun ? "可以" : "已")转换 \(converted) 个"
        + (unchanged > 0 ? "，\(unchanged.grouped) 个未变" : "")
        + (converted == 0
          ? "" : "：音频 \(audio.duration)，用时 \(seconds.fixed(2)) s，为实时的 \(speed) 倍")
        + (dryRun ? "；没有写入任何文件" : "") + "\(skipped.summary)")
  }

  /// What was made: `5.10 s  40,858 bytes`, or what was done to the sound in the place of the size.
  public static func words(
    duration: Double, _ size: ByteSize, _ sound: SoundChange?
  ) -> String {
    "\(duration.duration)  " + (sound.map { "\($0.words)" } ?? "\(size)")
  }

  private static func row(_ outcome: PromptBatch.Outcome) -> [String] {
    switch outcome.result {
    case .success(let conversion):
      [
        outcome.job.recording, "\(conversion.recording.summary)", conversion.duration.duration,
        "\(conversion.size)", (try? outcome.job.output.get()) ?? "",
      ]
    case .failure(let error):
      [
        outcome.job.recording, "-", "-", "-",
        "\(Text(english: "fails: \(error.code)", chinese: "失败：\(error.code)"))",
      ]
    }
  }
}

extension SkippedFiles {
  /// `; skipped: 2 hidden, 5 without an audio extension`; empty where nothing was.
  public var summary: Text {
    let parts = [
      hidden == 0
        ? nil : Text(english: "\(hidden.grouped) hidden", chinese: "\(hidden.grouped) 个隐藏文件"),
      notAudio == 0
        ? nil
        : Text(
          english: "\(notAudio.grouped) without an audio extension",
          chinese: "\(notAudio.grouped) 个没有音频扩展名的文件"),
    ].compactMap { $0 }
    if parts.isEmpty { return Text(english: "", chinese: "") }
    let list = parts.joined(", ", "，")
    return Text(english: "; skipped: \(list)", chinese: "；已略过：\(list)")
  }
}
