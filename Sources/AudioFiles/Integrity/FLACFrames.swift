/// The frames of a FLAC stream (RFC 9639), checked by their checksums without decoding them.
///
/// libsndfile passes over damaged frames, and over a stream of unknown length that breaks off.
struct FLACFrames {
  enum Fault: Hashable {
    /// A frame is not all there, or not as it was written.
    case damagedFrame
    /// Another stream follows, which decoders do not get to.
    case secondStream
  }

  /// The first fault; nil where every byte belongs to a frame with the right checksum.
  private(set) var fault: Fault?
  /// Frames of audio before the fault, or all of them.
  private(set) var wholeUpTo = 0

  private static let chunkSize = 65_536

  /// Nil where no frame follows the metadata.
  init?(_ file: borrowing InputFile) throws(AudioFileError) {
    guard let start = try Self.firstFrame(of: file) else { return nil }
    let end = try Self.end(of: file)
    var frame = start.header
    var offset = start.offset
    var checksum: UInt16 = 0
    while offset < end {
      let bytes = try file.bytes(at: offset, count: min(Self.chunkSize, end - offset))
      var index = 0
      while let boundary = Self.nextZero(&checksum, in: bytes, from: index) {
        index = boundary
        // A frame ends with its checksum, which brings the running one to zero; so may chance, but
        // then no frame with the right number follows.
        let position = offset + boundary
        let next = frame.position + frame.blockSize
        let following = try file.bytes(at: position, count: FLACFrameHeader.maximumSize)
        if position == end {
          wholeUpTo = next
          return
        }
        if let header = FLACFrameHeader(following[...], fixedBlockSize: start.blockSize),
          header.position == next
        {
          frame = header
        } else if following.has("fLaC") {
          fault = .secondStream
          wholeUpTo = next
          return
        }
      }
      offset += bytes.count
      if bytes.isEmpty { break }
    }
    fault = .damagedFrame
    wholeUpTo = frame.position
  }

  /// The index after the byte that brings the running checksum to zero, from `start` on.
  private static func nextZero(
    _ checksum: inout UInt16, in bytes: [UInt8], from start: Int
  ) -> Int? {
    var value = checksum
    defer { checksum = value }
    return bytes.withUnsafeBufferPointer { bytes in
      table.withUnsafeBufferPointer { table in
        for index in start..<bytes.count {
          value = value << 8 ^ table[Int(UInt8(value >> 8) ^ bytes[index])]
          if value == 0 { return index + 1 }
        }
        return nil
      }
    }
  }

  private struct Start {
    let offset: Int
    let header: FLACFrameHeader
    /// Of all frames but the last, in streams that number frames instead of samples.
    let blockSize: Int
  }

  /// Skips the metadata: RFC 9639, section 8.
  private static func firstFrame(of file: borrowing InputFile) throws(AudioFileError) -> Start? {
    var offset = 0
    let tag = try file.bytes(at: 0, count: 10)
    if tag.has("ID3"), tag.count == 10 {
      offset = 10 + tag[6...].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    }
    guard try file.bytes(at: offset, count: 4).has("fLaC") else { return nil }
    let blockSize = try file.bytes(at: offset + 8, count: 2).number(at: 0, count: 2, .big) ?? 0
    offset += 4
    while true {
      let header = try file.bytes(at: offset, count: 4)
      guard let size = header.number(at: 1, count: 3, .big) else { return nil }
      offset += 4 + Int(size)
      if header[0] & 0x80 != 0 { break }
    }
    let bytes = try file.bytes(at: offset, count: FLACFrameHeader.maximumSize)
    return FLACFrameHeader(bytes[...], fixedBlockSize: Int(blockSize))
      .map { Start(offset: offset, header: $0, blockSize: Int(blockSize)) }
  }

  /// Where the audio ends: before an ID3v1 tag of 128 bytes, which some programs append.
  private static func end(of file: borrowing InputFile) throws(AudioFileError) -> Int {
    let hasTag = try file.bytes(at: file.size - 128, count: 3).has("TAG")
    return hasTag ? file.size - 128 : file.size
  }

  /// CRC-16 with polynomial 0x8005, not reflected: RFC 9639, section 9.3.
  private static let table: [UInt16] = (0..<256).map { index in
    var value = UInt16(index) << 8
    for _ in 0..<8 { value = value << 1 ^ (value >> 15 == 1 ? 0x8005 : 0) }
    return value
  }
}

/// The head of a FLAC frame: RFC 9639, section 9.1.
struct FLACFrameHeader {
  /// Sync code and codes, a number of up to 7 bytes, block size, sample rate, checksum.
  static let maximumSize = 16

  /// The frame's first sample frame, counted from the stream's start.
  let position: Int
  /// Sample frames in it.
  let blockSize: Int

  /// Nil where `bytes` do not start with a header whose checksum is right.
  init?(_ bytes: ArraySlice<UInt8>, fixedBlockSize: Int) {
    let header = Array(bytes.prefix(Self.maximumSize))
    guard header.count > 6, header[0] == 0xFF, header[1] & 0xFE == 0xF8, header[3] & 1 == 0
    else { return nil }
    // As in UTF-8, the leading ones of the first byte count the bytes.
    let leadingOnes = (~header[4]).leadingZeroBitCount
    guard leadingOnes != 1, leadingOnes <= 7 else { return nil }
    let numberSize = max(1, leadingOnes)
    var end = 4 + numberSize
    guard header.count > end else { return nil }
    var number = Int(header[4]) & (0x7F >> leadingOnes)
    for byte in header[5..<end] { number = number << 6 | Int(byte & 0x3F) }

    switch header[2] >> 4 {
    case 0: return nil
    case 1: blockSize = 192
    case 2...5: blockSize = 144 << Int(header[2] >> 4)
    case 6, 7:
      let count = header[2] >> 4 == 6 ? 1 : 2
      guard let size = header.number(at: end, count: count, .big) else { return nil }
      blockSize = Int(size) + 1
      end += count
    default: blockSize = 1 << Int(header[2] >> 4)
    }
    switch header[2] & 0x0F {
    case 12: end += 1
    case 13, 14: end += 2
    case 15: return nil
    default: break
    }
    guard end < header.count, Self.checksum(of: header[..<end]) == header[end] else { return nil }
    let isVariable = header[1] & 1 == 1
    let (start, overflow) = number.multipliedReportingOverflow(by: isVariable ? 1 : fixedBlockSize)
    guard !overflow else { return nil }
    position = start
  }

  /// CRC-8 with polynomial 0x07: RFC 9639, section 9.1.8.
  private static func checksum(of bytes: ArraySlice<UInt8>) -> UInt8 {
    bytes.reduce(0) { value, byte in
      (0..<8).reduce(value ^ byte) { value, _ in value << 1 ^ (value >> 7 == 1 ? 0x07 : 0) }
    }
  }
}
