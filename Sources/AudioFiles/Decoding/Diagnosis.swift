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
        FormatWords.text(format.name), ffmpegOptions: format.isKnownToFFmpeg ? "" : nil)
    case .gitLFSPointer:
      return .placeholder(.gitLFS)
    case .headerless(let raw): return needsFFmpeg(raw)
    case .ambiguous(.unsupported(let encoding)):
      return .unsupportedFormat(
        FormatWords.text("headerless \(encoding.rawValue)"), ffmpegOptions: "-f g729 ")
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

  private static func unsupported(_ format: Text) -> AudioFileError.Reason {
    .unsupportedFormat(format, ffmpegOptions: "")
  }

  private static func damage(
    to file: borrowing InputFile, format: Format
  ) throws(AudioFileError) -> AudioFileError.Reason {
    func undecodable(_ detail: Text) -> AudioFileError.Reason {
      .undecodable(format: format.name, detail: detail)
    }
    if format == .flac, let bits = try bitsPerFLACSample(file), ![8, 16, 24].contains(bits) {
      return unsupported(
        Text(english: "FLAC with \(bits) bits per sample", chinese: "位深为 \(bits) 的 FLAC"))
    }
    if format == .oggVorbis || format == .opus, let fault = try OggPages(file).fault {
      return fault == .noEnd
        ? undecodable(Text(english: "its end is missing", chinese: "缺少结尾"))
        : undecodable(Text(english: "bytes in it are wrong or missing", chinese: "其中有字节错误或缺失"))
    }
    guard let list = try ChunkList(file) else {
      return undecodable(
        Text(english: "there is nothing in it that can be decoded", chinese: "其中没有可以解码的内容"))
    }
    if let audio = list.audio, audio.isCutShort, format == .caf {
      return undecodable(
        Text(
          english: "its audio is cut short after \(audio.presentSize.grouped) bytes",
          chinese: "音频在 \(audio.presentSize.grouped) 字节之后不完整"))
    }
    let isRIFF = format == .wav || format == .rf64 || format == .bw64
    if isRIFF, !(try file.bytes(at: 8, count: 4).has("WAVE")) {
      return undecodable(Text(english: "no \"WAVE\" at byte 8", chinese: "字节 8 处没有 \"WAVE\""))
    }
    let ids: (description: String, audio: String) =
      format == .aiff ? ("COMM", "SSND") : ("fmt ", "data")
    guard let description = list.chunks.first(where: { $0.id == ids.description }) else {
      return format == .caf || format == .svx
        ? unsupported(FormatWords.text(format.name))
        : undecodable(
          Text(english: "no \"\(ids.description)\" chunk", chinese: "没有 \"\(ids.description)\" 块"))
    }
    guard list.audio != nil else {
      return undecodable(
        Text(english: "no \"\(ids.audio)\" chunk", chinese: "没有 \"\(ids.audio)\" 块"))
    }
    let fields = try file.bytes(at: description.offset, count: 16)
    guard fields.count == 16, !description.isCutShort else {
      return undecodable(
        Text(
          english: "a \"\(ids.description)\" chunk that is cut short",
          chinese: "\"\(ids.description)\" 块不完整"))
    }
    if format == .aiff {
      return unsupported(Text(english: "AIFF with an unusual encoding", chinese: "编码不常见的 AIFF"))
    }
    let tag = fields.number(at: 0, count: 2, list.order) ?? 0
    let channels = fields.number(at: 2, count: 2, list.order) ?? 0
    let rate = fields.number(at: 4, count: 4, list.order) ?? 0
    let bits = fields.number(at: 14, count: 2, list.order) ?? 0
    guard channels > 0, rate > 0 else {
      return undecodable(
        Text(
          english: "a header that declares \(channels) channels at \(rate) Hz",
          chinese: "文件头标明 \(channels) 个声道、\(rate) Hz"))
    }
    if channels > 1024 {
      return undecodable(
        Text(
          english: "a header that declares \(channels) channels", chinese: "文件头标明 \(channels) 个声道"))
    }
    if tag == 1, [8, 16, 24, 32].contains(bits) {
      return undecodable(Text(english: "its chunks contradict each other", chinese: "各块互相矛盾"))
    }
    return unsupported(
      Text(
        english: "\(format.name) with format tag \(tag.hexadecimal) and \(bits) bits per sample",
        chinese: "格式标签为 \(tag.hexadecimal)、位深为 \(bits) 的 \(format.name)"))
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
