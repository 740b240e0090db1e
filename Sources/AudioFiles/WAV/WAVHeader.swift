internal import TelephonyAudio

/// The bytes before the codes of a prompt file: 58, for PCM 44, and none where it has no header.
///
/// RIFF/WAVE after "Multimedia Programming Interface and Data Specifications 1.0" and Microsoft's
/// "New Multimedia Data Types and Data Techniques", Rev. 3, which requires for every format that
/// is not PCM the longer `fmt ` chunk and the `fact` chunk. SoX, libsndfile and
/// `ffmpeg -bitexact` write the same bytes.
///
/// | offset | bytes | content |
/// |---|---|---|
/// | 0 | 12 | `RIFF`, size of what follows (pad byte included), `WAVE` |
/// | 12 | 26 | `fmt `, 18: format tag, channels, rate, bytes per second, block align, bits, 0 |
/// | 38 | 12 | `fact`, 4: number of samples |
/// | 50 | 8 | `data`, number of codes (pad byte not included) |
///
/// The header of PCM is the same without the last two bytes of `fmt ` and without `fact`.
enum WAVHeader {
  /// The header for a file of `frameCount` frames.
  ///
  /// - Parameter frameCount: so many that the file's size fits into 32 bits.
  static func bytes(_ format: WAVFormat, frameCount: Int) -> [UInt8] {
    guard format.header != .none else { return [] }
    var header: [UInt8] = []
    header.reserveCapacity(format.header.size)
    header.append(text: "RIFF")
    header.append(UInt32(format.fileSize(frameCount: frameCount) - 8))
    header.append(text: "WAVE")

    header.append(text: "fmt ")
    header.append(UInt32(format.header.formatSize))
    header.append(format.encoding.waveFormatTag)
    header.append(UInt16(format.channelCount))
    header.append(UInt32(format.sampleRate))
    header.append(UInt32(format.sampleRate * format.bytesPerFrame))
    header.append(UInt16(format.bytesPerFrame))
    header.append(UInt16(format.bitsPerSample))
    if format.header == .extended {
      header.append(UInt16(0))  // no extension follows

      header.append(text: "fact")
      header.append(UInt32(4))
      header.append(UInt32(frameCount))
    }

    header.append(text: "data")
    header.append(UInt32(frameCount * format.bytesPerFrame))
    return header
  }
}

extension [UInt8] {
  fileprivate mutating func append(text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a number with its least significant byte first, as RIFF has them.
  fileprivate mutating func append(_ number: some FixedWidthInteger) {
    for index in 0..<(number.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: number >> (8 * index)))
    }
  }
}
