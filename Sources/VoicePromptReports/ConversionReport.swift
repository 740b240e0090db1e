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
  private var table = TextTable(heading: ["RECORDING", "FORMAT", "DURATION", "SIZE", "PROMPT"])
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
        stream.result(
          "\(recording) -> \(output)  \(outcome.isUnchanged ? "unchanged" : made)"
            + (conversion.decoder.map { "  by \($0)" } ?? ""))
      }
      if style == .quiet { return }
      for finding in conversion.findings {
        stream.message(
          finding.severity, Text(english: "\(recording): \(finding.line().english)"))
      }
    case .failure(let error) where error.code == .interrupted: interruptedCount += 1
    case .failure: failures += outcome.failures
    }
  }

  /// Reports all of them together.
  ///
  /// - Parameter seconds: that the work took.
  public func finish(after seconds: Double, _ skipped: SkippedFiles) {
    if style == .table { (table.lines + levels.lines).forEach(stream.result) }
    FailureGroup.write(failures, to: stream)
    if interruptedCount > 0 {
      stream.message(interrupted)
    }
    guard style != .quiet else { return }
    stream.message(summary(max(seconds, 1e-6), skipped))
  }

  private var interrupted: Text {
    let count = interruptedCount
    return Text(english: "interrupted: \(Self.files(count)) not converted")
  }

  private func summary(_ seconds: Double, _ skipped: SkippedFiles) -> Text {
    let (converted, count, audioSeconds, dryRun) = (convertedCount, count, audioSeconds, dryRun)
    let unchanged = unchangedCount
    let speed =
      converted == 0
      ? ""
      : ": \(audioSeconds.duration) of audio in \(seconds.fixed(2)) s, "
        + "\(Int(audioSeconds / seconds).grouped) times real time"
    return Text(
      english: "\(converted) of \(Self.files(count)) "
        + (dryRun ? "can be converted" : "converted")
        + (unchanged > 0 ? ", \(unchanged.grouped) unchanged" : "") + speed
        + (dryRun ? "; nothing was written" : "") + skipped.summary.english)
  }

  /// What was made: `5.10 s  40,858 bytes`, or what was done to the sound in the place of the size.
  public static func words(
    duration: Double, _ size: ByteSize, _ sound: SoundChange?
  ) -> String {
    "\(duration.duration)  " + (sound.map { "\($0.words)" } ?? "\(size)")
  }

  private static func files(_ count: Int) -> String {
    count == 1 ? "1 file" : "\(count.grouped) files"
  }

  private static func row(_ outcome: PromptBatch.Outcome) -> [String] {
    switch outcome.result {
    case .success(let conversion):
      [
        outcome.job.recording, "\(conversion.recording.summary)", conversion.duration.duration,
        "\(conversion.size)", (try? outcome.job.output.get()) ?? "",
      ]
    case .failure(let error):
      [outcome.job.recording, "-", "-", "-", "\(Text(english: "fails: \(error.code)"))"]
    }
  }
}

extension SkippedFiles {
  /// `; skipped: 2 hidden, 5 without an audio extension`; empty where nothing was.
  public var summary: Text {
    Text(
      english: {
        var parts: [String] = []
        if hidden > 0 { parts.append("\(hidden.grouped) hidden") }
        if notAudio > 0 { parts.append("\(notAudio.grouped) without an audio extension") }
        return parts.isEmpty ? "" : "; skipped: " + parts.joined(separator: ", ")
      }())
  }
}
