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
      return .notAudio("data of no known audio format")
    }
  }

  private static func damage(
    to file: borrowing InputFile, format: String
  ) throws(PromptError) -> PromptError.Reason {
    guard let list = try ChunkList(file) else { return .undecodable(format, "no audio in it") }
    let isAIFF = format == "AIFF"
    let descriptionID = isAIFF ? "COMM" : "fmt "
    guard let description = list.chunks.first(where: { $0.id == descriptionID }) else {
      let missing = ["CAF", "8SVX"].contains(format) ? nil : "no \"\(descriptionID)\" chunk"
      return missing.map { .undecodable(format, $0) } ?? .unsupportedFormat(format, ffmpegOptions: "")
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
    let hexadecimal = String(tag, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
    return .unsupportedFormat(
      "\(format) with format tag 0x\(padded) and \(bits) bits a sample", ffmpegOptions: "")
  }
}
