/// The codes of µ-law, computed sample by sample from the definition in ITU-T G.711, table 2.
///
/// A code is eight bits, most significant first: the sign (1 for positive), three bits of segment,
/// four bits of position within the segment. All are inverted for transmission, but for the sign.
///
/// G.711 quantises 14-bit samples. A 16-bit sample is therefore first reduced to its upper 13 bits
/// of magnitude; a negative one by complement rather than negation, as ITU-T G.191
/// (`ulaw_compress`) does it, so that the decision values lie symmetrically around -0.5.
enum MuLawTables {
  /// Makes segments begin at powers of two: G.711, table 2a, where they begin at 2ⁿ - 33.
  static let bias: Int16 = 33

  /// The largest magnitude with its bias: beyond it, the last code is all there is.
  static let largestMagnitude: Int16 = 8191

  /// 16-bit samples by code: the middle of each quantisation interval.
  static let samples: [Int16] = (0..<256).map { sample(for: UInt8($0)) }

  /// The code of `sample` by arithmetic: what the kernels do eight at a time.
  static func code(for sample: Int16) -> UInt8 {
    let magnitude = min((sample < 0 ? ~sample : sample) >> 2 + bias, largestMagnitude)
    var segment: UInt8 = 0
    var position = magnitude >> 1  // 16 ... 4095
    while position > 31 {
      position >>= 1
      segment += 1
    }
    let sign: UInt8 = sample < 0 ? 0x80 : 0
    return ~(sign | segment << 4 | UInt8(position - 16))
  }

  /// The sample that `code` stands for, by arithmetic.
  private static func sample(for code: UInt8) -> Int16 {
    let bits = ~code
    let segment = Int16((bits & 0x70) >> 4)
    let position = Int16(bits & 0x0F)
    let magnitude = ((2 * position + bias) << segment - bias) * 4
    return bits & 0x80 != 0 ? -magnitude : magnitude
  }
}
