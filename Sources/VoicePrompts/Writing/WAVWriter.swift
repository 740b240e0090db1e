/// Writes prompt files: the header, the codes, and a pad byte after an odd number of codes.
enum WAVWriter {
  /// The whole file for these A-law codes.
  static func file(of codes: [UInt8]) -> [UInt8] {
    var bytes = WAVHeader.bytes(sampleCount: codes.count)
    bytes.reserveCapacity(PromptSpec.fileSize(sampleCount: codes.count))
    bytes += codes
    // RIFF: chunks start on even offsets; the pad byte is zero.
    if codes.count % 2 == 1 { bytes.append(0) }
    return bytes
  }

  /// Writes the file for these codes to `path`, whole or not at all.
  ///
  /// - Parameter replacing: whether a file that is there already may go.
  /// - Throws: what ``AtomicFile`` throws.
  static func write(
    _ codes: [UInt8], to path: String, replacing: Bool
  ) throws(SystemError) {
    try AtomicFile.write(file(of: codes), to: path, replacing: replacing)
  }
}
