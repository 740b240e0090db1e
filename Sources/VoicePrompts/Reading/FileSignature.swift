/// What a file is by its first bytes, whatever its name says.
enum FileSignature: Hashable {
  /// Audio, or video with audio, in the format of this name.
  case sound(String)
  /// Audio samples without any header, which only the name gives away; FFmpeg needs `options`.
  case headerless(String, ffmpegOptions: String)
  /// Something else, with its article: `a ZIP archive`.
  case other(String)
  /// Nothing that is known here.
  case unknown

  /// - Parameters:
  ///   - start: the first bytes of the file, 4096 or all.
  ///   - nameExtension: in lower case, for formats without a header.
  init(_ start: [UInt8], nameExtension: String?) {
    if let other = Self.others.name(in: start[...]) {
      self = .other(other)
    } else if let sound = Self.sound(start[...]) {
      self = .sound(sound)
    } else if let headerless = Self.headerless[nameExtension ?? ""] {
      self = .headerless(headerless.name, ffmpegOptions: headerless.options)
    } else if Self.isText(start) {
      self = .other("a text file")
    } else {
      self = .unknown
    }
  }

  private static func sound(_ start: ArraySlice<UInt8>) -> String? {
    if start.has("ftyp", at: 4) { return brands.name(in: start) ?? "MP4" }
    if start.has("OggS") { return oggCodecs.name(in: start) ?? "Ogg" }
    if let name = sounds.name(in: start) { return name }
    // ADTS (ISO/IEC 13818-7): an MPEG header whose layer is 0.
    if let word = start.number(at: 0, count: 2, .big), word & 0xFFF6 == 0xFFF0 { return "AAC" }
    if let header = MPEGFrameHeader(start) {
      return MPEGFrameHeader(start.dropFirst(header.size)) != nil ? "MP3" : nil
    }
    return nil
  }

  private static func isText(_ start: [UInt8]) -> Bool {
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return true }
    let hasControls = start.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains($0) }
    guard !hasControls else { return false }
    // The last character may be cut by the end of what was read.
    return (0...3).contains { String(validating: start.dropLast($0), as: UTF8.self) != nil }
  }

  /// Bytes that a format has at a fixed place.
  fileprivate struct Mark {
    let bytes: [UInt8]
    let offset: Int
    let name: String

    init(_ text: String, at offset: Int = 0, _ name: String) {
      self.init(Array(text.utf8), at: offset, name)
    }

    init(_ bytes: [UInt8], at offset: Int = 0, _ name: String) {
      self.bytes = bytes
      self.offset = offset
      self.name = name
    }
  }

  /// Order matters where one mark is the beginning of another.
  private static let sounds = [
    Mark("AVI ", at: 8, "AVI video"),
    Mark("RIFF", "WAV"), Mark("RIFX", "WAV"),
    Mark("RF64", "RF64"), Mark("BW64", "BW64"), Mark("riff", "W64"),
    Mark("8SVX", at: 8, "8SVX"), Mark("AIF", at: 8, "AIFF"), Mark(".snd", "AU"),
    Mark("caff", "CAF"), Mark("fLaC", "FLAC"), Mark("#!AMR", "AMR"), Mark("ID3", "MP3"),
    Mark("wvpk", "WavPack"), Mark("MAC ", "Monkey's Audio"), Mark("MPCK", "Musepack"),
    Mark("MP+", "Musepack"), Mark("TTA1", "True Audio"), Mark("DSD ", "DSD"),
    Mark("FRM8", "DSD"), Mark(".RMF", "RealMedia"), Mark("FLV", "Flash video"),
    Mark("Creative Voice File", "VOC"),
    Mark([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "WMA or WMV"),
    Mark([0x1A, 0x45, 0xDF, 0xA3], "Matroska or WebM video"),
    Mark([0x00, 0x00, 0x01, 0xBA], "MPEG video"), Mark([0x0B, 0x77], "AC-3"),
  ]

  private static let oggCodecs = [
    Mark("\u{01}vorbis", at: 28, "Ogg Vorbis"), Mark("OpusHead", at: 28, "Opus"),
    Mark("\u{7F}FLAC", at: 28, "Ogg FLAC"), Mark("fLaC", at: 28, "Ogg FLAC"),
    Mark("Speex", at: 28, "Speex"), Mark([0x80, 0x74, 0x68], at: 28, "Ogg Theora video"),
  ]

  private static let brands = [
    Mark("M4A", at: 8, "M4A (AAC or ALAC)"), Mark("M4B", at: 8, "M4B audio book"),
    Mark("qt", at: 8, "QuickTime"), Mark("3g", at: 8, "3GP (AMR or AAC)"),
  ]

  private static let others = [
    Mark("PK\u{03}\u{04}", "a ZIP archive"), Mark([0x1F, 0x8B], "a gzip archive"),
    Mark("%PDF", "a PDF document"), Mark("\u{7F}ELF", "a program"),
    Mark("GIF8", "a GIF picture"), Mark([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    Mark([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), Mark("ILBM", at: 8, "an ILBM picture"),
    Mark("WEBP", at: 8, "a WebP picture"), Mark("RMID", at: 8, "a MIDI file"),
    Mark("MThd", "a MIDI file, which holds notes instead of sound"),
  ]

  private static let headerless: [String: (name: String, options: String)] = [
    "g722": ("G.722", "-f g722"),
    "g729": ("G.729", "-f g729"),
    "al": ("A-law", "-f alaw -ar 8000 -ac 1"),
    "alaw": ("A-law", "-f alaw -ar 8000 -ac 1"),
    "ul": ("µ-law", "-f mulaw -ar 8000 -ac 1"),
    "ulaw": ("µ-law", "-f mulaw -ar 8000 -ac 1"),
    "sln": ("16-bit PCM", "-f s16le -ar 8000 -ac 1"),
    "sln16": ("16-bit PCM", "-f s16le -ar 16000 -ac 1"),
    "pcm": ("PCM", "-f s16le -ar 8000 -ac 1"),
    "raw": ("PCM", "-f s16le -ar 8000 -ac 1"),
  ]
}

extension [FileSignature.Mark] {
  /// The name that goes with the first mark that `start` has.
  fileprivate func name(in start: ArraySlice<UInt8>) -> String? {
    first { start.has($0.bytes, at: $0.offset) }?.name
  }
}
