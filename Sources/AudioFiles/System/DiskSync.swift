package import SystemPackage

/// What waits until content and names are on the disk.
package struct DiskSync: Sendable {
  /// Waits for the content of a file.
  let file: @Sendable (FileDescriptor) throws(Errno) -> Void
  /// Waits for the names in a folder, where the file system can tell.
  package let folder: @Sendable (String) -> Void

  /// - Parameters: stand in for the disk's own, in tests.
  package init(
    file: @escaping @Sendable (FileDescriptor) throws(Errno) -> Void,
    folder: @escaping @Sendable (String) -> Void
  ) {
    self.file = file
    self.folder = folder
  }

  /// The system's calls.
  package static let disk = DiskSync(
    file: { descriptor throws(Errno) in
      try FileSystem.sync(descriptor)
    },
    folder: { path in
      guard let descriptor = try? FileSystem.open(path) else { return }
      defer { FileSystem.close(descriptor) }
      try? FileSystem.sync(descriptor)
    })
}
