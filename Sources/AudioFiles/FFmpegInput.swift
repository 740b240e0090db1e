/// A recording that ffmpeg decodes, and where its container writes how long it is.
package struct FFmpegInput: Hashable, Sendable {
  /// What people call it.
  package let name: String
  let container: SoundFormat.Container
  /// What it is where it has no header.
  var raw: RawFormat?

  init(_ name: String, _ container: SoundFormat.Container, raw: RawFormat? = nil) {
    self.name = name
    self.container = container
    self.raw = raw
  }
}

/// Why no ffmpeg decodes what only ffmpeg can.
package enum FFmpegLack: Hashable, Sendable {
  /// Nobody has asked for it.
  case notAllowed
  /// There is none where it was looked for, or something else.
  case missing
}
