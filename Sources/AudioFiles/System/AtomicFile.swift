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
  ///   - folder: the folder of `path`; without it, that is looked up, and made where it is missing.
  ///   - replacing: whether a file that is there already may go; without it a file that appears at
  ///     the last moment is still not overwritten.
  ///   - keepsPermissions: whether the new file gets those of the old one, instead of the umask's.
  ///   - accepts: judges the temporary file before it gets its name.
  /// - Returns: whether it was accepted.
  /// - Throws: `Errno.fileExists` where something is at `path` and `replacing` is false; the
  ///   system's error where folder or file cannot be written.
  @discardableResult
  package static func write(
    _ parts: [[UInt8]], to path: String, in folder: OpenFolder? = nil, replacing: Bool,
    keepsPermissions: Bool = false, sync: DiskSync = .disk,
    accepts: (_ temporary: String) -> Bool = { _ in true }
  ) throws(Errno) -> Bool {
    let place = PathName(path).folder ?? "."
    if folder == nil { try FileSystem.makeFolder(place) }
    let name = folder == nil ? path : PathName(path).name
    let temporaryPlace = folder == nil ? place : "."
    let folder = folder ?? .working
    let (temporary, descriptor) = try createTemporary(temporaryPlace, in: folder)
    do {
      defer { FileSystem.close(descriptor) }
      if keepsPermissions { FileSystem.copyPermissions(of: path, to: descriptor) }
      for part in parts { try FileSystem.write(part, to: descriptor) }
      try sync.file(descriptor)
      guard accepts(PathName(place).appending(PathName(temporary).name)) else {
        folder.remove(temporary)
        return false
      }
      if replacing {
        try folder.replace(name, by: temporary)
      } else {
        try folder.move(temporary, to: name)
      }
      return true
    } catch {
      folder.remove(temporary)
      throw error
    }
  }

  // MARK: Temporary files

  /// Hidden, so that no walk takes it for a recording.
  private static let prefix = ".voiceprompt-"
  private static let suffix = ".tmp"

  /// A new file that stays locked while someone is at work on it.
  private static func createTemporary(
    _ place: String, in folder: OpenFolder
  ) throws(Errno) -> (path: String, descriptor: FileDescriptor) {
    while true {
      let number = String(UInt64.random(in: .min ... .max), radix: 36)
      let path = PathName(place).appending(prefix + number + suffix)
      let descriptor = try folder.create(path)
      _ = try? FileSystem.tryLock(descriptor, .exclusive)
      if !FileSystem.isRemoved(descriptor) { return (path, descriptor) }
      // Taken for abandoned in the moment before it was locked.
      FileSystem.close(descriptor)
    }
  }

  /// Removes the temporary files that processes left in `folder` when they were killed.
  package static func removeAbandoned(in folder: String) {
    if let folder = try? OpenFolder(folder) { removeAbandoned(in: folder) }
  }

  /// Removes the temporary files that processes left in `folder` when they were killed. One that a
  /// process is at work on is locked, and stays.
  package static func removeAbandoned(in folder: OpenFolder) {
    guard let entries = try? FileSystem.entries(of: folder.path) else { return }
    for name in entries.map(\.name) where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
      guard let descriptor = try? folder.open(name) else { continue }
      defer { FileSystem.close(descriptor) }
      if (try? FileSystem.tryLock(descriptor, .exclusive)) == true { folder.remove(name) }
    }
  }
}
