public import TelephonyAudio

/// How a source is made into a prompt.
public struct ConversionOptions: Hashable, Sendable {
  /// Which channels are used.
  public var channel = ChannelSelection.mix
  /// Where in the source the prompt begins, in seconds.
  public var start = 0.0
  /// How much of the source is taken from there, in seconds; nil for all of it.
  public var duration: Double?
  /// How the sample rate is converted.
  public var resampler = Resampler.Method.automatic
  /// The largest file that may result.
  public var maximumSize = PromptSpec.maximumSize
  /// Whether a damaged source gives a prompt of what is there, instead of an error.
  public var allowsTruncated = false
  /// Whether a file that exists already may be replaced.
  public var replacesExisting = false
  /// The parameter that the prompt is for; its advice becomes warnings.
  public var parameter: PromptParameter?

  /// The platform's limits, whole sources, the mean of the channels, nothing damaged, nothing replaced.
  public init() {}
}

/// A prompt that was made, or in a dry run would be.
public struct Conversion: Hashable, Sendable {
  /// What the source is.
  public let format: SoundFormat
  /// The number of A-law codes: seconds × 8000.
  public let sampleCount: Int
  /// Things to look at, none of which keeps the platform from accepting the file.
  public let warnings: [ConversionWarning]

  /// The length of the prompt in seconds.
  public var duration: Double { Double(sampleCount) / Double(PromptSpec.sampleRate) }

  /// The size of the prompt file.
  public var size: ByteSize { ByteSize(PromptSpec.fileSize(sampleCount: sampleCount)) }
}

/// Something about a prompt that its maker should hear of.
public enum ConversionWarning: Hashable, Sendable {
  /// So many of the prompt's samples were beyond full scale and took its value.
  case clipped(samples: Int, of: Int, peakDecibels: Double)
  /// The mean of the channels is so much weaker than the strongest of them.
  case channelsCancel(Downmix.Loss)
  /// The source is damaged, and what was there was taken.
  case truncated(Damage)
  /// The source's header says that there is no audio, or nothing; everything to its end was taken.
  case unfinishedHeader
  /// The source's format does not tell whether its end is there.
  case unchecked(container: String)
  /// The prompt lasts longer than its parameter's advice.
  case tooLongForParameter(PromptParameter, duration: Double)

  /// A stable name, in kebab-case.
  public var id: String {
    switch self {
    case .clipped: "clipped"
    case .channelsCancel: "channels-cancel"
    case .truncated: "truncated"
    case .unfinishedHeader: "unfinished-header"
    case .unchecked: "unchecked"
    case .tooLongForParameter: "too-long-for-parameter"
    }
  }

  /// What was found and what to do about it.
  public var message: String {
    switch self {
    case .clipped(let samples, let total, let peak):
      "\(samples.grouped) of \(total.grouped) samples clipped: the signal peaks at "
        + "\(peak > 0 ? "+" : "")\(peak.fixed(1)) dB; lower its level for a clean prompt"
    case .channelsCancel(let loss) where loss.decibels.isInfinite:
      "the channels cancel each other: the mix is silent; use --channel \(loss.loudestChannel)"
    case .channelsCancel(let loss):
      "mixing the channels lost \(loss.decibels.fixed(1)) dB against channel "
        + "\(loss.loudestChannel); use --channel \(loss.loudestChannel) to keep it"
    case .truncated(.cutShort(let promised, let present)) where promised > present:
      "the last \((promised - present).duration) of \(promised.duration) are missing from the source"
    case .truncated(.cutShort), .truncated(.unfinished): "the end is missing from the source"
    case .truncated(.joined(let seconds)):
      "the source has more recordings after the first \(seconds.duration), which are left out"
    case .truncated(.breaksOff(let seconds)):
      "the source breaks off after \(seconds.duration); how much is missing is not known"
    case .truncated(.corrupt(let seconds)):
      "the source is damaged after \(seconds.duration); listen to the prompt"
    case .unfinishedHeader:
      "the source's header was never finished; all audio up to the end of the file was taken"
    case .unchecked(let container):
      "\(container) files do not tell whether their end is there; listen to the prompt's end"
    case .tooLongForParameter(let parameter, let duration):
      "lasts \(duration.duration), but \(parameter.name) is played before the call is put through "
        + "and should last at most \(PromptSpec.maximumDurationBeforeCall.duration): "
        + "ringing cuts it off"
    }
  }
}
