/// Writes prompt files: the header, the codes, and a pad byte after an odd number of codes.
enum WAVWriter {
  /// Writes the file for these A-law codes to `path`, whole or not at all.
  ///
  /// - Parameter replacing: whether a file that is there already may go.
  /// - Throws: what ``AtomicFile`` throws.
  static func write(
    _ codes: [UInt8], to path: String, replacing: Bool
  ) throws(SystemError) {
    // RIFF: chunks start on even offsets; the pad byte is zero.
    let padding: [UInt8] = codes.count % 2 == 1 ? [0] : []
    let parts = [WAVHeader.bytes(sampleCount: codes.count), codes, padding]
    try AtomicFile.write(parts, to: path, replacing: replacing)
  }
}
