internal import AudioFiles
internal import VoicePrompts

/// A button for a finding: what it says, and how it changes the edit.
struct Action: Encodable, Sendable {
  let label: Words
  let edit: Change

  /// The part of an edit that an action sets.
  struct Change: Encodable, Sendable {
    var start: Double?
    var end: Double?
    var name: String?
    var sound: String?
    var level: Double?
    var trim: String?
    var channel: String?
    var allowTruncated: Bool?
  }

  init(_ label: Text, _ change: Change) {
    self.label = Words(label)
    edit = change
  }

  /// Ends the prompt where it has lasted so many seconds.
  ///
  /// - Parameter start: where it begins, in seconds of the recording.
  static func ending(after seconds: Double, from start: Double) -> Action {
    Action(
      Text(english: "end after \(seconds.fixed(2)) s", chinese: "在 \(seconds.fixed(2)) s 处结束"),
      Change(end: start + seconds))
  }

  /// What the page can do about a finding or an error; nothing where only a person can.
  ///
  /// - Parameter edit: as it is.
  static func all(for remedy: Remedy?, _ edit: Edit) -> [Action] {
    switch remedy {
    case .rename(let name):
      [Action(Text(english: "name it \(name)", chinese: "命名为 \(name)"), Change(name: name))]
    case .useChannel(let channel), .keepChannel(let channel):
      [
        Action(
          Text(english: "use channel \(channel)", chinese: "使用声道 \(channel)"),
          Change(channel: "\(channel)"))
      ]
    case .mixChannels:
      [Action(Text(english: "mix the channels", chinese: "混合声道"), Change(channel: "mix"))]
    case .copyAgainOrAllowTruncated:
      [
        Action(
          Text(english: "take what is there", chinese: "使用现有部分"), Change(allowTruncated: true))
      ]
    case .shorten(let seconds): [ending(after: seconds, from: edit.start)]
    case .startEarlier:
      [Action(Text(english: "start at the beginning", chinese: "从头开始"), Change(start: 0))]
    case .highPass where edit.sound == SoundOptions.Preset.untouched.rawValue:
      [Action(Text(english: "treat it as speech", chinese: "按语音处理"), Change(sound: "speech"))]
    case .lowerLevelForCleanPrompt, .setLevel:
      [
        Action(
          Text(
            english: "bring it to \(SoundOptions.usualLevel.fixed(0)) dB",
            chinese: "调到 \(SoundOptions.usualLevel.fixed(0)) dB"),
          Change(level: SoundOptions.usualLevel))
      ]
    case .setGain:
      [Action(Text(english: "treat it as music", chinese: "按音乐处理"), Change(sound: "music"))]
    case .cutSilence:
      [Action(Text(english: "cut the silence", chinese: "剪去静音"), Change(trim: "on"))]
    default: []
    }
  }
}
