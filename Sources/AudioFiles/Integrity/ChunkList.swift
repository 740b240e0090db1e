/// The chunks of a file in one of the formats that descend from EA IFF 85, as its headers state
/// them: RIFF, RIFX, RF64, BW64, W64, AIFF and its kin, CAF.
///
/// No size is believed: walking stops where the file ends, whatever was declared.
struct ChunkList {
  struct Chunk {
    /// Four characters; of a W64 GUID the first four bytes.
    let id: String
    /// Where the chunk's header starts.
    let headerOffset: Int
    /// Where the chunk's content starts.
    let offset: Int
    /// The content's size as it is written, whatever it means.
    let statedSize: UInt64
    /// The content's size as declared; nil where the writer left it open.
    let declaredSize: UInt64?
    /// How many bytes of the content the file holds.
    let presentSize: Int

    /// Whether the file ends before the chunk does.
    var isCutShort: Bool { declaredSize.map { $0 > UInt64(presentSize) } ?? false }

    /// Whether its id is four letters, as no sound read as a header has for long.
    var isNamed: Bool { id.count == 4 && id.allSatisfy { $0 >= " " && $0 <= "~" } }
  }

  /// The layout of one family of formats.
  private struct Layout {
    var order = ByteOrder.little
    var firstChunk = 12
    var idSize = 4
    var lengthSize = 4
    /// Whether a chunk's size counts its own header, as in W64.
    var countsHeader = false
    /// The multiple of bytes on which chunks start.
    var alignment = 2
  }

  /// More chunks than any real file has.
  static let maximumCount = 4096

  /// Of the numbers.
  let order: ByteOrder
  let chunks: [Chunk]
  /// Where the next chunk would start; beyond the file's end where a pad byte is missing.
  let end: Int

  /// The chunk that holds the audio.
  var audio: Chunk? { chunks.first { ["data", "SSND", "BODY"].contains($0.id) } }

  /// Whether something follows that looks like a chunk.
  func isFollowedByChunk(_ chunk: Chunk) -> Bool {
    chunks.first { $0.offset > chunk.offset }?.isNamed ?? false
  }

  /// Nil where the file is of none of these formats.
  ///
  /// - Parameter limit: where the list ends, if before the file does.
  /// - Throws: ``AudioFileError`` where the file cannot be read, or has more than ``maximumCount``
  ///   chunks.
  init?(_ file: borrowing InputFile, limit: Int = .max) throws(AudioFileError) {
    guard let layout = Self.layout(of: try file.bytes(at: 0, count: 40)) else { return nil }
    var chunks: [Chunk] = []
    var offset = layout.firstChunk
    var longSize: UInt64?
    let headerSize = layout.idSize + layout.lengthSize
    while chunks.count < Self.maximumCount, offset < limit {
      let header = try file.bytes(at: offset, count: headerSize)
      guard let stated = header.number(at: layout.idSize, count: layout.lengthSize, layout.order)
      else { break }
      var size = stated
      if layout.countsHeader { size = size > UInt64(headerSize) ? size - UInt64(headerSize) : 0 }
      let id = String(decoding: header.prefix(4), as: UTF8.self)
      let content = offset + headerSize
      let present = max(0, file.size - content)
      // RF64 (EBU Tech 3306): the ds64 chunk has the size that 32 bits cannot express.
      if id == "ds64" {
        longSize = try file.bytes(at: content, count: 16).number(at: 8, count: 8, .little)
      }
      let isOpen = layout.lengthSize == 4 ? Self.isOpen(size) : size > UInt64(Int64.max)
      let declared = isOpen ? (id == "data" ? longSize : nil) : size
      let held = declared.map { Int(min($0, UInt64(present))) } ?? present
      chunks.append(
        Chunk(
          id: id, headerOffset: offset, offset: content, statedSize: stated,
          declaredSize: declared, presentSize: held))
      let alignment = layout.alignment
      offset = content + (held + alignment - 1) / alignment * alignment
    }
    order = layout.order
    // Without names, they are sound behind a wrong size.
    if chunks.count == Self.maximumCount, offset < min(limit, file.size),
      chunks.allSatisfy(\.isNamed)
    {
      throw AudioFileError(file.path, .unsupportedFormat(Self.tooMany, ffmpegOptions: ""))
    }
    self.chunks = chunks
    end = offset
  }

  private static let tooMany = Text(
    english: "a recording of more than \(maximumCount.grouped) chunks",
    chinese: "超过 \(maximumCount.grouped) 个块的录音")

  /// Writers that cannot seek back leave 0xFFFFFFFF, less a header (FFmpeg), or a value just above
  /// 0x7FFFF000 (SoX), which means: until the end of the file.
  private static func isOpen(_ size: UInt64) -> Bool {
    size >= 0xFFFF_FF00 || (0x7FFF_F000...0x7FFF_FFFF).contains(size)
  }

  private static func layout(of start: [UInt8]) -> Layout? {
    if start.has("RIFF") || start.has("RF64") || start.has("BW64") { return Layout() }
    if start.has("RIFX") || start.has("FORM") { return Layout(order: .big) }
    if start.has("riff"), start.has("wave", at: 24) {
      return Layout(
        firstChunk: 40, idSize: 16, lengthSize: 8, countsHeader: true, alignment: 8)
    }
    if start.has("caff") {
      return Layout(order: .big, firstChunk: 8, lengthSize: 8, alignment: 1)
    }
    return nil
  }
}

extension Collection where Element == UInt8 {
  /// Whether the first four bytes are printable ASCII, as ids of chunks are.
  var beginsWithChunkID: Bool { count >= 4 && prefix(4).allSatisfy { (0x20...0x7E).contains($0) } }
}
