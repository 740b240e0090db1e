internal import Synchronization

/// Our own way of converting a sample rate, for rates whose ratio to 8000 Hz is a small fraction:
/// halve the rate cheaply as long as it is high, and filter steeply once, at the lowest rate.
///
/// | input | stages |
/// |---|---|
/// | 44,100 Hz | ÷ 2, ÷ 2, × 320/441 |
/// | 48,000 Hz | ÷ 2, ÷ 2, × 2/3 |
/// | 16,000 Hz | × 1/2 |
///
/// All filters are symmetric, so that the phase is linear, and each is centred on the output it
/// computes, so that there is no delay.
final class MultistageEngine: ResamplerEngine {
  private var decimators: [HalfBandDecimator]
  private var filter: PolyphaseFilter
  private var block: [Float] = []
  private var halved: [Float] = []

  /// Nil for a rate whose ratio to 8000 Hz is no small fraction.
  init?(inputRate: Int) {
    guard let design = Design.forRate(inputRate) else { return nil }
    decimators = design.decimators.map(HalfBandDecimator.init)
    filter = PolyphaseFilter(bank: design.bank)
  }

  func process(_ input: [Float], into output: inout [Float]) {
    guard !decimators.isEmpty else {
      filter.process(input, into: &output)
      return
    }
    decimators[0].process(input, into: &block)
    for index in decimators.indices.dropFirst() {
      decimators[index].process(block, into: &halved)
      swap(&block, &halved)
    }
    filter.process(block, into: &output)
  }
}

extension MultistageEngine {
  /// The coefficients for one input rate, computed once a process and shared by all jobs.
  struct Design: Sendable {
    /// The coefficients of each halving stage.
    let decimators: [[Float]]
    let bank: PolyphaseFilter.Bank

    /// What is passed unchanged, in Hz. Telephony needs 3400 Hz (ITU-T G.712); 3700 leaves room.
    static let passband = 3700.0

    /// From here on nothing is aliased, in Hz: 4050 Hz less a little, as Kaiser's formula is an
    /// estimate. What lies between 4000 and 4050 Hz comes to lie above 3950 Hz, where no telephone
    /// transmits.
    static let stopband = 4047.0

    /// Of the last stage in dB, with some room below the 100 dB that are promised.
    private static let attenuation = 105.0

    /// Of each halving stage, whose aliases add up with those of the others.
    private static let halvingAttenuation = 108.0

    /// More phases than that, and the coefficients take longer than a short prompt.
    private static let maximumPhaseCount = 441

    /// Rates below this are not halved: the half has to hold the kept band and a transition.
    private static let lowestRateToHalve = 22_000

    private static let cache = Mutex<[Int: Design]>([:])

    static func forRate(_ inputRate: Int) -> Design? {
      cache.withLock { designs in
        if let known = designs[inputRate] { return known }
        let design = Design(inputRate)
        designs[inputRate] = design
        return design
      }
    }

    private init?(_ inputRate: Int) {
      var rate = inputRate
      var decimators: [[Float]] = []
      while rate % 2 == 0, rate >= Self.lowestRateToHalve {
        decimators.append(
          HalfBandDecimator.coefficients(
            sampleRate: Double(rate), attenuation: Self.halvingAttenuation))
        rate /= 2
      }
      let divisor = greatestCommonDivisor(rate, Resampler.outputRate)
      let phases = Resampler.outputRate / divisor
      guard phases <= Self.maximumPhaseCount else { return nil }
      // Where the input's rate is the lower one, its images must go: the same edges, scaled.
      let scale = min(1, Double(rate) / Double(Resampler.outputRate))
      self.decimators = decimators
      bank = PolyphaseFilter.Bank(
        outputsPerPeriod: phases,
        inputsPerPeriod: rate / divisor,
        design: KaiserFilter(
          passband: Self.passband * scale, stopband: Self.stopband * scale,
          attenuation: Self.attenuation, sampleRate: Double(rate)),
        attenuation: Self.attenuation)
    }
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}
