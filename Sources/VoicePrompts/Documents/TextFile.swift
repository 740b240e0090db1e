internal import AudioFiles

/// Small text files, read whole.
enum TextFile {
  /// What a file is, by which its size is limited.
  enum Kind: Int {
    /// A set or settings, in bytes: 10,000 prompts of 400 bytes each.
    case yaml = 4_194_304
    /// A lock or recorded requests, in bytes: 10,000 of 1,600 bytes each.
    case json = 16_777_216
  }

  /// The file's text, without a byte order mark.
  ///
  /// - Throws: ``PromptError`` where it cannot be read, is too large, or is not UTF-8.
  static func read(_ path: String, as kind: Kind) throws(PromptError) -> String {
    String(decoding: try utf8(of: path, as: kind), as: UTF8.self)
  }

  /// The same as bytes.
  static func utf8(of path: String, as kind: Kind) throws(PromptError) -> [UInt8] {
    try utf8(try bytes(of: path, as: kind), of: path)
  }

  /// The same of what has come through a pipe.
  static func utf8(of input: SpooledInput, as kind: Kind) throws(PromptError) -> [UInt8] {
    let file = try PromptError.wrapping { () throws(AudioFileError) in
      try input.opened(allowsEmpty: true)
    }
    return try utf8(try bytes(of: file, as: kind), of: input.name)
  }

  /// The text of a file that has these bytes.
  static func utf8(_ bytes: [UInt8], of path: String) throws(PromptError) -> [UInt8] {
    var bytes = bytes
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw PromptError(
        path, invalid: Text(english: "this is not UTF-8 text", chinese: "这不是 UTF-8 文本"))
    }
    if bytes.starts(with: "\u{FEFF}".utf8) { bytes.removeFirst(3) }
    return bytes
  }

  /// - Throws: ``PromptError`` where the file cannot be read or is too large.
  static func bytes(of path: String, as kind: Kind) throws(PromptError) -> [UInt8] {
    let file = try PromptError.wrapping { () throws(AudioFileError) in
      try InputFile(path: path, allowsEmpty: true)
    }
    return try bytes(of: file, as: kind)
  }

  private static func bytes(
    of file: borrowing InputFile, as kind: Kind
  ) throws(PromptError) -> [UInt8] {
    let path = file.path
    let (bytes, size) = try PromptError.wrapping { () throws(AudioFileError) in
      let isRead = file.size <= kind.rawValue
      return (isRead ? try file.bytes(at: 0, count: file.size) : [], ByteSize(file.size))
    }
    guard size.bytes <= kind.rawValue else {
      let limit = ByteSize(kind.rawValue)
      throw PromptError(
        path,
        invalid: Text(
          english: "this has \(size), and at most \(limit) of such a file are read; divide it into "
            + "several files",
          chinese: "它有 \(size.bytes.grouped) 字节，而这种文件最多读取 \(limit.bytes.grouped) 字节；请拆成几个文件"))
    }
    return bytes
  }
}
