/// The bytes of RIFF files, right and wrong: the one place where tests put them together.
public enum RIFFFixture {
  /// A WAVE file of these chunks.
  ///
  /// - Parameters:
  ///   - size: what the header states; nil for what is right.
  ///   - trailing: bytes after the RIFF chunk.
  public static func wave(
    _ chunks: [UInt8]..., size: UInt32? = nil, trailing: [UInt8] = []
  ) -> [UInt8] {
    let body = Array("WAVE".utf8) + chunks.flatMap { $0 }
    return Array("RIFF".utf8) + number(size ?? UInt32(body.count)) + body + trailing
  }

  /// A chunk of this name and content.
  ///
  /// - Parameters:
  ///   - size: what its header states; nil for what is right.
  ///   - pads: whether a byte follows content of odd size.
  public static func chunk(
    _ id: String, _ content: [UInt8], size: UInt32? = nil, pads: Bool = true
  ) -> [UInt8] {
    Array(id.utf8) + number(size ?? UInt32(content.count)) + content
      + (pads && content.count % 2 == 1 ? [0] : [])
  }

  /// The 16 bytes that every `fmt ` chunk begins with.
  public static func format(
    tag: UInt16, channels: UInt16, rate: UInt32, byteRate: UInt32, align: UInt16, bits: UInt16
  ) -> [UInt8] {
    number(tag) + number(channels) + number(rate) + number(byteRate) + number(align) + number(bits)
  }

  /// The bytes of a number, least significant first.
  public static func number(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
