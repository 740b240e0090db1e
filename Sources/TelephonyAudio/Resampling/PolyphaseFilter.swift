/// The last stage: the steep filter, and any small ratio of rates.
///
/// Output m lies at input position m × M / L. Its fraction is one of L phases, each with a row of
/// coefficients of its own. Outputs that are L apart share a row, so a group of periods is computed
/// together, row by row; each output sums in eight lanes, tap by tap, and then across the lanes.
struct PolyphaseFilter {
  /// The rows of coefficients of a ratio: what all filters of a rate share.
  struct Bank: Sendable {
    /// L: outputs of a period.
    let outputsPerPeriod: Int
    /// M: inputs of a period.
    let inputsPerPeriod: Int
    /// Taps a row, a multiple of eight.
    let tapCount: Int
    /// L rows, one after the other.
    let rows: [Float]
    /// The input that each phase starts from, counted from its period's first.
    let offsets: [Int]
  }

  /// Periods that are computed together.
  static let groupSize = 8

  let bank: Bank
  private var buffer: SampleQueue

  init(bank: Bank) {
    self.bank = bank
    // Silence before the start: the filter's centre lies between its two middle taps.
    buffer = SampleQueue(silence: bank.tapCount / 2 - 1)
  }

  /// Appends what can be computed by now to `output`, whole groups of periods.
  mutating func process(_ input: [Float], into output: inout [Float]) {
    let count = input.count
    input.withUnsafeBufferPointer { input in
      guard let input = input.baseAddress else { return }
      buffer.append(count) { $0.update(from: input, count: count) }
    }
    let groupInputs = Self.groupSize * bank.inputsPerPeriod
    let groupOutputs = Self.groupSize * bank.outputsPerPeriod
    let groups = max(0, buffer.count - bank.tapCount) / groupInputs
    guard groups > 0 else { return }
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: groups * groupOutputs))
    output.withUnsafeMutableBufferPointer { output in
      guard let output = output.baseAddress else { return }
      for group in 0..<groups {
        convolve(group * groupInputs, into: output + start + group * groupOutputs)
      }
    }
    buffer.removeFirst(groups * groupInputs)
  }

  /// One group, from the buffer's sample `first` on.
  private func convolve(_ first: Int, into output: UnsafeMutablePointer<Float>) {
    bank.rows.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress else { return }
      buffer.withSamples { input in
        for phase in 0..<bank.outputsPerPeriod {
          Kernels.convolve(
            row: rows + phase * bank.tapCount, tapCount: bank.tapCount,
            input: input + first + bank.offsets[phase], inputStride: bank.inputsPerPeriod,
            into: output + phase, outputStride: bank.outputsPerPeriod)
        }
      }
    }
  }
}

extension PolyphaseFilter.Bank {
  /// The rows for a ratio of L outputs to M inputs.
  ///
  /// - Parameters:
  ///   - design: at the input's rate; its reach is rounded up to a whole number of vectors.
  ///   - attenuation: the one that `design` was made for, in dB.
  init(
    outputsPerPeriod: Int, inputsPerPeriod: Int, design: KaiserFilter, attenuation: Double
  ) {
    let half = max(4, Int((design.reach / 4).rounded(.up)) * 4)
    let tapCount = 2 * half
    let filter = KaiserFilter(
      cutoff: design.cutoff, reach: Double(half), attenuation: attenuation)
    self.outputsPerPeriod = outputsPerPeriod
    self.inputsPerPeriod = inputsPerPeriod
    self.tapCount = tapCount
    offsets = (0..<outputsPerPeriod).map { $0 * inputsPerPeriod / outputsPerPeriod }
    // Where each phase lies between its input and the next, in parts of L.
    let fractions = (0..<outputsPerPeriod).map { $0 * inputsPerPeriod % outputsPerPeriod }
    let taps = Taps(count: tapCount, filter)
    var rows = [Float](repeating: 0, count: outputsPerPeriod * tapCount)
    for (phase, fraction) in fractions.enumerated() where 2 * fraction <= outputsPerPeriod {
      let shift = Angle(of: Double(fraction) / Double(outputsPerPeriod), filter)
      let row = Self.row(of: filter, taps, shift)
      rows.replaceSubrange(phase * tapCount..<(phase + 1) * tapCount, with: row)
      // The filter is symmetric: a fraction f before an input is one of 1 - f after the last.
      if fraction > 0, let mirrored = fractions.firstIndex(of: outputsPerPeriod - fraction) {
        rows.replaceSubrange(
          mirrored * tapCount..<(mirrored + 1) * tapCount, with: row.reversed())
      }
    }
    self.rows = rows
  }

  private static func row(of filter: KaiserFilter, _ taps: Taps, _ shift: Angle) -> [Float] {
    var row: [Float] = []
    row.reserveCapacity(taps.positions.count * 8)
    for index in taps.positions.indices {
      // sin(a - b), so that sines are computed once a tap and once a phase.
      let sines = taps.sines[index] * shift.cosine - taps.cosines[index] * shift.sine
      let values = filter.values(at: taps.positions[index] - shift.position, sine: sines)
      for lane in values.indices { row.append(Float(values[lane])) }
    }
    return row
  }

  /// A place in samples, and the phase that the filter's sine has there.
  private struct Angle {
    let position: Double
    let sine: Double
    let cosine: Double

    init(of position: Double, _ filter: KaiserFilter) {
      let turn = 2 * filter.cutoff * position
      self.position = position
      sine = KaiserFilter.sine(ofPi: turn)
      cosine = KaiserFilter.cosine(ofPi: turn)
    }
  }

  /// The places of a row's taps around its output, eight at a time.
  private struct Taps {
    var positions: [KaiserFilter.Lanes] = []
    var sines: [KaiserFilter.Lanes] = []
    var cosines: [KaiserFilter.Lanes] = []

    init(count: Int, _ filter: KaiserFilter) {
      for first in stride(from: 0, to: count, by: KaiserFilter.Lanes.scalarCount) {
        let angles = (0..<KaiserFilter.Lanes.scalarCount).map { lane in
          Angle(of: Double(first + lane - count / 2 + 1), filter)
        }
        positions.append(KaiserFilter.Lanes(angles.map(\.position)))
        sines.append(KaiserFilter.Lanes(angles.map(\.sine)))
        cosines.append(KaiserFilter.Lanes(angles.map(\.cosine)))
      }
    }
  }
}
