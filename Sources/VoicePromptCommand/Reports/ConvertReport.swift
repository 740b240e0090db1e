internal import Synchronization
internal import VoicePrompts

/// Tells what came of each source, in one of four ways, and of all of them at the end.
final class ConvertReport: Sendable {
  enum Style {
    /// A line a prompt.
    case lines
    /// A table of what would happen, at the end.
    case plan
    /// A JSON object a source.
    case json
    /// Failures only.
    case quiet
  }

  private let style: Style
  private let jobCount: Int
  private let rehearsing: Bool
  private let console = Console.shared
  private let plan = Mutex(
    TextTable(heading: ["SOURCE", "FORMAT", "DURATION", "SIZE", "PROMPT"]))

  init(style: Style, jobCount: Int, rehearsing: Bool) {
    self.style = style
    self.jobCount = jobCount
    self.rehearsing = rehearsing
  }

  /// Reports one source.
  func add(_ outcome: PromptBatch.Outcome) {
    switch style {
    case .json: console.result(json: ConversionRecord(outcome, planned: rehearsing))
    case .plan: plan.withLock { $0.add(Self.row(outcome)) }
    case .lines, .quiet: break
    }
    switch outcome.result {
    case .success(let conversion):
      if style == .lines, let output = try? outcome.job.output.get() {
        console.result(
          "\(outcome.job.source) -> \(output)  \(conversion.duration.duration)  \(conversion.size)")
      }
      if style != .quiet {
        for warning in conversion.warnings {
          console.warning("\(outcome.job.source): \(warning.message)")
        }
      }
    case .failure(let error) where error.reason == .interrupted: break
    case .failure(let error): if style != .plan { console.error(error.description) }
    }
  }

  /// Reports all of them together.
  func finish(_ tally: BatchRun.Tally, _ skipped: PromptBatch.Skipped) {
    if style == .plan { plan.withLock(\.lines).forEach(console.result) }
    if tally.interrupted > 0 {
      console.message("interrupted: \(files(tally.interrupted)) not converted")
    }
    guard style != .quiet else { return }
    console.message(summary(tally) + skipped.summary)
    // A single failure has just been read.
    guard !tally.failures.isEmpty, jobCount > 1 else { return }
    console.message("\(files(tally.failures.count)) failed:")
    for error in tally.failures { console.message("  \(error.path): \(error.message)") }
  }

  private func summary(_ tally: BatchRun.Tally) -> String {
    let isPlan = rehearsing
    let done = isPlan ? "can be converted" : "converted"
    let seconds = max(tally.elapsed.seconds, 1e-6)
    var text = "\(tally.converted) of \(files(jobCount)) \(done)"
    if tally.converted > 0 {
      text +=
        ": \(tally.audioSeconds.duration) of audio in \(seconds.fixed(2)) s, "
        + "\(Int(tally.audioSeconds / seconds).grouped) times real time"
    }
    return text + (isPlan ? "; nothing was written" : "")
  }

  private func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count.grouped) files" }

  private static func row(_ outcome: PromptBatch.Outcome) -> [String] {
    switch outcome.result {
    case .success(let conversion):
      [
        outcome.job.source, conversion.format.summary, conversion.duration.duration,
        "\(conversion.size)", (try? outcome.job.output.get()) ?? "",
      ]
    case .failure(let error):
      [outcome.job.source, "-", "-", "-", "fails: " + error.message + "; " + (error.remedy ?? "")]
    }
  }
}

extension PromptBatch.Skipped {
  /// `; skipped: 2 hidden, 5 without an audio extension`; empty where nothing was.
  var summary: String {
    var parts: [String] = []
    if hidden > 0 { parts.append("\(hidden.grouped) hidden") }
    if notAudio > 0 { parts.append("\(notAudio.grouped) without an audio extension") }
    return parts.isEmpty ? "" : "; skipped: " + parts.joined(separator: ", ")
  }
}
