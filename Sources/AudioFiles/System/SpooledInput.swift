package import SystemPackage

/// What comes through a pipe, in a private file: decoders and checks go back and forth in it.
package final class SpooledInput: Sendable {
  /// What messages call it.
  package let name: String
  /// In bytes.
  package let size: Int
  package let identity: FileStatus.Identity
  private let descriptor: FileDescriptor

  private static let blockSize = 1 << 16

  /// What standard input is called on the command line.
  package static let standardInputName = "-"

  /// Reads `source` to its end.
  ///
  /// - Parameter limit: bytes that are kept; more are not read.
  /// - Throws: the system's error where it cannot be read, or not be kept.
  package init(
    reading source: FileDescriptor, name: String = standardInputName, limit: Int = .max
  ) throws(Errno) {
    let descriptor = try FileSystem.createPrivate()
    do {
      var size = 0
      while size < limit {
        let bytes = try FileSystem.read(source, count: min(Self.blockSize, limit - size))
        if bytes.isEmpty { break }
        try FileSystem.write(bytes, to: descriptor)
        size += bytes.count
      }
      identity = try FileSystem.status(of: descriptor).identity
      self.size = size
    } catch {
      FileSystem.close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.name = name
  }

  deinit {
    FileSystem.close(descriptor)
  }

  /// It as a file.
  ///
  /// - Throws: ``AudioFileError`` where there is nothing in it although there must be.
  package func opened(allowsEmpty: Bool = false) throws(AudioFileError) -> InputFile {
    guard size > 0 || allowsEmpty else { throw AudioFileError(name, .empty) }
    let copy: FileDescriptor
    do {
      copy = try FileSystem.duplicate(descriptor)
    } catch {
      throw AudioFileError(name, .unreadable(error))
    }
    return try InputFile(unnamed: copy, name: name)
  }
}
