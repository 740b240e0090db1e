internal import Synchronization

/// How far work on many files has come, and whether it is to go on; jobs add to it, a progress
/// display reads it.
public final class WorkProgress: Sendable {
  /// A moment's numbers.
  public struct Snapshot: Hashable, Sendable {
    /// Files dealt with, whether converted or failed.
    public var finishedFiles = 0
    /// Bytes of those files.
    public var finishedBytes = 0
    /// Seconds of audio decoded.
    public var audioSeconds = 0.0

    /// Nothing done so far.
    public init() {}
  }

  private let state = Mutex(Snapshot())

  /// Whether the work is to stop: asked between blocks of audio.
  let isCancelled: @Sendable () -> Bool

  /// Nothing done so far.
  ///
  /// - Parameter isCancelled: by default, whether the task was cancelled.
  public init(isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }) {
    self.isCancelled = isCancelled
  }

  /// The numbers of this moment.
  public var snapshot: Snapshot { state.withLock { $0 } }

  func add(seconds: Double) {
    state.withLock { $0.audioSeconds += seconds }
  }

  func finishFile(bytes: Int) {
    state.withLock {
      $0.finishedFiles += 1
      $0.finishedBytes += bytes
    }
  }
}
