/// How recordings are decoded, beyond what they tell themselves.
public struct DecodingOptions: Hashable, Sendable {
  /// What a recording is whose bytes and name do not tell; nil to refuse it.
  public var raw: RawFormat?
  /// Which ffmpeg decodes what libsndfile does not. It is looked for when it is needed.
  public var ffmpeg = FFmpegChoice.onPath

  /// What bytes and names tell; the ffmpeg that is installed.
  public init() {}
}

/// Which ffmpeg decodes what libsndfile does not.
public enum FFmpegChoice: Hashable, Sendable {
  /// The first on the PATH.
  case onPath
  /// The one at this path; ffprobe is looked for beside it.
  case at(String)
  /// None.
  case never

  /// As options and settings have it: `never`, or a path.
  public init(_ text: String) {
    self = text == "never" ? .never : .at(text)
  }
}
