/// The codes of A-law, computed sample by sample from the definition in ITU-T G.711, table 1.
///
/// A code is eight bits, most significant first: the sign (1 for positive), three bits of segment,
/// four bits of position within the segment. Every second bit is inverted for transmission, which
/// is an exclusive or with 0x55.
///
/// G.711 quantises 13-bit magnitudes. A 16-bit sample is therefore first reduced to its upper
/// 12 bits of magnitude; a negative one by complement rather than negation, as ITU-T G.191
/// (`alaw_compress`) does it, so that the decision values lie symmetrically around -0.5.
enum ALawTables {
  /// Inverts every second bit: G.711, note to table 1a.
  static let evenBitInversion: UInt8 = 0x55

  /// Set on codes of positive samples.
  private static let signBit: UInt8 = 0x80

  /// 16-bit samples by code: the middle of each quantisation interval.
  static let samples: [Int16] = (0..<256).map { sample(for: UInt8($0)) }

  /// The code of `sample` by arithmetic: what the kernels do eight at a time.
  static func code(for sample: Int16) -> UInt8 {
    let magnitude = (sample < 0 ? ~sample : sample) >> 4  // 0 ... 2047
    var segment: UInt8 = 0
    var position = magnitude
    // Segment 0 is linear up to 15; each further segment doubles the step.
    if magnitude > 15 {
      segment = 1
      while position > 31 {
        position >>= 1
        segment += 1
      }
      position -= 16
    }
    let sign = sample < 0 ? 0 : signBit
    return (sign | segment << 4 | UInt8(position)) ^ evenBitInversion
  }

  /// The sample that `code` stands for, by arithmetic.
  private static func sample(for code: UInt8) -> Int16 {
    let bits = code ^ evenBitInversion
    let segment = Int((bits & 0x70) >> 4)
    let position = Int(bits & 0x0F)
    // In steps of half a quantisation interval of segment 0, to reach the interval's middle.
    let steps = segment == 0 ? 2 * position + 1 : (2 * position + 33) << (segment - 1)
    let magnitude = Int16(steps * 8)
    return bits & signBit != 0 ? magnitude : -magnitude
  }
}
