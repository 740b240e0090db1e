/// The inner loops of the A-law encoder, sixteen samples at a time.
///
/// With m, the upper eleven bits of a magnitude, and k = 0 ... 6, the line (m >> k) + 16 k is the
/// code's seven lower bits where m lies in segment k + 1, and nowhere less than them: the bits are
/// the least of the seven lines. Seven shifts, additions and minima take less time than looking
/// sixteen samples up one by one. ``ALawTables`` is the definition that this equals for all 65,536
/// samples.
enum ALawKernels {
  private typealias Samples = SIMD16<Int16>
  private static let laneCount = 16

  /// The codes of 16-bit samples, as many as there are samples.
  static func encode(
    _ samples: UnsafeBufferPointer<Int16>, into codes: UnsafeMutableBufferPointer<UInt8>
  ) {
    let vectorized = samples.count & ~(laneCount - 1)
    let input = UnsafeRawBufferPointer(samples)
    let output = UnsafeMutableRawBufferPointer(codes)
    for index in stride(from: 0, to: vectorized, by: laneCount) {
      let lanes = input.loadUnaligned(fromByteOffset: 2 * index, as: Samples.self)
      output.storeBytes(of: Self.codes(for: lanes), toByteOffset: index, as: SIMD16<UInt8>.self)
    }
    for index in vectorized..<samples.count {
      codes[index] = ALawTables.code(for: samples[index])
    }
  }

  /// The codes of float samples, and how many of them did not fit into 16 bits.
  static func encode(
    _ samples: UnsafeBufferPointer<Float>, into codes: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    let vectorized = samples.count & ~(laneCount - 1)
    let input = UnsafeRawBufferPointer(samples)
    let output = UnsafeMutableRawBufferPointer(codes)
    var misfits = SIMD8<Int32>()
    for index in stride(from: 0, to: vectorized, by: laneCount) {
      let low = quantize(input.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self))
      let high = quantize(
        input.loadUnaligned(fromByteOffset: 4 * index + 32, as: SIMD8<Float>.self))
      misfits &+= low.misfits &+ high.misfits
      let lanes = Samples(
        lowHalf: SIMD8(truncatingIfNeeded: low.values),
        highHalf: SIMD8(truncatingIfNeeded: high.values))
      output.storeBytes(of: Self.codes(for: lanes), toByteOffset: index, as: SIMD16<UInt8>.self)
    }
    for index in vectorized..<samples.count {
      let last = quantize(SIMD8(repeating: samples[index]))
      misfits[0] &+= last.misfits[0]
      codes[index] = ALawTables.code(for: Int16(truncatingIfNeeded: last.values[0]))
    }
    return -Int(misfits.wrappedSum())
  }

  @inline(__always)
  private static func codes(for samples: Samples) -> SIMD16<UInt8> {
    let sign = samples &>> 15  // 0 or -1
    // Complement, not negation, of what is negative: see ALawTables.
    let magnitude = (samples ^ sign) &>> 4
    var bits = magnitude
    for k in Int16(1)...6 {
      let line = (magnitude &>> k) &+ 16 &* k
      bits.replace(with: line, where: line .< bits)
    }
    // The sign bit is set for positive samples, and every second bit is inverted: 0xD5, 0x55.
    let inversion = Samples(repeating: 0xD5) ^ (sign & 0x80)
    return SIMD16<UInt8>(truncatingIfNeeded: bits ^ inversion)
  }

  /// 16-bit values of float samples, and -1 in the lanes of those that did not fit.
  @inline(__always)
  private static func quantize(
    _ samples: SIMD8<Float>
  ) -> (values: SIMD8<Int32>, misfits: SIMD8<Int32>) {
    let scaled = samples * 32768
    // Rounding to even takes 32767.5 out of the range and leaves -32768.5 in it.
    let fits = (scaled .>= -32768.5) .& (scaled .< 32767.5)
    let number = scaled.replacing(with: 0, where: scaled .!= scaled)
    let clamped = number.replacing(with: -32768, where: number .< -32768)
      .replacing(with: 32767, where: number .> 32767)
    // Adding 1.5 × 2^23 leaves no bits for a fraction: the sum is rounded to the nearest whole
    // number, and its bits count from those of 1.5 × 2^23.
    let shift = Float(12_582_912)
    let bits = unsafeBitCast(clamped + shift, to: SIMD8<Int32>.self)
    let values = bits &- Int32(bitPattern: shift.bitPattern)
    return (values, SIMD8(repeating: -1).replacing(with: 0, where: fits))
  }
}
