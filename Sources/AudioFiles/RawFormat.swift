internal import TelephonyAudio

/// How samples without a header are written: what only a name, or whoever made them, tells.
///
/// ```swift
/// RawFormat("ulaw:8000:1")?.sampleRate   // 8000
/// ```
public struct RawFormat: Hashable, Sendable {
  /// A way of writing samples; its raw value is the name on the command line.
  public enum Coding: String, Sendable, CaseIterable {
    /// G.711 A-law.
    case aLaw = "alaw"
    /// G.711 µ-law.
    case muLaw = "ulaw"
    /// 16 bits, least significant byte first.
    case pcm16LittleEndian = "s16le"
    /// 16 bits, most significant byte first.
    case pcm16BigEndian = "s16be"
    /// GSM 06.10, 33 bytes for 160 samples.
    case gsm
    /// G.722 at 64 kbit/s, a byte for two samples.
    case g722
  }

  /// How its samples are written.
  public let coding: Coding
  /// Frames a second, in Hz.
  public let sampleRate: Int
  /// Samples a frame.
  public let channelCount: Int

  /// Channels that a file without a header may have: as many as libsndfile takes.
  private static let channelCounts = 1...1024

  /// ITU-T G.722, section 1.1.
  private static let g722Rate = 16_000

  /// Nil for a rate or a number of channels that is not read: G.722 has 16,000 Hz only, and GSM and
  /// G.722 have no order for several channels.
  public init?(_ coding: Coding, sampleRate: Int, channelCount: Int) {
    let isFramed = coding == .gsm || coding == .g722
    guard Resampler.rates.contains(sampleRate), Self.channelCounts.contains(channelCount),
      channelCount == 1 || !isFramed, coding != .g722 || sampleRate == Self.g722Rate
    else { return nil }
    self.init(coding, sampleRate, channelCount)
  }

  private init(_ coding: Coding, _ sampleRate: Int, _ channelCount: Int) {
    self.coding = coding
    self.sampleRate = sampleRate
    self.channelCount = channelCount
  }

  /// Coding, rate and channels as the command line has them: `ulaw:8000:1`; the last may be left
  /// out where it is 1. Nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let coding = Coding(rawValue: String(parts[0])),
      let rate = Int(parts[1]), let channels = parts.count == 3 ? Int(parts[2]) : 1
    else { return nil }
    self.init(coding, sampleRate: rate, channelCount: channels)
  }

  /// What Asterisk and others keep under these extensions, in lower case: one channel each.
  ///
  /// https://docs.asterisk.org/Configuration/Codecs-and-Audio-Formats/Asterisk-Media-Formats/ and
  /// the `exts` of Asterisk's format modules (`formats/format_*.c`).
  static let byExtension: [String: RawFormat] = [
    "al": RawFormat(.aLaw, 8000, 1), "alaw": RawFormat(.aLaw, 8000, 1),
    "ul": RawFormat(.muLaw, 8000, 1), "ulaw": RawFormat(.muLaw, 8000, 1),
    "mulaw": RawFormat(.muLaw, 8000, 1),
    "sln": RawFormat(.pcm16LittleEndian, 8000, 1),
    "sln16": RawFormat(.pcm16LittleEndian, 16_000, 1),
    "sln32": RawFormat(.pcm16LittleEndian, 32_000, 1),
    "sln48": RawFormat(.pcm16LittleEndian, 48_000, 1),
    "g722": RawFormat(.g722, 16_000, 1),
  ]

  /// As the command line has it.
  package var text: String { "\(coding.rawValue):\(sampleRate):\(channelCount)" }

  /// What the recording is.
  var format: SoundFormat {
    let encoding: SoundFormat.Encoding =
      switch coding {
      case .aLaw: .aLaw
      case .muLaw: .muLaw
      case .pcm16LittleEndian, .pcm16BigEndian: .pcm16
      case .gsm: .gsm
      case .g722: .g722
      }
    return SoundFormat(
      container: .headerless, encoding: encoding, sampleRate: sampleRate,
      channelCount: channelCount)
  }
}
