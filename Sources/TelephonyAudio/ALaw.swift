/// G.711 A-law: one byte a sample, near-logarithmic, 38 dB SNR over 40 dB of level.
///
/// ```swift
/// let codes = ALaw.encode([0, 1000, -1000] as [Int16])   // [0xD5, 0xFA, 0x7A]
/// ALaw.decode(codes)                                     // [8, 1008, -1008]
/// ```
///
/// For each of the 65,536 values of a 16-bit sample the code equals the reference of
/// ITU-T G.191 (`alaw_compress`).
public enum ALaw {
  /// The full scale of 16-bit samples: a float sample of 1.0 stands for this value.
  static let fullScale: Float = 32768

  /// The codes of 16-bit samples, one for each.
  public static func encode(_ samples: [Int16]) -> [UInt8] {
    ALawTables.codes.withUnsafeBufferPointer { table in
      [UInt8](unsafeUninitializedCapacity: samples.count) { codes, count in
        for index in samples.indices {
          codes[index] = table[Int(UInt16(bitPattern: samples[index]) >> 4)]
        }
        count = samples.count
      }
    }
  }

  /// Appends the codes of float samples, full scale ±1.0, to `codes`.
  ///
  /// Each sample is rounded to the nearest 16-bit value, ties to even. What lies beyond the
  /// 16-bit range takes the nearest value within it; what is not a number becomes silence.
  ///
  /// - Returns: how many samples were beyond the range or not a number.
  @discardableResult
  public static func encode(_ samples: [Float], into codes: inout [UInt8]) -> Int {
    let start = codes.count
    codes.append(contentsOf: repeatElement(0, count: samples.count))
    return ALawTables.codes.withUnsafeBufferPointer { table in
      codes.withUnsafeMutableBufferPointer { codes in
        var saturated = 0
        for index in samples.indices {
          let (sample, fits) = quantize(samples[index])
          codes[start + index] = table[Int(UInt16(truncatingIfNeeded: sample) >> 4)]
          saturated += fits ? 0 : 1
        }
        return saturated
      }
    }
  }

  /// The 16-bit samples that the codes stand for, one for each.
  public static func decode(_ codes: [UInt8]) -> [Int16] {
    ALawTables.samples.withUnsafeBufferPointer { table in
      codes.map { table[Int($0)] }
    }
  }

  /// `sample` as the nearest 16-bit value, and whether it lay within the 16-bit range.
  @inline(__always)
  private static func quantize(_ sample: Float) -> (value: Int32, fits: Bool) {
    let rounded = (sample * fullScale).rounded(.toNearestOrEven)
    let fits = rounded >= -fullScale && rounded < fullScale  // false for NaN
    let finite = rounded.isNaN ? 0 : rounded
    return (Int32(min(max(finite, -fullScale), fullScale - 1)), fits)
  }
}
