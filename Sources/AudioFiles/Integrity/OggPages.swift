/// The pages of an Ogg stream (RFC 3533), checked one by one.
///
/// Decoders pass over lost and damaged pages without a word. This walk tells where the first
/// fault is.
struct OggPages {
  enum Fault: Hashable {
    /// The file ends before the stream says that it ends.
    case noEnd
    /// A page is missing, damaged or interrupted by other bytes.
    case damagedPage
    /// Another stream follows, which decoders do not get to.
    case secondStream
  }

  /// The first fault; nil for a stream that is all there.
  private(set) var fault: Fault?
  /// The granule position up to which the stream is whole: for Vorbis and FLAC sample frames, for
  /// Opus 48ths of a millisecond.
  private(set) var wholeUpTo = 0

  private struct LogicalStream {
    var nextSequence: UInt64
    var hasEnded: Bool
  }

  /// More streams at once than any real file has: one of sound, perhaps pictures and their index.
  static let maximumStreamCount = 64

  /// - Throws: ``AudioFileError`` where the file cannot be read, or has more streams at once than
  ///   ``maximumStreamCount``.
  init(_ file: borrowing InputFile) throws(AudioFileError) {
    var streams: [UInt64: LogicalStream] = [:]
    var window = FileWindow()
    var offset = 0
    while offset < file.size {
      let bytes = try window.bytes(at: offset, count: OggPage.maximumSize, of: file)
      guard let page = OggPage(bytes) else {
        // What follows the last end mark, a tag for example, belongs to no stream.
        let isOver = !streams.isEmpty && streams.values.allSatisfy(\.hasEnded)
        if !isOver { fault = try Self.isLastPage(offset, file) ? .noEnd : .damagedPage }
        return
      }
      let isFirst = page.flags & 0x02 != 0
      if isFirst, !streams.isEmpty, streams.values.allSatisfy(\.hasEnded) {
        fault = .secondStream
        return
      }
      if let known = streams[page.serial], !isFirst, known.nextSequence != page.sequence {
        fault = .damagedPage
        return
      }
      if page.granulePosition >= 0 { wholeUpTo = Int(page.granulePosition) }
      streams[page.serial] = LogicalStream(
        nextSequence: page.sequence + 1, hasEnded: page.flags & 0x04 != 0)
      guard streams.count <= Self.maximumStreamCount else {
        throw AudioFileError(file.path, .unsupportedFormat(Self.tooMany, ffmpegOptions: ""))
      }
      offset += page.size
    }
    if !streams.values.allSatisfy(\.hasEnded) { fault = .noEnd }
  }

  private static let tooMany = Text(
    english: "Ogg of more than \(maximumStreamCount) streams at once",
    chinese: "同时有超过 \(maximumStreamCount) 个流的 Ogg")

  /// Whether no further page follows the broken one at `offset`.
  private static func isLastPage(
    _ offset: Int, _ file: borrowing InputFile
  ) throws(AudioFileError) -> Bool {
    let capture = Array("OggS".utf8)
    var position = offset + 1
    while position < file.size {
      let bytes = try file.bytes(at: position, count: 65_536)
      for index in bytes.indices where bytes[index] == 0x4F && bytes.has(capture, at: index) {
        return false
      }
      // The last three bytes may be the start of a capture pattern.
      position += max(1, bytes.count - 3)
    }
    return true
  }
}

/// One whole page with the checksum it declares.
private struct OggPage {
  let flags: UInt8
  let granulePosition: Int64
  let serial: UInt64
  let sequence: UInt64
  /// Bytes, header included.
  let size: Int

  /// 27 bytes of header, 255 of segment table, 255 segments of 255 bytes.
  static let maximumSize = 65_307

  /// Nil where `bytes` do not start with a whole, undamaged page.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.has("OggS"), bytes.count >= 27,
      let granule = bytes.number(at: 6, count: 8, .little),
      let serial = bytes.number(at: 14, count: 4, .little),
      let sequence = bytes.number(at: 18, count: 4, .little),
      let checksum = bytes.number(at: 22, count: 4, .little),
      let segmentCount = bytes.number(at: 26, count: 1, .little)
    else { return nil }
    let segments = bytes.dropFirst(27).prefix(Int(segmentCount))
    size = 27 + Int(segmentCount) + segments.reduce(0) { $0 + Int($1) }
    guard segments.count == segmentCount, size <= bytes.count else { return nil }
    // The checksum counts itself as zero.
    var computed = Self.checksum(of: bytes.prefix(22), from: 0)
    computed = Self.checksum(of: [0, 0, 0, 0], from: computed)
    computed = Self.checksum(of: bytes.prefix(size).dropFirst(26), from: computed)
    guard computed == UInt32(checksum) else { return nil }
    flags = bytes[bytes.startIndex + 5]
    granulePosition = Int64(bitPattern: granule)
    self.serial = serial
    self.sequence = sequence
  }

  /// CRC-32 with polynomial 0x04C11DB7, neither reflected nor inverted: RFC 3533, section 6.
  private static func checksum(of bytes: ArraySlice<UInt8>, from start: UInt32) -> UInt32 {
    bytes.withUnsafeBufferPointer { bytes in
      table.withUnsafeBufferPointer { table in
        var value = start
        for byte in bytes { value = value << 8 ^ table[Int(UInt8(value >> 24) ^ byte)] }
        return value
      }
    }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    var value = UInt32(index) << 24
    for _ in 0..<8 { value = value << 1 ^ (value >> 31 == 1 ? 0x04C1_1DB7 : 0) }
    return value
  }
}
