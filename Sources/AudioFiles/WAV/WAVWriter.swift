/// Writes prompt files: the header, the codes, and in RIFF a pad byte after an odd number of codes.
package enum WAVWriter {
  /// The parts of the file for these codes, in their order.
  ///
  /// - Parameters:
  ///   - codes: samples as the format's encoding writes them, whole frames with those before.
  ///   - written: bytes of codes that stand in the file already, after the place of the header.
  package static func parts(
    of codes: [UInt8], after written: Int = 0, _ format: WAVFormat
  ) -> [[UInt8]] {
    let count = written + codes.count
    let header = WAVHeader.bytes(format, frameCount: count / format.bytesPerFrame)
    // RIFF: chunks start on even offsets; the pad byte is zero.
    return [header, codes, count % format.chunkAlignment == 1 ? [0] : []]
  }

  /// A whole file of 16-bit PCM, mono, which every player takes: `fmt ` of 16 bytes, then `data`.
  package static func pcm(_ samples: [Int16], sampleRate: Int) -> [UInt8] {
    func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
      (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
    var file = Array("RIFF".utf8) + bytes(UInt32(36 + 2 * samples.count)) + Array("WAVEfmt ".utf8)
    file += bytes(UInt32(16)) + bytes(UInt16(1)) + bytes(UInt16(1)) + bytes(UInt32(sampleRate))
    file += bytes(UInt32(2 * sampleRate)) + bytes(UInt16(2)) + bytes(UInt16(16))
    file += Array("data".utf8) + bytes(UInt32(2 * samples.count))
    file.reserveCapacity(file.count + 2 * samples.count)
    for sample in samples {
      file.append(UInt8(truncatingIfNeeded: sample))
      file.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
    return file
  }
}
