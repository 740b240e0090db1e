/// G.711 µ-law as recordings have it: one byte a sample.
///
/// ```swift
/// MuLaw.decode([0xFF, 0x80, 0x00])   // [0, 32124, -32124]
/// ```
public enum MuLaw {
  /// The 16-bit samples that the codes stand for, one for each: those of ITU-T G.191
  /// (`ulaw_expand`).
  public static func decode(_ codes: [UInt8]) -> [Int16] {
    samples.withUnsafeBufferPointer { table in codes.map { table[Int($0)] } }
  }

  private static let samples: [Int16] = (0..<256).map { sample(for: UInt8($0)) }

  /// By ITU-T G.711, table 2: all bits are inverted; the sign, three bits of segment and four bits
  /// of position remain. The segments' steps double, and begin 33 half steps below themselves.
  private static func sample(for code: UInt8) -> Int16 {
    let bits = ~code
    let segment = Int(bits & 0x70) >> 4
    let position = Int(bits & 0x0F)
    let magnitude = Int16((((position << 1) + 33) << segment - 33) * 4)
    return bits & 0x80 != 0 ? -magnitude : magnitude
  }
}
