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

  /// What was found.
  package enum Reason: Hashable, Sendable {
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
    case .notFound: Text(english: "there is no such file or folder")
    case .unreadable(let error): Text(english: "cannot be read: \(error)")
    case .notAFile(let kind):
      Text(english: "this is a \(kind.name.english), not a regular file")
    case .empty: Text(english: "the file is empty (0 bytes)")
    case .brokenLink: Text(english: "this is a link that leads nowhere")
    case .notBelow(let base): Text(english: "this is not below \(base), the folder of --base")
    case .placeholder(.inCloud):
      Text(english: "only its name is on this disk: the cloud drive has not loaded it yet")
    case .placeholder(.gitLFS):
      Text(english: "this is a Git LFS pointer, which stands for a recording that is not here")
    case .placeholder(.zeros):
      Text(english: "it begins with nothing but zeros: its content was never copied or loaded")
    case .nameNotUTF8: Text(english: "the file name is not valid UTF-8")
    case .unsupportedFormat(let format, _):
      Text(english: "this is \(format.english), which voiceprompt does not decode")
    case .needsFFmpeg(let input, .notAllowed):
      Text(english: "this is \(input.name), which is decoded by ffmpeg, and ffmpeg is switched off")
    case .needsFFmpeg(let input, .missing):
      Text(
        english: "this is \(input.name), which is decoded by ffmpeg, and there is no ffmpeg here")
    case .discontinuousAMR(let program):
      Text(
        english: "this is AMR whose silences were not sent (DTX), and \(program) leaves them out")
    case .undecodableByProgram(let format, let detail):
      Text(english: "ffmpeg does not decode this \(format): \(detail.english)")
    case .ambiguousRaw(let nameExtension):
      Text(
        english: "it has no header, and .\(nameExtension) is µ-law for some programs and 16-bit "
          + "PCM for others")
    case .notAudio(let what): Text(english: "this is \(what.english), not a recording")
    case .unknownFormat(nil): Text(english: "its content is in no known audio format")
    case .unknownFormat(let nameExtension?):
      Text(
        english: "its content is in no known audio format, although its name ends in "
          + ".\(nameExtension)")
    case .undecodable(let format, let detail):
      Text(english: "this \(format) file is damaged: \(detail.english)")
    }
  }
}

extension FileStatus.Kind {
  fileprivate var name: Text {
    switch self {
    case .file: Text(english: "file")
    case .folder: Text(english: "folder")
    case .pipe: Text(english: "named pipe")
    case .socket: Text(english: "socket")
    case .device: Text(english: "device")
    }
  }
}
