internal import AudioFiles
internal import CLibrary
internal import SystemPackage

/// Opens the page in the browser of whoever sits at the machine.
///
/// The address is not for the command line, which every user of the machine can read: the browser is
/// given a file that only its owner can read, and that leads there.
struct Browser {
  /// The folder for that file.
  let folder: SessionFolder
  /// A variable of the environment; nil where it is not set.
  let environment: (String) -> String?
  /// Whether this is Linux within Windows, whose browser is elsewhere.
  var isWSL = Browser.isWSL

  private static let fileName = "open.html"

  /// Opens the page, as far as anybody can tell.
  ///
  /// - Returns: whether a program was started that does so.
  func open(_ address: String) -> Bool {
    let path = folder.file(Self.fileName)
    guard let file = try? SessionFolder.create(path) else { return false }
    defer { FileSystem.close(file) }
    // Digits, letters and punctuation that HTML has no other meaning for.
    let page = """
      <!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">
      <meta http-equiv="refresh" content="0; url=\(address)">
      <title>VoicePrompts</title><a href="\(address)">VoicePrompts</a>

      """
    guard (try? FileSystem.write(Array(page.utf8), to: file)) != nil,
      let command = command(opening: path), let program = find(command[0])
    else { return false }
    return spawn(program, Array(command.dropFirst())) != nil
  }

  /// The program that opens a file, and its arguments; nil where there is nobody to look at it.
  private func command(opening path: String) -> [String]? {
    #if canImport(Darwin)
      return ["open", path]
    #else
      if isWSL {
        guard let converter = find("wslpath"),
          let windowsPath = output(of: converter, ["-w", path])
        else { return nil }
        // What follows start is a title where it has quotes.
        return ["cmd.exe", "/c", "start", "", windowsPath]
      }
      let displays = ["DISPLAY", "WAYLAND_DISPLAY"].compactMap(environment)
      return displays.contains { !$0.isEmpty } ? ["xdg-open", path] : nil
    #endif
  }

  /// Whether Windows programs can be run here.
  private static var isWSL: Bool {
    if FileSystem.exists("/proc/sys/fs/binfmt_misc/WSLInterop") { return true }
    var name = utsname()
    guard uname(&name) == 0 else { return false }
    let release = withUnsafeBytes(of: name.release) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return release.lowercased().contains("microsoft")
  }

  /// The first program of this name in the folders of PATH, none of which depends on where we are.
  private func find(_ name: String) -> String? {
    (environment("PATH") ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
      .map { PathName(String($0)).appending(name) }
      .first { (try? FileSystem.status(of: $0).kind) == .file && access($0, X_OK) == 0 }
  }

  /// The first line that a program writes; nil where it fails.
  private func output(of program: String, _ arguments: [String]) -> String? {
    let name = "output"
    defer { folder.remove(name) }
    guard let file = try? SessionFolder.create(folder.file(name)) else { return nil }
    defer { FileSystem.close(file) }
    guard let identifier = spawn(program, arguments, output: file.rawValue) else { return nil }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
    guard status == 0, let text = try? InputFile(path: folder.file(name)),
      let bytes = try? text.bytes(at: 0, count: 4096)
    else { return nil }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }

  /// Starts a program in a process group of its own, so that Ctrl-C is not for it; what it writes
  /// disappears.
  private func spawn(_ program: String, _ arguments: [String], output: Int32? = nil) -> pid_t? {
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
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0)
    }
    if let output { posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let flags =
      Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags | closing))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var identifier: pid_t = 0
    guard posix_spawn(&identifier, program, &actions, &attributes, &words, environ) == 0 else {
      return nil
    }
    return identifier
  }
}
