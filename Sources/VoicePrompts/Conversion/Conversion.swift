public import AudioFiles
public import TelephonyAudio

/// How a recording is made into a prompt.
public struct ConversionOptions: Sendable {
  /// What the prompt is for: its format, limits and names.
  public var profile: PlatformProfile
  /// How recordings are decoded, beyond what they tell themselves.
  public var decoding = DecodingOptions()
  /// Which channels are used.
  public var channel = ChannelSelection.mix
  /// Where in the recording the prompt begins, in seconds.
  public var start = 0.0
  /// How much of the recording is taken from there, in seconds; nil for all of it.
  public var duration: Double?
  /// How the sample rate is converted.
  public var resampler = Resampler.Method.automatic
  /// What is done to the sound.
  public var sound = SoundOptions()
  /// The largest file that may result.
  public var maximumSize: ByteSize
  /// The most frames of the longest prompt; nil where only the size bounds it.
  var maximumFrameCount: Int?
  /// Whether a damaged recording gives a prompt of what is there, instead of an error.
  public var allowsTruncated = false
  /// Whether a file that exists already may be replaced.
  public var replacesExisting = false
  /// The parameter that the prompt is for; its advice becomes findings.
  public var parameter: PromptParameter?

  /// The platform's limits, whole recordings, the mean of the channels, their sound as it is, nothing
  /// damaged, nothing replaced.
  public init(_ profile: PlatformProfile = .standard) {
    self.profile = profile
    maximumSize = profile.maximumSize
    maximumFrameCount = profile.maximumFrameCount
  }

  /// The longest prompt; nil where the size bounds it sooner, or nothing else does.
  var durationLimit: PlatformProfile.DurationLimit? {
    let bySize = profile.format.frameCapacity(ofSize: maximumSize.bytes)
    guard let frames = maximumFrameCount, frames < bySize else { return nil }
    return profile.durationLimit?.value
  }

  /// The most frames that a prompt may have.
  var frameCapacity: Int {
    let bySize = profile.format.frameCapacity(ofSize: maximumSize.bytes)
    return min(bySize, maximumFrameCount ?? bySize)
  }
}

/// A prompt that was made, or in a dry run would be.
public struct Conversion: Hashable, Sendable {
  /// What the recording is.
  public let recording: SoundFormat
  /// The program that has decoded it, with its version: `ffmpeg 5.1.9`; nil where none had to.
  public let decoder: String?
  /// The format of the prompt.
  public let format: WAVFormat
  /// The prompt's frames.
  public let frameCount: Int
  /// What was done to its sound; nil where that was left as it is.
  public let sound: SoundChange?
  /// Things to look at, none of which keeps the platform from accepting the file.
  public internal(set) var findings: [Finding]

  /// The length of the prompt in seconds.
  public var duration: Double { format.duration(frameCount: frameCount) }

  /// The size of the prompt file.
  public var size: ByteSize { ByteSize(format.fileSize(frameCount: frameCount)) }
}
