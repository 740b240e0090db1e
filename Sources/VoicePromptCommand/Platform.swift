internal import AudioFiles
internal import CArguments
internal import CLibrary
internal import SystemPackage

/// What the command needs of the system.
enum Platform {
  static let processorCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// Whether threads can be had that wait for the disk: Dispatch, which makes them, looks at each in
  /// /proc on Linux, and ends the process where it cannot.
  static var hasThreads: Bool {
    #if os(Linux)
      access("/proc/self/stat", R_OK) == 0
    #else
      true
    #endif
  }

  static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
    isatty(descriptor.rawValue) == 1
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// When the work began: the first to ask decides.
  static let start = (time: time(nil), instant: ContinuousClock.now)

  /// A time in UTC as ISO 8601 writes it, without a zone.
  static func utc(_ time: time_t) -> String {
    var (time, parts) = (time, tm())
    gmtime_r(&time, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S", &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The machine's name; empty where it has none.
  static var hostName: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "" }
    return withUnsafeBytes(of: name.nodename) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// Columns of the terminal; 80 where it does not tell.
  static func columns(of descriptor: FileDescriptor) -> Int {
    var size = winsize()
    guard ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }

  /// What the command was started with, without its own name; nil where nobody tells.
  static var arguments: [String]? { arguments(kept, or: CommandLine.arguments) }

  /// - Parameters:
  ///   - kept: what the C library has handed over.
  ///   - others: what Swift finds, which on Linux is nothing where /proc is missing.
  static func arguments(_ kept: [String], or others: @autoclosure () -> [String]) -> [String]? {
    let all = kept.isEmpty ? others() : kept
    return all.isEmpty ? nil : Array(all.dropFirst())
  }

  static var kept: [String] {
    var values: UnsafePointer<UnsafePointer<CChar>?>?
    let count = Int(process_arguments(&values))
    return (0..<count).compactMap { values?[$0] }.map { String(cString: $0) }
  }

  /// Where this program is, without links; nil where the system does not tell.
  static var executablePath: String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _NSGetExecutablePath(nil, &size)
      var path = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
      return path.withUnsafeBufferPointer { path in
        path.baseAddress.flatMap { FileSystem.realPath(String(cString: $0)) }
      }
    #else
      FileSystem.realPath("/proc/self/exe")
    #endif
  }

  /// Becomes another program.
  ///
  /// - Returns: why it has not.
  static func become(_ path: String, _ arguments: [String]) -> Errno {
    var pointers = ([path] + arguments).map { strdup($0) } + [nil]
    execv(path, &pointers)
    let failure = Errno(rawValue: errno)
    for pointer in pointers { free(pointer) }
    return failure
  }

  /// Opens what is missing of the standard streams, so that no file that is opened later gets the
  /// number of one and is read or written in its place. Neither reading nor writing succeeds on a
  /// folder that is open for reading, and the root is there even where /dev is not.
  static func fillStandardStreams() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      // The lowest number that is free: this one.
      _ = open("/", O_RDONLY)
    }
  }

  /// Whether so many more files can be open at a time; raises the limit of this process where it has
  /// to and may.
  static func canOpenFiles(_ count: Int) -> Bool {
    var limit = rlimit()
    guard getrlimit(openFiles, &limit) == 0 else { return false }
    if hasRoom(forFiles: count, limit.rlim_cur) { return true }
    guard limit.rlim_cur < limit.rlim_max else { return false }
    limit.rlim_cur += min(limit.rlim_max - limit.rlim_cur, rlim_t(count))
    return setrlimit(openFiles, &limit) == 0 && hasRoom(forFiles: count, limit.rlim_cur)
  }

  #if canImport(Glibc)
    private static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let openFiles = RLIMIT_NOFILE
  #endif

  /// Whether so many numbers below a limit belong to no open file.
  private static func hasRoom(forFiles count: Int, _ limit: rlim_t) -> Bool {
    let numbers = (0..<Int32(clamping: limit)).lazy.filter { fcntl($0, F_GETFD) == -1 }
    return numbers.prefix(count).reduce(0) { count, _ in count + 1 } == count
  }

  /// Moves a standard stream elsewhere and lets what libraries print there disappear.
  ///
  /// - Returns: the descriptor under which the stream can still be written to.
  static func detach(_ descriptor: FileDescriptor) -> FileDescriptor {
    let copy = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 3)
    let nowhere = try? FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec)
    guard copy >= 0, let nowhere else { return descriptor }
    _ = try? nowhere.duplicate(as: descriptor)
    try? nowhere.close()
    return FileDescriptor(rawValue: copy)
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
