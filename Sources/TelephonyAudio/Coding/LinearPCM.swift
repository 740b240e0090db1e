/// 16-bit PCM: two bytes a sample, the least significant first, as WAV has them.
public enum LinearPCM {
  /// Appends the bytes of float samples, full scale ±1.0, to `bytes`.
  ///
  /// Each sample is rounded to the nearest 16-bit value, ties to even. What lies beyond the
  /// 16-bit range takes the nearest value within it; what is not a number becomes silence.
  ///
  /// - Returns: how many samples were beyond the range or not a number.
  @discardableResult
  public static func encode(_ samples: [Float], into bytes: inout [UInt8]) -> Int {
    var peak: Float = 0
    return encode(samples, into: &bytes, peak: &peak)
  }

  /// The same, and raises `peak` to the largest magnitude of the samples, in the same pass.
  static func encode(
    _ samples: [Float], into bytes: inout [UInt8], peak: inout Float
  ) -> Int {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: 2 * samples.count))
    return bytes.withUnsafeMutableBytes { bytes in
      guard let bytes = bytes.baseAddress else { return 0 }
      return Kernels.Plain.encodeLinear(
        samples, count: samples.count, into: bytes + start, peak: &peak)
    }
  }

  /// The samples of whole pairs of bytes.
  public static func decode(_ bytes: [UInt8]) -> [Int16] {
    bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 2).map { index in
        Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * index, as: Int16.self))
      }
    }
  }
}
