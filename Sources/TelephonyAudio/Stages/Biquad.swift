/// One second-order section of a recursive filter, in double precision.
///
///     y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]
///
/// Where a filter names a Butterworth, its coefficients are the bilinear transform of it, the
/// cut-off prewarped; the tests design them again.
struct Biquad: Sendable {
  private let b0: Double
  private let b1: Double
  private let b2: Double
  private let a1: Double
  private let a2: Double
  /// What the samples so far leave for the next one, and for the one after it.
  private var next = 0.0
  private var afterNext = 0.0

  /// Keeps what is left in digital silence from becoming a number that the CPU is slow with: -400
  /// dB.
  private static let tiny = 1e-20

  /// - Parameters:
  ///   - b: feeds forward, the newest sample first.
  ///   - a: feeds back, from the last output on; that of the output itself is 1.
  init(b: (Double, Double, Double), a: (Double, Double)) {
    (b0, b1, b2) = b
    (a1, a2) = a
  }

  /// A high-pass of two zeros at 0 Hz.
  init(highPass gain: Double, a: (Double, Double)) {
    self.init(b: (gain, -2 * gain, gain), a: a)
  }

  /// A low-pass of two zeros at half of the sample rate.
  init(lowPass gain: Double, a: (Double, Double)) {
    self.init(b: (gain, 2 * gain, gain), a: a)
  }

  /// The output for the next sample.
  @inline(__always)
  mutating func process(_ sample: Double) -> Double {
    let sample = sample + Self.tiny
    let output = b0 * sample + next
    next = (b1 * sample + afterNext) - a1 * output
    afterNext = b2 * sample - a2 * output
    return output
  }
}

/// Two sections, one behind the other: a filter of fourth order.
struct BiquadPair: Sendable {
  var first: Biquad
  var second: Biquad

  /// The output for the next sample.
  @inline(__always)
  mutating func process(_ sample: Double) -> Double {
    second.process(first.process(sample))
  }
}
