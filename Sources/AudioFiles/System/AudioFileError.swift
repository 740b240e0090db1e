package import SystemPackage

/// Why a file could not be read or decoded: one file, one reason.
package struct AudioFileError: Error, Hashable, Sendable {
  /// As it was named.
  package let path: String
  package let reason: Reason

  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// What was found. Indirect, because every file of a batch has room for one.
  package indirect enum Reason: Hashable, Sendable {
    // The file
    case notFound
    case unreadable(Errno)
    case notAFile(FileStatus.Kind)
    case empty
    case nameNotUTF8
    case brokenLink
    /// Not below the folder whose tree is to be kept.
    case notBelow(String)
    case placeholder(Placeholder)

    // The recording
    /// - Parameter ffmpegOptions: what FFmpeg needs to read it, before `-i`; nil where it cannot.
    case unsupportedFormat(Text, ffmpegOptions: String?)
    /// Only ffmpeg decodes it here.
    case needsFFmpeg(FFmpegInput, FFmpegLack)
    /// Silence was not sent, and this ffmpeg leaves it out.
    case discontinuousAMR(program: String)
    /// Another program has not decoded it.
    case undecodableByProgram(format: String, Text)
    /// No header, and a name that stands for several formats.
    case ambiguousRaw(nameExtension: String)
    case notAudio(Text)
    case unknownFormat(nameExtension: String?)
    case undecodable(format: String, detail: Text)

    /// What keeps the place of a recording that is elsewhere.
    package enum Placeholder: Hashable, Sendable {
      /// A cloud drive has only the name on this disk.
      case inCloud
      /// Git has only the digest.
      case gitLFS
      /// A file as long as the recording, without its content.
      case zeros
    }

    /// The reason why a path could not be opened.
    package init(_ error: Errno) {
      self = error == .noSuchFileOrDirectory ? .notFound : .unreadable(error)
    }
  }
}

extension AudioFileError.Reason {
  /// What was found and what was required.
  package var message: Text {
    switch self {
    case .notFound: Text(english: "there is no such file or folder", chinese: "没有这样的文件或文件夹")
    case .unreadable(let error):
      Text(english: "cannot be read: \(error)", chinese: "无法读取：\(error.words.chinese)")
    case .notAFile(let kind):
      Text(
        english: "this is a \(kind.name.english), not a regular file",
        chinese: "这是\(kind.name.chinese)，不是普通文件")
    case .empty: Text(english: "the file is empty (0 bytes)", chinese: "文件是空的（0 字节）")
    case .brokenLink: Text(english: "this is a link that leads nowhere", chinese: "这是一个失效的链接")
    case .notBelow(let base):
      Text(
        english: "this is not below \(base), the folder of --base",
        chinese: "它不在 --base 指定的文件夹 \(base) 之下")
    case .placeholder(.inCloud):
      Text(
        english: "only its name is on this disk: the cloud drive has not loaded it yet",
        chinese: "这个磁盘上只有它的名称：云盘还没有加载它")
    case .placeholder(.gitLFS):
      Text(
        english: "this is a Git LFS pointer, which stands for a recording that is not here",
        chinese: "这是一个 Git LFS 指针，它代表的录音不在这里")
    case .placeholder(.zeros):
      Text(
        english: "it begins with nothing but zeros: its content was never copied or loaded",
        chinese: "它的开头全是零：内容从未被复制或加载")
    case .nameNotUTF8: Text(english: "the file name is not valid UTF-8", chinese: "文件名不是有效的 UTF-8")
    case .unsupportedFormat(let format, _):
      Text(
        english: "this is \(format.english), which voiceprompt does not decode",
        chinese: "voiceprompt 不能解码这种格式：\(format.chinese)")
    case .needsFFmpeg(let input, .notAllowed):
      Text(
        english: "this is \(input.name), which is decoded by ffmpeg, and ffmpeg is switched off",
        chinese: "这种格式（\(FormatWords.chinese(input.name))）由 ffmpeg 解码，而 ffmpeg 已关闭")
    case .needsFFmpeg(let input, .missing):
      Text(
        english: "this is \(input.name), which is decoded by ffmpeg, and there is no ffmpeg here",
        chinese: "这种格式（\(FormatWords.chinese(input.name))）由 ffmpeg 解码，而这里没有 ffmpeg")
    case .discontinuousAMR(let program):
      Text(
        english: "this is AMR whose silences were not sent (DTX), and \(program) leaves them out",
        chinese: "这段 AMR 没有传送静音部分（DTX），而 \(program) 会略去它们")
    case .undecodableByProgram(let format, let detail):
      Text(
        english: "ffmpeg does not decode this \(format): \(detail.english)",
        chinese: "ffmpeg 不能解码这种格式（\(FormatWords.chinese(format))）：\(detail.chinese)")
    case .ambiguousRaw(let nameExtension):
      Text(
        english: "it has no header, and .\(nameExtension) is µ-law for some programs and 16-bit "
          + "PCM for others", chinese: "它没有文件头，而 .\(nameExtension) 对有些程序是 µ-law，对另一些程序是 16 位 PCM")
    case .notAudio(let what):
      Text(english: "this is \(what.english), not a recording", chinese: "这是\(what.chinese)，不是录音")
    case .unknownFormat(nil):
      Text(english: "its content is in no known audio format", chinese: "它的内容不是任何已知的音频格式")
    case .unknownFormat(let nameExtension?):
      Text(
        english: "its content is in no known audio format, although its name ends in "
          + ".\(nameExtension)", chinese: "它的内容不是任何已知的音频格式，虽然名称以 .\(nameExtension) 结尾")
    case .undecodable(let format, let detail):
      Text(
        english: "this \(format) file is damaged: \(detail.english)",
        chinese: "这个 \(FormatWords.chinese(format)) 文件已损坏：\(detail.chinese)")
    }
  }
}

extension FileStatus.Kind {
  fileprivate var name: Text {
    switch self {
    case .file: Text(english: "file", chinese: "文件")
    case .folder: Text(english: "folder", chinese: "文件夹")
    case .pipe: Text(english: "named pipe", chinese: "命名管道")
    case .socket: Text(english: "socket", chinese: "套接字")
    case .device: Text(english: "device", chinese: "设备")
    }
  }
}
