internal import ArgumentParser
internal import AudioFiles
internal import VoicePrompts

/// Which ffmpeg every command that reads recordings may use.
struct FFmpegArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The ffmpeg that decodes what is not decoded here, or never (default: the one on the PATH).",
      valueName: "path"),
    completion: .file())
  var ffmpeg: FFmpegChoice?

  func validate() throws {
    if case .at(let path)? = ffmpeg, path.contains("/"), !FileSystem.exists(path) {
      throw ValidationError(
        Text(
          english: "There is no \(path); --ffmpeg names a program, or is never.",
          chinese: "没有 \(path)；--ffmpeg 写明一个程序，或为 never"))
    }
  }

  func options(_ settings: LocatedSettings) -> DecodingOptions {
    var options = DecodingOptions()
    options.ffmpeg = settings.ffmpeg(ffmpeg)
    return options
  }
}

/// How every command that reads single recordings decodes them.
struct DecodingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What recordings without a header are whose name does not tell: alaw, ulaw, s16le, s16be, gsm "
        + "or g722, and their rate and channels: ulaw:8000:1.",
      valueName: "format"))
  var raw: RawFormat?

  @OptionGroup var program: FFmpegArguments

  func options(_ settings: LocatedSettings) -> DecodingOptions {
    var options = program.options(settings)
    options.raw = raw
    return options
  }
}
