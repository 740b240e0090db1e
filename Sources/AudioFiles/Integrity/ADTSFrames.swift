/// The frames of an AAC stream in ADTS (ISO/IEC 13818-7, section 6.2), counted by their headers
/// alone.
///
/// ffmpeg estimates the length of these files from their first frames.
struct ADTSFrames {
  /// Seconds of all whole frames.
  private(set) var duration = 0.0
  /// Whether the last frame is not all there.
  private(set) var endsInFrame = false
  /// Whether bytes that belong to no frame interrupt the stream.
  private(set) var isInterrupted = false

  /// Table 35: the sample rates by their index.
  private static let rates = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000,
    7350,
  ]

  init(_ file: borrowing InputFile) throws(AudioFileError) {
    var window = FileWindow()
    var offset = 0
    while offset < file.size {
      let header = try window.bytes(at: offset, count: 32, of: file)
      if let size = MPEGFrames.tagSize(header) {
        offset += size
        continue
      }
      // Twelve bits of sync, layer 0.
      guard let sync = header.number(at: 0, count: 2, .big), sync & 0xFFF6 == 0xFFF0,
        let fields = header.number(at: 2, count: 5, .big),
        let rate = Self.rates.dropFirst(Int(fields >> 34 & 0x0F)).first
      else {
        endsInFrame = file.size - offset < 7 && header.first == 0xFF
        isInterrupted = !endsInFrame
        return
      }
      // Thirteen bits that begin at the 30th of the header; less than a header is no size.
      let size = Int(fields >> 13 & 0x1FFF)
      guard size >= 7 else {
        isInterrupted = true
        return
      }
      if offset + size > file.size {
        endsInFrame = true
        return
      }
      // Two bits tell how many blocks follow the first.
      duration += Double(1024 * (Int(fields & 0x03) + 1)) / Double(rate)
      offset += size
    }
  }
}
