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
  /// What conversion writes: the container is RIFF/WAVE.
  public let format: WAVFormat
  /// The formats that a finished file may have.
  public let acceptedFormats: [WAVFormat]
  /// The largest file, where nobody says otherwise.
  public let maximumSize: ByteSize
  /// The longest prompt in seconds; nil where only the size bounds it.
  public let maximumDuration: Double?
  /// What a file may be called.
  public let nameRule: NameRule
  /// What is no rule of the platform, but makes a better prompt.
  public let advice: PromptAdvice
  /// The requests that name prompts, with their parameters.
  public let requests: [RequestAPI]
  /// Where its documentation is.
  public let address: String
  /// Where its rules stand, by what rules call it in their reasons.
  public let citations: [Citation]

  /// Where a rule stands.
  public struct Citation: Hashable, Sendable {
    /// `guide`, as reasons name it.
    public let name: String
    /// The document, its date and section.
    public let document: Text
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
  /// Seconds of a prompt that is played before a call is put through, when ringing cuts it off.
  public var durationBeforeCall = 5.0

  /// Our own decisions for speech on a telephone line.
  public init() {}

  /// The largest file that is not near the limit.
  func roomySize(under limit: ByteSize) -> ByteSize {
    ByteSize(limit.bytes - Int(Double(limit.bytes) * nearLimitShare))
  }

  /// Whether a prompt of so many seconds is cut off by ringing.
  func isTooLong(_ duration: Double, for parameter: PromptParameter) -> Bool {
    parameter.isPlayedBeforeCall && duration > durationBeforeCall
  }
}

/// What a prompt file may be called.
public struct NameRule: Hashable, Sendable {
  /// The characters besides letters and digits of ASCII.
  public let punctuation: String
  /// Characters, extension included.
  public let length: ClosedRange<Int>
  /// With its dot, in lower case.
  public let nameExtension: String
  /// Whether prompts of different folders may have the same name.
  public var hasFolders = false

  /// `0-9 A-Z a-z - _ . @`
  public var characters: String {
    (["0-9", "A-Z", "a-z"] + punctuation.map { String($0) }).joined(separator: " ")
  }

  /// Whether `character` may stand in a name.
  func allows(_ character: Character) -> Bool {
    character.isASCII
      && (character.isLetter || character.isNumber || punctuation.contains(character))
  }

  /// Whether a name has the extension, in whatever case.
  package func hasExtension(_ name: String) -> Bool { name.lowercased().hasSuffix(nameExtension) }

  /// The name with the extension, which is added where it is missing.
  package func withExtension(_ name: String) -> String {
    hasExtension(name) ? name : name + nameExtension
  }

  /// The name without the extension.
  package func stem(of name: String) -> String {
    hasExtension(name) ? String(name.dropLast(nameExtension.count)) : name
  }
}

extension PlatformProfile {
  /// Huawei Cloud Voice Call. "Guide" is its developer guide (2023-04-28), section 3.3, "making
  /// prompt files"; "API" its parameter documentation.
  public static let huaweiVoiceCall = PlatformProfile(
    id: "huawei-voicecall",
    title: Text(english: "Huawei Cloud Voice Call"),
    // Guide: "A-Law, 8000 Hz, mono Wave file".
    format: aLaw, acceptedFormats: [aLaw],
    // Guide: "the final file must not exceed 2M". What 2M means is written nowhere; 2,000,000 is
    // the reading that no uploader can reject.
    maximumSize: ByteSize(2_000_000),
    maximumDuration: nil,
    // Guide, section 3.3, with its example `wait_voice1.wav`; API: String(1-128).
    nameRule: NameRule(punctuation: "-_.@", length: 1...128, nameExtension: ".wav"),
    // API: what is played before a call is put through (`preVoiceX`, `callerHintTone`) lasts 5 s.
    advice: PromptAdvice(),
    requests: [.callback, .notification, .verification, .axe, .axyb, .ax, .axb],
    address: "https://support.huaweicloud.com/VoiceCall/index.html",
    citations: [
      Citation(
        name: "guide",
        document: Text(english: "Voice Call developer guide, 2023-04-28, section 3.3")),
      Citation(name: "API", document: Text(english: "Voice Call API reference, parameters")),
    ])

  private static let aLaw = WAVFormat(encoding: .aLaw, sampleRate: 8000, channelCount: 1)

  /// Every platform that is known.
  public static let all = [huaweiVoiceCall]

  /// The platform that prompts are for where nobody says otherwise.
  public static let standard = huaweiVoiceCall
}
