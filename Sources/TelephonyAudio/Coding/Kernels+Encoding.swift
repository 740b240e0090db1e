internal import CTelephonyKernels

extension Kernels {
  /// The A-law codes of 16-bit samples.
  static func encode(
    _ samples: UnsafePointer<Int16>, count: Int, into codes: UnsafeMutablePointer<UInt8>
  ) {
    let vectorized = hasAVX2 ? count & ~31 : 0
    telephony_encode_int16_avx2(samples, vectorized, codes)
    Plain.encode(samples + vectorized, count: count - vectorized, into: codes + vectorized)
  }

  /// The A-law codes of samples with full scale 1.0.
  ///
  /// - Returns: how many samples did not fit into 16 bits.
  static func encode(
    _ samples: UnsafePointer<Float>, count: Int, into codes: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let vectorized = hasAVX2 ? count & ~31 : 0
    let clipped = telephony_encode_float_avx2(samples, vectorized, codes)
    return clipped
      + Plain.encode(samples + vectorized, count: count - vectorized, into: codes + vectorized)
  }
}

extension Kernels.Plain {
  static func encode(
    _ samples: UnsafePointer<Int16>, count: Int, into codes: UnsafeMutablePointer<UInt8>
  ) {
    ALawTables.codes.withUnsafeBufferPointer { table in
      for index in 0..<count {
        codes[index] = table[Int(UInt16(bitPattern: samples[index]) >> 4)]
      }
    }
  }

  static func encode(
    _ samples: UnsafePointer<Float>, count: Int, into codes: UnsafeMutablePointer<UInt8>
  ) -> Int {
    ALawTables.codes.withUnsafeBufferPointer { table in
      var clipped = 0
      for index in 0..<count {
        let scaled = samples[index] * 32768
        // Rounding to even takes 32767.5 out of the range and leaves -32768.5 in it.
        clipped += scaled >= -32768.5 && scaled < 32767.5 ? 0 : 1
        let number = scaled.isNaN ? 0 : min(max(scaled, -32768), 32767)
        let rounded = Int32(number.rounded(.toNearestOrEven))
        codes[index] = table[Int(UInt16(truncatingIfNeeded: rounded) >> 4)]
      }
      return clipped
    }
  }
}
