internal import CLibrary
package import SystemPackage

/// A folder that stays the same one, whatever becomes of its path: nobody who puts a link in its
/// place meanwhile leads the work elsewhere.
package final class OpenFolder: Sendable {
  /// As it was named.
  package let path: String
  private let descriptor: FileDescriptor

  /// Where names are paths from the working folder, looked up anew by each call.
  static let working = OpenFolder("", FileDescriptor(rawValue: AT_FDCWD))

  private init(_ path: String, _ descriptor: FileDescriptor) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    if descriptor.rawValue >= 0 { FileSystem.close(descriptor) }
  }

  /// Opens a folder, wherever links lead.
  package convenience init(_ path: String) throws(Errno) {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
    self.init(path, try FileSystem.descriptorOrError { openat(AT_FDCWD, path, flags) })
  }

  /// Opens a folder, wherever links lead; it is made where it is missing.
  package convenience init(making path: String) throws(Errno) {
    try FileSystem.makeFolder(path)
    try self.init(path)
  }

  /// Opens a folder below another one; it is made where it is missing.
  ///
  /// Links are followed once, to settle which folder is meant. The way there from `root` is then
  /// taken a name at a time without following any, so that one that is put there meanwhile is an
  /// error, not another folder.
  ///
  /// - Throws: `Errno.permissionDenied` where `path` is not below `root`.
  package convenience init(making path: String, below root: String) throws(Errno) {
    guard let names = Self.names(from: root, to: path) else { throw .permissionDenied }
    var folder = try OpenFolder(root)
    for name in names { folder = try folder.makingFolder(name) }
    let copy = fcntl(folder.descriptor.rawValue, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw Errno(rawValue: errno) }
    self.init(path, FileDescriptor(rawValue: copy))
  }

  /// The names that lead from one folder to another that is below it or the same, after following
  /// links as far as there are folders yet; nil where it is neither.
  package static func names(from root: String, to path: String) -> [String]? {
    let slash = UInt8(ascii: "/")
    let (top, real) = (FileSystem.realFolder(root).utf8, FileSystem.realFolder(path).utf8)
    let topNames = top.split(separator: slash)
    let realNames = real.split(separator: slash)
    guard realNames.starts(with: topNames, by: { $0.elementsEqual($1) }) else { return nil }
    let names = realNames.dropFirst(topNames.count).map { String(decoding: $0, as: UTF8.self) }
    // What is not there yet may still lead up.
    return names.contains("..") ? nil : names.filter { $0 != "." }
  }

  private func makingFolder(_ name: String) throws(Errno) -> OpenFolder {
    do {
      try FileSystem.zeroOrError { mkdirat(descriptor.rawValue, name, 0o777) }
    } catch {
      guard error == .fileExists else { throw error }
    }
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    return OpenFolder(
      PathName(path).appending(name),
      try FileSystem.descriptorOrError { openat(descriptor.rawValue, name, flags) })
  }

  // MARK: Its files

  /// Opens a file for reading, and no link.
  func open(_ name: String) throws(Errno) -> FileDescriptor {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    return try FileSystem.descriptorOrError { openat(descriptor.rawValue, name, flags) }
  }

  /// Makes a new file, with the permissions that the umask leaves.
  func create(_ name: String) throws(Errno) -> FileDescriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    return try FileSystem.descriptorOrError { openat(descriptor.rawValue, name, flags, 0o666) }
  }

  /// Gives a file a new name; what had that name before is gone, be it a link.
  func replace(_ name: String, by temporary: String) throws(Errno) {
    try FileSystem.zeroOrError {
      renameat(descriptor.rawValue, temporary, descriptor.rawValue, name)
    }
  }

  /// Gives a file a name that nothing may have yet.
  func move(_ temporary: String, to name: String) throws(Errno) {
    do {
      // A second name fails where the name is taken, which renaming would not.
      try FileSystem.zeroOrError {
        linkat(descriptor.rawValue, temporary, descriptor.rawValue, name, 0)
      }
      remove(temporary)
    } catch {
      guard error.meansNoHardLinks else { throw error }
      var status = stat()
      guard fstatat(descriptor.rawValue, name, &status, AT_SYMLINK_NOFOLLOW) != 0 else {
        throw .fileExists
      }
      try replace(name, by: temporary)
    }
  }

  /// Takes a file's name away, or a link's.
  package func remove(_ name: String) {
    try? FileSystem.zeroOrError { unlinkat(descriptor.rawValue, name, 0) }
  }
}

extension Errno {
  /// Whether the file system has no hard links.
  fileprivate var meansNoHardLinks: Bool {
    [.notPermitted, .notSupported, .notSupportedOnSocket, .noFunction, .tooManyLinks].contains(self)
  }
}
