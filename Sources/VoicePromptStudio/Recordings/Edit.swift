internal import AudioFiles
internal import TelephonyAudio
internal import VoicePrompts

/// How a recording is made into a prompt: all that the page's controls say.
struct Edit: Codable, Hashable, Sendable {
  /// Seconds of the recording before the prompt.
  var start = 0.0
  /// Where the prompt ends, in seconds of the recording; nil for the recording's end.
  var end: Double?
  /// The name of the request field that it is for; nil for none.
  var field: String?
  /// The id of the platform that it is for.
  var profile: String
  /// The name of its file.
  var name: String
  /// What it carries: `speech`, `music` or `untouched`.
  var sound = SoundOptions.Preset.speech.rawValue
  /// The level in dBov; nil for what the sound says.
  var level: Double?
  /// Whether silence at both ends is cut: `auto`, `on` or `off`; nil for what the sound says.
  var trim: String?
  /// `mix`, `left`, `right`, or a number from 1.
  var channel = ChannelSelection.mix.description
  /// Whether a damaged recording gives a prompt of what is there.
  var allowTruncated = false

  /// Bytes that a name may have before it is looked at: more than any file system takes.
  private static let maximumName = 1024

  /// Seconds that no recording reaches, and whose frames fit into an integer.
  static let times = 0.0...1e9

  /// What nobody has changed yet.
  init(_ profile: PlatformProfile, name: String) {
    self.profile = profile.id
    self.name = name
  }

  /// The options of a conversion that does the same.
  ///
  /// - Throws: what it says that no prompt can be made by.
  func options(_ settings: StudioSettings) throws(Problem) -> ConversionOptions {
    guard let profile = PlatformProfile.named(profile) else {
      throw Self.invalid("profile", profile)
    }
    var options = settings.options(for: profile)
    guard Self.times.contains(start) else { throw Self.invalid("start", "\(start)") }
    options.start = start
    if let end {
      guard Self.times.contains(end), end > start else { throw Self.invalid("end", "\(end)") }
      options.duration = Self.rounded(end - start)
    }
    guard name.utf8.count <= Self.maximumName else {
      throw Self.invalid("name", "\(name.prefix(40))…")
    }
    if let field {
      guard let parameter = profile.parameters.first(where: { $0.name == field }) else {
        throw Self.invalid("field", field)
      }
      options.parameter = parameter
    }
    guard let preset = SoundOptions.Preset(rawValue: sound) else {
      throw Self.invalid("sound", sound)
    }
    options.sound = SoundOptions(preset)
    if let level {
      guard SoundOptions.levels.contains(level) else { throw Self.invalid("level", "\(level)") }
      options.sound.level = .target(level)
    }
    if let trim {
      guard let trim = SoundOptions.Switch(rawValue: trim) else {
        throw Self.invalid("trim", trim)
      }
      options.sound.trim = trim
    }
    guard let channel = ChannelSelection(channel) else { throw Self.invalid("channel", channel) }
    options.channel = channel
    options.allowsTruncated = allowTruncated
    return options
  }

  /// Seconds to a millionth, so that people can read what a difference of them is.
  static func rounded(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e6 }

  private static func invalid(_ key: String, _ value: String) -> Problem {
    .invalid(
      Text(english: "\(key) cannot be \(value)", chinese: "\(key) 不能是 \(value)"))
  }
}
