internal import ArgumentParser
internal import AudioFiles
internal import VoicePrompts

/// The options for the sound of prompts.
struct SoundArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "speech: rumble removed, silence cut, -22 dBov, noise shaping; music: -22 dBov only; "
        + "untouched: exact G.711 (default: untouched).", valueName: "preset"))
  var sound: SoundOptions.Preset?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The speech level in dBov, -32 to -16.", valueName: "dB"))
  var level: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Change the level by so much instead, -30 to 30.", valueName: "dB"))
  var gain: Double?

  @Flag(help: "One gain for all recordings, so that they stay as loud beside each other.")
  var together = false

  @Option(help: ArgumentHelp("Cut silence at both ends: auto, on, off.", valueName: "switch"))
  var trim: SoundOptions.Switch?

  @Option(
    help: ArgumentHelp("Remove what lies below 100 Hz: auto, on, off.", valueName: "switch"))
  var highPass: SoundOptions.Switch?

  @Option(
    help: ArgumentHelp(
      "Put the noise of coding where speech covers it: on, off.", valueName: "switch"))
  var noiseShaping: OnOff?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Rise from silence at the start, 0 to 10.", valueName: "seconds"))
  var fadeIn: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Fall to silence at the end, 0 to 10.", valueName: "seconds"))
  var fadeOut: Double?

  enum OnOff: String, NamedChoice {
    case on, off
  }

  func validate() throws {
    if let level, !SoundOptions.levels.contains(level) {
      throw ValidationError(
        Text(
          english: "--level must be -32 to -16 dBov.", chinese: "--level 必须为 -32 到 -16 dBov"))
    }
    if let gain, !SoundOptions.gains.contains(gain) {
      throw ValidationError(
        Text(english: "--gain must be -30 to 30 dB.", chinese: "--gain 必须为 -30 到 30 dB"))
    }
    for fade in [fadeIn, fadeOut] where fade.map({ !SoundOptions.fades.contains($0) }) ?? false {
      throw ValidationError(
        Text(
          english: "--fade-in and --fade-out must be 0 to 10 seconds.",
          chinese: "--fade-in 和 --fade-out 必须为 0 到 10 秒"))
    }
    if gain != nil, level != nil || together {
      let other = together ? "--together" : "--level"
      throw ValidationError(
        Text(
          english: "--gain and \(other) exclude each other.",
          chinese: "--gain 和 \(other) 不能同时使用"))
    }
  }

  /// What is done to each recording.
  var options: SoundOptions {
    var options = SoundOptions(sound ?? .untouched)
    options.level = gain.map { .gain($0) } ?? level.map { .target($0) }
    options.isTogether = together
    options.trim = trim
    options.highPass = highPass
    options.noiseShaping = noiseShaping.map { $0 == .on }
    options.fadeIn = fadeIn ?? 0
    options.fadeOut = fadeOut ?? 0
    return options
  }
}
