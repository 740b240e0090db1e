// The C library, under one import for every platform.
#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What the command needs of the system.
enum Platform {
  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Columns of the terminal; 80 where it does not tell.
  static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes everything, or returns false.
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { bytes in
        #if canImport(Darwin)
          Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
          Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
          Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(written)
    }
    return true
  }

  /// Whether the write that has just failed had nobody to read it any more, as after `head`.
  static var hasNoReader: Bool { errno == EPIPE }

  /// Whether `path` fits a shell pattern, in which * also matches slashes: POSIX `fnmatch`.
  static func matches(_ path: String, pattern: String) -> Bool {
    fnmatch(pattern, path, 0) == 0
  }

  /// Without links; nil where there is no such path.
  static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Why a file that is there cannot be used.
  struct Unreadable: Error {
    let message: String
  }

  /// A small file as text; nil where there is none.
  static func text(of path: String, limit: Int) -> Result<String?, Unreadable> {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .success(nil) }
    // Not waiting for the other end of a pipe.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      return .failure(Unreadable(message: "cannot be read: " + String(cString: strerror(errno))))
    }
    defer { close(descriptor) }
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .failure(Unreadable(message: "is not a regular file"))
    }
    guard status.st_size <= limit else {
      return .failure(Unreadable(message: "has more than \(limit) bytes"))
    }
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = read(descriptor, &bytes, bytes.count)
    return .success(String(decoding: bytes[..<max(0, count)], as: UTF8.self))
  }

  /// Appends to a file, or returns false.
  static func append(_ text: String, to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return write(text, to: descriptor)
  }

  /// Moves a standard stream elsewhere and lets what libraries print there disappear.
  ///
  /// - Returns: the descriptor under which the stream can still be written to.
  static func detach(_ descriptor: Int32) -> Int32 {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard copy >= 0, nowhere >= 0 else { return descriptor }
    dup2(nowhere, descriptor)
    close(nowhere)
    return copy
  }

  /// Seconds of a clock that never goes back; safe in a signal handler.
  static var uptime: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }

  /// A closed pipe makes writing fail instead of ending the process.
  static func ignoreClosedPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  static let endingSignals = [SIGINT, SIGTERM, SIGHUP]

  /// Calls `handler` when the signal comes; it may only do what is safe in a signal handler. A
  /// signal that whoever started the process had ignored, as nohup does, stays ignored.
  static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return }
    #if canImport(Darwin)
      let current = action.__sigaction_u.__sa_handler
    #else
      let current = action.__sigaction_handler.sa_handler
    #endif
    if unsafeBitCast(current, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) {
      signal(number, handler)
    }
  }

  /// Ends the process by the signal, so that whoever waits for it sees why.
  static func end(by number: Int32) -> Never {
    signal(number, SIG_DFL)
    // The threads on which tasks run have all signals blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
    _exit(128 + number)
  }
}
