internal import Synchronization

/// Our own way of converting a sample rate, for rates whose ratio is a small fraction: halve the
/// rate cheaply as long as it is high, and filter steeply once, at the lowest rate.
///
/// | from | to | stages |
/// |---|---|---|
/// | 44,100 Hz | 8000 Hz | ÷ 2, ÷ 2, × 320/441 |
/// | 48,000 Hz | 8000 Hz | ÷ 2, ÷ 2, × 2/3 |
/// | 48,000 Hz | 16,000 Hz | ÷ 2, × 2/3 |
/// | 16,000 Hz | 8000 Hz | × 1/2 |
/// | 8000 Hz | 16,000 Hz | × 2 |
///
/// All filters are symmetric, so that the phase is linear, and each is centred on the output it
/// computes, so that there is no delay. An output depends on the input around it and on nothing
/// else: a signal can be cut anywhere, and its pieces computed in any order, by any thread.
struct ResamplingDesign: Sendable {
  /// The halving stages, from the input's rate downwards.
  let halvings: [HalfBandFilter]
  /// The steep filter, at the rate that they leave.
  let filter: PolyphaseFilter

  // MARK: What is promised, as shares of the lower one of the two rates

  /// What is passed within 0.001 dB: 3700 Hz of 8000. Telephony needs 3400 Hz (ITU-T G.712).
  static let passband = 0.4625

  /// From here on, 4050 Hz of 8000, aliases and images lie below -120 dB. What lies between 4000
  /// and 4050 Hz comes to lie above 3950 Hz, where no telephone transmits.
  static let stopband = 0.50625

  // MARK: How it is kept

  /// Where the steep filter's gain begins to fall by more than its stopband lets through: 3682 Hz
  /// of 8000. At 3700 Hz it has lost 0.0009 dB, which saves a twentieth of the taps.
  private static let fullGain = 0.46025

  /// Of the steep filter in dB. Measured with coefficients in single precision: 121.2.
  private static let attenuation = 122.0

  /// Of a halving stage in dB. It has few coefficients, for which Kaiser's formula promises too
  /// much: of all rates, 88,200 and 96,000 Hz come out worst, with 121.3.
  private static let halvingAttenuation = 128.0

  /// More phases than that, and the coefficients take longer than a short prompt: 11,025 Hz to
  /// 16,000 Hz has as many.
  private static let maximumPhaseCount = 640

  /// The rate from which on halving pays, in output rates: the half has to hold the kept band and a
  /// transition.
  private static let lowestRateToHalve = 2.75

  /// Nil for rates whose ratio is no small fraction.
  init?(from inputRate: Int, to outputRate: Int) {
    var rate = inputRate
    var halvings: [HalfBandFilter] = []
    while rate % 2 == 0, Double(rate) >= Self.lowestRateToHalve * Double(outputRate) {
      halvings.append(
        HalfBandFilter(
          sampleRate: Double(rate), keptBand: Self.stopband * Double(outputRate),
          attenuation: Self.halvingAttenuation))
      rate /= 2
    }
    let divisor = greatestCommonDivisor(rate, outputRate)
    guard outputRate / divisor <= Self.maximumPhaseCount else { return nil }
    let lowerRate = Double(min(rate, outputRate))
    self.halvings = halvings
    filter = PolyphaseFilter(
      outputs: outputRate / divisor,
      inputs: rate / divisor,
      design: KaiserFilter(
        passband: Self.fullGain * lowerRate, stopband: Self.stopband * lowerRate,
        attenuation: Self.attenuation, sampleRate: Double(rate)),
      attenuation: Self.attenuation)
  }

  private struct Rates: Hashable {
    let input: Int
    let output: Int
  }

  private static let cache = Mutex<[Rates: ResamplingDesign]>([:])

  /// The design for two rates, made once a process and shared by all jobs.
  static func forRates(from inputRate: Int, to outputRate: Int) -> ResamplingDesign? {
    cache.withLock { designs in
      let rates = Rates(input: inputRate, output: outputRate)
      if let known = designs[rates] { return known }
      let design = ResamplingDesign(from: inputRate, to: outputRate)
      designs[rates] = design
      return design
    }
  }
}
