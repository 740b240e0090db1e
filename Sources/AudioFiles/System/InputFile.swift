internal import SystemPackage

/// A recording or a prompt, opened for reading and for nothing else, or held in memory; closed when
/// it goes out of scope.
package struct InputFile: ~Copyable {
  /// As it was named; of bytes in memory, what messages call them.
  package let path: String
  /// In bytes, when it was opened.
  package let size: Int
  private let content: Content
  private let changedAt: Int64

  private enum Content {
    case descriptor(FileDescriptor)
    /// Of a file that has no name.
    case unnamed(FileDescriptor)
    case memory([UInt8])
  }

  /// - Throws: ``AudioFileError`` where there is no such file, it may not be read, it is not a
  ///   regular file, or it is empty although it must not be.
  package init(path: String, allowsEmpty: Bool = false) throws(AudioFileError) {
    let opened = try Self.open(path, allowsEmpty)
    self.path = path
    content = .descriptor(opened.descriptor)
    size = opened.status.size
    changedAt = opened.status.changedAt
  }

  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - name: is named in messages; its extension counts where a format is told by nothing else.
  /// - Throws: ``AudioFileError`` where there is no byte although there must be.
  package init(
    bytes: [UInt8], name: String, allowsEmpty: Bool = false
  ) throws(AudioFileError) {
    guard !bytes.isEmpty || allowsEmpty else { throw AudioFileError(name, .empty) }
    path = name
    content = .memory(bytes)
    size = bytes.count
    changedAt = 0
  }

  /// A file without a name, which only this has open, and which is gone afterwards.
  ///
  /// - Parameters:
  ///   - descriptor: is closed with this.
  ///   - name: is named in messages; its extension counts where a format is told by nothing else.
  init(unnamed descriptor: FileDescriptor, name: String) throws(AudioFileError) {
    do {
      let status = try FileSystem.status(of: descriptor)
      path = name
      content = .unnamed(descriptor)
      size = status.size
      changedAt = status.changedAt
    } catch {
      FileSystem.close(descriptor)
      throw AudioFileError(name, .unreadable(error))
    }
  }

  /// The same once more, for somebody who reads at a time of its own.
  func reopened() throws(AudioFileError) -> InputFile {
    switch content {
    case .memory(let bytes): return try InputFile(bytes: bytes, name: path, allowsEmpty: true)
    case .descriptor: return try InputFile(path: path, allowsEmpty: true)
    case .unnamed(let descriptor):
      let copy = try readable { () throws(Errno) in try FileSystem.duplicate(descriptor) }
      return try InputFile(unnamed: copy, name: path)
    }
  }

  /// The same for a program that reads files only: what is in memory is written to one without a
  /// name.
  func onDisk() throws(AudioFileError) -> InputFile {
    guard let memory else { return try reopened() }
    let descriptor = try readable { () throws(Errno) in try FileSystem.createPrivate() }
    do {
      try FileSystem.write(memory, to: descriptor)
    } catch {
      FileSystem.close(descriptor)
      throw AudioFileError(path, .unreadable(error))
    }
    return try InputFile(unnamed: descriptor, name: path)
  }

  private func readable<Value>(
    _ work: () throws(Errno) -> Value
  ) throws(AudioFileError) -> Value {
    do {
      return try work()
    } catch {
      throw AudioFileError(path, .unreadable(error))
    }
  }

  deinit {
    switch content {
    case .descriptor(let descriptor), .unnamed(let descriptor): FileSystem.close(descriptor)
    case .memory: break
    }
  }

  /// Of a file that has no name.
  var privateDescriptor: FileDescriptor? {
    if case .unnamed(let descriptor) = content { descriptor } else { nil }
  }

  /// Whether it can be opened by its path.
  var isNamed: Bool {
    if case .descriptor = content { true } else { false }
  }

  /// The whole file, where it is held in memory.
  package var memory: [UInt8]? {
    if case .memory(let bytes) = content { bytes } else { nil }
  }

  /// At most `count` bytes from `offset`; fewer where the file ends.
  package func bytes(at offset: Int, count: Int) throws(AudioFileError) -> [UInt8] {
    do {
      return try read(count: count, at: offset)
    } catch {
      throw AudioFileError(path, .unreadable(error))
    }
  }

  /// The same, with the system's error.
  func read(count: Int, at offset: Int) throws(Errno) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    let count = min(count, size - offset)
    return switch content {
    case .memory(let bytes): Array(bytes[offset..<offset + count])
    case .descriptor(let descriptor), .unnamed(let descriptor):
      try FileSystem.read(descriptor, at: offset, count: count)
    }
  }

  /// Fills `buffer` with the bytes from `offset` on.
  ///
  /// - Returns: how many there were; fewer than asked for where the file ends.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(Errno) -> Int {
    switch content {
    case .descriptor(let descriptor), .unnamed(let descriptor):
      return try FileSystem.read(descriptor, at: offset, into: buffer)
    case .memory(let bytes):
      let range = min(offset, bytes.count)..<min(offset + buffer.count, bytes.count)
      buffer.copyBytes(from: bytes[range])
      return range.count
    }
  }

  private static func open(
    _ path: String, _ allowsEmpty: Bool
  ) throws(AudioFileError) -> (descriptor: FileDescriptor, status: FileStatus) {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileSystem.open(path)
    } catch {
      throw AudioFileError(path, AudioFileError.Reason(error))
    }
    let reason: AudioFileError.Reason
    do {
      let status = try FileSystem.status(of: descriptor)
      if status.kind == .file, status.size > 0 || allowsEmpty { return (descriptor, status) }
      reason = status.kind == .file ? .empty : .notAFile(status.kind)
    } catch {
      reason = .unreadable(error)
    }
    FileSystem.close(descriptor)
    throw AudioFileError(path, reason)
  }

  /// Whether somebody has written into the file since it was opened.
  package var hasChanged: Bool {
    guard case .descriptor(let descriptor) = content,
      let status = try? FileSystem.status(of: descriptor)
    else { return false }
    return status.changedAt != changedAt || status.size != size
  }
}
