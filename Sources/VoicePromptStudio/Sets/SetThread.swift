internal import Dispatch

/// The thread for work on sets, one thing after the other: it reads all their files, and the threads
/// of tasks must answer meanwhile.
final class SetThread: TaskExecutor {
  private static let shared = SetThread()
  private let queue = DispatchQueue(label: "voiceprompts.set")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Does some work there.
  @concurrent static func run<Value: Sendable>(
    _ work: @Sendable () async throws -> Value
  ) async rethrows -> Value {
    try await withTaskExecutorPreference(shared, operation: work)
  }
}
