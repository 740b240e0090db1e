/// A stretch of a file in memory, so that a walk in small steps does not cost a system call each.
struct FileWindow {
  private static let size = 262_144

  private var start = 0
  private var content: [UInt8] = []

  /// At most `count` bytes from `offset`, fewer where the file ends.
  mutating func bytes(
    at offset: Int, count: Int, of file: borrowing InputFile
  ) throws(AudioFileError) -> ArraySlice<UInt8> {
    if offset < start || offset + count > start + content.count {
      start = offset
      content = try file.bytes(at: offset, count: max(count, Self.size))
    }
    let lower = min(offset - start, content.count)
    return content[lower..<min(lower + count, content.count)]
  }
}
