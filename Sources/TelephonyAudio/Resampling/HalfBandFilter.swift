/// Halves a sample rate. What would be aliased below the kept band is removed; above it, the result
/// is not clean yet.
///
/// A half-band filter has zeros at every second place and a centre of 0.5. For output k of input x,
///
///     y[k] = x[2k] / 2 + Σ h[i] × (x[2k - 1 - 2i] + x[2k + 1 + 2i])
///
/// summed in the order of i. Eight stretches of the signal are laid side by side, so that an output
/// is a row of eight samples, and a sum of rows.
struct HalfBandFilter: Sendable {
  /// The coefficients h of the odd places on one side.
  let coefficients: [Float]

  /// - Parameters:
  ///   - sampleRate: of the input, in Hz.
  ///   - keptBand: what stays free of aliases, in Hz.
  ///   - attenuation: of what would be aliased there, in dB.
  init(sampleRate: Double, keptBand: Double, attenuation: Double) {
    let reach = KaiserFilter(
      passband: keptBand, stopband: sampleRate / 2 - keptBand, attenuation: attenuation,
      sampleRate: sampleRate
    ).reach
    let count = Int((reach + 1) / 2) + 1
    let filter = KaiserFilter(cutoff: 0.25, reach: Double(2 * count), attenuation: attenuation)
    let values = (0..<count).map { filter.value(at: Double(2 * $0 + 1)) }
    // Both sides together give 0.5, the centre the other half: gain 1 for a constant.
    let scale = 0.25 / values.reduce(0, +)
    coefficients = values.map { Float($0 * scale) }
  }

  /// Rows before the one that an output is centred on.
  var reach: Int { 2 * coefficients.count }

  /// How many rows of input `count` rows of output need, the reach on both sides included.
  func rowCount(outputs count: Int) -> Int { 2 * count + 2 * reach }
}
