/// Writes prompt files: the header, the codes, and a pad byte after an odd number of codes.
enum WAVWriter {
  /// The parts of the file for these A-law codes, in their order.
  static func parts(of codes: [UInt8]) -> [[UInt8]] {
    // RIFF: chunks start on even offsets; the pad byte is zero.
    [WAVHeader.bytes(sampleCount: codes.count), codes, codes.count % 2 == 1 ? [0] : []]
  }

  /// Writes the file for these A-law codes to `path`, whole or not at all.
  ///
  /// - Parameters:
  ///   - replacing: whether a file that is there already may go.
  ///   - accepts: judges the file before it gets its name.
  /// - Returns: whether it was accepted; otherwise nothing is left of it.
  /// - Throws: what ``AtomicFile`` throws.
  static func write(
    _ codes: [UInt8], to path: String, replacing: Bool, accepts: (_ temporary: String) -> Bool
  ) throws(SystemError) -> Bool {
    try AtomicFile.write(parts(of: codes), to: path, replacing: replacing, accepts: accepts)
  }
}
