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
  private var buffer: [Float]

  init(bank: Bank) {
    self.bank = bank
    // Silence before the start: the filter's centre lies between its two middle taps.
    buffer = Array(repeating: 0, count: bank.tapCount / 2 - 1)
  }

  /// Appends what can be computed by now to `output`, whole groups of periods.
  mutating func process(_ input: [Float], into output: inout [Float]) {
    buffer += input
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
      buffer.withUnsafeBufferPointer { buffer in
        guard let rows = rows.baseAddress, let input = buffer.baseAddress else { return }
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
  /// - Parameter filter: at the input's rate.
  init(outputsPerPeriod: Int, inputsPerPeriod: Int, filter: KaiserFilter) {
    let half = (Int(filter.reach) + 4) / 4 * 4
    let tapCount = 2 * half
    self.outputsPerPeriod = outputsPerPeriod
    self.inputsPerPeriod = inputsPerPeriod
    self.tapCount = tapCount
    offsets = (0..<outputsPerPeriod).map { $0 * inputsPerPeriod / outputsPerPeriod }
    // Where outputs are denser than inputs the gain stays 1, as the filter is one of the input.
    let taps = Self.angles(of: (0..<tapCount).map { Double($0 - half + 1) }, filter)
    var rows = [Float](repeating: 0, count: outputsPerPeriod * tapCount)
    for phase in 0..<outputsPerPeriod {
      let fraction =
        Double(phase * inputsPerPeriod % outputsPerPeriod) / Double(outputsPerPeriod)
      let shift = Self.angles(of: [fraction], filter)[0]
      for tap in stride(from: 0, to: tapCount, by: KaiserFilter.Lanes.scalarCount) {
        var offset = KaiserFilter.Lanes()
        var sine = KaiserFilter.Lanes()
        for lane in 0..<KaiserFilter.Lanes.scalarCount {
          let angle = taps[tap + lane]
          offset[lane] = angle.position - fraction
          // sin(a - b), so that sines are computed once a tap and once a phase.
          sine[lane] = angle.sine * shift.cosine - angle.cosine * shift.sine
        }
        let values = filter.values(at: offset, sine: sine)
        for lane in 0..<KaiserFilter.Lanes.scalarCount {
          rows[phase * tapCount + tap + lane] = Float(values[lane])
        }
      }
    }
    self.rows = rows
  }

  private struct Angle {
    let position: Double
    let sine: Double
    let cosine: Double
  }

  private static func angles(of positions: [Double], _ filter: KaiserFilter) -> [Angle] {
    positions.map { position in
      let turn = 2 * filter.cutoff * position
      return Angle(
        position: position,
        sine: KaiserFilter.sine(ofPi: turn),
        cosine: KaiserFilter.cosine(ofPi: turn))
    }
  }
}
