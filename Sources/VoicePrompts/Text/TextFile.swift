/// Small text files, read whole.
package enum TextFile {
  /// In bytes; no set, lock or request of a person is larger.
  private static let maximumSize = 16_777_216

  /// The file's text, without a byte order mark.
  ///
  /// - Throws: ``PromptError`` where it cannot be read, is too large, or is not UTF-8.
  package static func read(_ path: String) throws(PromptError) -> String {
    guard let text = String(validating: try bytes(of: path), as: UTF8.self) else {
      throw PromptError(path, .invalidText(nil, "this is not UTF-8 text"))
    }
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  /// - Throws: ``PromptError`` where the file cannot be read or is too large.
  static func bytes(of path: String) throws(PromptError) -> [UInt8] {
    let file = try InputFile(path: path, allowsEmpty: true)
    guard file.size <= maximumSize else {
      throw PromptError(path, .invalidText(nil, "\(ByteSize(file.size)) are too much to be text"))
    }
    return try file.bytes(at: 0, count: file.size)
  }
}
