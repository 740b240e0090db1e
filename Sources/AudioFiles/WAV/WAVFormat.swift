public import TelephonyAudio

/// The format of a finished file: how its samples are written, and in what header.
public struct WAVFormat: Hashable, Sendable {
  /// How samples are written.
  public let encoding: SampleEncoding
  /// Frames a second, in Hz.
  public let sampleRate: Int
  /// Samples a frame.
  public let channelCount: Int
  /// What stands before the samples.
  public let header: Header

  /// The chunks before the samples, and their sizes in bytes.
  public enum Header: Sendable {
    /// `fmt ` of 18 bytes and `fact`: what every format that is not PCM has (RIFF Rev. 3).
    case extended
    /// `fmt ` of 16 bytes and nothing else: what PCM has.
    case plain
    /// No header at all: the file is its samples.
    case none

    /// Up to the first sample.
    package var size: Int {
      switch self {
      case .extended: 58
      case .plain: 44
      case .none: 0
      }
    }

    /// Of the content of the `fmt ` chunk: WAVEFORMATEX with an empty extension, or PCMWAVEFORMAT.
    package var formatSize: Int {
      switch self {
      case .extended: 18
      case .plain: 16
      case .none: 0
      }
    }
  }

  /// - Parameters:
  ///   - sampleRate: in Hz.
  ///   - channelCount: samples a frame, at least 1.
  ///   - header: nil for the one that RIFF wants for the encoding.
  public init(
    encoding: SampleEncoding, sampleRate: Int, channelCount: Int, header: Header? = nil
  ) {
    self.encoding = encoding
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.header = header ?? (encoding.isLinear ? .plain : .extended)
  }

  /// Bits a sample.
  public var bitsPerSample: Int { encoding.bytesPerSample * 8 }

  /// Bytes of a frame: one sample of each channel.
  public var bytesPerFrame: Int { encoding.bytesPerSample * channelCount }

  /// The bytes of the file that holds so many frames: header, codes, and in RIFF a pad byte after an
  /// odd number of codes.
  ///
  /// - Returns: at most `Int.max`.
  public func fileSize(frameCount: Int) -> Int {
    let (codes, overflow) = frameCount.multipliedReportingOverflow(by: bytesPerFrame)
    let (size, carry) = codes.addingReportingOverflow(
      header.size + (codes % chunkAlignment))
    return overflow || carry ? Int.max : size
  }

  /// Bytes that the codes are a multiple of, with a pad byte where they are not.
  package var chunkAlignment: Int { header == .none ? 1 : 2 }

  /// The most frames that a file of `size` bytes can hold.
  public func frameCapacity(ofSize size: Int) -> Int {
    let room = max(0, size - header.size)
    return (room - room % chunkAlignment) / bytesPerFrame
  }

  /// The length of so many frames in seconds.
  public func duration(frameCount: Int) -> Double { Double(frameCount) / Double(sampleRate) }
}
