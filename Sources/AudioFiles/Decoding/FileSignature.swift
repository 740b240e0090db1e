/// What a file is by its first bytes, whatever its name says.
enum FileSignature: Hashable {
  /// Audio, or video with audio.
  case sound(Format)
  /// Audio samples without any header, which only the name gives away.
  case headerless(RawFormat)
  /// The same, where the name stands for several formats, or for one that is not read.
  case ambiguous(Headerless)
  /// What Git keeps in the place of a large file that was not fetched.
  case gitLFSPointer
  /// Something else, with its article: `a ZIP archive`.
  case other(Text)
  /// Nothing that is known here.
  case unknown

  /// - Parameters:
  ///   - start: the first bytes of the file, 4096 or all.
  ///   - nameExtension: in lower case, for formats without a header.
  init(_ start: [UInt8], nameExtension: String?) {
    // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
    if start.has("version https://git-lfs") {
      self = .gitLFSPointer
    } else if let other = Self.others.first(in: start[...]) {
      self = .other(other)
    } else if let sound = Self.sound(start[...]) {
      self = .sound(sound)
    } else if MPEGFrameHeader(start[...]) != nil,
      ["mp1", "mp2", "mp3"].contains(nameExtension ?? "")
    {
      // One header may be chance, unless the name says the same.
      self = .sound(.mp3)
    } else if let named = Self.headerless(nameExtension),
      // No sound keeps to text with line ends for half a second.
      !(start.contains(0x0A) && Self.isText(start))
    {
      self = named
    } else if Self.isText(start) {
      self = .other(Text(english: "a text file", chinese: "一个文本文件"))
    } else {
      self = .unknown
    }
  }

  /// What a file is by the bytes behind an ID3 tag, which any format may have before it.
  ///
  /// - Throws: ``AudioFileError`` where the file cannot be read.
  init(of file: borrowing InputFile) throws(AudioFileError) {
    var start = try file.bytes(at: 0, count: 4096)
    let nameExtension = PathName(file.path).nameExtension
    self.init(start, nameExtension: nameExtension)
    guard start.has("ID3"), start.count >= 10 else { return }
    // Seven bits a byte: ID3v2.4, section 3.1.
    let size = start[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    start = try file.bytes(at: 10 + size, count: 4096)
    let behind = FileSignature(start, nameExtension: nameExtension)
    // Tags are for MP3, where nothing else is found.
    if case .sound = behind { self = behind }
    if case .headerless = behind { self = behind }
    if case .ambiguous = behind { self = behind }
  }

  /// Whether `start` has a mark that no samples have by chance: of four bytes or more.
  static func isMarked(_ start: [UInt8]) -> Bool {
    start.has("OggS") || start.has("ftyp", at: 4)
      || sounds.contains { $0.bytes.count >= 4 && start.has($0.bytes, at: $0.offset) }
  }

  private static func sound(_ start: ArraySlice<UInt8>) -> Format? {
    if start.has("ftyp", at: 4) { return brands.first(in: start) ?? Format("MP4", .mp4) }
    if start.has("OggS") { return oggCodecs.first(in: start) ?? Format("Ogg", .ogg) }
    if let format = sounds.first(in: start) { return format }
    if FLACFrameHeader(start, fixedBlockSize: 1) != nil { return Format("FLAC without its header") }
    // ADTS (ISO/IEC 13818-7): an MPEG header whose layer is 0.
    if let word = start.number(at: 0, count: 2, .big), word & 0xFFF6 == 0xFFF0 {
      return Format("AAC", .adts)
    }
    if let header = MPEGFrameHeader(start) {
      return MPEGFrameHeader(start.dropFirst(header.size)) != nil ? .mp3 : nil
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

  /// A format of sound.
  struct Format: Hashable {
    /// What people call it.
    let name: String
    /// Whether libsndfile decodes it, so that a file that does not open is damaged.
    let isDecodable: Bool
    /// Whether FFmpeg decodes it.
    let isKnownToFFmpeg: Bool
    /// How FFmpeg decodes it for us; nil where it is not asked to.
    let ffmpegInput: FFmpegInput?

    init(_ name: String, isDecodable: Bool = false, isKnownToFFmpeg: Bool = true) {
      self.name = name
      self.isDecodable = isDecodable
      self.isKnownToFFmpeg = isKnownToFFmpeg
      ffmpegInput = nil
    }

    /// One that FFmpeg decodes for us.
    init(_ name: String, _ container: SoundFormat.Container) {
      self.name = name
      isDecodable = false
      isKnownToFFmpeg = true
      ffmpegInput = FFmpegInput(name, container)
    }

    static let silk = Format("SILK of a chat", isKnownToFFmpeg: false)

    static let wav = Format("WAV", isDecodable: true)
    static let rf64 = Format("RF64", isDecodable: true)
    static let bw64 = Format("BW64", isDecodable: true)
    static let svx = Format("8SVX", isDecodable: true)
    static let aiff = Format("AIFF", isDecodable: true)
    static let caf = Format("CAF", isDecodable: true)
    static let flac = Format("FLAC", isDecodable: true)
    static let mp3 = Format("MP3", isDecodable: true)
    static let oggVorbis = Format("Ogg Vorbis", isDecodable: true)
    static let opus = Format("Opus", isDecodable: true)
  }

  /// Samples without a header whose format is not settled.
  enum Headerless: Hashable {
    /// One that nobody reads here.
    case unsupported(SoundFormat.Encoding)
    /// µ-law for some programs, 16-bit for others.
    case muLawOrPCM
  }

  /// Bytes that a format has at a fixed place.
  fileprivate struct Mark<Meaning: Sendable>: Sendable {
    let bytes: [UInt8]
    let offset: Int
    let meaning: Meaning

    init(_ text: String, at offset: Int = 0, _ meaning: Meaning) {
      self.init(Array(text.utf8), at: offset, meaning)
    }

    init(_ bytes: [UInt8], at offset: Int = 0, _ meaning: Meaning) {
      self.bytes = bytes
      self.offset = offset
      self.meaning = meaning
    }
  }

  private static let quickTime = Format("QuickTime", .mp4)

  /// Order matters where one mark is the beginning of another.
  private static let sounds: [Mark<Format>] = [
    Mark("AVI ", at: 8, Format("AVI video", .avi)),
    // Before QuickTime had brands.
    Mark("moov", at: 4, quickTime), Mark("mdat", at: 4, quickTime), Mark("wide", at: 4, quickTime),
    Mark("RIFF", .wav), Mark("RIFX", .wav),
    Mark("RF64", .rf64), Mark("BW64", .bw64), Mark("riff", Format("W64", isDecodable: true)),
    Mark("8SVX", at: 8, .svx), Mark("AIF", at: 8, .aiff),
    Mark(".snd", Format("AU", isDecodable: true)),
    Mark("caff", .caf), Mark("fLaC", .flac), Mark("#!AMR-WB", Format("AMR-WB", .amr)),
    Mark("#!AMR", Format("AMR", .amr)), Mark("ID3", .mp3),
    Mark("wvpk", Format("WavPack", .wavPack)), Mark("MAC ", Format("Monkey's Audio", .ape)),
    Mark("MPCK", Format("Musepack")),
    Mark("MP+", Format("Musepack")), Mark("TTA1", Format("True Audio")),
    Mark("DSD ", Format("DSD")),
    Mark("FRM8", Format("DSD")), Mark(".RMF", Format("RealMedia")),
    Mark("FLV", Format("Flash video", .flv)),
    // Chats put a byte before it.
    Mark("#!SILK", .silk), Mark("#!SILK", at: 1, .silk),
    Mark("Creative Voice File", Format("VOC", isDecodable: true)),
    Mark([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], Format("WMA or WMV", .asf)),
    Mark([0x1A, 0x45, 0xDF, 0xA3], Format("Matroska or WebM", .matroska)),
    Mark([0x00, 0x00, 0x01, 0xBA], Format("MPEG video")), Mark([0x0B, 0x77], Format("AC-3")),
  ]

  private static let oggCodecs: [Mark<Format>] = [
    Mark("\u{01}vorbis", at: 28, .oggVorbis), Mark("OpusHead", at: 28, .opus),
    Mark("\u{7F}FLAC", at: 28, Format("Ogg FLAC", .ogg)),
    Mark("fLaC", at: 28, Format("Ogg FLAC", .ogg)),
    Mark("Speex", at: 28, Format("Speex", .ogg)),
    Mark([0x80, 0x74, 0x68], at: 28, Format("Ogg Theora video", .ogg)),
  ]

  private static let brands: [Mark<Format>] = [
    Mark("M4A", at: 8, Format("M4A (AAC or ALAC)", .mp4)),
    Mark("M4B", at: 8, Format("M4B audio book", .mp4)),
    Mark("qt", at: 8, Format("QuickTime", .mp4)),
    Mark("3g", at: 8, Format("3GP (AMR or AAC)", .mp4)),
  ]

  private static let others: [Mark<Text>] = [
    Mark("PK\u{03}\u{04}", Text(english: "a ZIP archive", chinese: "一个 ZIP 压缩包")),
    Mark([0x1F, 0x8B], Text(english: "a gzip archive", chinese: "一个 gzip 压缩包")),
    Mark("%PDF", Text(english: "a PDF document", chinese: "一个 PDF 文档")),
    Mark("\u{7F}ELF", Text(english: "a program", chinese: "一个程序")),
    Mark("GIF8", Text(english: "a GIF picture", chinese: "一张 GIF 图片")),
    Mark([0xFF, 0xD8, 0xFF], Text(english: "a JPEG picture", chinese: "一张 JPEG 图片")),
    Mark([0x89, 0x50, 0x4E, 0x47], Text(english: "a PNG picture", chinese: "一张 PNG 图片")),
    Mark("ILBM", at: 8, Text(english: "an ILBM picture", chinese: "一张 ILBM 图片")),
    Mark("WEBP", at: 8, Text(english: "a WebP picture", chinese: "一张 WebP 图片")),
    Mark("RMID", at: 8, Text(english: "a MIDI file", chinese: "一个 MIDI 文件")),
    Mark(
      "MThd",
      Text(
        english: "a MIDI file, which holds notes instead of sound", chinese: "一个 MIDI 文件，其中是音符而不是声音"
      )),
  ]

  private static func headerless(_ nameExtension: String?) -> FileSignature? {
    switch nameExtension {
    // Asterisk keeps µ-law in .pcm, sound editors 16-bit samples in both.
    case "pcm", "raw": .ambiguous(.muLawOrPCM)
    case "g729": .ambiguous(.unsupported(.g729))
    case let name?: RawFormat.byExtension[name].map { .headerless($0) }
    case nil: nil
    }
  }
}

extension Array {
  /// What goes with the first mark that `start` has.
  fileprivate func first<Meaning: Sendable>(in start: ArraySlice<UInt8>) -> Meaning?
  where Element == FileSignature.Mark<Meaning> {
    first { start.has($0.bytes, at: $0.offset) }?.meaning
  }
}
