/// The blocks of a Creative Voice file, by their headers alone.
///
/// libsndfile takes packed samples for plain ones, which is noise.
enum VOCBlocks {
  /// Bits of a packed sample by codec; those that are not here are decoded rightly.
  private static let packedBits = [1: "4", 2: "2.6", 3: "2", 0x200: "4"]

  /// More blocks than any real file has.
  private static let maximumCount = 65_536

  /// Bits of a sample where some of the sound is packed; nil where none is.
  static func packedBits(in file: borrowing InputFile) throws(AudioFileError) -> String? {
    var window = FileWindow()
    // The header's size stands at 20, after the signature of 20 bytes.
    let header = try file.bytes(at: 20, count: 2)
    var offset = header.number(at: 0, count: 2, .little).map { Int($0) } ?? 0
    for _ in 0..<maximumCount {
      let block = try window.bytes(at: offset, count: 12, of: file)
      // Type 0 ends the file.
      guard let type = block.first, type != 0, let size = block.number(at: 1, count: 3, .little)
      else { break }
      let codec: UInt64? =
        switch type {
        case 1: block.number(at: 5, count: 1, .little)
        case 8: block.number(at: 6, count: 1, .little)
        case 9: block.number(at: 10, count: 2, .little)
        default: nil
        }
      if let bits = codec.flatMap({ packedBits[Int($0)] }) { return bits }
      offset += 4 + Int(size)
    }
    return nil
  }
}
