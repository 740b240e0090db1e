#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// An error number of the system, with the system's own words for it.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The value of `errno`.
  public let code: Int32

  static var current: SystemError { SystemError(code: errno) }
  static let exists = SystemError(code: EEXIST)
  static let notFound = SystemError(code: ENOENT)

  /// Whether the file system has no hard links.
  var meansNoHardLinks: Bool { [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK].contains(code) }

  /// As `strerror` has it: "No space left on device".
  public var description: String { String(cString: strerror(code)) }
}

/// What a path leads to.
struct FileStatus {
  enum Kind: String {
    case file = "file"
    case folder = "folder"
    case pipe = "named pipe"
    case socket = "socket"
    case device = "device"
  }

  /// Tells files apart, whatever their paths.
  struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  let kind: Kind
  let size: Int
  let identity: Identity

  fileprivate init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      default: .device
      }
    size = Int(status.st_size)
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
  }
}

/// The system calls that this library needs, with errors thrown instead of returned.
enum FileSystem {
  /// The status of what `path` leads to, after following links.
  static func status(of path: String) throws(SystemError) -> FileStatus {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .current }
    return FileStatus(status)
  }

  static func status(of descriptor: Int32) throws(SystemError) -> FileStatus {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .current }
    return FileStatus(status)
  }

  /// Whether there is anything at `path`, be it a link that leads nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether `path` is a link, wherever it leads.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The folder's path without links, `.` and `..`, as far as it exists.
  static func realFolder(_ path: String) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    let parent = PathName(path).folder ?? (path.utf8.first == UInt8(ascii: "/") ? "/" : ".")
    guard parent != path else { return path }
    return PathName(realFolder(parent)).appending(PathName(path).name)
  }

  // MARK: Reading

  /// Opens a file for reading; never waits for the other end of a pipe.
  static func open(_ path: String) throws(SystemError) -> Int32 {
    try valueOrError { Self.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0) }
  }

  static func close(_ descriptor: Int32) {
    #if canImport(Darwin)
      _ = Darwin.close(descriptor)
    #elseif canImport(Musl)
      _ = Musl.close(descriptor)
    #else
      _ = Glibc.close(descriptor)
    #endif
  }

  /// Reads at most `count` bytes from `offset`; fewer where the file ends.
  static func read(
    _ descriptor: Int32, at offset: Int, count: Int
  ) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = try valueOrError {
        bytes.withUnsafeMutableBytes { buffer in
          pread(
            descriptor, buffer.baseAddress.map { $0 + filled }, count - filled,
            off_t(offset + filled))
        }
      }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// A name in a folder.
  struct Entry {
    /// With a question mark in a diamond for what is not UTF-8.
    let name: String
    let isUTF8: Bool
  }

  /// What is in a folder, in order of the names' bytes.
  static func entries(of folder: String) throws(SystemError) -> [Entry] {
    guard let stream = opendir(folder) else { throw .current }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while let entry = readdir(stream) {
      let found = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          Entry(name: String(cString: name), isUTF8: String(validatingCString: name) != nil)
        }
      }
      if found.name != ".", found.name != ".." { entries.append(found) }
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  // MARK: Writing

  /// Makes a new file, with the permissions that the umask leaves.
  static func create(_ path: String) throws(SystemError) -> Int32 {
    try valueOrError { Self.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      written += try valueOrError {
        bytes.withUnsafeBytes { buffer in
          #if canImport(Darwin)
            Darwin.write(
              descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
          #elseif canImport(Musl)
            Musl.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
          #else
            Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
          #endif
        }
      }
    }
  }

  /// Waits until the file's content is on the disk.
  static func sync(_ descriptor: Int32) throws(SystemError) {
    _ = try valueOrError { fsync(descriptor) }
  }

  /// Waits until the folder's names are on the disk, where the file system can tell.
  static func syncFolder(_ path: String) {
    guard let descriptor = try? open(path) else { return }
    defer { close(descriptor) }
    _ = fsync(descriptor)
  }

  /// Gives a file a new name; what had that name before is gone.
  static func replace(_ path: String, by temporary: String) throws(SystemError) {
    _ = try valueOrError { rename(temporary, path) }
  }

  /// Gives a file a second name, which nothing may have yet.
  static func link(_ existing: String, as path: String) throws(SystemError) {
    #if canImport(Darwin)
      _ = try valueOrError { Darwin.link(existing, path) }
    #elseif canImport(Musl)
      _ = try valueOrError { Musl.link(existing, path) }
    #else
      _ = try valueOrError { Glibc.link(existing, path) }
    #endif
  }

  /// Why nothing can be made at `path`, as far as the nearest folder above it that exists tells;
  /// nil where it can.
  static func obstacle(toMaking path: String) -> SystemError? {
    let folder = PathName(path).folder ?? "."
    guard exists(folder) else { return obstacle(toMaking: folder) }
    return access(folder + "/", W_OK | X_OK) == 0 ? nil : .current
  }

  /// The path that a link leads to in the end; the path itself where it is none.
  static func realFile(_ path: String) -> String {
    guard isLink(path), let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Why a file must not be replaced by a new one of the same name; nil where it may be.
  static func obstacle(toReplacing path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return "\(SystemError.current)" }
    if status.st_mode & 0o222 == 0 || access(path, W_OK) != 0 { return "it is read-only" }
    return status.st_nlink > 1 ? "it has several names (hard links)" : nil
  }

  /// Gives a file the permissions and, where that is allowed, the owner of another.
  static func copyPermissions(of path: String, to descriptor: Int32) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    _ = fchmod(descriptor, status.st_mode & 0o7777)
  }

  static func remove(_ path: String) {
    _ = unlink(path)
  }

  // MARK: Locks

  /// Who may hold a lock at the same time.
  enum Sharing {
    case exclusive, shared
  }

  /// Locks what a descriptor stands for until it is closed or its process ends, however it ends.
  ///
  /// - Returns: whether it is locked; false where another process has it.
  /// - Throws: where the file system has no locks.
  static func tryLock(_ descriptor: Int32, _ sharing: Sharing) throws(SystemError) -> Bool {
    do {
      let operation = (sharing == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB
      _ = try valueOrError { flock(descriptor, operation) }
      return true
    } catch {
      guard error.code == EWOULDBLOCK else { throw error }
      return false
    }
  }

  /// Whether a file has no name any more.
  static func isRemoved(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink == 0
  }

  /// Makes a folder and those above it, where they are missing.
  static func makeFolder(_ path: String) throws(SystemError) {
    if let status = try? status(of: path) {
      guard status.kind == .folder else { throw SystemError(code: ENOTDIR) }
      return
    }
    if let parent = PathName(path).folder { try makeFolder(parent) }
    do {
      _ = try valueOrError { mkdir(path, 0o777) }
    } catch {
      // Another job may have made it meanwhile.
      guard error == .exists, try status(of: path).kind == .folder else { throw error }
    }
  }

  // MARK: Plumbing

  private static func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    #if canImport(Darwin)
      Darwin.open(path, flags, mode)
    #elseif canImport(Musl)
      Musl.open(path, flags, mode)
    #else
      Glibc.open(path, flags, mode)
    #endif
  }

  /// Calls again while the system was interrupted; throws where the result is -1.
  private static func valueOrError<Value: SignedInteger>(
    _ call: () -> Value
  ) throws(SystemError) -> Value {
    while true {
      let value = call()
      if value != -1 { return value }
      if errno != EINTR { throw .current }
    }
  }
}
