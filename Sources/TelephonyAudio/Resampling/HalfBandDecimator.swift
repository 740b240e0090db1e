/// Halves a sample rate. What would be aliased below ``keptBand`` is removed; above it, the result
/// is not clean yet.
///
/// A half-band filter has zeros at every second place and a centre of 0.5. For output k, with the
/// input's even samples e and odd samples o,
///
///     y[k] = e[k] / 2 + Σ h[i] × (o[k - 1 - i] + o[k + i])
///
/// which runs across eight outputs at a time, each summed in the order of i.
struct HalfBandDecimator {
  /// In Hz: what the last stage lets through, and above it aliases in its transition.
  static let keptBand = 4050.0

  /// The coefficients h of the odd places on one side.
  let coefficients: [Float]
  private var even = SampleQueue(silence: 0)
  private var odd: SampleQueue
  /// Whether the next sample is an odd one.
  private var startsOdd = false

  /// - Parameter coefficients: as ``coefficients(sampleRate:attenuation:)`` gives them.
  init(coefficients: [Float]) {
    self.coefficients = coefficients
    // Silence before the start.
    odd = SampleQueue(silence: coefficients.count)
  }

  /// The coefficients for input at `sampleRate` Hz.
  static func coefficients(sampleRate: Double, attenuation: Double) -> [Float] {
    let passband = keptBand
    let reach = KaiserFilter(
      passband: passband, stopband: sampleRate / 2 - passband, attenuation: attenuation,
      sampleRate: sampleRate
    ).reach
    let count = Int((reach + 1) / 2) + 1
    let filter = KaiserFilter(cutoff: 0.25, reach: Double(2 * count), attenuation: attenuation)
    let values = (0..<count).map { filter.value(at: Double(2 * $0 + 1)) }
    // Both sides together give 0.5, the centre the other half: gain 1 for a constant.
    let scale = 0.25 / values.reduce(0, +)
    return values.map { Float($0 * scale) }
  }

  /// Replaces the content of `output` by what can be computed by now, a multiple of eight samples.
  mutating func process(_ input: [Float], into output: inout [Float]) {
    append(input)
    let count = max(0, min(even.count, odd.count - 2 * coefficients.count + 1)) & ~7
    output = [Float](unsafeUninitializedCapacity: count) { output, initialized in
      guard let output = output.baseAddress else { return }
      even.withSamples { even in
        odd.withSamples { odd in
          Kernels.decimate(
            even: even, odd: odd, coefficients: coefficients,
            coefficientCount: coefficients.count, into: output, count: count)
        }
      }
      initialized = count
    }
    even.removeFirst(count)
    odd.removeFirst(count)
  }

  private mutating func append(_ input: [Float]) {
    var rest = input[...]
    if startsOdd, let first = rest.popFirst() {
      odd.append(first)
      startsOdd = false
    }
    let pairs = rest.count / 2
    rest.withUnsafeBufferPointer { rest in
      guard let rest = rest.baseAddress else { return }
      even.append(pairs) { even in
        odd.append(pairs) { odd in Kernels.split(rest, pairs: pairs, even: even, odd: odd) }
      }
    }
    if rest.count % 2 == 1, let last = rest.last {
      even.append(last)
      startsOdd = true
    }
  }
}
