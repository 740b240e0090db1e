/// Paths that a file lists, one a line, or with a zero byte after each.
package struct PathList {
  /// In order, without empty ones; with a question mark in a diamond for what is not UTF-8.
  package let paths: [String]

  /// More bytes than any list has: a million paths of 250.
  private static let maximumSize = 1 << 28

  /// - Parameters:
  ///   - isNullSeparated: whether a zero byte ends a path, and a line's end may be in one.
  /// - Throws: ``AudioFileError`` where the list cannot be read, or is larger than any.
  package init(
    _ file: borrowing InputFile, isNullSeparated: Bool
  ) throws(AudioFileError) {
    guard file.size <= Self.maximumSize else {
      throw AudioFileError(
        file.path,
        .notAudio(Text(english: "a list of more than 256 MiB", chinese: "一个超过 256 MiB 的列表")))
    }
    let separator: UInt8 = isNullSeparated ? 0 : UInt8(ascii: "\n")
    paths = try file.bytes(at: 0, count: file.size).split(separator: separator).map { bytes in
      // Lists that were written elsewhere.
      let path = !isNullSeparated && bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
      return String(decoding: path, as: UTF8.self)
    }.filter { !$0.isEmpty }
  }
}
