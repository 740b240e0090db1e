internal import CLibrary
internal import Synchronization
internal import SystemPackage

/// An ffmpeg that is installed. Nothing looks for one before a recording needs it.
package struct FFmpegProgram: Hashable, Sendable {
  let path: String
  /// The ffprobe beside it; nil where there is none.
  let probePath: String?
  /// As it says itself: `ffmpeg 5.1.9-0+deb12u1`.
  package let version: String

  /// The one that is chosen; nil where there is none, or something else at its place.
  package static func find(_ choice: FFmpegChoice) -> FFmpegProgram? {
    let path: String? =
      switch choice {
      case .never: nil
      case .onPath: onPath("ffmpeg")
      case .at(let path) where path.utf8.contains(UInt8(ascii: "/")): path
      case .at(let name): onPath(name)
      }
    guard let path, isProgram(path) else { return nil }
    // Others wait: to ask it twice takes longer.
    return known.withLock { known in
      if let program = known[path] { return program }
      guard let program = FFmpegProgram(path) else { return nil }
      known[path] = program
      return program
    }
  }

  private static let known = Mutex<[String: FFmpegProgram]>([:])

  private init?(_ path: String) {
    let start = "ffmpeg version "
    guard let text = ChildProcess.output(of: path, ["-hide_banner", "-version"]),
      text.hasPrefix(start),
      let number = text.dropFirst(start.count).split(whereSeparator: \.isWhitespace).first
    else { return nil }
    self.path = path
    version = "ffmpeg \(number)"
    let probe = PathName(PathName(path).folder ?? ".").appending("ffprobe")
    let probePath = PathName(probe).folder == nil ? "./" + probe : probe
    self.probePath = Self.isProgram(probePath) ? probePath : nil
  }

  /// The first program of this name in the folders of PATH, none of which depends on where we are.
  private static func onPath(_ name: String) -> String? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? ""
    return folders.split(separator: ":").filter { $0.hasPrefix("/") }
      .map { PathName(String($0)).appending(name) }
      .first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool {
    (try? FileSystem.status(of: path).kind) == .file && access(path, X_OK) == 0
  }

  /// Whether it has a decoder of this name.
  func hasDecoder(_ name: String) -> Bool {
    let decoders = ChildProcess.output(of: path, ["-hide_banner", "-decoders"]) ?? ""
    return decoders.contains(" \(name) ")
  }

  /// The decoder of libopencore-amr, which keeps silence that was not sent.
  static func openCoreAMR(isWideband: Bool) -> String {
    isWideband ? "libopencore_amrwb" : "libopencore_amrnb"
  }

  // MARK: Its arguments

  /// What keeps it to one local file of sound: a playlist that is called `.m4a` made it read others.
  static let safety = [
    "-protocol_whitelist", "file,pipe", "-format_whitelist",
    "aac,aiff,amr,ape,asf,avi,caf,flac,flv,g722,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpegts,ogg,"
      + "w64,wav,wv",
  ]

  /// The arguments that decode the first audio track of `input` to floats in W64, and fail on the
  /// first error. A look at the exit status alone takes half a file for a whole one.
  ///
  /// - Parameter inputOptions: go before the input.
  static func decoding(_ input: String, inputOptions: [String]) -> [String] {
    ["-nostdin", "-hide_banner", "-v", "error", "-xerror", "-err_detect", "explode"] + safety
      + inputOptions
      + ["-i", input, "-map", "0:a:0", "-vn", "-sn", "-dn", "-f", "w64", "-c:a", "pcm_f32le"]
      + ["pipe:1"]
  }
}
