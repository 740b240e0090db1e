/// What a recording is: container, encoding, sample rate and channels.
public struct SoundFormat: Hashable, Sendable {
  /// The file format.
  public let container: Container
  /// How its samples are written.
  public let encoding: Encoding
  /// Frames a second, in Hz.
  public let sampleRate: Int
  /// Samples a frame, at least 1.
  public let channelCount: Int

  package init(container: Container, encoding: Encoding, sampleRate: Int, channelCount: Int) {
    self.container = container
    self.encoding = encoding
    self.sampleRate = sampleRate
    self.channelCount = channelCount
  }

  /// A file format; its raw value is the name that people and machines read.
  public enum Container: String, Sendable {
    case adts = "ADTS"
    case aiff = "AIFF"
    case amr = "AMR"
    case ape = "Monkey's Audio"
    case asf = "ASF"
    case au = "AU"
    case avi = "AVI"
    case avr = "AVR"
    case caf = "CAF"
    case flac = "FLAC"
    case flv = "FLV"
    case headerless
    case htk = "HTK"
    case ircam = "IRCAM"
    case mat4 = "MAT4"
    case mat5 = "MAT5"
    /// Also WebM.
    case matroska = "Matroska"
    case mp1 = "MP1"
    case mp2 = "MP2"
    case mp3 = "MP3"
    /// Also M4A, QuickTime and 3GP.
    case mp4 = "MP4"
    case mpc2000 = "MPC 2000"
    case nist = "NIST SPHERE"
    case ogg = "Ogg"
    case paf = "PAF"
    case pvf = "PVF"
    case rf64 = "RF64"
    case sd2 = "SD2"
    case sds = "SDS"
    case svx = "8SVX"
    case voc = "VOC"
    case w64 = "W64"
    case wav = "WAV"
    case wavPack = "WavPack"
    case wve = "WVE"
    case xi = "XI"
    case unknown = "unknown container"
  }

  /// A way of writing samples; its raw value is the name that people and machines read.
  public enum Encoding: String, Sendable {
    case aac = "AAC"
    case alac = "ALAC"
    case aLaw = "A-law"
    case amrNB = "AMR-NB"
    case amrWB = "AMR-WB"
    case ape = "Monkey's Audio"
    case dpcm8 = "8-bit DPCM"
    case dpcm16 = "16-bit DPCM"
    case dwvw = "DWVW"
    case flac = "FLAC"
    case float32 = "32-bit float"
    case float64 = "64-bit float"
    case g721 = "G.721 ADPCM"
    case g722 = "G.722"
    case g723 = "G.723 ADPCM"
    case g729 = "G.729"
    case gsm = "GSM 06.10"
    case imaADPCM = "IMA ADPCM"
    case mp1 = "MP1"
    case mp2 = "MP2"
    case mp3 = "MP3"
    case msADPCM = "MS ADPCM"
    case muLaw = "µ-law"
    case nmsADPCM = "NMS ADPCM"
    case opus = "Opus"
    case pcm = "PCM"
    case pcm8 = "8-bit PCM"
    case pcm16 = "16-bit PCM"
    case pcm24 = "24-bit PCM"
    case pcm32 = "32-bit PCM"
    case speex = "Speex"
    case vorbis = "Vorbis"
    case voxADPCM = "VOX ADPCM"
    case wavPack = "WavPack"
    case wma = "WMA"
    case unknown = "unknown encoding"

    /// Whether it is MPEG audio, in whatever container.
    package var isMPEG: Bool { self == .mp1 || self == .mp2 || self == .mp3 }
  }

  /// `MP3, 44100 Hz, stereo`
  public var summary: Text {
    let names = [container.rawValue, encoding.rawValue]
    let sound = names[0] == names[1] ? [names[0]] : names
    return Text(
      english: "\(sound.joined(separator: " ")), \(sampleRate) Hz, \(channels.english)",
      chinese: sound.map(FormatWords.chinese).joined(separator: " ")
        + "，\(sampleRate) Hz，\(channels.chinese)")
  }

  /// `mono`, `stereo`, or the number of channels.
  public var channels: Text {
    switch channelCount {
    case 1: Text(english: "mono", chinese: "单声道")
    case 2: Text(english: "stereo", chinese: "立体声")
    default: Text(english: "\(channelCount) channels", chinese: "\(channelCount) 个声道")
    }
  }
}

/// What is wrong with a recording that can still be decoded in part. Times are in seconds.
public enum Damage: Hashable, Sendable {
  /// The header promises more audio than the file holds.
  case cutShort(promised: Double, present: Double)
  /// The stream stops in the middle.
  case breaksOff(after: Double)
  /// So many bytes follow those that the header counts, and they are no chunk.
  case unfinished(counted: Int, following: Int)
  /// A second recording follows, which decoders do not get to.
  case joined(after: Double)
  /// The header says different things of the channels, the samples or the length.
  case contradiction
  /// Bytes are wrong or missing; what follows them may be there.
  case corrupt(after: Double)
}
