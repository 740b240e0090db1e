public import AudioFiles
internal import TelephonyAudio

/// The formats of files that a platform takes, and who says so.
public struct AcceptedFormats: Hashable, Sendable {
  /// How samples may be written in RIFF/WAVE; nil for any way that it has.
  var encodings: [Encoding]?
  /// In Hz; nil for any.
  var sampleRates: [Int]?
  /// Samples a frame; nil for any number.
  var channelCounts: [Int]?
  /// What may stand in the place of RIFF/WAVE.
  var others: [Other] = []
  /// Who says so.
  public let basis: Basis
  /// Whether the platform is known to refuse other formats, or it is only known to take this one.
  public let isComplete: Bool

  /// A way of writing samples in RIFF/WAVE.
  struct Encoding: Hashable, Sendable {
    let name: String
    /// The format tag.
    let tag: Int
    /// Bits a sample that it may have.
    let bits: [Int]

    init(_ encoding: SampleEncoding) {
      name = encoding.name
      tag = Int(encoding.waveFormatTag)
      bits = [8 * encoding.bytesPerSample]
    }

    private init(name: String, tag: Int, bits: [Int]) {
      self.name = name
      self.tag = tag
      self.bits = bits
    }

    /// PCM of several widths.
    static func pcm(bits: [Int]) -> Encoding {
      Encoding(name: "PCM", tag: Int(SampleEncoding.pcm16.waveFormatTag), bits: bits)
    }

    /// What standard it is of: `G.711 A-law`.
    var fullName: String { isG711 ? "G.711 \(name)" : name }

    /// Whether a code is one byte, as ITU-T G.711 has it.
    var isG711: Bool { [SampleEncoding.aLaw, .muLaw].contains { Int($0.waveFormatTag) == tag } }
  }

  /// A kind of file besides RIFF/WAVE.
  enum Other: String, Hashable, Sendable {
    case mp3 = "MP3"
    case aiff = "AIFF"
    case wma = "WMA"
    case gsm = "GSM"
    case muLaw = "headerless µ-law"

    private var extensions: [String] {
      switch self {
      case .mp3: ["mp3"]
      case .aiff: ["aiff", "aif"]
      case .wma: ["wma"]
      case .gsm: ["gsm"]
      case .muLaw: ["ulaw", "ul"]
      }
    }

    /// What the bytes of such files are called; empty for none that says what they are.
    private var signatures: [String] {
      switch self {
      case .mp3, .aiff: [rawValue]
      case .wma: ["WMA or WMV"]
      case .gsm: ["", SoundFormat.Encoding.gsm.rawValue]
      case .muLaw: [SoundFormat.Encoding.muLaw.rawValue]
      }
    }

    /// Whether a file of this name is one by its bytes, as far as those tell.
    func isKind(of name: String, _ facts: WAVFacts) -> Bool {
      let nameExtension = PathName(name).nameExtension ?? ""
      return extensions.contains(nameExtension)
        && facts.signature.map { signatures.contains($0) } ?? false
    }
  }

  /// These formats and no others.
  ///
  /// - Parameter others: what may stand in the place of RIFF/WAVE.
  static func only(
    _ encodings: [Encoding], rates: [Int]? = [8000], channels: [Int] = [1], or others: [Other] = [],
    _ basis: Basis
  ) -> AcceptedFormats {
    AcceptedFormats(
      encodings: encodings, sampleRates: rates, channelCounts: channels, others: others,
      basis: basis, isComplete: true)
  }

  /// RIFF/WAVE with whatever is in it.
  static func anyWAV(or others: Other..., basis: Basis) -> AcceptedFormats {
    AcceptedFormats(others: others, basis: basis, isComplete: true)
  }

  /// The one format that is known to be taken; of others nobody says anything.
  static func known(_ format: WAVFormat, _ basis: Basis) -> AcceptedFormats {
    AcceptedFormats(
      encodings: [Encoding(format.encoding)], sampleRates: [format.sampleRate],
      channelCounts: [format.channelCount], basis: basis, isComplete: false)
  }

  /// Whether a file of another format is refused for sure.
  public var isBinding: Bool { isComplete && basis.isBinding }

  /// Whether samples in RIFF/WAVE may be written with this tag.
  func has(tag: Int) -> Bool { encodings?.contains { $0.tag == tag } ?? true }

  /// `µ-law or A-law, 8000 Hz, mono; MP3`
  public var summary: Text {
    let sounds = encodings?.map(\.words).joined(" or ", " 或 ")
    let rates = sampleRates.map { rates in
      let rates = rates.map { "\($0)" }.alternatives
      return Text(english: "\(rates.english) Hz", chinese: "\(rates.chinese) Hz")
    }
    let channels = channelCounts.map { counts in
      switch counts {
      case [1]: Text(english: "mono", chinese: "单声道")
      case [1, 2]: Text(english: "mono or stereo", chinese: "单声道或立体声")
      default: Text(english: "\(counts)", chinese: "\(counts)")
      }
    }
    let wav = [sounds ?? Text(english: "any WAV", chinese: "任意 WAV"), rates, channels]
    let kinds = others.map { kind in
      Text(english: kind.rawValue, chinese: FormatWords.chinese(kind.rawValue))
    }
    return ([wav.compactMap { $0 }.joined(", ", "，")] + kinds).joined("; ", "；")
  }
}

extension AcceptedFormats.Encoding {
  fileprivate var words: Text {
    guard name == "PCM" else { return Text(english: name, chinese: name) }
    let widths = bits.map { "\($0)" }
    return Text(
      english: "PCM of \(widths.joined(separator: ", ")) bits",
      chinese: "\(widths.joined(separator: "、")) 位 PCM")
  }
}

extension AcceptedFormats.Encoding {
  static let aLaw = AcceptedFormats.Encoding(.aLaw)
  static let muLaw = AcceptedFormats.Encoding(.muLaw)
  static let pcm16 = AcceptedFormats.Encoding(.pcm16)
}
