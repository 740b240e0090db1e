/// Finds out from a file's bytes why it cannot be decoded.
///
/// libsndfile's own reasons are not passed on: some name the wrong cause.
enum Diagnosis {
  private typealias Format = FileSignature.Format

  static func reason(for file: borrowing InputFile) throws(AudioFileError) -> AudioFileError.Reason
  {
    switch try FileSignature(of: file) {
    case .sound(let format) where format.isDecodable:
      return try damage(to: file, format: format)
    case .sound(let format):
      if let input = format.ffmpegInput { return .needsFFmpeg(input, .notAllowed) }
      return .unsupportedFormat(
        Text(english: format.name), ffmpegOptions: format.isKnownToFFmpeg ? "" : nil)
    case .gitLFSPointer:
      return .placeholder(.gitLFS)
    case .headerless(let raw): return needsFFmpeg(raw)
    case .ambiguous(.unsupported(let encoding)):
      return .unsupportedFormat(
        Text(english: "headerless \(encoding.rawValue)"), ffmpegOptions: "-f g729 ")
    case .ambiguous(.muLawOrPCM):
      return .ambiguousRaw(nameExtension: PathName(file.path).nameExtension ?? "")
    case .other(let description):
      return .notAudio(description)
    case .unknown where try file.bytes(at: 0, count: 4096).allSatisfy({ $0 == 0 }):
      return .placeholder(.zeros)
    case .unknown:
      return .unknownFormat(nameExtension: PathName(file.path).nameExtension)
    }
  }

  /// Samples without a header that are not decoded here.
  static func needsFFmpeg(_ raw: RawFormat) -> AudioFileError.Reason {
    let name = "headerless \(raw.format.encoding.rawValue)"
    return .needsFFmpeg(FFmpegInput(name, .headerless, raw: raw), .notAllowed)
  }

  private static func unsupported(
    _ format: @autoclosure @escaping @Sendable () -> String
  ) -> AudioFileError.Reason {
    .unsupportedFormat(Text(english: format()), ffmpegOptions: "")
  }

  private static func damage(
    to file: borrowing InputFile, format: Format
  ) throws(AudioFileError) -> AudioFileError.Reason {
    func undecodable(
      _ detail: @autoclosure @escaping @Sendable () -> String
    ) -> AudioFileError.Reason {
      .undecodable(format: format.name, detail: Text(english: detail()))
    }
    if format == .flac, let bits = try bitsPerFLACSample(file), ![8, 16, 24].contains(bits) {
      return unsupported("FLAC with \(bits) bits per sample")
    }
    if format == .oggVorbis || format == .opus, let fault = try OggPages(file).fault {
      return fault == .noEnd
        ? undecodable("its end is missing") : undecodable("bytes in it are wrong or missing")
    }
    guard let list = try ChunkList(file) else {
      return undecodable("there is nothing in it that can be decoded")
    }
    if let audio = list.audio, audio.isCutShort, format == .caf {
      return undecodable("its audio is cut short after \(audio.presentSize.grouped) bytes")
    }
    let isRIFF = format == .wav || format == .rf64 || format == .bw64
    if isRIFF, !(try file.bytes(at: 8, count: 4).has("WAVE")) {
      return undecodable("no \"WAVE\" at byte 8")
    }
    let ids: (description: String, audio: String) =
      format == .aiff ? ("COMM", "SSND") : ("fmt ", "data")
    guard let description = list.chunks.first(where: { $0.id == ids.description }) else {
      return format == .caf || format == .svx
        ? unsupported(format.name) : undecodable("no \"\(ids.description)\" chunk")
    }
    guard list.audio != nil else { return undecodable("no \"\(ids.audio)\" chunk") }
    let fields = try file.bytes(at: description.offset, count: 16)
    guard fields.count == 16, !description.isCutShort else {
      return undecodable("a \"\(ids.description)\" chunk that is cut short")
    }
    if format == .aiff { return unsupported("AIFF with an unusual encoding") }
    let tag = fields.number(at: 0, count: 2, list.order) ?? 0
    let channels = fields.number(at: 2, count: 2, list.order) ?? 0
    let rate = fields.number(at: 4, count: 4, list.order) ?? 0
    let bits = fields.number(at: 14, count: 2, list.order) ?? 0
    guard channels > 0, rate > 0 else {
      return undecodable("a header that declares \(channels) channels at \(rate) Hz")
    }
    if channels > 1024 { return undecodable("a header that declares \(channels) channels") }
    if tag == 1, [8, 16, 24, 32].contains(bits) {
      return undecodable("its chunks contradict each other")
    }
    return unsupported(
      "\(format.name) with format tag \(tag.hexadecimal) and \(bits) bits per sample")
  }

  /// From the STREAMINFO block (RFC 9639, section 8.2), which must come first.
  private static func bitsPerFLACSample(
    _ file: borrowing InputFile
  ) throws(AudioFileError) -> Int? {
    let start = try file.bytes(at: 0, count: 22)
    guard start.count == 22, start[4] & 0x7F == 0,
      let word = start.number(at: 20, count: 2, .big)
    else { return nil }
    return Int(word >> 4 & 0x1F) + 1
  }
}
