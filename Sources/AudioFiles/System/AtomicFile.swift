package import SystemPackage

/// Files that appear whole under their name, or not at all.
package enum AtomicFile {
  /// Writes `parts`, one after the other, beside the target, waits until they are on the disk, and
  /// gives them the name.
  ///
  /// Whatever fails, the temporary file is removed and what was at `path` stays. The name itself
  /// lasts through a power failure once the folder is synced, which one call can do for many files:
  /// ``DiskSync/folder``.
  ///
  /// - Parameters:
  ///   - replacing: whether a file that is there already may go; without it a file that appears at
  ///     the last moment is still not overwritten.
  ///   - keepsPermissions: whether the new file gets those of the old one, instead of the umask's.
  ///   - accepts: judges the temporary file before it gets its name.
  /// - Returns: whether it was accepted.
  /// - Throws: `Errno.fileExists` where something is at `path` and `replacing` is false; the
  ///   system's error where folder or file cannot be written.
  @discardableResult
  package static func write(
    _ parts: [[UInt8]], to path: String, replacing: Bool, keepsPermissions: Bool = false,
    sync: DiskSync = .disk, accepts: (_ temporary: String) -> Bool = { _ in true }
  ) throws(Errno) -> Bool {
    let folder = PathName(path).folder ?? "."
    try FileSystem.makeFolder(folder)
    let (temporary, descriptor) = try createTemporary(in: folder)
    do {
      defer { FileSystem.close(descriptor) }
      if keepsPermissions { FileSystem.copyPermissions(of: path, to: descriptor) }
      for part in parts { try FileSystem.write(part, to: descriptor) }
      try sync.file(descriptor)
      guard accepts(temporary) else {
        FileSystem.remove(temporary)
        return false
      }
      if replacing {
        try FileSystem.replace(path, by: temporary)
      } else {
        try FileSystem.move(temporary, to: path)
      }
      return true
    } catch {
      FileSystem.remove(temporary)
      throw error
    }
  }

  // MARK: Temporary files

  /// Hidden, so that no walk takes it for a recording.
  private static let prefix = ".voiceprompt-"
  private static let suffix = ".tmp"

  /// A new file that stays locked while someone is at work on it.
  private static func createTemporary(
    in folder: String
  ) throws(Errno) -> (path: String, descriptor: FileDescriptor) {
    while true {
      let number = String(UInt64.random(in: .min ... .max), radix: 36)
      let path = PathName(folder).appending(prefix + number + suffix)
      let descriptor = try FileSystem.create(path)
      _ = try? FileSystem.tryLock(descriptor, .exclusive)
      if !FileSystem.isRemoved(descriptor) { return (path, descriptor) }
      // Taken for abandoned in the moment before it was locked.
      FileSystem.close(descriptor)
    }
  }

  /// Removes the temporary files that processes left in `folder` when they were killed.
  package static func removeAbandoned(in folder: String) {
    guard let entries = try? FileSystem.entries(of: folder) else { return }
    for name in entries.map(\.name) where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
      let path = PathName(folder).appending(name)
      guard let descriptor = try? FileSystem.open(path) else { continue }
      defer { FileSystem.close(descriptor) }
      if (try? FileSystem.tryLock(descriptor, .exclusive)) == true { FileSystem.remove(path) }
    }
  }
}
