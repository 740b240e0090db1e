public import AudioFiles
internal import TelephonyAudio

/// What one telephone platform accepts: every number and every word about its prompts, once, with
/// its source.
///
/// ```swift
/// let profile = PlatformProfile.huaweiVoiceCall
/// profile.format.encoding.name             // "A-law"
/// profile.fileSize(frameCount: 8000).bytes // 8058
/// ```
public struct PlatformProfile: Sendable {
  /// A stable name, in kebab-case.
  public let id: String
  /// What people call it.
  public let title: Text
  /// What conversion writes: RIFF/WAVE, or codes without a header.
  public let format: WAVFormat
  /// The formats that a finished file may have; nil where nobody says.
  public let accepted: AcceptedFormats?
  /// The largest file; nil where nobody says.
  public let sizeLimit: Stated<ByteSize>?
  /// The longest prompt; nil where nobody says.
  public let durationLimit: Stated<DurationLimit>?
  /// What a file may be called.
  public let nameRule: NameRule
  /// What is no rule of the platform, but makes a better prompt.
  public let advice: PromptAdvice
  /// The requests that name prompts, with their parameters.
  public let requests: [RequestAPI]
  /// Who says that what conversion writes is taken.
  public let basis: Basis
  /// Where its documentation is.
  public let address: String

  /// How long a prompt may be.
  public struct DurationLimit: Hashable, Sendable {
    /// Seconds.
    let seconds: Double
    /// Whether a prompt of just as many is too long.
    var isExclusive = false

    /// `less than 300 s`
    public var words: Text {
      let number = seconds == seconds.rounded() ? seconds.fixed(0) : seconds.fixed(2)
      return isExclusive
        ? Text(english: "less than \(number) s", chinese: "少于 \(number) s")
        : Text(english: "at most \(number) s", chinese: "不超过 \(number) s")
    }

    /// Whether it lasts too long.
    func isExceeded(by duration: Double) -> Bool {
      isExclusive ? duration >= seconds : duration > seconds
    }
  }

  /// The parameters of all requests that name a prompt, request by request.
  public var parameters: [PromptParameter] { requests.flatMap(\.parameters) }

  /// The names of all parameters, each once.
  public var parameterNames: [String] {
    parameters.map(\.name).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  /// The size of the file that holds so many frames.
  public func fileSize(frameCount: Int) -> ByteSize {
    ByteSize(format.fileSize(frameCount: frameCount))
  }

  /// The largest file where nobody says otherwise: what RIFF can hold if nobody does.
  public var maximumSize: ByteSize { sizeLimit?.value ?? Self.unlimited }

  /// The largest file that RIFF's sizes of 32 bits can tell.
  package static let unlimited = ByteSize(Int(UInt32.max))

  /// The most frames of the longest prompt; nil where nobody bounds it.
  var maximumFrameCount: Int? {
    durationLimit.map { limit in
      let frames = limit.value.seconds * Double(format.sampleRate)
      return Int(limit.value.isExclusive ? frames.rounded(.up) - 1 : frames)
    }
  }

  /// What a file without a header is to be taken for; nil where files have one.
  var headerless: WAVFormat? { format.header == .none ? format : nil }

  /// The smallest file that is a prompt: one frame.
  public var minimumSize: ByteSize { fileSize(frameCount: 1) }
}

/// What makes a better prompt, whatever the platform accepts. Decibels are relative to full scale.
public struct PromptAdvice: Hashable, Sendable {
  /// The share of the largest size from which on a file is near it.
  public var nearLimitShare = 0.05
  /// The share of samples that may be at full scale.
  public var fullScaleShare = 0.01
  /// The RMS of a prompt in dB. Speech on telephone lines is at about -22 (RFC 7874, section 4).
  public var levels = -36.0 ... -12.0
  /// Seconds of silence at the start.
  public var leadingSilence = 1.0
  /// Seconds of silence at the end.
  public var trailingSilence = 5.0
  /// The magnitude of the mean as a share of full scale.
  public var mean = 0.01
  /// Speech levels in dBov, as the normalising meter measures them: 6 dB around the usual one.
  public var speechLevels = -28.0 ... -16.0
  /// Speech levels in dBov that are no reason for a warning.
  public var bearableSpeechLevels = -34.0 ... -12.0
  /// How far the speech level of a prompt may lie from the median of all, in dB.
  public var levelSpread = 3.0
  /// Energy below 80 Hz in dB of the whole, from which on a high-pass filter gains headroom.
  public var rumble = HighPass.highestLowEnergy
  /// The magnitude of the mean in dB of the level, likewise.
  public var offset = HighPass.highestMean
  /// The noise floor in dB of the speech level.
  public var noiseFloor = -25.0
  /// Seconds of a prompt that is played before a call is put through, when ringing cuts it off; nil
  /// where nobody says.
  public var durationBeforeCall: Double?
  /// Why a size should keep away from the limit.
  var nearLimitReason = Text(
    english: "the next version may be longer (our decision)", chinese: "下一个版本可能更长（我们的决定）")
  /// Why silence is worth knowing.
  var silenceReason = Text(
    english: "nobody hears anything; is it meant?", chinese: "没有人会听到任何内容；是有意的吗？")

  /// Our own decisions for speech on a telephone line.
  public init() {}

  /// The largest file that is not near the limit.
  func roomySize(under limit: ByteSize) -> ByteSize {
    ByteSize(limit.bytes - Int(Double(limit.bytes) * nearLimitShare))
  }

  /// Whether a prompt of so many seconds is cut off by ringing.
  func isTooLong(_ duration: Double, for parameter: PromptParameter) -> Bool {
    parameter.isPlayedBeforeCall && durationBeforeCall.map { duration > $0 } ?? false
  }
}

extension PlatformProfile {
  /// The profile of this id; nil where there is none.
  public static func named(_ id: String) -> PlatformProfile? { all.first { $0.id == id } }

  /// Every platform that is known.
  public static let all = [huaweiVoiceCall] + others

  /// The platform that prompts are for where nobody says otherwise.
  public static let standard = huaweiVoiceCall

  /// Whether prompts are for it where nobody says otherwise.
  public var isStandard: Bool { id == Self.standard.id }
}

extension PlatformProfile: Hashable {
  public static func == (one: Self, other: Self) -> Bool { one.id == other.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
