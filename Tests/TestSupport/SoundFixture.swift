internal import CSndfile

/// Recordings that tests make: WAV by hand, everything else with libsndfile.
public enum SoundFixture {
  public enum Format: CaseIterable, Sendable {
    case wav16, wav8, wav24, wav32, wavFloat, wavDouble, wavALaw, wavMuLaw, wavIMA, wavMS, wavGSM
    case aiff, au, caf, w64, rf64, flac, vorbis, opus, mp3

    /// What libsndfile calls it.
    var code: Int32 {
      let (container, encoding) = parts
      return Int32(container | encoding)
    }

    /// Whether decoding gives back exactly the 16-bit samples that went in.
    public var isLossless: Bool {
      [.wav16, .wav24, .wav32, .wavFloat, .wavDouble, .aiff, .au, .caf, .w64, .rf64, .flac]
        .contains(self)
    }

    public var nameExtension: String {
      switch self {
      case .aiff: "aiff"
      case .au: "au"
      case .caf: "caf"
      case .w64: "w64"
      case .flac: "flac"
      case .vorbis: "ogg"
      case .opus: "opus"
      case .mp3: "mp3"
      default: "wav"
      }
    }

    private var parts: (Int, Int) {
      switch self {
      case .wav16: (SF_FORMAT_WAV, SF_FORMAT_PCM_16)
      case .wav8: (SF_FORMAT_WAV, SF_FORMAT_PCM_U8)
      case .wav24: (SF_FORMAT_WAV, SF_FORMAT_PCM_24)
      case .wav32: (SF_FORMAT_WAV, SF_FORMAT_PCM_32)
      case .wavFloat: (SF_FORMAT_WAV, SF_FORMAT_FLOAT)
      case .wavDouble: (SF_FORMAT_WAV, SF_FORMAT_DOUBLE)
      case .wavALaw: (SF_FORMAT_WAV, SF_FORMAT_ALAW)
      case .wavMuLaw: (SF_FORMAT_WAV, SF_FORMAT_ULAW)
      case .wavIMA: (SF_FORMAT_WAV, SF_FORMAT_IMA_ADPCM)
      case .wavMS: (SF_FORMAT_WAV, SF_FORMAT_MS_ADPCM)
      case .wavGSM: (SF_FORMAT_WAV, SF_FORMAT_GSM610)
      case .aiff: (SF_FORMAT_AIFF, SF_FORMAT_PCM_16)
      case .au: (SF_FORMAT_AU, SF_FORMAT_PCM_16)
      case .caf: (SF_FORMAT_CAF, SF_FORMAT_PCM_16)
      case .w64: (SF_FORMAT_W64, SF_FORMAT_PCM_16)
      case .rf64: (SF_FORMAT_RF64, SF_FORMAT_PCM_16)
      case .flac: (SF_FORMAT_FLAC, SF_FORMAT_PCM_16)
      case .vorbis: (SF_FORMAT_OGG, SF_FORMAT_VORBIS)
      case .opus: (SF_FORMAT_OGG, SF_FORMAT_OPUS)
      case .mp3: (SF_FORMAT_MPEG, SF_FORMAT_MPEG_LAYER_III)
      }
    }
  }

  /// libsndfile did not write.
  public struct Failure: Error {
    public let message: String
  }

  /// Those of `formats` that the installed libsndfile writes.
  public static func supported(_ formats: [Format] = Format.allCases) -> [Format] {
    formats.filter { isSupported($0) }
  }

  /// Whether the installed libsndfile writes this format at this rate.
  public static func isSupported(_ format: Format, rate: Int = 48_000, channels: Int = 1) -> Bool {
    var info = SF_INFO()
    info.samplerate = Int32(rate)
    info.channels = Int32(channels)
    info.format = format.code
    return sf_format_check(&info) == 1
  }

  /// Writes interleaved samples, full scale ±1.0.
  public static func write(
    _ samples: [Float], rate: Int, channels: Int = 1, as format: Format, to path: String
  ) throws {
    var info = SF_INFO()
    info.samplerate = Int32(rate)
    info.channels = Int32(channels)
    info.format = format.code
    guard let file = sf_open(path, Int32(SFM_WRITE), &info) else {
      throw Failure(message: String(cString: sf_strerror(nil)))
    }
    defer { sf_close(file) }
    // In blocks: libvorbis needs stack in proportion to what it is given at once.
    let frames = samples.count / channels
    var written = 0
    samples.withUnsafeBufferPointer { buffer in
      while written < frames {
        let count = min(4096, frames - written)
        let start = buffer.baseAddress.map { $0 + written * channels }
        if sf_writef_float(file, start, sf_count_t(count)) != count { break }
        written += count
      }
    }
    guard written == frames else { throw Failure(message: String(cString: sf_strerror(file))) }
  }

  /// A W64 file of floats as ffmpeg writes it into a pipe, whose length nobody knows.
  public static func openW64(_ samples: [Float], rate: Int = 8000, channels: Int = 1) -> [UInt8] {
    func chunk(_ id: String, _ guid: [UInt8], size: UInt64) -> [UInt8] {
      Array(id.utf8) + guid + RIFFFixture.number(size)
    }
    // Sony's Wave64 specification: the GUIDs begin with the names of RIFF's chunks.
    let riff: [UInt8] = [
      0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00,
    ]
    let other: [UInt8] = [
      0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A,
    ]
    var bytes = chunk("riff", riff, size: .max) + Array("wave".utf8) + other
    bytes += chunk("fmt ", other, size: 40)
    bytes += RIFFFixture.number(UInt16(3)) + RIFFFixture.number(UInt16(channels))
    bytes += RIFFFixture.number(UInt32(rate)) + RIFFFixture.number(UInt32(rate * channels * 4))
    bytes += RIFFFixture.number(UInt16(channels * 4)) + RIFFFixture.number(UInt16(32))
    bytes += chunk("data", other, size: UInt64(Int64.max))
    return bytes + samples.flatMap { RIFFFixture.number($0.bitPattern) }
  }

  /// A canonical 16-bit PCM WAV file of 44 bytes of header and these interleaved samples.
  public static func wav(_ samples: [Int16], rate: Int = 8000, channels: Int = 1) -> [UInt8] {
    let data = samples.flatMap { RIFFFixture.number($0) }
    return wav(
      formatTag: 1, bits: 16, rate: rate, channels: channels, data: data)
  }

  /// A WAV file of any encoding: `fmt ` of 16 bytes, then `data`.
  public static func wav(
    formatTag: UInt16, bits: Int, rate: Int, channels: Int = 1, data: [UInt8]
  ) -> [UInt8] {
    let align = channels * bits / 8
    return RIFFFixture.wave(
      RIFFFixture.chunk(
        "fmt ",
        RIFFFixture.format(
          tag: formatTag, channels: UInt16(channels), rate: UInt32(rate),
          byteRate: UInt32(rate * align), align: UInt16(align), bits: UInt16(bits))),
      RIFFFixture.chunk("data", data, pads: false))
  }

  /// A float WAV file, whatever the values.
  public static func wav(float samples: [Float], rate: Int, channels: Int = 1) -> [UInt8] {
    wav(
      formatTag: 3, bits: 32, rate: rate, channels: channels,
      data: samples.flatMap { RIFFFixture.number($0.bitPattern) })
  }
}
