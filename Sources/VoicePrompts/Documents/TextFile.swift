internal import AudioFiles

/// Small text files, read whole.
enum TextFile {
  /// In bytes; no set, lock, request or setting of a person is larger.
  private static let maximumSize = 16_777_216

  /// The file's text, without a byte order mark.
  ///
  /// - Throws: ``PromptError`` where it cannot be read, is too large, or is not UTF-8.
  static func read(_ path: String) throws(PromptError) -> String {
    guard let text = String(validating: try bytes(of: path), as: UTF8.self) else {
      throw PromptError(path, invalid: Text(english: "this is not UTF-8 text"))
    }
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  /// - Throws: ``PromptError`` where the file cannot be read or is too large.
  static func bytes(of path: String) throws(PromptError) -> [UInt8] {
    let (bytes, size) = try PromptError.wrapping { () throws(AudioFileError) in
      let file = try InputFile(path: path, allowsEmpty: true)
      return (try file.bytes(at: 0, count: min(file.size, maximumSize)), ByteSize(file.size))
    }
    guard size.bytes <= maximumSize else {
      throw PromptError(path, invalid: Text(english: "\(size) are too much to be text"))
    }
    return bytes
  }
}
