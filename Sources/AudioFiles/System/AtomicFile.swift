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
    let draft = try Draft(of: path, in: folder)
    if keepsPermissions { draft.keepPermissions() }
    for part in parts { try draft.append(part) }
    return try draft.finish(replacing: replacing, sync, accepts: accepts)
  }

  /// A file on its way: it grows beside its place, and is gone unless it is finished.
  ///
  /// ```swift
  /// let draft = try AtomicFile.Draft(of: "report.html")
  /// for part in parts { try draft.append(part) }
  /// try draft.finish(replacing: true)
  /// ```
  package struct Draft: ~Copyable, Sendable {
    private let path: String
    private let folder: OpenFolder
    /// The file's name in the folder.
    private let name: String
    private let temporary: String
    private let descriptor: FileDescriptor

    /// - Parameters:
    ///   - path: where the file is to be.
    ///   - folder: the folder of `path`; without it, that is looked up, and made where it is missing.
    /// - Throws: the system's error where the folder cannot be made, or the file not be created.
    package init(of path: String, in folder: OpenFolder? = nil) throws(Errno) {
      let place = PathName(path).folder ?? "."
      if folder == nil { try FileSystem.makeFolder(place) }
      let opened = folder ?? .working
      let created = try createTemporary(folder == nil ? place : ".", in: opened)
      self.path = path
      self.folder = opened
      name = folder == nil ? path : PathName(path).name
      temporary = created.path
      descriptor = created.descriptor
    }

    /// Gives it the permissions of the file that is there.
    func keepPermissions() { FileSystem.copyPermissions(of: path, to: descriptor) }

    /// - Throws: the system's error, as where the disk is full.
    package func append(_ bytes: [UInt8]) throws(Errno) {
      try FileSystem.write(bytes, to: descriptor)
    }

    /// Writes over what was appended.
    package func write(_ bytes: [UInt8], at offset: Int) throws(Errno) {
      try FileSystem.write(bytes, to: descriptor, at: offset)
    }

    /// The path that it has until then.
    package var temporaryPath: String {
      PathName(PathName(path).folder ?? ".").appending(PathName(temporary).name)
    }

    /// Waits until the file is on the disk, and gives it its name; once.
    ///
    /// - Returns: whether it was accepted.
    /// - Throws: as ``AtomicFile/write(_:to:in:replacing:keepsPermissions:sync:accepts:)``.
    @discardableResult
    package func finish(
      replacing: Bool, _ sync: DiskSync = .disk,
      accepts: (_ temporary: String) -> Bool = { _ in true }
    ) throws(Errno) -> Bool {
      try sync.file(descriptor)
      guard accepts(temporaryPath) else { return false }
      if replacing {
        try folder.replace(name, by: temporary)
      } else {
        try folder.move(temporary, to: name)
      }
      return true
    }

    deinit {
      FileSystem.close(descriptor)
      // Where it has its name, nothing is left under the other one.
      folder.remove(temporary)
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
    guard let entries = try? FileSystem.entries(of: folder.path, startingWith: prefix) else {
      return
    }
    for name in entries.map(\.name) where name.hasSuffix(suffix) {
      guard let descriptor = try? folder.open(name) else { continue }
      defer { FileSystem.close(descriptor) }
      if (try? FileSystem.tryLock(descriptor, .exclusive)) == true { folder.remove(name) }
    }
  }
}
