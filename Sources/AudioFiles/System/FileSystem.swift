internal import CLibrary
package import SystemPackage

/// What a path leads to.
package struct FileStatus: Sendable {
  package enum Kind: Sendable {
    case file, folder, pipe, socket, device
  }

  /// Tells files apart, whatever their paths.
  package struct Identity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
  }

  package let kind: Kind
  /// In bytes.
  package let size: Int
  package let identity: Identity
  /// When the content was changed last, in nanoseconds.
  let changedAt: Int64

  fileprivate init(_ status: Stat) {
    kind =
      switch status.type {
      case .regular: .file
      case .directory: .folder
      case .fifo: .pipe
      case .socket: .socket
      default: .device
      }
    size = Int(status.size)
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.deviceID.rawValue),
      inode: UInt64(status.inode.rawValue))
    let time = status.st_mtim
    changedAt = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

/// The system calls that this package needs, with errors thrown instead of returned.
package enum FileSystem {
  /// The status of what `path` leads to, after following links.
  package static func status(of path: String) throws(Errno) -> FileStatus {
    FileStatus(try Stat(path))
  }

  static func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus {
    FileStatus(try Stat(descriptor))
  }

  /// Whether there is anything at `path`, be it a link that leads nowhere.
  package static func exists(_ path: String) -> Bool {
    (try? Stat(path, followTargetSymlink: false)) != nil
  }

  /// Whether `path` is a link, wherever it leads.
  package static func isLink(_ path: String) -> Bool {
    (try? Stat(path, followTargetSymlink: false))?.type == .symbolicLink
  }

  /// Without links, `.` and `..`; nil where there is no such path.
  package static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The folder's path without links, `.` and `..`, as far as it exists.
  package static func realFolder(_ path: String) -> String {
    if let resolved = realPath(path) { return resolved }
    let parent = PathName(path).folder ?? (path.utf8.first == UInt8(ascii: "/") ? "/" : ".")
    guard parent != path else { return path }
    return PathName(realFolder(parent)).appending(PathName(path).name)
  }

  /// The path that a link leads to in the end; the path itself where it is none.
  package static func realFile(_ path: String) -> String {
    isLink(path) ? realPath(path) ?? path : path
  }

  // MARK: Reading

  /// Opens a file or folder for reading; never waits for the other end of a pipe.
  package static func open(_ path: String) throws(Errno) -> FileDescriptor {
    try calling {
      try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    }
  }

  /// Another descriptor of what is open, which reads where it likes.
  static func duplicate(_ descriptor: FileDescriptor) throws(Errno) -> FileDescriptor {
    try descriptorOrError { fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 3) }
  }

  package static func close(_ descriptor: FileDescriptor) {
    try? descriptor.close()
  }

  /// Reads at most `count` bytes from `offset`; fewer where the file ends.
  static func read(
    _ descriptor: FileDescriptor, at offset: Int, count: Int
  ) throws(Errno) -> [UInt8] {
    try calling {
      try [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
        filled = try read(descriptor, at: offset, into: UnsafeMutableRawBufferPointer(bytes))
      }
    }
  }

  /// Fills `buffer` from `offset` on.
  ///
  /// - Returns: how many bytes there were.
  static func read(
    _ descriptor: FileDescriptor, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(Errno) -> Int {
    try calling {
      var filled = 0
      while filled < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let got = try descriptor.read(fromAbsoluteOffset: Int64(offset + filled), into: rest)
        if got == 0 { break }
        filled += got
      }
      return filled
    }
  }

  /// Reads the next bytes, at most `count`; none at the end.
  static func read(_ descriptor: FileDescriptor, count: Int) throws(Errno) -> [UInt8] {
    try calling {
      try [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
        filled = try descriptor.read(into: UnsafeMutableRawBufferPointer(bytes))
      }
    }
  }

  /// A name in a folder.
  package struct Entry: Sendable {
    /// With a question mark in a diamond for what is not UTF-8.
    package let name: String
    package let isUTF8: Bool
  }

  /// What is in a folder, in order of the names' bytes.
  ///
  /// - Parameter prefix: that the names have; others are not even made texts of.
  package static func entries(
    of folder: String, startingWith prefix: String = ""
  ) throws(Errno) -> [Entry] {
    let stream = try valueOrError { opendir(folder) }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while true {
      // The end and an error look the same but for this.
      errno = 0
      guard let entry = readdir(stream) else {
        if errno == EINTR { continue }
        if errno != 0 { throw Errno(rawValue: errno) }
        break
      }
      let found = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name -> Entry? in
          guard strncmp(name, prefix, prefix.utf8.count) == 0 else { return nil }
          let text = String(validatingCString: name)
          return Entry(name: text ?? String(cString: name), isUTF8: text != nil)
        }
      }
      if let found, found.name != ".", found.name != ".." { entries.append(found) }
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  // MARK: Writing

  /// Makes a file without a name, which is gone with its descriptor, in the folder for such files
  /// (TMPDIR, by POSIX; else /tmp).
  static func createPrivate() throws(Errno) -> FileDescriptor {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var path = Array(
      PathName(folder.isEmpty ? "/tmp" : folder).appending("voiceprompt-XXXXXX").utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
    return FileDescriptor(rawValue: descriptor)
  }

  /// Appends to a file, which is made where there is none.
  package static func append(_ bytes: [UInt8], to path: String) throws(Errno) {
    let descriptor = try calling {
      try FileDescriptor.open(
        path, .writeOnly, options: [.create, .append, .closeOnExec],
        permissions: FilePermissions(rawValue: 0o666))
    }
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
  }

  package static func write(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(Errno) {
    _ = try calling { try bytes.withUnsafeBytes { try descriptor.writeAll($0) } }
  }

  static func write(
    _ bytes: [UInt8], to descriptor: FileDescriptor, at offset: Int
  ) throws(Errno) {
    _ = try calling {
      try bytes.withUnsafeBytes {
        try descriptor.writeAll(toAbsoluteOffset: Int64(offset), $0)
      }
    }
  }

  /// Waits until a file's content, or a folder's names, are on the disk.
  static func sync(_ descriptor: FileDescriptor) throws(Errno) {
    try zeroOrError { fsync(descriptor.rawValue) }
  }

  /// Why nothing can be made at `path`, as far as the nearest folder above it that exists tells;
  /// nil where it can.
  package static func obstacle(toMaking path: String) -> Errno? {
    let folder = PathName(path).folder ?? "."
    guard exists(folder) else { return obstacle(toMaking: folder) }
    do {
      try zeroOrError { access(folder + "/", W_OK | X_OK) }
      return nil
    } catch {
      return error
    }
  }

  /// Why a file must not be replaced by a new one of the same name.
  package enum ReplacementObstacle: Sendable {
    case unreadable(Errno)
    case readOnly
    /// Hard links.
    case severalNames
  }

  /// Nil where the file may be replaced.
  package static func obstacle(toReplacing path: String) -> ReplacementObstacle? {
    do {
      let status = try Stat(path)
      if status.permissions.rawValue & 0o222 == 0 { return .readOnly }
      try zeroOrError { access(path, W_OK) }
      return status.linkCount > 1 ? .severalNames : nil
    } catch {
      let isRefused = [.permissionDenied, .notPermitted, .readOnlyFileSystem].contains(error)
      return isRefused ? .readOnly : .unreadable(error)
    }
  }

  /// Whether `path` fits a shell pattern, in which * also matches slashes: POSIX `fnmatch`.
  package static func matches(_ path: String, pattern: String) -> Bool {
    fnmatch(pattern, path, 0) == 0
  }

  /// Gives a file the permissions and, where that is allowed, the owner of another.
  static func copyPermissions(of path: String, to descriptor: FileDescriptor) {
    guard let status = try? Stat(path) else { return }
    _ = fchown(descriptor.rawValue, status.userID.rawValue, status.groupID.rawValue)
    _ = fchmod(descriptor.rawValue, status.permissions.rawValue)
  }

  /// Makes a folder and those above it, where they are missing.
  package static func makeFolder(_ path: String) throws(Errno) {
    if let status = try? status(of: path) {
      guard status.kind == .folder else { throw .notDirectory }
      return
    }
    if let parent = PathName(path).folder { try makeFolder(parent) }
    do {
      try zeroOrError { mkdir(path, 0o777) }
    } catch {
      // Another job may have made it meanwhile.
      guard error == .fileExists, try status(of: path).kind == .folder else { throw error }
    }
  }

  // MARK: Locks

  /// Who may hold a lock at the same time.
  package enum Sharing: Sendable {
    case exclusive, shared
  }

  /// Locks what a descriptor stands for until it is closed or its process ends, however it ends.
  ///
  /// - Returns: whether it is locked; false where another process has it.
  /// - Throws: where the file system has no locks.
  package static func tryLock(
    _ descriptor: FileDescriptor, _ sharing: Sharing
  ) throws(Errno) -> Bool {
    do {
      let operation = (sharing == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB
      try zeroOrError { flock(descriptor.rawValue, operation) }
      return true
    } catch {
      guard error == .wouldBlock else { throw error }
      return false
    }
  }

  /// Whether a file has no name any more.
  static func isRemoved(_ descriptor: FileDescriptor) -> Bool {
    (try? Stat(descriptor))?.linkCount == 0
  }

  // MARK: Plumbing

  /// The typed error of calls that declare none.
  private static func calling<Value>(_ call: () throws -> Value) throws(Errno) -> Value {
    do {
      return try call()
    } catch {
      throw error as? Errno ?? .ioError
    }
  }

  /// Calls again while the system was interrupted; throws where the result is not 0.
  static func zeroOrError(_ call: () -> Int32) throws(Errno) {
    _ = try descriptorOrError(call)
  }

  /// Calls again while the system was interrupted; throws where there is no descriptor.
  static func descriptorOrError(_ call: () -> Int32) throws(Errno) -> FileDescriptor {
    let result = try valueOrError {
      let result = call()
      return result >= 0 ? result : nil
    }
    return FileDescriptor(rawValue: result)
  }

  /// Calls again while the system was interrupted; throws where there is no result.
  private static func valueOrError<Value>(_ call: () -> Value?) throws(Errno) -> Value {
    while true {
      if let value = call() { return value }
      let error = Errno(rawValue: errno)
      if error != .interrupted { throw error }
    }
  }
}
