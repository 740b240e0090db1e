internal import AudioFiles
internal import VoicePrompts

/// Draws the progress bar, where it can be seen, until it is ended.
struct ProgressDisplay {
  private let task: Task<Void, Never>?

  init(_ progress: WorkProgress, totalFiles: Int, totalBytes: Int, isShown: Bool) {
    guard isShown, Console.shared.showsProgress, Platform.hasThreads else {
      task = nil
      return
    }
    let bar = ProgressBar(totalFiles: totalFiles, totalBytes: totalBytes)
    // It has the language of the task that it is begun by, which a detached one had not.
    task = Task {
      let clock = ContinuousClock()
      let start = clock.now
      while !Task.isCancelled {
        try? await clock.sleep(for: .milliseconds(100))
        if Task.isCancelled { break }
        Console.shared.progress(bar.line(progress.snapshot, after: (clock.now - start).seconds))
      }
      Console.shared.progress("")
    }
  }

  func end() async {
    task?.cancel()
    await task?.value
  }
}

extension Duration {
  /// The duration as a number of seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
