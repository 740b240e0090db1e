/// G.711 µ-law: one byte a sample, near-logarithmic, what North America and Japan use.
///
/// ```swift
/// let codes = MuLaw.encode([0, 1000, -1000] as [Int16])   // [0xFF, 0xCE, 0x4E]
/// MuLaw.decode(codes)                                     // [0, 988, -988]
/// ```
///
/// For each of the 65,536 values of a 16-bit sample the code equals the reference of
/// ITU-T G.191 (`ulaw_compress`). Two codes stand for 0; what decodes to it encodes to 0xFF.
public enum MuLaw {
  /// The codes of 16-bit samples, one for each.
  public static func encode(_ samples: [Int16]) -> [UInt8] { samples.map(MuLawTables.code) }

  /// Appends the codes of float samples, full scale ±1.0, to `codes`.
  ///
  /// Each sample is rounded to the nearest 16-bit value, ties to even. What lies beyond the
  /// 16-bit range takes the nearest value within it; what is not a number becomes silence.
  ///
  /// - Returns: how many samples were beyond the range or not a number.
  @discardableResult
  public static func encode(_ samples: [Float], into codes: inout [UInt8]) -> Int {
    var peak: Float = 0
    return encode(samples, into: &codes, peak: &peak)
  }

  /// The same, and raises `peak` to the largest magnitude of the samples, in the same pass.
  static func encode(
    _ samples: [Float], into codes: inout [UInt8], peak: inout Float
  ) -> Int {
    let start = codes.count
    codes.append(contentsOf: repeatElement(0, count: samples.count))
    return codes.withUnsafeMutableBufferPointer { codes in
      guard let codes = codes.baseAddress else { return 0 }
      return Kernels.Plain.encodeMuLaw(
        samples, count: samples.count, into: codes + start, peak: &peak)
    }
  }

  /// The 16-bit samples that the codes stand for, one for each.
  public static func decode(_ codes: [UInt8]) -> [Int16] {
    MuLawTables.samples.withUnsafeBufferPointer { table in
      codes.map { table[Int($0)] }
    }
  }
}
