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
          + "taken", chinese: "录音的文件头没有写完；已取用到文件末尾的所有音频"))
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
          + "their end is there",
        chinese: "\(isMPEG ? "没有长度信息的 " : "")\(FormatWords.chinese(container)) 文件无法说明结尾是否完整"),
      .listenToEnd)
  }

  private var clipped: Finding? {
    guard clippedCount > 0 else { return nil }
    let (clipped, total, peak) = (clippedCount, frameCount, peakDecibels)
    return warning(
      "clipped",
      Text(
        english: "\(clipped.grouped) of \(total.grouped) samples clipped: the signal peaks at "
          + "\(peak > 0 ? "+" : "")\(peak.fixed(1)) dB",
        chinese: "\(total.grouped) 个采样点中有 \(clipped.grouped) 个削波：信号的峰值是 \(peak > 0 ? "+" : "")"
          + "\(peak.fixed(1)) dB"),
      .lowerLevelForCleanPrompt)
  }

  /// dB that mixing may cost without a word: as much as halving the level does.
  private static let notableLoss = 6.0

  private var channelsCancel: Finding? {
    guard let loss = mixLoss, loss.decibels > Self.notableLoss else { return nil }
    let channel = loss.loudestChannel
    if loss.decibels.isInfinite {
      return warning(
        "channels-cancel",
        Text(
          english: "the channels cancel each other: the mix is silent", chinese: "各声道互相抵消：混音后是静音"),
        .useChannel(channel))
    }
    return warning(
      "channels-cancel",
      Text(
        english: "mixing the channels lost \(loss.decibels.fixed(1)) dB against channel \(channel)",
        chinese: "与声道 \(channel) 相比，混音损失了 \(loss.decibels.fixed(1)) dB"), .keepChannel(channel))
  }

  /// The peak of a prompt in which nothing is heard, in dB.
  private static let silence = SignalLevel.decibels(Double(SoundMeter.silence))

  private var withoutSpeech: Finding? {
    // That a prompt is silent is told by itself.
    guard let level = sound?.level, level.before == nil, peakDecibels > Self.silence,
      case .target = options.sound.wantedLevel
    else { return nil }
    return warning(
      "no-speech",
      Text(english: "no speech was found, so the level is as it was", chinese: "没有找到语音，因此响度保持不变"),
      .setGain)
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
      case .limiter:
        Text(
          english: "its peaks would have to be limited by more than 6 dB",
          chinese: "峰值需要限幅超过 6 dB")
      case .gain:
        Text(english: "it would take more than 30 dB of gain", chinese: "需要的增益超过 30 dB")
      case nil:
        Text(english: "the limiter takes away what the gain adds", chinese: "限幅抵消了增益")
      }
    return warning(
      "level-missed",
      Text(
        english: "the level is \(after.fixed(1)) dBov, \(missing.fixed(1)) dB less than was asked "
          + "for: \(reason.english)",
        chinese: "响度是 \(after.fixed(1)) dBov，比要求的低 \(missing.fixed(1)) dB：\(reason.chinese)"),
      .askForLess)
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
          + "cuts it off",
        chinese: "时长 \(duration.duration)，但 \(parameter.name) 在呼叫接通前播放，最多应为 "
          + "\(limit.duration)：之后会被振铃打断"))
  }
}

extension Damage {
  /// What a prompt lacks of a damaged recording.
  fileprivate var loss: Text {
    switch self {
    case .cutShort(let promised, let present) where promised > present:
      Text(
        english: "the last \((promised - present).duration) of \(promised.duration) are missing "
          + "from the recording",
        chinese: "\(promised.duration) 录音缺少最后 \((promised - present).duration)")
    case .cutShort, .unfinished:
      Text(english: "the end is missing from the recording", chinese: "录音缺少结尾")
    case .joined(let seconds):
      Text(
        english: "the file has more recordings after the first \(seconds.duration), which are "
          + "left out", chinese: "文件在前 \(seconds.duration) 之后还有其他录音，没有取用")
    case .breaksOff(let seconds):
      Text(
        english:
          "the recording breaks off after \(seconds.duration); how much is missing is not known",
        chinese: "录音在 \(seconds.duration) 之后中断；不知道缺少多少")
    case .contradiction:
      Text(
        english:
          "the recording's header contradicts itself: the audio may be wrong or not complete",
        chinese: "录音的文件头自相矛盾：音频可能有误或不完整")
    case .corrupt(let seconds):
      Text(
        english: "the recording is damaged after \(seconds.duration)",
        chinese: "录音在 \(seconds.duration) 之后已损坏")
    }
  }
}
