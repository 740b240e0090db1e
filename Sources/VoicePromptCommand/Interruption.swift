internal import Synchronization

/// Remembers Ctrl-C and its like, so that what is being written can be finished or removed first.
/// A second signal some seconds later ends the process at once.
enum Interruption {
  private static let received = Atomic<Int32>(0)
  private static let receivedAt = Atomic<Int>(0)

  /// Seconds in which a second signal is taken for the first: writing takes less.
  private static let patience = 2

  /// The signal that came; nil while there was none.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// From now on, signals that end a process are remembered instead.
  static func startWatching() {
    // Touched here because the first access initialises it, which a signal handler must not do.
    received.store(0, ordering: .relaxed)
    receivedAt.store(0, ordering: .relaxed)
    for number in Platform.endingSignals {
      Platform.handle(number) { number in
        if Interruption.received.exchange(number, ordering: .relaxed) == 0 {
          Interruption.receivedAt.store(Platform.uptime, ordering: .relaxed)
        } else if Platform.uptime
          > Interruption.receivedAt.load(ordering: .relaxed) + Interruption.patience
        {
          Platform.end(by: number)
        }
      }
    }
  }
}
