/// A source, opened for reading and for nothing else; closed when it goes out of scope.
struct InputFile: ~Copyable {
  let path: String
  let descriptor: Int32
  /// In bytes, when it was opened.
  let size: Int

  /// - Throws: ``PromptError`` where there is no such file, it may not be read, it is not a
  ///   regular file, or it is empty although it must not be.
  init(path: String, allowsEmpty: Bool = false) throws(PromptError) {
    let opened = try Self.open(path, allowsEmpty)
    self.path = path
    descriptor = opened.descriptor
    size = opened.size
  }

  deinit {
    FileSystem.close(descriptor)
  }

  /// At most `count` bytes from `offset`; fewer where the file ends.
  func bytes(at offset: Int, count: Int) throws(PromptError) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    do {
      return try FileSystem.read(descriptor, at: offset, count: min(count, size - offset))
    } catch {
      throw PromptError(path, .unreadable(error))
    }
  }

  private static func open(
    _ path: String, _ allowsEmpty: Bool
  ) throws(PromptError) -> (descriptor: Int32, size: Int) {
    let descriptor: Int32
    do {
      descriptor = try FileSystem.open(path)
    } catch {
      throw PromptError(path, error == .notFound ? .notFound : .unreadable(error))
    }
    if let reason = fault(of: descriptor, allowsEmpty) {
      FileSystem.close(descriptor)
      throw PromptError(path, reason)
    }
    return (descriptor, (try? FileSystem.status(of: descriptor).size) ?? 0)
  }

  /// Why what was opened is no source.
  private static func fault(of descriptor: Int32, _ allowsEmpty: Bool) -> PromptError.Reason? {
    do {
      let status = try FileSystem.status(of: descriptor)
      if status.kind != .file { return .notAFile(status.kind.rawValue) }
      return status.size == 0 && !allowsEmpty ? .empty : nil
    } catch {
      return .unreadable(error)
    }
  }
}
