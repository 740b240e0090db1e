/// Shapes the noise that a telephone's encoding adds, so that speech hides more of it.
///
/// Each sample becomes one of those that codes stand for: the encoder behind, which this stage is
/// for, changes it no more. The codes are plain G.711, and any decoder plays them.
///
/// Quantized to the nearest step, the error is as loud at all frequencies. Here the error of a
/// sample is fed back into the ones after it, through the spectrum that the speech has at that
/// moment: D(z) = E(z) A(z/0.6) / A(z/0.92), where A is the linear prediction of 20 ms, makes the
/// error louder where speech is loud, and softer between its formants. The error's whole energy
/// grows by some 3 dB; measured by PESQ, the result is the better.
///
/// What needs no rounding has no error to shape: a signal that was decoded from such codes keeps
/// them, and digital silence stays silence.
public final class NoiseShaping: SignalStage {
  /// Samples that have one filter.
  private static let hop = 160
  /// Samples that a filter is computed from, around them.
  private static let window = 240
  private static let lookAhead = (window - hop) / 2
  /// Taps of prediction and of feedback.
  private static let order = 8
  /// What error and speech have in common: the nearer to 1, the more.
  private static let (narrow, wide) = (0.92, 0.6)
  /// As much noise as keeps the prediction stable: -40 dB of the speech.
  private static let noiseShare = 1e-4

  private static let ceiling = Double(Limiter.ceiling) * 32768

  private let quantizer: Quantizer
  private let shape: [Double]
  private let shapeEnergy: Double
  /// In 16-bit units: ``lookAhead`` samples of the past, and those that wait.
  private var line = [Double](repeating: 0, count: lookAhead)
  /// The last errors, the newest first.
  private var errors = SIMD8<Double>()
  private var isSilent = false

  /// - Parameter encoding: of one byte a sample, that the signal goes to.
  public init(_ encoding: SampleEncoding = .aLaw) {
    quantizer =
      switch encoding {
      case .aLaw: .aLaw
      case .muLaw: .muLaw
      default: Quantizer(encoding)
      }
    // A Hann window without its zeros.
    shape = (1...Self.window).map { place in
      0.5 - 0.5 * KaiserFilter.cosine(ofPi: 2 * Double(place) / Double(Self.window + 1))
    }
    shapeEnergy = shape.reduce(0) { $0 + $1 * $1 }
  }

  public func process(_ block: inout [Float]) {
    line.reserveCapacity(line.count + block.count)
    for sample in block { line.append(Double(sample) * 32768) }
    block.removeAll(keepingCapacity: true)
    let ready = (line.count - 2 * Self.lookAhead) / Self.hop
    release(max(0, ready) * Self.hop, into: &block)
  }

  public func finish(into block: inout [Float]) {
    let count = line.count - Self.lookAhead
    line.append(contentsOf: repeatElement(0, count: Self.window))
    release(count, into: &block)
    line = []
  }

  /// Appends finished samples to a block.
  private func release(_ count: Int, into block: inout [Float]) {
    guard count > 0 else { return }
    block.reserveCapacity(block.count + count)
    line.withUnsafeBufferPointer { line in
      guard let line = line.baseAddress else { return }
      for start in stride(from: 0, to: count, by: Self.hop) {
        let feedback = feedback(around: line + start)
        shape(
          line + start + Self.lookAhead, count: min(Self.hop, count - start), feedback,
          into: &block)
      }
    }
    line.removeFirst(count)
  }

  // MARK: The filter

  /// The weights of the last errors: the first taps of A(z/0.92) / A(z/0.6) behind its 1.
  ///
  /// - Parameter samples: ``window`` of them.
  private func feedback(around samples: UnsafePointer<Double>) -> SIMD8<Double> {
    let prediction = prediction(of: correlation(of: samples))
    var (narrow, wide) = (prediction, prediction)
    var (narrowPower, widePower) = (1.0, 1.0)
    for tap in 0..<Self.order {
      narrowPower *= Self.narrow
      widePower *= Self.wide
      narrow[tap] *= narrowPower
      wide[tap] *= widePower
    }
    var taps = narrow
    for tap in 0..<Self.order {
      taps[tap] -= wide[tap]
      for earlier in 0..<tap { taps[tap] -= wide[tap - 1 - earlier] * taps[earlier] }
    }
    return taps
  }

  /// The autocorrelation of samples in the window: at 0, and at 1 … 8.
  private func correlation(
    of samples: UnsafePointer<Double>
  ) -> (power: Double, lags: SIMD8<Double>) {
    withUnsafeTemporaryAllocation(
      of: Double.self, capacity: Self.window + Self.order
    ) { windowed in
      guard let windowed = windowed.baseAddress else { return (0, SIMD8()) }
      for index in 0..<Self.window { windowed[index] = samples[index] * shape[index] }
      for index in 0..<Self.order { windowed[Self.window + index] = 0 }
      var power = 0.0
      var lags = SIMD8<Double>()
      for index in 0..<Self.window {
        let sample = windowed[index]
        power += sample * sample
        lags +=
          sample * UnsafeRawPointer(windowed + index + 1).loadUnaligned(as: SIMD8<Double>.self)
      }
      return (power, lags)
    }
  }

  /// The coefficients of A behind its 1, by Levinson's and Durbin's recursion.
  ///
  /// A step of 16 bits is added as noise, so that silence is predicted by nothing.
  private func prediction(
    of correlation: (power: Double, lags: SIMD8<Double>)
  ) -> SIMD8<Double> {
    // A sample that is no number has no spectrum.
    guard correlation.power.isFinite else { return SIMD8() }
    let lags = correlation.lags
    var remainder = correlation.power * (1 + Self.noiseShare) + shapeEnergy
    var taps = SIMD8<Double>()
    for order in 0..<Self.order {
      var sum = lags[order]
      for tap in 0..<order { sum += taps[tap] * lags[order - 1 - tap] }
      let reflection = -sum / remainder
      let before = taps
      for tap in 0..<order { taps[tap] += reflection * before[order - 1 - tap] }
      taps[order] = reflection
      remainder *= 1 - reflection * reflection
    }
    return taps
  }

  // MARK: Rounding

  /// Appends what codes stand for, of samples that have the same filter.
  ///
  /// - Parameter samples: in 16-bit units; ``lookAhead`` more follow them.
  private func shape(
    _ samples: UnsafePointer<Double>, count: Int, _ feedback: SIMD8<Double>,
    into block: inout [Float]
  ) {
    var (e1, e2, e3, e4) = (errors[0], errors[1], errors[2], errors[3])
    var (e5, e6, e7, e8) = (errors[4], errors[5], errors[6], errors[7])
    let (w1, w2, w3, w4) = (feedback[0], feedback[1], feedback[2], feedback[3])
    let (w5, w6, w7, w8) = (feedback[4], feedback[5], feedback[6], feedback[7])
    var isSilent = isSilent
    let quantizer = quantizer
    block += [Float](unsafeUninitializedCapacity: count) { output, initialized in
      for index in 0..<count {
        let sample = samples[index]
        isSilent = sample.magnitude <= 0.5 && (isSilent || Self.isSilence(samples + index))
        var result = sample
        if !isSilent, Quantizer.fits(sample) {
          // The last error last: the others need not wait for it.
          let fed = ((w8 * e8 + w7 * e7) + (w6 * e6 + w5 * e5)) + ((w4 * e4 + w3 * e3) + w2 * e2)
          // A peak below the ceiling of what was levelled stays below it, and no other one grows.
          let top = max(sample.magnitude, Self.ceiling)
          result = quantizer.decoded(min(max(sample - (fed + w1 * e1), -top), top))
        }
        // What does not fit is as it is: the encoder counts it, and knows what silence is.
        output[index] = Float(result) / 32768
        (e8, e7, e6, e5, e4, e3, e2, e1) = (e7, e6, e5, e4, e3, e2, e1, result - sample)
        if !result.isFinite { e1 = 0 }
      }
      initialized = count
    }
    self.isSilent = isSilent
    errors = SIMD8(e1, e2, e3, e4, e5, e6, e7, e8)
  }

  /// Whether 1 ms of samples, those after the end included, would all be rounded to 0.
  private static func isSilence(_ samples: UnsafePointer<Double>) -> Bool {
    (0..<8).allSatisfy { samples[$0].magnitude <= 0.5 }
  }
}

/// What an encoding makes of a sample of 16 bits, and a decoder of that.
struct Quantizer: Sendable {
  /// By sample, from the smallest one on.
  private let decoded: [Int16]

  static let aLaw = Quantizer(.aLaw)
  static let muLaw = Quantizer(.muLaw)

  init(_ encoding: SampleEncoding) {
    let samples = (Int16.min...Int16.max).map { Float($0) / 32768 }
    var codes: [UInt8] = []
    _ = encoding.encode(samples, into: &codes)
    decoded = encoding.decode(codes)
  }

  /// Whether a sample in 16-bit units can be rounded to 16 bits; what is no number cannot.
  @inline(__always)
  static func fits(_ sample: Double) -> Bool { sample >= -32768.5 && sample < 32767.5 }

  /// Added to a number below 2⁵¹ and taken away again, it leaves the nearest integer, ties to even:
  /// there is no room for a fraction.
  private static let rounder = 6_755_399_441_055_744.0

  /// The sample that is played for one in 16-bit units that ``fits(_:)``.
  @inline(__always)
  func decoded(_ sample: Double) -> Double {
    let integer = Int((sample + Self.rounder) - Self.rounder)
    return Double(decoded[integer + 32768])
  }
}
