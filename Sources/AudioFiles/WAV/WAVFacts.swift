public import TelephonyAudio

/// What a finished prompt file is, read from its bytes and from nothing else.
public struct WAVFacts: Hashable, Sendable {
  /// A chunk as its header states it.
  package struct Chunk: Hashable, Sendable {
    /// Four characters.
    package let id: String
    /// Where its header starts, in bytes from the file's start.
    package let offset: Int
    /// The size that its header states, in bytes.
    package let statedSize: Int
    /// The bytes of its content that the file holds.
    package let presentSize: Int

    /// Where its content starts, after eight bytes of header.
    package var contentOffset: Int { offset + 8 }
  }

  /// The fields of the `fmt ` chunk.
  package struct Format: Hashable, Sendable {
    /// Of the chunk's content, in bytes: 16, 18 or 40.
    public let size: Int
    /// The format tag.
    package let tag: Int
    /// The tag that an extensible format stands for; ``tag`` itself in the others.
    package let effectiveTag: Int
    /// Samples a frame.
    package let channelCount: Int
    /// Frames a second, in Hz.
    package let sampleRate: Int
    /// Bytes a second.
    package let byteRate: Int
    /// Bytes a frame.
    package let blockAlign: Int
    /// Bits a sample.
    package let bitsPerSample: Int
    /// Bytes of the extension; 0 where there is no field for it.
    package let extensionSize: Int

    /// WAVE_FORMAT_EXTENSIBLE, whose extension has the real tag: RFC 2361, appendix A.
    package static let extensibleTag = 0xFFFE
    /// WAVE_FORMAT_PCM.
    package static let pcmTag = 1
  }

  /// What a file is by its first bytes.
  public enum Container: Hashable, Sendable {
    /// RIFF/WAVE.
    case wave
    /// No byte at all.
    case empty
    /// Samples from the first byte on, because that is what the file is for and nothing tells
    /// otherwise.
    case headerless
    /// Something else, in words.
    case other(Text)

    /// `RIFF/WAVE`, or what it is instead.
    public var name: Text {
      switch self {
      case .wave: Text(english: "RIFF/WAVE", chinese: "RIFF/WAVE")
      case .empty: Text(english: "empty", chinese: "空文件")
      case .headerless: Text(english: "headerless", chinese: "无文件头")
      case .other(let name): name
      }
    }
  }

  /// The file's size in bytes.
  public let size: Int
  /// What the file is by its first bytes.
  public let container: Container
  /// The size that the RIFF header states; nil outside RIFF.
  package let riffSize: Int?
  /// In the order of the file; empty outside WAVE.
  package let chunks: [Chunk]
  /// The first `fmt ` chunk; nil without a readable one.
  package let format: Format?
  /// The number of samples that the `fact` chunk states; nil without one.
  package let factSampleCount: Int?
  /// The first `data` chunk; nil without one.
  package let data: Chunk?
  /// Whether a chunk of odd size at the file's end lacks its pad byte.
  package let lacksPadByte: Bool
  /// Whether the pad byte after the audio is there and not zero.
  package let hasWrongPadByte: Bool
  /// Where in the RIFF chunk bytes begin that are no chunk, or one that is not all there; nil where
  /// there are none.
  package let strayOffset: Int?
  /// Bytes after the RIFF chunk.
  package let trailingByteCount: Int
  /// Whether they are another RIFF file.
  package let trailingIsRIFF: Bool
  /// The name of the format by its bytes, or its name where it has no header; empty where neither
  /// tells, nil for RIFF/WAVE and for what is no sound.
  package var signature: String?
  /// What a file without a header is taken for; nil for all others.
  package var headerless: WAVFormat?
  /// Levels and silence; nil where there is no audio, or none whose encoding is known.
  public internal(set) var audio: AudioLevels?
  /// How it sounds; nil likewise, and where that was not asked for.
  public internal(set) var sound: SoundFacts?

  /// Whether it is a RIFF/WAVE file.
  public var isWAVE: Bool { container == .wave }

  /// How the samples are written; nil where it is in no way that we know.
  package var encoding: SampleEncoding? {
    if let headerless { return headerless.encoding }
    guard let format else { return nil }
    return SampleEncoding.all.first {
      // PCM of any width has one tag.
      Int($0.waveFormatTag) == format.effectiveTag
        && (!$0.isLinear || 8 * $0.bytesPerSample == format.bitsPerSample)
    }
  }

  /// Where the audio is; nil without any.
  package var audioBytes: Range<Int>? {
    if headerless != nil { return 0..<size }
    return data.map { $0.contentOffset..<$0.contentOffset + $0.presentSize }
  }

  /// The format as a whole, with the header that RIFF wants for it; nil where one like it cannot be
  /// written.
  package var wavFormat: WAVFormat? {
    guard let format, let encoding else { return headerless }
    return WAVFormat(
      encoding: encoding, sampleRate: format.sampleRate, channelCount: format.channelCount)
  }

  /// The length of the audio in seconds, by the size and format of the data; nil without either.
  public var duration: Double? {
    if let headerless { return headerless.duration(frameCount: size / headerless.bytesPerFrame) }
    guard let format, let data, format.sampleRate > 0, format.blockAlign > 0 else { return nil }
    return Double(data.presentSize / format.blockAlign) / Double(format.sampleRate)
  }
}
