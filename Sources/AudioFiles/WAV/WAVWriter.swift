internal import TelephonyAudio

/// Writes prompt files: the header, the codes, and in RIFF a pad byte after an odd number of codes.
package enum WAVWriter {
  /// The parts of the file for these codes, in their order.
  ///
  /// - Parameter codes: samples as the format's encoding writes them, whole frames.
  package static func parts(of codes: [UInt8], _ format: WAVFormat) -> [[UInt8]] {
    let header = WAVHeader.bytes(format, frameCount: codes.count / format.bytesPerFrame)
    // RIFF: chunks start on even offsets; the pad byte is zero.
    return [header, codes, codes.count % format.chunkAlignment == 1 ? [0] : []]
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
