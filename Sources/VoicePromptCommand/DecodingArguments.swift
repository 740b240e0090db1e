internal import ArgumentParser
internal import AudioFiles

/// How every command that reads recordings decodes them.
struct DecodingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What recordings without a header are whose name does not tell: alaw, ulaw, s16le, s16be, gsm "
        + "or g722, and their rate and channels: ulaw:8000:1.",
      valueName: "format"))
  var raw: RawFormat?

  var options: DecodingOptions {
    var options = DecodingOptions()
    options.raw = raw
    return options
  }
}
