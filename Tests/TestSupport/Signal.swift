internal import Foundation

/// Signals that tests make and measure.
public enum Signal {
  /// A sine of `frequency` Hz at `rate` Hz, starting at phase 0.
  public static func sine(
    _ frequency: Double, rate: Int, frames: Int, amplitude: Double = 0.5
  ) -> [Float] {
    (0..<frames).map { frame in
      Float(amplitude * sin(2 * .pi * frequency * Double(frame) / Double(rate)))
    }
  }

  /// The same pseudo-random numbers for the same seed, uniform in ±`amplitude`.
  public static func noise(frames: Int, seed: UInt64 = 1, amplitude: Float = 0.5) -> [Float] {
    var state = seed
    return (0..<frames).map { _ in
      // SplitMix64 by Steele, Lea and Flood.
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      return amplitude * (Float(mixed >> 40) / Float(1 << 23) - 1)
    }
  }

  /// Words of 0.4 s, as meters of speech take them, each a noise that swells and fades, with pauses
  /// of 0.3 s between them and `before` and `after` seconds of silence around them.
  public static func speech(
    words: Int = 4, rate: Int = 8000, amplitude: Float = 0.2, before: Double = 0, after: Double = 0
  ) -> [Float] {
    func silence(_ seconds: Double) -> [Float] {
      [Float](repeating: 0, count: Int(seconds * Double(rate)))
    }
    let count = 2 * rate / 5
    let swell = (0..<count).map { Float(sin(.pi * (Double($0) + 0.5) / Double(count))) }
    var signal = silence(before)
    for word in 0..<words {
      if word > 0 { signal += silence(0.3) }
      let said = noise(frames: count + 1, seed: UInt64(word + 1), amplitude: amplitude / 2)
      // Without low notes, as telephones have it.
      let high = zip(said, said.dropFirst()).map { $1 - $0 }
      signal += zip(high, swell).map { $0 * $1 }
    }
    return signal + silence(after)
  }

  /// A sine fitted to `samples` by least squares over the frequency's two phases.
  public struct Tone {
    public let amplitude: Double
    /// In radians; 0 for a sine that starts at 0.
    public let phase: Double
    /// The root mean square of what the sine does not explain.
    public let residue: Double
  }

  public static func tone(_ frequency: Double, in samples: [Float], rate: Int) -> Tone {
    var ss = 0.0
    var sc = 0.0
    var cc = 0.0
    var xs = 0.0
    var xc = 0.0
    for (index, sample) in samples.enumerated() {
      let angle = 2 * .pi * frequency * Double(index) / Double(rate)
      let (s, c) = (sin(angle), cos(angle))
      ss += s * s
      sc += s * c
      cc += c * c
      xs += Double(sample) * s
      xc += Double(sample) * c
    }
    let determinant = ss * cc - sc * sc
    let a = (xs * cc - xc * sc) / determinant
    let b = (xc * ss - xs * sc) / determinant
    var residue = 0.0
    for (index, sample) in samples.enumerated() {
      let angle = 2 * .pi * frequency * Double(index) / Double(rate)
      let difference = Double(sample) - a * sin(angle) - b * cos(angle)
      residue += difference * difference
    }
    return Tone(
      amplitude: (a * a + b * b).squareRoot(),
      phase: atan2(b, a),
      residue: (residue / Double(samples.count)).squareRoot())
  }
}
