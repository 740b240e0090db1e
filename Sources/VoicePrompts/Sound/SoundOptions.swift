internal import TelephonyAudio

/// What is done to the sound of a prompt, and what is not.
///
/// ```swift
/// var sound = SoundOptions(.speech)
/// sound.level = .target(-20)
/// ```
///
/// A preset decides what nothing else has decided.
public struct SoundOptions: Hashable, Sendable {
  /// What a prompt carries.
  public enum Preset: String, Hashable, Sendable, CaseIterable {
    /// Rumble removed, silence cut, brought to the usual level, coded with noise shaping.
    case speech
    /// Brought to the usual level, and nothing else: what is quiet belongs to music.
    case music
    /// As it was recorded, in exact G.711.
    case untouched
  }

  /// Whether a step is taken.
  public enum Switch: String, Hashable, Sendable, CaseIterable {
    /// Where the signal needs it.
    case auto
    case on
    case off
  }

  /// What becomes of the level.
  public enum Level: Hashable, Sendable {
    /// Speech at so many dBov, as the normalising meter measures it.
    case target(Double)
    /// So many dB more than the recording has.
    case gain(Double)
  }

  /// What the prompt carries.
  public var preset: Preset
  /// What becomes of the level; nil for what the preset says.
  public var level: Level?
  /// Whether silence at both ends is cut; nil for what the preset says.
  public var trim: Switch?
  /// Whether what lies below 100 Hz is removed; nil for what the preset says.
  public var highPass: Switch?
  /// Whether the noise of coding is moved to where the signal covers it; nil for what the preset
  /// says.
  public var noiseShaping: Bool?
  /// Whether all recordings of a run or set get one gain, so that their relation stays. A single
  /// one gets its own.
  public var isTogether = false
  /// Seconds in which the prompt rises from silence; 0 for none.
  public var fadeIn = 0.0
  /// Seconds in which it falls to silence; 0 for none.
  public var fadeOut = 0.0

  /// The usual level in dBov: the RMS of 2600 that RFC 7874, section 4, asks of speech.
  public static let usualLevel = -22.0
  /// The levels that can be asked for, in dBov.
  public static let levels = -32.0 ... -16.0
  /// The gains that can be asked for, in dB.
  public static let gains = Gain.range
  /// The fades that can be asked for, in seconds.
  public static let fades = 0.0...10.0

  /// What the preset says, and no more.
  public init(_ preset: Preset = .untouched) {
    self.preset = preset
  }

  // MARK: What holds

  /// The change of the level; nil where it stays.
  var wantedLevel: Level? {
    level ?? (preset == .untouched && !isTogether ? nil : .target(Self.usualLevel))
  }

  var wantedTrim: Switch { trim ?? (preset == .speech ? .auto : .off) }

  var wantedHighPass: Switch { highPass ?? (preset == .speech ? .auto : .off) }

  var shapesNoise: Bool { noiseShaping ?? (preset == .speech) }

  /// Whether a signal without speech is brought to its level by its RMS.
  var takesRMS: Bool { preset == .music }

  /// Whether the prompt is what G.711 makes of the recording, and nothing is measured.
  public var leavesSound: Bool {
    wantedLevel == nil && wantedTrim == .off && wantedHighPass == .off && !shapesNoise
      && fadeIn == 0 && fadeOut == 0
  }
}
