internal import AudioFiles
internal import TelephonyAudio

/// What was noticed while a prompt was made. None of it keeps a platform from accepting the prompt.
struct ConversionNotes {
  let recording: SoundFormat
  let options: ConversionOptions
  /// Of the recording.
  let damage: Damage?
  let integrity: IntegrityCheck
  /// The prompt's length in frames.
  let frameCount: Int
  /// Samples beyond full scale.
  let clippedCount: Int
  /// The largest magnitude before encoding, in dB relative to full scale.
  let peakDecibels: Double
  /// What mixing the channels cost; nil where nothing was mixed.
  let mixLoss: Downmix.Loss?
  /// What was done to the sound; nil where nothing was.
  let sound: SoundChange?

  /// In the order in which they are told.
  var findings: [Finding] {
    [
      truncated, unfinishedHeader, unchecked, clipped, channelsCancel, withoutSpeech, levelMissed,
      tooLong,
    ].compactMap { $0 }
  }

  /// Rules for finished prompts whose findings have their cause among these.
  var heardRules: Set<String> {
    var rules: Set<String> = []
    if clipped != nil { rules.insert("clipping") }
    if let mixLoss, mixLoss.decibels.isInfinite { rules.insert("silence") }
    return rules
  }

  private func warning(_ id: String, _ message: Text, _ remedy: Remedy? = nil) -> Finding {
    Finding(id, .warning, message, remedy: remedy)
  }

  private var truncated: Finding? {
    guard let damage else { return nil }
    return switch damage {
    case .corrupt, .contradiction: warning("truncated", damage.loss, .listen)
    default: warning("truncated", damage.loss)
    }
  }

  private var unfinishedHeader: Finding? {
    guard integrity.isUnfinished else { return nil }
    return warning(
      "unfinished-header",
      Text(
        english:
          "the recording's header was never finished; all audio up to the end of the file was "
          + "taken"))
  }

  private var unchecked: Finding? {
    guard integrity.isUnchecked else { return nil }
    let container = recording.container.rawValue
    let isMPEG = recording.encoding.isMPEG
    return warning(
      "unchecked",
      Text(
        english:
          "\(container) files \(isMPEG ? "without a length header " : "")do not tell whether "
          + "their end is there"),
      .listenToEnd)
  }

  private var clipped: Finding? {
    guard clippedCount > 0 else { return nil }
    let (clipped, total, peak) = (clippedCount, frameCount, peakDecibels)
    return warning(
      "clipped",
      Text(
        english: "\(clipped.grouped) of \(total.grouped) samples clipped: the signal peaks at "
          + "\(peak > 0 ? "+" : "")\(peak.fixed(1)) dB"),
      .lowerLevelForCleanPrompt)
  }

  /// dB that mixing may cost without a word: as much as halving the level does.
  private static let notableLoss = 6.0

  private var channelsCancel: Finding? {
    guard let loss = mixLoss, loss.decibels > Self.notableLoss else { return nil }
    let channel = loss.loudestChannel
    if loss.decibels.isInfinite {
      return warning(
        "channels-cancel", Text(english: "the channels cancel each other: the mix is silent"),
        .useChannel(channel))
    }
    return warning(
      "channels-cancel",
      Text(
        english: "mixing the channels lost \(loss.decibels.fixed(1)) dB against channel \(channel)"
      ), .keepChannel(channel))
  }

  /// The peak of a prompt in which nothing is heard, in dB.
  private static let silence = SignalLevel.decibels(Double(SoundMeter.silence))

  private var withoutSpeech: Finding? {
    // That a prompt is silent is told by itself.
    guard let level = sound?.level, level.before == nil, peakDecibels > Self.silence,
      case .target = options.sound.wantedLevel
    else { return nil }
    return warning(
      "no-speech", Text(english: "no speech was found, so the level is as it was"), .setGain)
  }

  /// dB by which a level may be missed without a word: what A-law itself moves it by is less.
  private static let notableMiss = 0.1

  private var levelMissed: Finding? {
    guard let level = sound?.level, let after = level.after, level.missing > Self.notableMiss else {
      return nil
    }
    let missing = level.missing
    let reason =
      switch level.bound {
      case .limiter: "its peaks would have to be limited by more than 6 dB"
      case .gain: "it would take more than 30 dB of gain"
      case nil: "the limiter takes away what the gain adds"
      }
    return warning(
      "level-missed",
      Text(
        english: "the level is \(after.fixed(1)) dBov, \(missing.fixed(1)) dB less than was asked "
          + "for: \(reason)"), .askForLess)
  }

  private var tooLong: Finding? {
    let advice = options.profile.advice
    let duration = options.profile.format.duration(frameCount: frameCount)
    guard let parameter = options.parameter, let limit = advice.durationBeforeCall,
      advice.isTooLong(duration, for: parameter)
    else { return nil }
    return warning(
      "too-long-for-parameter",
      Text(
        english: "lasts \(duration.duration), but \(parameter.name) is played before the call is "
          + "put through and should last at most \(limit.duration): ringing "
          + "cuts it off"))
  }
}

extension Damage {
  /// What a prompt lacks of a damaged recording.
  fileprivate var loss: Text {
    switch self {
    case .cutShort(let promised, let present) where promised > present:
      Text(
        english: "the last \((promised - present).duration) of \(promised.duration) are missing "
          + "from the recording")
    case .cutShort, .unfinished: Text(english: "the end is missing from the recording")
    case .joined(let seconds):
      Text(
        english: "the file has more recordings after the first \(seconds.duration), which are "
          + "left out")
    case .breaksOff(let seconds):
      Text(
        english:
          "the recording breaks off after \(seconds.duration); how much is missing is not known"
      )
    case .contradiction:
      Text(
        english: "the recording's header contradicts itself: the audio may be wrong or not complete"
      )
    case .corrupt(let seconds):
      Text(english: "the recording is damaged after \(seconds.duration)")
    }
  }
}
