/// Measures what a recording has below any voice: rumble, hum's fundamental, and a constant.
public struct LowFrequencies: Sendable {
  /// Where a voice has nothing yet, in Hz.
  public static let limit = 80

  private var lowPass: BiquadPair
  private var count = 0
  private var sum = 0.0
  private var sumOfSquares = 0.0
  private var lowSum = 0.0
  private var lowSumOfSquares = 0.0

  /// - Parameter sampleRate: 8000 or 16,000 Hz.
  public init(sampleRate: Int = Resampler.telephoneRate) {
    lowPass = Self.lowPass(sampleRate: sampleRate)
  }

  /// A Butterworth of fourth order at 80 Hz.
  static func lowPass(sampleRate: Int) -> BiquadPair {
    SpeechRate.value(
      sampleRate,
      BiquadPair(
        first: Biquad(
          lowPass: 8.984861463970648e-07, a: (-1.8866095826215064, 0.8903397362840242)),
        second: Biquad(lowPass: 1, a: (-1.9492159580258417, 0.9530698953278909))),
      BiquadPair(
        first: Biquad(
          lowPass: 5.845142433144487e-08, a: (-1.9426382305401135, 0.9435972784703671)),
        second: Biquad(lowPass: 1, a: (-1.975269634851873, 0.9762447923594398))))
  }

  /// Listens to the next samples, full scale 1.0.
  public mutating func measure(_ samples: [Float]) {
    var lowPass = lowPass
    var (sum, sumOfSquares) = (sum, sumOfSquares)
    var (lowSum, lowSumOfSquares) = (lowSum, lowSumOfSquares)
    for sample in samples {
      let value = Double(sample)
      sum += value
      sumOfSquares += value * value
      let low = lowPass.process(value)
      lowSum += low
      lowSumOfSquares += low * low
    }
    self.lowPass = lowPass
    (self.sum, self.sumOfSquares) = (sum, sumOfSquares)
    (self.lowSum, self.lowSumOfSquares) = (lowSum, lowSumOfSquares)
    count += samples.count
  }

  /// The energy below ``limit`` relative to all of it, in dB, both without the constant; minus
  /// infinity where there is none.
  public var decibels: Double {
    let all = variation(sumOfSquares, sum)
    let low = variation(lowSumOfSquares, lowSum)
    return all > 0 && low > 0 ? SignalLevel.decibels(low / all) / 2 : -.infinity
  }

  /// The mean of all samples, a share of full scale.
  public var mean: Double { count > 0 ? sum / Double(count) : 0 }

  /// The power of all samples in dBov; minus infinity for silence.
  var power: Double {
    sumOfSquares > 0 ? SignalLevel.decibels(sumOfSquares / Double(count)) / 2 : -.infinity
  }

  /// The mean relative to a level in dBov, or to the power where there is none, in dB; minus
  /// infinity for a mean of 0.
  func meanDecibels(under level: Double?) -> Double {
    mean == 0 ? -.infinity : SignalLevel.decibels(mean.magnitude) - (level ?? power)
  }

  private func variation(_ sumOfSquares: Double, _ sum: Double) -> Double {
    count > 0 ? sumOfSquares - sum * sum / Double(count) : 0
  }
}
