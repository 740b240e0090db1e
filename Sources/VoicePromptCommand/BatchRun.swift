internal import VoicePrompts

/// Runs a batch while the progress bar moves and signals are heeded.
struct BatchRun {
  let batch: PromptBatch
  let rehearsing: Bool

  init(_ batch: PromptBatch, rehearsing: Bool) {
    self.batch = batch
    self.rehearsing = rehearsing
  }

  /// What came of a batch, added up.
  struct Tally: Sendable {
    var converted = 0
    var audioSeconds = 0.0
    var failures: [PromptError] = []
    var interrupted = 0
    var elapsed = Duration.zero

    var status: ExitStatus {
      let isMissing = failures.contains { $0.reason == .notFound }
      return isMissing ? .noWork : failures.isEmpty && interrupted == 0 ? .success : .fileFailed
    }

    mutating func add(_ outcome: PromptBatch.Outcome) {
      switch outcome.result {
      case .success(let conversion):
        converted += 1
        audioSeconds += conversion.duration
      case .failure(let error) where error.reason == .interrupted: interrupted += 1
      case .failure(let error): failures.append(error)
      }
    }
  }

  nonisolated(nonsending) func run(
    jobs: Int, showsProgress: Bool, _ report: ConvertReport
  ) async -> Tally {
    let clock = ContinuousClock()
    let start = clock.now
    let progress = BatchProgress { Interruption.signal != nil }
    let bar = ProgressDisplay(
      progress, totalFiles: batch.jobs.count,
      totalBytes: batch.jobs.reduce(0) { $0 + $1.sourceSize }, isShown: showsProgress)
    var tally = Tally()
    await batch.run(jobs: jobs, rehearsing: rehearsing, progress: progress) { outcome in
      tally.add(outcome)
      report.add(outcome)
    }
    tally.elapsed = clock.now - start
    await bar.end()
    return tally
  }
}

extension Duration {
  /// The duration as a number of seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
