internal import CSndfile

/// What a recording is: container, encoding, sample rate and channels.
public struct SoundFormat: Hashable, Sendable {
  /// The file format: `WAV`, `FLAC`, `MP3`.
  public let container: String
  /// How samples are written: `16-bit PCM`, `Vorbis`.
  public let encoding: String
  /// In Hz.
  public let sampleRate: Int
  /// How many.
  public let channelCount: Int

  /// How the container's completeness can be checked.
  let family: Family

  enum Family {
    case chunks, au, flac, ogg, mpeg, gsm, other
  }

  init(_ info: SF_INFO) {
    sampleRate = Int(info.samplerate)
    channelCount = Int(info.channels)
    let major = info.format & Int32(SF_FORMAT_TYPEMASK)
    let minor = info.format & Int32(SF_FORMAT_SUBMASK)
    switch Int(major) {
    case SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_W64, SF_FORMAT_AIFF,
      SF_FORMAT_SVX, SF_FORMAT_CAF:
      family = .chunks
    case SF_FORMAT_AU: family = .au
    case SF_FORMAT_FLAC: family = .flac
    case SF_FORMAT_OGG: family = .ogg
    case SF_FORMAT_MPEG: family = .mpeg
    case SF_FORMAT_RAW where Int(minor) == SF_FORMAT_GSM610: family = .gsm
    default: family = .other
    }
    let encoding = Self.encodings[Int(minor)] ?? "unknown encoding"
    self.encoding = encoding
    container = family == .mpeg ? encoding : Self.containers[Int(major)] ?? "unknown container"
  }

  /// Whether the samples are MPEG audio, in whatever container.
  var isMPEG: Bool { ["MP1", "MP2", "MP3"].contains(encoding) }

  /// `MP3, 44100 Hz, stereo`
  public var summary: String {
    let sound = container == encoding ? container : "\(container) \(encoding)"
    return "\(sound), \(sampleRate) Hz, \(channelDescription)"
  }

  /// `mono`, `stereo`, or the number of channels.
  public var channelDescription: String {
    switch channelCount {
    case 1: "mono"
    case 2: "stereo"
    default: "\(channelCount) channels"
    }
  }

  private static let containers: [Int: String] = [
    SF_FORMAT_WAV: "WAV", SF_FORMAT_WAVEX: "WAV", SF_FORMAT_RF64: "RF64", SF_FORMAT_W64: "W64",
    SF_FORMAT_AIFF: "AIFF", SF_FORMAT_AU: "AU", SF_FORMAT_CAF: "CAF", SF_FORMAT_FLAC: "FLAC",
    SF_FORMAT_OGG: "Ogg", SF_FORMAT_RAW: "headerless", SF_FORMAT_PAF: "PAF",
    SF_FORMAT_SVX: "8SVX", SF_FORMAT_NIST: "NIST SPHERE", SF_FORMAT_VOC: "VOC",
    SF_FORMAT_IRCAM: "IRCAM", SF_FORMAT_MAT4: "MAT4", SF_FORMAT_MAT5: "MAT5",
    SF_FORMAT_PVF: "PVF", SF_FORMAT_XI: "XI", SF_FORMAT_HTK: "HTK", SF_FORMAT_SDS: "SDS",
    SF_FORMAT_AVR: "AVR", SF_FORMAT_SD2: "SD2", SF_FORMAT_WVE: "WVE", SF_FORMAT_MPC2K: "MPC 2000",
  ]

  private static let encodings: [Int: String] = [
    SF_FORMAT_PCM_S8: "8-bit PCM", SF_FORMAT_PCM_U8: "8-bit PCM", SF_FORMAT_PCM_16: "16-bit PCM",
    SF_FORMAT_PCM_24: "24-bit PCM", SF_FORMAT_PCM_32: "32-bit PCM",
    SF_FORMAT_FLOAT: "32-bit float", SF_FORMAT_DOUBLE: "64-bit float", SF_FORMAT_ULAW: "µ-law",
    SF_FORMAT_ALAW: "A-law", SF_FORMAT_IMA_ADPCM: "IMA ADPCM", SF_FORMAT_MS_ADPCM: "MS ADPCM",
    SF_FORMAT_GSM610: "GSM 06.10", SF_FORMAT_VOX_ADPCM: "VOX ADPCM",
    SF_FORMAT_NMS_ADPCM_16: "NMS ADPCM", SF_FORMAT_NMS_ADPCM_24: "NMS ADPCM",
    SF_FORMAT_NMS_ADPCM_32: "NMS ADPCM", SF_FORMAT_G721_32: "G.721 ADPCM",
    SF_FORMAT_G723_24: "G.723 ADPCM", SF_FORMAT_G723_40: "G.723 ADPCM", SF_FORMAT_DWVW_12: "DWVW",
    SF_FORMAT_DWVW_16: "DWVW", SF_FORMAT_DWVW_24: "DWVW", SF_FORMAT_DWVW_N: "DWVW",
    SF_FORMAT_DPCM_8: "8-bit DPCM", SF_FORMAT_DPCM_16: "16-bit DPCM", SF_FORMAT_VORBIS: "Vorbis",
    SF_FORMAT_OPUS: "Opus", SF_FORMAT_ALAC_16: "ALAC", SF_FORMAT_ALAC_20: "ALAC",
    SF_FORMAT_ALAC_24: "ALAC", SF_FORMAT_ALAC_32: "ALAC", SF_FORMAT_MPEG_LAYER_I: "MP1",
    SF_FORMAT_MPEG_LAYER_II: "MP2", SF_FORMAT_MPEG_LAYER_III: "MP3",
  ]
}
