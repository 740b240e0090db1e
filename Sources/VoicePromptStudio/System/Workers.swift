internal import NIOPosix
internal import Synchronization

/// The threads that do what takes time, so that every connection is answered meanwhile: as many as
/// there are processors, and one more for what somebody is looking at.
final class Workers: Sendable {
  /// Who waits for the work.
  enum Urgency: Int, CaseIterable, Sendable {
    /// A hand that moves something.
    case now
    /// Somebody who has asked for it.
    case soon
    /// Nobody yet.
    case later
  }

  typealias Work = @Sendable () -> Void

  private let pool: NIOThreadPool
  /// For what is wanted now, whatever keeps the others busy.
  private let urgentPool = NIOThreadPool(numberOfThreads: 1)
  /// For waiting on disks.
  private let files = NIOThreadPool(numberOfThreads: 2)
  private let queues = Mutex([[Work]](repeating: [], count: Urgency.allCases.count))

  init(processorCount: Int) {
    pool = NIOThreadPool(numberOfThreads: max(1, processorCount))
    for pool in [pool, urgentPool, files] { pool.start() }
  }

  /// Ends the threads, after what they are doing.
  func end() async {
    for pool in [pool, urgentPool, files] { try? await pool.shutdownGracefully() }
  }

  /// Does some work as soon as a thread is free and nothing more urgent is left to do.
  func run<Value: Sendable>(
    _ urgency: Urgency, _ work: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      queues.withLock { $0[urgency.rawValue].append { continuation.resume(returning: work()) } }
      pool.submit { _ in self.runNext(.later) }
      if urgency == .now { urgentPool.submit { _ in self.runNext(.now) } }
    }
  }

  /// How much work no thread has taken yet.
  var waitingCount: Int { queues.withLock { $0.reduce(0) { $0 + $1.count } } }

  /// Reads or writes files.
  func reading<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws
    -> Value
  {
    try await files.runIfActive(work)
  }

  /// There are at least as many calls as there is work: who finds none has nothing to do.
  private func runNext(_ last: Urgency) {
    let work: Work? = queues.withLock { queues in
      for urgency in Urgency.allCases where urgency.rawValue <= last.rawValue {
        if !queues[urgency.rawValue].isEmpty { return queues[urgency.rawValue].removeFirst() }
      }
      return nil
    }
    work?()
  }
}
