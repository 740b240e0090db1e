internal import TelephonyAudio

/// What the platform accepts: every number about a finished prompt, once, with its source.
///
/// "Guide" is the platform's Voice Call developer guide (2023-04-28), section 3.3, "making prompt
/// files"; "API" is its parameter documentation.
public enum PromptSpec {
  /// Hz. Guide: "A-Law, 8000 Hz, mono Wave file".
  public static let sampleRate = Resampler.outputRate

  /// Guide: as above.
  public static let channelCount = 1

  /// Bits a sample. ITU-T G.711: an A-law code is one byte.
  public static let bitsPerSample = 8

  /// WAVE_FORMAT_ALAW in the Microsoft multimedia registry (RFC 2361, appendix A).
  public static let formatTag: UInt16 = 0x0006

  /// The largest file in bytes. Guide: "the final file must not exceed 2M".
  ///
  /// What 2M means is written nowhere; 2,000,000 is the reading that no uploader can reject.
  public static let maximumSize = ByteSize(2_000_000)

  /// The characters of a file name besides letters and digits of ASCII. Guide, section 3.3.
  public static let nameCharacters = "-_.@"

  /// Characters in a file name, extension included. API: String(1-128).
  public static let nameLength = 1...128

  /// Guide: the extension of its example, `wait_voice1.wav`.
  public static let nameExtension = ".wav"

  /// Seconds that a prompt played before a call is put through should last at most: ringing
  /// cuts it off. API: `preVoiceX`, `callerHintTone` and their like.
  public static let maximumDurationBeforeCall = 5.0

  /// The bytes of the file that holds `sampleCount` A-law codes: header, codes, and a pad byte
  /// after an odd number of codes.
  ///
  /// - Returns: at most `Int.max`.
  public static func fileSize(sampleCount: Int) -> Int {
    let (size, overflow) = sampleCount.addingReportingOverflow(
      WAVHeader.size + sampleCount % 2)
    return overflow ? Int.max : size
  }

  /// The most A-law codes that a file of `size` bytes can hold.
  public static func sampleCapacity(of size: ByteSize) -> Int {
    let room = max(0, size.bytes - WAVHeader.size)
    return room - room % 2
  }
}
