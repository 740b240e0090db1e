internal import AudioFiles
internal import SystemPackage

/// The codes of a prompt while they are made: in memory, and where they are too many for that, in
/// the file that gets the prompt's name in the end. Profiles without a size limit take hours.
struct PromptDraft {
  /// A file that is whole but for its name; gone with this, unless it gets one.
  final class File: Sendable {
    let draft: AtomicFile.Draft

    init(of output: String) throws(Errno) { draft = try AtomicFile.Draft(of: output) }
  }

  /// Codes that are kept in memory, in bytes: what the usual limit lets a prompt have. A dry run
  /// writes nothing up to there, and the threads that write do it.
  static let memoryLimit = 2_000_000

  /// Codes that are written at a time, in bytes.
  private static let pieceSize = 65_536

  /// Bytes of all codes.
  private(set) var count = 0
  /// What is heard in them, where somebody listens.
  private(set) var levels: AudioLevels.Counter?
  /// Why they could not be written; those that follow are lost.
  private(set) var failure: Errno?
  /// Those that are in no file.
  private(set) var codes: [UInt8] = []
  private var file: File?
  private let format: WAVFormat
  /// Nil where nothing may be written.
  private let output: String?
  private let memoryLimit: Int

  init(
    _ format: WAVFormat, output: String?, memoryLimit: Int, expectedCount: Int,
    levels: AudioLevels.Counter?
  ) {
    self.format = format
    self.output = output
    self.memoryLimit = memoryLimit
    self.levels = levels
    codes.reserveCapacity(output == nil ? expectedCount : min(expectedCount, memoryLimit))
  }

  /// Takes codes over, and leaves the room that they had.
  mutating func take(_ new: inout [UInt8]) {
    levels?.add(new[...])
    count += new.count
    codes += new
    new.removeAll(keepingCapacity: true)
    guard let output, codes.count > (file == nil ? memoryLimit : Self.pieceSize) else { return }
    defer { codes.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    do throws(Errno) {
      if file == nil {
        file = try File(of: output)
        // The header tells how many codes there are: its place is kept.
        try file?.draft.append([UInt8](repeating: 0, count: format.header.size))
      }
      try file?.draft.append(codes)
    } catch {
      failure = error
    }
  }

  /// Writes what is left, and the header.
  ///
  /// - Returns: the file; nil where all codes are in memory.
  func finish() throws(Errno) -> File? {
    guard let file else { return nil }
    let parts = WAVWriter.parts(of: codes, after: count - codes.count, format)
    for part in parts.dropFirst() { try file.draft.append(part) }
    try file.draft.write(parts[0], at: 0)
    return file
  }
}
