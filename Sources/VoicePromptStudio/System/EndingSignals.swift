internal import CLibrary
internal import NIOPosix
internal import Synchronization

/// Ctrl-C and its like, as something that can be waited for.
enum EndingSignals {
  /// The end of a pipe that the handler writes to.
  private static let writer = Atomic<Int32>(-1)

  /// From now on, signals that end a process are told instead.
  ///
  /// - Parameter received: is called once, on a thread of its own.
  static func watch(_ received: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    writer.store(ends[1], ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      signal(number) { _ in
        // Writing is safe in a handler; a pipe that is full has told it already.
        var byte: UInt8 = 0
        _ = write(EndingSignals.writer.load(ordering: .relaxed), &byte, 1)
      }
    }
    // Whoever reads a page may close the terminal before.
    signal(SIGPIPE, SIG_IGN)
    let reader = ends[0]
    let thread = NIOThreadPool(numberOfThreads: 1)
    thread.start()
    thread.submit { _ in
      var byte: UInt8 = 0
      while read(reader, &byte, 1) == -1, errno == EINTR {}
      received()
    }
  }

  /// Whether whoever started the process had it ignored, as nohup does.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let current = action.__sigaction_u.__sa_handler
    #else
      let current = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(current, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
