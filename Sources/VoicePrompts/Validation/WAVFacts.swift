/// What a finished prompt file is, read from its bytes and from nothing else.
public struct WAVFacts: Hashable, Sendable {
  /// A chunk as its header states it.
  public struct Chunk: Hashable, Sendable {
    /// Four characters.
    public let id: String
    /// Where its header starts, in bytes from the file's start.
    public let offset: Int
    /// The size that its header states, in bytes.
    public let statedSize: Int
    /// The bytes of its content that the file holds.
    public let presentSize: Int
  }

  /// The fields of the `fmt ` chunk.
  public struct Format: Hashable, Sendable {
    /// Of the chunk's content, in bytes: 16, 18 or 40.
    public let size: Int
    /// 0x0006 for A-law, 0xFFFE for WAVE_FORMAT_EXTENSIBLE.
    public let tag: Int
    /// The tag that an extensible format stands for; ``tag`` itself in the others.
    public let effectiveTag: Int
    /// How many.
    public let channelCount: Int
    /// In Hz.
    public let sampleRate: Int
    /// Bytes a second.
    public let byteRate: Int
    /// Bytes a frame.
    public let blockAlign: Int
    /// Bits a sample.
    public let bitsPerSample: Int
    /// Bytes of the extension; 0 where there is no field for it.
    public let extensionSize: Int
  }

  /// The file's size in bytes.
  public let size: Int
  /// `RIFF/WAVE`, or what it is instead.
  public let container: String
  /// The size that the RIFF header states; nil outside RIFF.
  public let riffSize: Int?
  /// In the order of the file; empty outside WAVE.
  public let chunks: [Chunk]
  /// The first `fmt ` chunk; nil without a readable one.
  public let format: Format?
  /// The number of samples that the `fact` chunk states; nil without one.
  public let factSampleCount: Int?
  /// The first `data` chunk; nil without one.
  public let data: Chunk?
  /// Whether a chunk of odd size at the file's end lacks its pad byte.
  public let lacksPadByte: Bool
  /// Whether the pad byte after the audio is there and not zero.
  public let hasWrongPadByte: Bool
  /// Where in the RIFF chunk bytes begin that are no chunk, or one that is not all there; nil where
  /// there are none.
  public let strayOffset: Int?
  /// Bytes after the RIFF chunk.
  public let trailingByteCount: Int
  /// Whether they are another RIFF file.
  public let trailingIsRIFF: Bool
  /// Levels and silence; nil where the audio is not A-law, or there is none.
  public let audio: ALawLevels?

  /// Whether it is a RIFF/WAVE file.
  public var isWAVE: Bool { container == Self.wave }

  static let wave = "RIFF/WAVE"

  /// The length of the audio in seconds, by the size and format of the data; nil without either.
  public var duration: Double? {
    guard let format, let data, format.sampleRate > 0, format.blockAlign > 0 else { return nil }
    return Double(data.presentSize / format.blockAlign) / Double(format.sampleRate)
  }
}
