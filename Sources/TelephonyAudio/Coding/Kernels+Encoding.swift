internal import CTelephonyKernels

extension Kernels {
  /// The A-law codes of 16-bit samples.
  func encode(
    _ samples: UnsafePointer<Int16>, count: Int, into codes: UnsafeMutablePointer<UInt8>
  ) {
    let vectorized = usesAVX2 ? count & ~31 : 0
    telephony_encode_int16_avx2(samples, vectorized, codes)
    Plain.encode(samples + vectorized, count: count - vectorized, into: codes + vectorized)
  }

  /// The A-law codes of samples with full scale 1.0.
  ///
  /// - Parameter peak: is raised to the largest magnitude; what is not a number does not count.
  /// - Returns: how many samples did not fit into 16 bits.
  func encode(
    _ samples: UnsafePointer<Float>, count: Int, into codes: UnsafeMutablePointer<UInt8>,
    peak: inout Float
  ) -> Int {
    let vectorized = usesAVX2 ? count & ~31 : 0
    let clipped = telephony_encode_float_avx2(samples, vectorized, codes, &peak)
    return clipped
      + Plain.encode(
        samples + vectorized, count: count - vectorized, into: codes + vectorized, peak: &peak)
  }
}

extension Kernels.Plain {
  static func encode(
    _ samples: UnsafePointer<Int16>, count: Int, into codes: UnsafeMutablePointer<UInt8>
  ) {
    let vectorized = count & ~7
    for index in stride(from: 0, to: vectorized, by: 8) {
      let eight = UnsafeRawPointer(samples + index).loadUnaligned(as: SIMD8<Int16>.self)
      UnsafeMutableRawPointer(codes + index)
        .storeBytes(of: Self.codes(of: eight), as: SIMD8<UInt8>.self)
    }
    for index in vectorized..<count { codes[index] = ALawTables.code(for: samples[index]) }
  }

  static func encode(
    _ samples: UnsafePointer<Float>, count: Int, into codes: UnsafeMutablePointer<UInt8>,
    peak: inout Float
  ) -> Int {
    encode(samples, count: count, into: UnsafeMutableRawPointer(codes), peak: &peak) {
      Self.codes(of: $0)
    }
  }

  /// The µ-law codes of samples with full scale 1.0; the rest as for A-law.
  static func encodeMuLaw(
    _ samples: UnsafePointer<Float>, count: Int, into codes: UnsafeMutablePointer<UInt8>,
    peak: inout Float
  ) -> Int {
    encode(samples, count: count, into: UnsafeMutableRawPointer(codes), peak: &peak) {
      muLawCodes(of: $0)
    }
  }

  /// The 16-bit values of samples with full scale 1.0, two bytes each, least significant first; the
  /// rest as for A-law.
  static func encodeLinear(
    _ samples: UnsafePointer<Float>, count: Int, into bytes: UnsafeMutableRawPointer,
    peak: inout Float
  ) -> Int {
    encode(samples, count: count, into: bytes, peak: &peak) { numbers in
      #if _endian(little)
        numbers
      #else
        numbers &<< 8 | (numbers &>> 8 & 0xFF)
      #endif
    }
  }

  /// Quantises samples to 16 bits and stores what `code` makes of them, eight at a time.
  @inline(__always)
  private static func encode<Code: FixedWidthInteger & SIMDScalar>(
    _ samples: UnsafePointer<Float>, count: Int, into codes: UnsafeMutableRawPointer,
    peak: inout Float, code: (SIMD8<Int16>) -> SIMD8<Code>
  ) -> Int {
    var levels = Levels(peak: peak)
    let vectorized = count & ~7
    let size = MemoryLayout<Code>.size
    for index in stride(from: 0, to: vectorized, by: 8) {
      let eight = code(quantized(Lanes(at: samples + index), &levels))
      (codes + index * size).storeBytes(of: eight, as: SIMD8<Code>.self)
    }
    // Silence fills the last vector: it is neither loud nor clipped.
    var rest = Lanes()
    for index in vectorized..<count { rest[index - vectorized] = samples[index] }
    let last = code(quantized(rest, &levels))
    for index in vectorized..<count {
      (codes + index * size).storeBytes(of: last[index - vectorized], as: Code.self)
    }
    peak = levels.peak.max()
    return Int(levels.clipped.wrappedSum())
  }

  /// A-law without a table.
  ///
  /// With m, the upper eleven bits of a magnitude, and k = 0 ... 6, the line (m >> k) + 16 k is the
  /// code's seven lower bits where m lies in segment k + 1, and nowhere less than them: the bits
  /// are the least of the seven lines.
  @inline(__always)
  private static func codes(of samples: SIMD8<Int16>) -> SIMD8<UInt8> {
    let sign = samples &>> 15
    // Complement, not negation, of what is negative: ITU-T G.191.
    let magnitude = (samples ^ sign) &>> 4
    var bits = magnitude
    // Not a loop, so that shifts and constants are part of the instructions.
    bits = least(bits, (magnitude &>> 1) &+ 16)
    bits = least(bits, (magnitude &>> 2) &+ 32)
    bits = least(bits, (magnitude &>> 3) &+ 48)
    bits = least(bits, (magnitude &>> 4) &+ 64)
    bits = least(bits, (magnitude &>> 5) &+ 80)
    bits = least(bits, (magnitude &>> 6) &+ 96)
    // The sign bit is set for positive samples, and every second bit is inverted: 0xD5, 0x55.
    return SIMD8<UInt8>(truncatingIfNeeded: bits ^ (sign & 0x80) ^ 0xD5)
  }

  /// µ-law without a table, by lines as for A-law.
  ///
  /// With m, a magnitude and its bias, and k = 0 ... 7, the line (m >> (k + 1)) + 16 k - 16 is the
  /// code's seven lower bits where m lies in segment k, and nowhere less than them.
  @inline(__always)
  private static func muLawCodes(of samples: SIMD8<Int16>) -> SIMD8<UInt8> {
    let sign = samples &>> 15
    let biased = (samples ^ sign) &>> 2 &+ MuLawTables.bias
    let magnitude = least(biased, SIMD8(repeating: MuLawTables.largestMagnitude))
    var bits = (magnitude &>> 1) &- 16
    bits = least(bits, magnitude &>> 2)
    bits = least(bits, (magnitude &>> 3) &+ 16)
    bits = least(bits, (magnitude &>> 4) &+ 32)
    bits = least(bits, (magnitude &>> 5) &+ 48)
    bits = least(bits, (magnitude &>> 6) &+ 64)
    bits = least(bits, (magnitude &>> 7) &+ 80)
    bits = least(bits, (magnitude &>> 8) &+ 96)
    // All bits are inverted, and the sign bit is set for positive samples: 0xFF, 0x7F.
    return SIMD8<UInt8>(truncatingIfNeeded: bits ^ (sign & 0x80) ^ 0xFF)
  }

  @inline(__always)
  private static func least(_ one: SIMD8<Int16>, _ other: SIMD8<Int16>) -> SIMD8<Int16> {
    other.replacing(with: one, where: one .< other)
  }

  /// What is noticed while samples are encoded, lane by lane.
  private struct Levels {
    var peak: Lanes
    var clipped = SIMD8<Int32>()

    init(peak: Float) { self.peak = Lanes(repeating: peak) }
  }

  /// Added to a number below 2²² and taken away again, it leaves the nearest integer, ties to even:
  /// there is no room for a fraction. The sum's low bits are the integer.
  private static let rounder: Float = 12_582_912

  @inline(__always)
  private static func quantized(_ samples: Lanes, _ levels: inout Levels) -> SIMD8<Int16> {
    levels.peak.replace(with: samples, where: samples .> levels.peak)
    levels.peak.replace(with: -samples, where: -samples .> levels.peak)
    let scaled = samples * 32768
    // Rounding to even takes 32767.5 out of the range and leaves -32768.5 in it.
    let fits = (scaled .>= -32768.5) .& (scaled .< 32767.5)
    levels.clipped &+= SIMD8<Int32>(repeating: 1).replacing(with: 0, where: fits)
    var number = Lanes().replacing(with: scaled, where: scaled .== scaled)
    let (low, high) = (Lanes(repeating: -32768), Lanes(repeating: 32767))
    number = low.replacing(with: number, where: number .> low)
    number = high.replacing(with: number, where: number .< high)
    let bits = unsafeBitCast(number + rounder, to: SIMD8<Int32>.self)
    return SIMD8<Int16>(truncatingIfNeeded: bits)
  }
}
