internal import AudioFiles
internal import CLibrary
internal import SystemPackage

/// The folder for what a session holds: nobody else may look into it, and it is gone afterwards.
///
/// A process that dies leaves its folder behind, with a lock that nobody holds any more. The next
/// start removes it.
final class SessionFolder: Sendable {
  /// Its path.
  let path: String
  private let lock: FileDescriptor

  private static let prefix = "voiceprompt-studio-"
  private static let lockName = "lock"

  /// - Parameter parent: the folder for such folders; nil for what POSIX names: TMPDIR, else /tmp.
  /// - Throws: the system's error where there is none that may be written to.
  init(in parent: String? = nil) throws(Errno) {
    let parent = parent ?? Self.temporaryFolder
    Self.removeAbandoned(in: parent)
    while true {
      var template = Array(PathName(parent).appending(Self.prefix + "XXXXXX").utf8CString)
      // With 0700, whatever the umask.
      guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
      let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let lock = try Self.create(PathName(path).appending(Self.lockName))
      // Another one may have taken it for abandoned in the moment before it was locked.
      if try FileSystem.tryLock(lock, .exclusive), FileSystem.exists(path) {
        (self.path, self.lock) = (path, lock)
        return
      }
      FileSystem.close(lock)
    }
  }

  /// The path of one of its files.
  func file(_ name: String) -> String { PathName(path).appending(name) }

  /// A new file, for whoever has started us only.
  static func create(_ path: String) throws(Errno) -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
    } catch {
      throw error as? Errno ?? .ioError
    }
  }

  /// Removes one of its files.
  func remove(_ name: String) { unlink(file(name)) }

  /// Removes it with all that is in it.
  func removeAll() {
    Self.removeFolder(path)
    FileSystem.close(lock)
  }

  private static var temporaryFolder: String {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return folder.isEmpty ? "/tmp" : folder
  }

  private static func removeAbandoned(in parent: String) {
    for entry in (try? FileSystem.entries(of: parent)) ?? [] where entry.name.hasPrefix(prefix) {
      let path = PathName(parent).appending(entry.name)
      // Somebody else's, or a link that somebody has put here, is left alone.
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
        status.st_uid == geteuid(),
        let lock = try? FileSystem.open(PathName(path).appending(lockName))
      else { continue }
      defer { FileSystem.close(lock) }
      if (try? FileSystem.tryLock(lock, .exclusive)) == true { removeFolder(path) }
    }
  }

  /// The folder has no folders. The lock goes last, so that what is left of it is found again.
  private static func removeFolder(_ path: String) {
    for entry in (try? FileSystem.entries(of: path)) ?? [] where entry.name != lockName {
      unlink(PathName(path).appending(entry.name))
    }
    unlink(PathName(path).appending(lockName))
    rmdir(path)
  }
}
