/// Finds out from a file's bytes why it cannot be decoded.
///
/// libsndfile's own reasons are not passed on: some name the wrong cause.
enum SourceDiagnosis {
  /// Formats that libsndfile decodes; a file of one of them that does not open is damaged.
  private static let decodable: Set = [
    "WAV", "RF64", "BW64", "W64", "8SVX", "AIFF", "AU", "CAF", "FLAC", "MP3", "Ogg Vorbis", "Opus",
    "VOC",
  ]

  static func reason(for file: borrowing InputFile) throws(PromptError) -> PromptError.Reason {
    let start = try file.bytes(at: 0, count: 4096)
    switch FileSignature(start, nameExtension: PathName(file.path).nameExtension) {
    case .sound(let format) where decodable.contains(format):
      return try damage(to: file, format: format)
    case .sound(let format):
      return .unsupportedFormat(format, ffmpegOptions: "")
    case .headerless(let format, let options):
      return .unsupportedFormat("headerless \(format)", ffmpegOptions: options + " ")
    case .other(let description):
      return .notAudio(description)
    case .unknown:
      return .unknownFormat(nameExtension: PathName(file.path).nameExtension)
    }
  }

  private static func damage(
    to file: borrowing InputFile, format: String
  ) throws(PromptError) -> PromptError.Reason {
    if format == "FLAC", let bits = try bitsPerFLACSample(file), ![8, 16, 24].contains(bits) {
      return .unsupportedFormat("FLAC with \(bits) bits a sample", ffmpegOptions: "")
    }
    if ["Ogg Vorbis", "Opus"].contains(format), let fault = try OggPages(file).fault {
      let isCut = fault == .noEnd
      return .undecodable(format, isCut ? "its end is missing" : "bytes in it are wrong or missing")
    }
    guard let list = try ChunkList(file) else {
      return .undecodable(format, "there is nothing in it that can be decoded")
    }
    if let audio = list.audio, audio.isCutShort, format == "CAF" {
      return .undecodable(format, "its audio is cut short after \(audio.presentSize.grouped) bytes")
    }
    let isAIFF = format == "AIFF"
    if ["WAV", "RF64", "BW64"].contains(format), !(try file.bytes(at: 8, count: 4).has("WAVE")) {
      return .undecodable(format, "no \"WAVE\" at byte 8")
    }
    let descriptionID = isAIFF ? "COMM" : "fmt "
    guard let description = list.chunks.first(where: { $0.id == descriptionID }) else {
      let missing = ["CAF", "8SVX"].contains(format) ? nil : "no \"\(descriptionID)\" chunk"
      return missing.map { .undecodable(format, $0) }
        ?? .unsupportedFormat(format, ffmpegOptions: "")
    }
    guard list.audio != nil else {
      return .undecodable(format, "no \"\(isAIFF ? "SSND" : "data")\" chunk")
    }
    let fields = try file.bytes(at: description.offset, count: 16)
    guard fields.count == 16, !description.isCutShort else {
      return .undecodable(format, "a \"\(descriptionID)\" chunk that is cut short")
    }
    if isAIFF { return .unsupportedFormat("AIFF with an unusual encoding", ffmpegOptions: "") }
    let order: ByteOrder = try file.bytes(at: 0, count: 4).has("RIFX") ? .big : .little
    let tag = fields.number(at: 0, count: 2, order) ?? 0
    let channels = fields.number(at: 2, count: 2, order) ?? 0
    let rate = fields.number(at: 4, count: 4, order) ?? 0
    let bits = fields.number(at: 14, count: 2, order) ?? 0
    guard channels > 0, rate > 0 else {
      return .undecodable(format, "a header that declares \(channels) channels at \(rate) Hz")
    }
    if channels > 1024 {
      return .undecodable(format, "a header that declares \(channels) channels")
    }
    if tag == 1, [8, 16, 24, 32].contains(bits) {
      return .undecodable(format, "its chunks contradict each other")
    }
    let hexadecimal = String(tag, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
    return .unsupportedFormat(
      "\(format) with format tag 0x\(padded) and \(bits) bits a sample", ffmpegOptions: "")
  }

  /// From the STREAMINFO block (RFC 9639, section 8.2), which must come first.
  private static func bitsPerFLACSample(
    _ file: borrowing InputFile
  ) throws(PromptError) -> Int? {
    let start = try file.bytes(at: 0, count: 22)
    guard start.count == 22, start[4] & 0x7F == 0,
      let word = start.number(at: 20, count: 2, .big)
    else { return nil }
    return Int(word >> 4 & 0x1F) + 1
  }
}
