/// The frames of an MPEG audio stream (MP1, MP2, MP3), counted by their headers alone.
///
/// Decoders skip what they do not understand and estimate lengths from the bit rate. This walk
/// finds the exact length, and where a stream breaks off.
struct MPEGFrames {
  /// Sample frames in all whole MPEG frames.
  private(set) var sampleFrames = 0
  /// MPEG frames that the stream's Xing or Info header declares.
  private(set) var declaredCount: Int?
  /// Whole MPEG frames, without the one that carries the Xing or Info header.
  private(set) var count = 0
  /// Whether the last frame is not all there.
  private(set) var endsInFrame = false
  /// Where bytes that belong to no frame interrupt the stream, in sample frames from its start.
  private(set) var interruption: Int?
  /// Whether some frames are mono and others not.
  private(set) var changesChannels = false

  /// Bytes that are searched for the next frame before the rest counts as something else.
  private static let searchLimit = 65_536

  /// More tags before the sound than any real file has, which has one or two.
  static let maximumTagCount = 64

  /// Nil where the file has no frame of known length, as in streams of free bit rate.
  init?(_ file: borrowing InputFile) throws(AudioFileError) {
    var window = FileWindow()
    var offset = 0
    var isMono: Bool?
    var lastIsMono: Bool?
    var sampleRate: Int?
    var frameSize = 0
    while offset < file.size {
      let start = try window.bytes(at: offset, count: 256, of: file)
      if let size = Self.tagSize(start) ?? Self.paddingSize(start, isBeforeAudio: isMono == nil) {
        offset += size
        continue
      }
      // Lyrics3, which goes before the last tags.
      if start.has("LYRICSBEGIN") { break }
      if let header = MPEGFrameHeader(start) {
        if offset + header.size > file.size {
          endsInFrame = true
          break
        }
        if count == 0, declaredCount == nil, let declared = header.declaredFrameCount(in: start) {
          declaredCount = declared
        } else {
          count += 1
          sampleFrames += header.sampleFrames
        }
        // A single frame that differs has a damaged header.
        if let isMono, isMono != header.isMono, header.isMono == lastIsMono {
          changesChannels = true
        }
        isMono = isMono ?? header.isMono
        lastIsMono = header.isMono
        if let sampleRate, sampleRate != header.sampleRate, interruption == nil {
          interruption = sampleFrames
        }
        sampleRate = header.sampleRate
        frameSize = header.size
        offset += header.size
        continue
      }
      guard let next = try Self.nextFrame(after: offset, in: file, &window) else {
        // What is no frame is left of one, unless the stream is known to be complete; a few zeros
        // are padding.
        let isComplete = declaredCount.map { $0 > 0 && count >= $0 } ?? false
        let isPadding = file.size - offset < frameSize && start.allSatisfy { $0 == 0 }
        endsInFrame = start.first == 0xFF || !isComplete && !isPadding
        break
      }
      if interruption == nil { interruption = sampleFrames }
      offset = next
    }
    if count == 0 { return nil }
  }

  /// - Throws: ``AudioFileError`` where the file cannot be read, or has more than
  ///   ``maximumTagCount`` tags before its sound, be that MP3 or another.
  static func refuseManyTags(before file: borrowing InputFile) throws(AudioFileError) {
    var offset = 0
    for _ in 0...maximumTagCount {
      guard let size = tagSize(try file.bytes(at: offset, count: 32)[...]) else { return }
      offset += size
    }
    throw AudioFileError(file.path, .unsupportedFormat(tooMany, ffmpegOptions: ""))
  }

  private static let tooMany = Text(
    english: "a recording behind more than \(maximumTagCount) tags",
    chinese: "前面有超过 \(maximumTagCount) 个标签的录音")

  /// The run of zeros that starts here and that a tag's writer has left before the audio. Behind
  /// audio, zeros are what is left of a lost end.
  private static func paddingSize(_ bytes: ArraySlice<UInt8>, isBeforeAudio: Bool) -> Int? {
    let zeros = isBeforeAudio ? bytes.prefix { $0 == 0 }.count : 0
    return zeros > 0 ? zeros : nil
  }

  /// The size of the ID3v2, ID3v1 or APE tag that starts here.
  static func tagSize(_ bytes: ArraySlice<UInt8>) -> Int? {
    if bytes.has("ID3"), bytes.count >= 10 {
      let sizeBytes = bytes.dropFirst(6).prefix(4)
      // Seven bits a byte: ID3v2.4, section 3.1.
      let size = sizeBytes.reduce(0) { $0 << 7 | Int($1 & 0x7F) }
      let footer = bytes[bytes.startIndex + 5] & 0x10 != 0 ? 10 : 0
      return 10 + size + footer
    }
    // The longer one goes before the other.
    if bytes.has("TAG") { return bytes.has("TAG+") ? 227 : 128 }
    if bytes.has("APETAGEX"), let size = bytes.number(at: 12, count: 4, .little),
      let flags = bytes.number(at: 20, count: 4, .little)
    {
      // The size counts items and footer; bit 29 marks the header (APEv2 specification).
      return flags & 0x2000_0000 != 0 ? Int(size) + 32 : 32
    }
    return nil
  }

  /// The offset of the next place where two frames follow each other.
  private static func nextFrame(
    after offset: Int, in file: borrowing InputFile, _ window: inout FileWindow
  ) throws(AudioFileError) -> Int? {
    var candidate = offset + 1
    let end = min(file.size, offset + searchLimit)
    while candidate < end {
      let bytes = try window.bytes(at: candidate, count: 4, of: file)
      if bytes.first == 0xFF, let header = MPEGFrameHeader(bytes) {
        let next = try window.bytes(at: candidate + header.size, count: 4, of: file)
        if let following = MPEGFrameHeader(next), following.sampleRate == header.sampleRate {
          return candidate
        }
      }
      candidate += 1
    }
    return nil
  }
}

/// The four bytes at the head of an MPEG audio frame: ISO/IEC 11172-3, section 2.4.1.3, with the
/// half sample rates of ISO/IEC 13818-3 and the quarter rates known as MPEG 2.5.
struct MPEGFrameHeader {
  let sampleRate: Int
  /// Sample frames that the frame decodes to.
  let sampleFrames: Int
  /// Bytes, header included.
  let size: Int
  private let isMPEG1: Bool
  let isMono: Bool

  /// kbit/s by layer and index: ISO/IEC 11172-3, table in 2.4.2.3; 13818-3, same section.
  private static let bitRates: [[Int]] = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],  // MPEG 1, layer I
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],  // MPEG 1, layer II
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],  // MPEG 1, layer III
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],  // MPEG 2, layer I
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],  // MPEG 2, II and III
  ]

  /// Nil where the bytes are no header, or one of free bit rate, whose size it does not tell.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let word = bytes.number(at: 0, count: 4, .big), word >> 21 == 0x7FF else { return nil }
    let version = word >> 19 & 3  // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
    let layer = 4 - Int(word >> 17 & 3)  // 4 is reserved
    let bitRateIndex = Int(word >> 12 & 15)
    let rateIndex = Int(word >> 10 & 3)
    guard version != 1, layer != 4, rateIndex != 3, (1...14).contains(bitRateIndex) else {
      return nil
    }
    isMPEG1 = version == 3
    isMono = word >> 6 & 3 == 3
    let row = isMPEG1 ? layer - 1 : (layer == 1 ? 3 : 4)
    let bitRate = Self.bitRates[row][bitRateIndex] * 1000
    sampleRate = [44_100, 48_000, 32_000][rateIndex] >> (isMPEG1 ? 0 : version == 2 ? 1 : 2)
    sampleFrames = layer == 1 ? 384 : (layer == 3 && !isMPEG1 ? 576 : 1152)
    let padding = Int(word >> 9 & 1)
    // A layer I slot has four bytes, one of the other layers one byte.
    size =
      layer == 1
      ? (12 * bitRate / sampleRate + padding) * 4
      : sampleFrames / 8 * bitRate / sampleRate + padding
  }

  /// The frame count of the Xing or Info header that encoders put into a first, silent frame.
  ///
  /// - Returns: 0 where there is such a header without a count; nil where there is none.
  func declaredFrameCount(in frame: ArraySlice<UInt8>) -> Int? {
    let sideInformation = isMPEG1 ? (isMono ? 17 : 32) : (isMono ? 9 : 17)
    let offset = 4 + sideInformation
    guard frame.has("Xing", at: offset) || frame.has("Info", at: offset) else { return nil }
    let hasCount = (frame.number(at: offset + 4, count: 4, .big) ?? 0) & 1 == 1
    return hasCount ? frame.number(at: offset + 8, count: 4, .big).map { Int($0) } : 0
  }
}
