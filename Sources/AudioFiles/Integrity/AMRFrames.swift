/// The frames of an AMR file (RFC 4867, section 5), counted by their headers alone: 20 ms each.
///
/// ffmpeg estimates the length of these files, and its own decoders leave out frames of silence that
/// was not sent.
struct AMRFrames {
  /// Whether it is AMR-WB, of 16,000 samples a second, and not AMR-NB, of 8,000.
  let isWideband: Bool
  /// Whole frames.
  private(set) var count = 0
  /// Whether some frames stand for silence that was not sent.
  private(set) var isDiscontinuous = false
  /// Whether the last frame is not all there.
  private(set) var endsInFrame = false
  /// Whether a header is none, and what follows therefore unknown.
  private(set) var isInterrupted = false

  /// Seconds of a frame.
  static let duration = 0.02

  /// Bytes of a frame with its header, by type; 3GPP TS 26.101 and 26.201, annex A. A type of
  /// silence is small; what is lost or not sent has the header only; other types have no meaning.
  private static let narrowSizes = [
    0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1,
  ]
  private static let wideSizes = [
    0: 18, 1: 24, 2: 33, 3: 37, 4: 41, 5: 47, 6: 51, 7: 59, 8: 61, 9: 6, 14: 1, 15: 1,
  ]

  /// Nil where the file is no AMR of one channel.
  init?(_ file: borrowing InputFile) throws(AudioFileError) {
    let start = try file.bytes(at: 0, count: 9)
    guard start.has("#!AMR\n") || start.has("#!AMR-WB\n") else { return nil }
    isWideband = start.has("#!AMR-WB\n")
    let sizes = isWideband ? Self.wideSizes : Self.narrowSizes
    let firstSilence = isWideband ? 9 : 8
    var window = FileWindow()
    var offset = isWideband ? 9 : 6
    while offset < file.size {
      let header = try window.bytes(at: offset, count: 1, of: file).first ?? 0
      let type = Int(header >> 3 & 0x0F)
      // A bit before the type and two behind its quality are zero.
      guard header & 0x83 == 0, let size = sizes[type] else {
        isInterrupted = true
        return
      }
      if offset + size > file.size {
        endsInFrame = true
        return
      }
      if type >= firstSilence { isDiscontinuous = true }
      count += 1
      offset += size
    }
  }
}
