internal import CLibrary
internal import Synchronization
internal import SystemPackage

/// A program that works for us: nothing on its standard input, its standard output for us to read,
/// and limits for what it takes. It has a process group of its own, all of which ends with this.
///
/// Not swift-subprocess, which decoders cannot wait for: each of its runs awaits a task on the shared
/// threads, and those are ours, busy with waiting for the decoder.
final class ChildProcess {
  /// What a program may take before it is ended.
  struct Limits {
    /// Seconds that we wait for its next byte.
    var silence = 30.0
    /// Seconds that we wait for it in all: decoding ten hours of AAC takes two minutes.
    var waiting = 600.0
    /// Bytes on its standard output.
    var bytes = Int.max
  }

  /// Why it did not come to its end.
  enum Failure: Error, Hashable {
    case system(Errno)
    case silent(seconds: Double)
    case slow(seconds: Double)
    case tooMuch(bytes: Int)
    case interrupted
  }

  private let identifier: pid_t
  /// Nil after its end.
  private var output: FileDescriptor?
  private var errors: FileDescriptor?
  private let limits: Limits
  private let isCancelled: @Sendable () -> Bool
  private var hasEnded = false
  private var byteCount = 0
  private var waited = 0.0
  private var silence = 0.0
  /// The beginning of what it has written to standard error.
  private(set) var errorText: [UInt8] = []

  /// Bytes of standard error that are kept.
  private static let errorLimit = 4096

  /// Milliseconds after which somebody looks whether we are to go on.
  private static let patience: Int32 = 50

  /// - Parameters:
  ///   - program: its path.
  ///   - arguments: without its own name; no shell sees them.
  ///   - input: becomes its descriptor 3.
  ///   - isCancelled: asked while we wait.
  init(
    _ program: String, _ arguments: [String], input: FileDescriptor? = nil,
    limits: Limits = Limits(), isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(Failure) {
    self.limits = limits
    self.isCancelled = isCancelled
    do throws(Errno) {
      (identifier, output, errors) = try Self.started(program, arguments, input)
    } catch {
      throw .system(error)
    }
  }

  deinit {
    end()
    for descriptor in [output, errors].compactMap({ $0 }) { FileSystem.close(descriptor) }
  }

  /// The next bytes of its standard output, at most `count`; none at its end.
  func read(count: Int) throws(Failure) -> [UInt8] {
    while let output {
      let ready = try wait()
      guard ready.output else { continue }
      let bytes = try reading(output, count)
      if bytes.isEmpty {
        FileSystem.close(output)
        self.output = nil
        return []
      }
      silence = 0
      byteCount += bytes.count
      guard byteCount <= limits.bytes else {
        end()
        throw .tooMuch(bytes: limits.bytes)
      }
      return bytes
    }
    return []
  }

  /// Waits for its end, once all of its standard output was read.
  ///
  /// - Returns: its exit status; nil where a signal has ended it.
  func finish() throws(Failure) -> Int32? {
    var status: Int32 = 0
    while !hasEnded {
      let result = waitpid(identifier, &status, WNOHANG)
      if result == identifier {
        hasEnded = true
      } else if result == -1, errno != EINTR {
        hasEnded = true
        throw .system(Errno(rawValue: errno))
      } else {
        _ = try wait()
      }
    }
    // What it has left in the pipe.
    while errors != nil, try wait(milliseconds: 0).errors {}
    // The macros of <sys/wait.h>: the low seven bits have the signal, the next byte the status.
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }

  /// Everything that a program writes that soon comes to its end; nil where it fails.
  static func output(
    of program: String, _ arguments: [String], input: FileDescriptor? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> String? {
    let limits = Limits(silence: 10, waiting: 20, bytes: 1 << 20)
    do throws(Failure) {
      let child = try ChildProcess(
        program, arguments, input: input, limits: limits, isCancelled: isCancelled)
      var bytes: [UInt8] = []
      while true {
        let more = try child.read(count: 1 << 16)
        if more.isEmpty { break }
        bytes += more
      }
      return try child.finish() == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    } catch {
      return nil
    }
  }

  /// Ends the program and what it has started, where it has not ended by itself.
  private func end() {
    guard !hasEnded else { return }
    hasEnded = true
    kill(-identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
  }

  // MARK: Waiting

  /// Waits until there is something to read; takes in what is on standard error.
  private func wait(
    milliseconds: Int32 = patience
  ) throws(Failure) -> (output: Bool, errors: Bool) {
    let events = Int16(POLLIN)
    var polled = [output, errors].map {
      pollfd(fd: $0?.rawValue ?? -1, events: events, revents: 0)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let count = poll(&polled, nfds_t(polled.count), milliseconds)
    guard count >= 0 || errno == EINTR else { throw .system(Errno(rawValue: errno)) }
    let ready = (output: polled[0].revents != 0, errors: polled[1].revents != 0)
    if count > 0, ready.errors, let errors {
      let bytes = try reading(errors, Self.errorLimit)
      errorText += bytes.prefix(Self.errorLimit - errorText.count)
      if bytes.isEmpty {
        FileSystem.close(errors)
        self.errors = nil
      }
    }
    if count > 0, ready.output { return ready }
    // Both pipes are closed before it ends; a look at it costs more than a millisecond's sleep.
    if output == nil, errors == nil, milliseconds > 0 { usleep(1000) }
    try add(clock.now - start)
    return count > 0 ? ready : (false, false)
  }

  private func add(_ duration: Duration) throws(Failure) {
    let seconds =
      Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    waited += seconds
    silence += seconds
    let failure: Failure? =
      isCancelled()
      ? .interrupted
      : silence > limits.silence
        ? .silent(seconds: limits.silence)
        : waited > limits.waiting ? .slow(seconds: limits.waiting) : nil
    guard let failure else { return }
    end()
    throw failure
  }

  private func reading(_ descriptor: FileDescriptor, _ count: Int) throws(Failure) -> [UInt8] {
    do {
      return try FileSystem.read(descriptor, count: count)
    } catch {
      throw .system(error)
    }
  }

  // MARK: Starting

  /// Held from the making of a pipe until nobody inherits it: a program that is started meanwhile
  /// would keep it open.
  private static let starting = Mutex(())

  private static func started(
    _ program: String, _ arguments: [String], _ input: FileDescriptor?
  ) throws(Errno) -> (identifier: pid_t, output: FileDescriptor, errors: FileDescriptor) {
    try starting.withLock { _ throws(Errno) in
      let output = try Pipe()
      let errors = try Pipe()
      let identifier = try spawn(program, arguments, input, output.writer, errors.writer)
      return (identifier, output.takeReader(), errors.takeReader())
    }
  }

  /// Two ends that no program inherits.
  private struct Pipe: ~Copyable {
    private var reader: FileDescriptor
    let writer: FileDescriptor

    init() throws(Errno) {
      var ends: [Int32] = [-1, -1]
      try FileSystem.zeroOrError { pipe(&ends) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      (reader, writer) = (FileDescriptor(rawValue: ends[0]), FileDescriptor(rawValue: ends[1]))
    }

    /// The reader, which somebody else closes from now on.
    consuming func takeReader() -> FileDescriptor {
      let taken = reader
      reader = FileDescriptor(rawValue: -1)
      return taken
    }

    deinit {
      FileSystem.close(writer)
      if reader.rawValue >= 0 { FileSystem.close(reader) }
    }
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ input: FileDescriptor?, _ output: FileDescriptor,
    _ errors: FileDescriptor
  ) throws(Errno) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
      let closing = POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
      let closing: Int32 = 0
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.rawValue, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.rawValue, STDERR_FILENO)
    if let input { posix_spawn_file_actions_adddup2(&actions, input.rawValue, 3) }

    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let flags =
      Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags | closing))
    posix_spawnattr_setpgroup(&attributes, 0)
    // Ours are ignored, or blocked on the threads of tasks; where we are killed, a broken pipe is to
    // end it.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)

    var identifier: pid_t = 0
    let failure = withCStrings([program] + arguments) { arguments in
      withCStrings(environment) { environment in
        posix_spawn(&identifier, program, &actions, &attributes, arguments, environment)
      }
    }
    guard failure == 0 else { throw Errno(rawValue: failure) }
    return identifier
  }

  /// What programs need to start. Not all of ours: FFREPORT would make ffmpeg write files, and others
  /// change what it says.
  private static var environment: [String] {
    let names: [String] = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"]
    let values = names.compactMap { name -> String? in
      getenv(name).map { name + "=" + String(cString: $0) }
    }
    return values + ["LC_ALL=C"]
  }

  /// Calls `body` with a list of C strings that ends in nil.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}
