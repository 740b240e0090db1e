internal import CLibrary

/// The frames of a FLAC stream (RFC 9639), checked by their checksums without decoding them.
///
/// libsndfile passes over damaged frames, and over a stream of unknown length that breaks off.
struct FLACFrames {
  enum Fault: Hashable {
    /// A frame is not all there, or not as it was written.
    case damagedFrame
    /// Another stream follows, which decoders do not get to.
    case secondStream
    /// A frame has another rate, other channels or another bit depth than the stream.
    case change
  }

  /// The first fault; nil where every byte belongs to a frame with the right checksum.
  private(set) var fault: Fault?
  /// Frames of audio before the fault, or all of them.
  private(set) var wholeUpTo = 0
  /// Frames of audio that the stream states; nil where it does not tell.
  private(set) var statedCount: Int?

  private static let chunkSize = 65_536

  /// Nil where this is no FLAC.
  init?(_ file: borrowing InputFile) throws(AudioFileError) {
    guard let stream = try FLACStreamInfo(file) else { return nil }
    statedCount = stream.frameCount
    let end = try Self.end(of: file)
    let start = try file.bytes(at: stream.end, count: FLACFrameHeader.maximumSize)
    guard var frame = FLACFrameHeader(start[...], stream) else {
      // Where a header says nothing, there may be no frame at all.
      fault = stream.frameCount == nil && stream.end == file.size ? nil : .damagedFrame
      return
    }
    guard frame.isOf(stream) else {
      fault = .change
      return
    }
    var window = FileWindow()
    var offset = stream.end
    var frameOffset = offset
    var checksum = FLACChecksum()
    while offset < end {
      let bytes = try file.bytes(at: offset, count: min(Self.chunkSize, end - offset))
      if bytes.isEmpty { break }
      var index = 0
      while index < bytes.count {
        let place = Self.nextSyncCode(in: bytes, from: index)
        checksum.add(bytes[index..<place])
        index = place
        guard index < bytes.count else { break }
        // A frame ends with its checksum, which brings the running one to zero; so may chance, but
        // then no frame with the right number follows. Zeros keep it at zero, and start no frame.
        if checksum.value == 0 {
          let next = frame.position + frame.blockSize
          let following = try window.bytes(
            at: offset + index, count: FLACFrameHeader.maximumSize, of: file)
          if let header = FLACFrameHeader(following, stream), header.position == next {
            guard header.isOf(stream) else {
              fault = .change
              wholeUpTo = next
              return
            }
            frame = header
            frameOffset = offset + index
          }
        }
        checksum.add(bytes[index...index])
        index += 1
      }
      offset += bytes.count
    }
    let next = frame.position + frame.blockSize
    guard checksum.value == 0, offset == end else {
      let hasFollower = try Self.hasSecondStream(file, afterFrameAt: frameOffset, end: end)
      fault = hasFollower ? .secondStream : .damagedFrame
      wholeUpTo = hasFollower ? next : frame.position
      return
    }
    wholeUpTo = next
    // More zeros than a checksum may have are what is left of a lost end, unless it is known.
    if try file.bytes(at: max(stream.end, end - 3), count: 3).allSatisfy({ $0 == 0 }),
      statedCount != next
    {
      fault = .damagedFrame
    }
  }

  /// The first place from `start` on where a frame may begin, by the first byte of its sync code;
  /// the end where there is none.
  private static func nextSyncCode(in bytes: [UInt8], from start: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress.map({ $0 + start }) else { return start }
      let found = memchr(first, 0xFF, bytes.count - start)
      return found.map { start + (UnsafeRawPointer($0) - first) } ?? bytes.count
    }
  }

  /// Whether another stream begins where the frame at `offset` ends.
  private static func hasSecondStream(
    _ file: borrowing InputFile, afterFrameAt offset: Int, end: Int
  ) throws(AudioFileError) -> Bool {
    let tag = Array("fLaC".utf8)
    var window = FileWindow()
    var checksum = FLACChecksum()
    for start in stride(from: offset, to: end, by: chunkSize) {
      let bytes = try file.bytes(at: start, count: min(chunkSize, end - start))
      for index in bytes.indices {
        if checksum.value == 0, bytes[index] == tag[0],
          try window.bytes(at: start + index, count: tag.count, of: file).elementsEqual(tag)
        {
          return true
        }
        checksum.add(bytes[index...index])
      }
    }
    return false
  }

  /// Where the audio ends: before an ID3v1 tag of 128 bytes, which some programs append.
  private static func end(of file: borrowing InputFile) throws(AudioFileError) -> Int {
    let hasTag = try file.bytes(at: file.size - 128, count: 3).has("TAG")
    return hasTag ? file.size - 128 : file.size
  }
}

/// The checksum of a FLAC frame: CRC-16 with polynomial 0x8005, not reflected; RFC 9639, section
/// 9.3.
struct FLACChecksum {
  private(set) var value: UInt16 = 0

  /// What each byte does to the checksum, and what it does with one to seven zeros after it: eight
  /// bytes take eight look-ups that do not wait for each other.
  private static let tables: [UInt16] = {
    var tables = (0..<256).map { index in
      var value = UInt16(index) << 8
      for _ in 0..<8 { value = value << 1 ^ (value >> 15 == 1 ? 0x8005 : 0) }
      return value
    }
    for index in 256..<8 * 256 {
      let value = tables[index - 256]
      tables.append(value << 8 ^ tables[Int(value >> 8)])
    }
    return tables
  }()

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    var value = value
    Self.tables.withUnsafeBufferPointer { tables in
      bytes.withUnsafeBufferPointer { bytes in
        let whole = bytes.count & ~7
        for index in stride(from: 0, to: whole, by: 8) {
          func look(_ place: Int, _ byte: UInt8) -> UInt16 { tables[(7 - place) << 8 + Int(byte)] }
          value =
            look(0, UInt8(value >> 8) ^ bytes[index])
            ^ look(1, UInt8(truncatingIfNeeded: value) ^ bytes[index + 1])
            ^ look(2, bytes[index + 2]) ^ look(3, bytes[index + 3]) ^ look(4, bytes[index + 4])
            ^ look(5, bytes[index + 5]) ^ look(6, bytes[index + 6]) ^ look(7, bytes[index + 7])
        }
        for byte in bytes[whole...] {
          value = value << 8 ^ tables[Int(UInt8(value >> 8) ^ byte)]
        }
      }
    }
    self.value = value
  }
}

/// What a FLAC file says of its stream: RFC 9639, section 8.2.
struct FLACStreamInfo {
  /// More blocks of metadata than any real file has; of seven kinds, only those of pictures and of
  /// programs may be there more than once.
  static let maximumBlockCount = 1024

  /// Where the metadata ends and the first frame begins, in bytes.
  let end: Int
  let sampleRate: Int
  let channelCount: Int
  let bitsPerSample: Int
  /// Of all frames but the last, in streams that number frames instead of samples.
  let blockSize: Int
  /// Frames of audio; nil where it does not tell.
  let frameCount: Int?

  /// Nil where this is no FLAC.
  ///
  /// - Throws: ``AudioFileError`` where the file cannot be read, or has more than
  ///   ``maximumBlockCount`` blocks of metadata.
  init?(_ file: borrowing InputFile) throws(AudioFileError) {
    var offset = 0
    let tag = try file.bytes(at: 0, count: 10)
    if tag.has("ID3"), tag.count == 10 {
      offset = 10 + tag[6...].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    }
    guard try file.bytes(at: offset, count: 4).has("fLaC") else { return nil }
    offset += 4
    var information: [UInt8]?
    var blockCount = 0
    while true {
      blockCount += 1
      if blockCount > Self.maximumBlockCount {
        throw AudioFileError(file.path, .unsupportedFormat(Self.tooMany, ffmpegOptions: ""))
      }
      let header = try file.bytes(at: offset, count: 4)
      guard let size = header.number(at: 1, count: 3, .big) else { break }
      // Type 0 is the stream's; it must come first, and does not always.
      if header[0] & 0x7F == 0, information == nil {
        information = try file.bytes(at: offset + 4, count: 18)
      }
      offset += 4 + Int(size)
      if header[0] & 0x80 != 0 { break }
    }
    guard let information, let size = information.number(at: 2, count: 2, .big),
      let fields = information.number(at: 10, count: 8, .big)
    else { return nil }
    blockSize = Int(size)
    // 20 bits of rate, 3 of channels, 5 of bits per sample, 36 of length.
    sampleRate = Int(fields >> 44)
    channelCount = Int(fields >> 41 & 7) + 1
    bitsPerSample = Int(fields >> 36 & 31) + 1
    let stated = Int(fields & 0xF_FFFF_FFFF)
    frameCount = stated == 0 ? nil : stated
    end = offset
  }

  private static let tooMany = Text(
    english: "FLAC of more than \(maximumBlockCount.grouped) blocks of metadata",
    chinese: "元数据超过 \(maximumBlockCount.grouped) 块的 FLAC")
}

/// The head of a FLAC frame: RFC 9639, section 9.1.
struct FLACFrameHeader {
  /// Sync code and codes, a number of up to 7 bytes, block size, sample rate, checksum.
  static let maximumSize = 16

  /// The frame's first sample frame, counted from the stream's start.
  let position: Int
  /// Sample frames in it.
  let blockSize: Int
  let channelCount: Int
  /// In Hz; nil where it is the stream's.
  let sampleRate: Int?
  /// Nil where it is the stream's.
  let bitsPerSample: Int?

  /// Hz by code: section 9.1.2.
  private static let sampleRates = [
    nil, 88_200, 176_400, 192_000, 8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000,
  ]

  /// Bits by code: section 9.1.4. Code 3 is reserved.
  private static let bitDepths = [nil, 8, 12, nil, 16, 20, 24, 32]

  fileprivate init?(_ bytes: ArraySlice<UInt8>, _ stream: FLACStreamInfo) {
    self.init(bytes, fixedBlockSize: stream.blockSize)
  }

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
    let rateCode = Int(header[2] & 0x0F)
    switch rateCode {
    case 12...14:
      let count = rateCode == 12 ? 1 : 2
      guard let rate = header.number(at: end, count: count, .big) else { return nil }
      sampleRate = Int(rate) * [1000, 1, 10][rateCode - 12]
      end += count
    case 15: return nil
    default: sampleRate = Self.sampleRates[rateCode]
    }
    guard end < header.count, Self.checksum(of: header[..<end]) == header[end] else { return nil }
    let channelCode = Int(header[3] >> 4)
    guard channelCode <= 10 else { return nil }
    // From 8 on, two channels that are coded together.
    channelCount = channelCode < 8 ? channelCode + 1 : 2
    bitsPerSample = Self.bitDepths[Int(header[3] >> 1 & 7)]
    let isVariable = header[1] & 1 == 1
    let (start, overflow) = number.multipliedReportingOverflow(by: isVariable ? 1 : fixedBlockSize)
    guard !overflow else { return nil }
    position = start
  }

  /// Whether the frame has the stream's rate, channels and bit depth.
  fileprivate func isOf(_ stream: FLACStreamInfo) -> Bool {
    channelCount == stream.channelCount && sampleRate ?? stream.sampleRate == stream.sampleRate
      && bitsPerSample ?? stream.bitsPerSample == stream.bitsPerSample
  }

  /// CRC-8 with polynomial 0x07: RFC 9639, section 9.1.8.
  private static func checksum(of bytes: ArraySlice<UInt8>) -> UInt8 {
    bytes.reduce(0) { value, byte in
      (0..<8).reduce(value ^ byte) { value, _ in value << 1 ^ (value >> 7 == 1 ? 0x07 : 0) }
    }
  }
}
