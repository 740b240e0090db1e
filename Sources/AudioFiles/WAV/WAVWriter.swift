internal import TelephonyAudio

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
    var file = pcmHeader(sampleRate: sampleRate, channelCount: 1, bytes: 2 * samples.count)
    file.reserveCapacity(file.count + 2 * samples.count)
    for sample in samples {
      file.append(UInt8(truncatingIfNeeded: sample))
      file.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
    return file
  }

  /// The header of a file of 16-bit PCM.
  ///
  /// - Parameter bytes: of its samples, fewer than 4 GB.
  package static func pcmHeader(sampleRate: Int, channelCount: Int, bytes: Int) -> [UInt8] {
    let format = WAVFormat(encoding: .pcm16, sampleRate: sampleRate, channelCount: channelCount)
    return WAVHeader.bytes(format, frameCount: bytes / format.bytesPerFrame)
  }
}
