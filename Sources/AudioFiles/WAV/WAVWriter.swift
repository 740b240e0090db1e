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
}
