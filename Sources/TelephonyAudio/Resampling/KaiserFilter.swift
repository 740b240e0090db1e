/// A windowed sinc: the low-pass filter that every stage of the resampler samples.
///
/// All of it is plain double arithmetic in a fixed order, without the C library's functions, which
/// differ in their last bit from one CPU to another: the coefficients are the same bits everywhere.
struct KaiserFilter {
  /// Cut-off in cycles a sample, where the gain is 0.5.
  let cutoff: Double
  /// Half of the filter's length in samples; zero from there on.
  let reach: Double
  private let beta: Double
  private let peak: Double

  /// A filter that passes what lies below `passband` and attenuates what lies above `stopband`.
  ///
  /// Length and shape by J. F. Kaiser's formulas ("Nonrecursive digital filter design using the
  /// I0-sinh window function", 1974).
  ///
  /// - Parameters:
  ///   - passband: in Hz.
  ///   - stopband: in Hz, above `passband`.
  ///   - attenuation: of the stopband in dB, more than 50; the passband's ripple follows from it.
  ///   - sampleRate: in Hz.
  init(passband: Double, stopband: Double, attenuation: Double, sampleRate: Double) {
    let transition = 2 * Double.pi * (stopband - passband) / sampleRate
    self.init(
      cutoff: (passband + stopband) / 2 / sampleRate,
      reach: (attenuation - 7.95) / (2.285 * transition) / 2,
      attenuation: attenuation)
  }

  init(cutoff: Double, reach: Double, attenuation: Double) {
    self.cutoff = cutoff
    self.reach = reach
    beta = 0.1102 * (attenuation - 8.7)
    peak = Self.bessel(squared: Lanes(repeating: beta * beta))[0]
  }

  /// The value `offset` samples from the centre.
  func value(at offset: Double) -> Double {
    let angle = 2 * cutoff * offset
    return values(
      at: Lanes(repeating: offset), sine: Lanes(repeating: Self.sine(ofPi: angle)))[0]
  }

  /// Eight values at a time, the work of setting up a filter.
  typealias Lanes = SIMD8<Double>

  /// The values `offsets` samples from the centre, given sin(2π × cutoff × offset) of each.
  func values(at offsets: Lanes, sine: Lanes) -> Lanes {
    let position = offsets * (1 / reach)
    let square = 1 - position * position
    let isInside = square .> 0
    let window = Self.bessel(squared: beta * beta * square) * (1 / peak)
    let isCentre = offsets .== 0
    let sinc = sine / (Double.pi * offsets.replacing(with: 1, where: isCentre))
    let filter = sinc.replacing(with: 2 * cutoff, where: isCentre) * window
    return Lanes().replacing(with: filter, where: isInside)
  }

  /// The modified Bessel function I0 of the root of each square, by its power series
  /// Σ (x²/4)^k / (k!)², good to 1e-12 for x up to 13.4, an attenuation of 130 dB.
  private static func bessel(squared: Lanes) -> Lanes {
    let quarter = squared * 0.25
    return besselCoefficients.withUnsafeBufferPointer { coefficients in
      var sum = Lanes()
      for coefficient in coefficients { sum = sum * quarter + coefficient }
      return sum
    }
  }

  /// 1 / (k!)², from k = 26 down to 0.
  private static let besselCoefficients: [Double] = {
    var coefficients = [1.0]
    for k in 1...26 { coefficients.append(coefficients[k - 1] / Double(k * k)) }
    return coefficients.reversed()
  }()

  /// sin(πx), by reduction to ±π/2 and the sine's power series.
  static func sine(ofPi x: Double) -> Double {
    let turns = x.rounded(.toNearestOrEven)
    let angle = Double.pi * (x - turns)
    let square = angle * angle
    var sum = 1.0
    for k in stride(from: 22.0, to: 0, by: -2) {
      sum = 1 - sum * square / (k * (k + 1))
    }
    let isOdd = turns.truncatingRemainder(dividingBy: 2) != 0
    return isOdd ? -angle * sum : angle * sum
  }

  /// cos(πx).
  static func cosine(ofPi x: Double) -> Double { sine(ofPi: x + 0.5) }
}
