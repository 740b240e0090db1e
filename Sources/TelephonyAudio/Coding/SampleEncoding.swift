/// How the samples of a finished prompt are written as bytes: one row for each encoding.
///
/// ```swift
/// var codes: [UInt8] = []
/// let clipped = SampleEncoding.aLaw.encode([0, 0.5, 1.5], into: &codes)   // 1
/// SampleEncoding.aLaw.decode(codes)                                       // [8, 16896, 32256]
/// ```
public struct SampleEncoding: Sendable {
  /// What people call it.
  public let name: String

  /// The wFormatTag of a WAV file that holds it (RFC 2361, appendix A).
  public let waveFormatTag: UInt16

  /// Bytes of one sample.
  public let bytesPerSample: Int

  /// The largest magnitude that a sample can be decoded to, where full scale is 32768.
  public let largestMagnitude: Int

  private let encoder:
    @Sendable (
      _ samples: [Float], _ codes: inout [UInt8], _ peak: inout Float
    ) -> Int
  private let decoder: @Sendable (_ codes: [UInt8]) -> [Int16]

  /// G.711 A-law, as ``ALaw`` does it.
  public static let aLaw = SampleEncoding(
    name: "A-law",
    waveFormatTag: 0x0006,
    bytesPerSample: 1,
    largestMagnitude: 32256,
    encoder: { ALaw.encode($0, into: &$1, peak: &$2) },
    decoder: { ALaw.decode($0) })

  /// G.711 µ-law, as ``MuLaw`` does it.
  public static let muLaw = SampleEncoding(
    name: "µ-law",
    waveFormatTag: 0x0007,
    bytesPerSample: 1,
    largestMagnitude: 32124,
    encoder: { MuLaw.encode($0, into: &$1, peak: &$2) },
    decoder: { MuLaw.decode($0) })

  /// 16-bit PCM, as ``LinearPCM`` does it.
  public static let pcm16 = SampleEncoding(
    name: "16-bit PCM",
    waveFormatTag: 0x0001,
    bytesPerSample: 2,
    largestMagnitude: 32768,
    encoder: { LinearPCM.encode($0, into: &$1, peak: &$2) },
    decoder: { LinearPCM.decode($0) })

  /// Every encoding there is.
  public static let all = [aLaw, muLaw, pcm16]

  /// Whether samples stand there as they are: what RIFF calls PCM.
  public var isLinear: Bool { waveFormatTag == Self.pcm16.waveFormatTag }

  /// Appends the codes of samples, full scale ±1.0, to `codes`: ``bytesPerSample`` for each.
  ///
  /// - Returns: how many samples were clipped: beyond the range of 16 bits, or not a number.
  public func encode(_ samples: [Float], into codes: inout [UInt8]) -> Int {
    var peak: Float = 0
    return encode(samples, into: &codes, peak: &peak)
  }

  /// The same, and raises `peak` to the largest magnitude of the samples, in the same pass; what is
  /// not a number does not count.
  public func encode(
    _ samples: [Float], into codes: inout [UInt8], peak: inout Float
  ) -> Int {
    encoder(samples, &codes, &peak)
  }

  /// The 16-bit samples that whole codes stand for.
  public func decode(_ codes: [UInt8]) -> [Int16] { decoder(codes) }
}

extension SampleEncoding: Hashable {
  // A tag would not do: WAV has one for PCM of any width.
  public static func == (one: Self, other: Self) -> Bool { one.name == other.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
