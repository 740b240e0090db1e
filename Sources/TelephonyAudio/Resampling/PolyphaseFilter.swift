/// The last stage: the steep filter, and any small ratio of rates.
///
/// Output m lies at input position m × M / L. Its fraction is one of L phases, each with a row of
/// coefficients of its own, and it is the sum of row times input from the first tap to the last.
///
/// Outputs that are a period apart share a row. So the lanes of a register are periods: sixteen
/// stretches of input, a period apart, are laid side by side (``Kernels/transpose``), and each tap
/// of a phase is one coefficient times sixteen neighbours in memory. No sum runs across lanes, so
/// that its order is the same for every width of register. Five phases share each load of the input;
/// their rows, which begin up to some inputs apart, are filled up with zeros.
struct PolyphaseFilter: Sendable {
  /// Periods that are computed together.
  static let laneCount = 16

  /// Phases that are computed together.
  static let phaseCount = 5

  /// Outputs of a period: L, repeated until there are enough for whole blocks and for the input's
  /// overlap to matter little.
  let outputsPerPeriod: Int

  /// Inputs of as many: M, repeated as often.
  let inputsPerPeriod: Int

  /// Coefficients of a row. The two middle ones lie around the output.
  let tapCount: Int

  /// Five phases.
  struct Block: Sendable {
    /// The input that the first phase starts from, counted from its period's first.
    let offset: Int
    /// Where the coefficients begin, five for each of ``taps``.
    let coefficients: Int
    /// Taps, the zeros included.
    let taps: Int
  }

  /// All phases of a period. Where L is small, blocks share their coefficients.
  let blocks: [Block]
  let coefficients: [Float]

  /// Fewer outputs than that, and laying out the input takes a notable part of the time.
  private static let shortestPeriod = 160

  /// The rows for a ratio of L outputs to M inputs, which have no common divisor.
  ///
  /// - Parameters:
  ///   - design: at the input's rate; its reach is rounded up to a whole number.
  ///   - attenuation: the one that `design` was made for, in dB.
  init(outputs L: Int, inputs M: Int, design: KaiserFilter, attenuation: Double) {
    // Whole blocks of phases, and whole rows of eight for the transposition.
    let unit = leastCommonMultiple(leastCommonMultiple(L, Self.phaseCount), 8)
    let period = (Self.shortestPeriod + unit - 1) / unit * unit
    let tapCount = 2 * Int(design.reach.rounded(.up))
    outputsPerPeriod = period
    inputsPerPeriod = period / L * M
    self.tapCount = tapCount

    func offset(_ phase: Int) -> Int { phase * M / L }
    let distinct = leastCommonMultiple(L, Self.phaseCount) / Self.phaseCount
    var starts: [Int] = []
    var size = 0
    func taps(_ block: Int) -> Int {
      let first = block * Self.phaseCount
      return tapCount + offset(first + Self.phaseCount - 1) - offset(first)
    }
    for block in 0..<distinct {
      starts.append(size)
      size += taps(block) * Self.phaseCount
    }
    blocks = (0..<period / Self.phaseCount).map { block in
      Block(
        offset: offset(block * Self.phaseCount), coefficients: starts[block % distinct],
        taps: taps(block))
    }

    let rows = PolyphaseRows(outputs: L, inputs: M, tapCount: tapCount, design, attenuation)
    var coefficients = [Float](repeating: 0, count: size)
    coefficients.withUnsafeMutableBufferPointer { coefficients in
      rows.forEach { row, values in
        for phase in stride(from: row, to: distinct * Self.phaseCount, by: L) {
          let (block, column) = phase.quotientAndRemainder(dividingBy: Self.phaseCount)
          let delay = offset(phase) - offset(block * Self.phaseCount)
          let start = starts[block] + delay * Self.phaseCount + column
          for tap in 0..<tapCount { coefficients[start + tap * Self.phaseCount] = values[tap] }
        }
      }
    }
    self.coefficients = coefficients
  }

  /// Outputs of a group of periods, the least that is computed at a time.
  var outputsPerGroup: Int { Self.laneCount * outputsPerPeriod }

  /// Inputs that a group moves on by.
  var inputsPerGroup: Int { Self.laneCount * inputsPerPeriod }

  /// Inputs before the position of the first output that it needs.
  var lead: Int { tapCount / 2 - 1 }

  /// Inputs of each lane, from the lead on, in whole rows of eight.
  var laneLength: Int {
    let last = blocks.map { $0.offset + $0.taps }.max() ?? 0
    return (last + 7) & ~7
  }

  /// Computes one group.
  ///
  /// - Parameters:
  ///   - input: from the lead on: ``inputsPerGroup`` and what the last lane has beyond its period.
  ///   - output: gets ``outputsPerGroup`` samples.
  ///   - lanes: room for ``laneCount`` × ``laneLength``.
  ///   - sums: room for ``outputsPerGroup``.
  func convolve(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>,
    lanes: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Float>, _ kernels: Kernels
  ) {
    kernels.transpose(
      input, stride: inputsPerPeriod, rows: Self.laneCount, columns: laneLength, into: lanes,
      stride: Self.laneCount)
    coefficients.withUnsafeBufferPointer { coefficients in
      guard let coefficients = coefficients.baseAddress else { return }
      for (index, block) in blocks.enumerated() {
        kernels.convolve(
          lanes + block.offset * Self.laneCount, coefficients + block.coefficients,
          count: block.taps, into: sums + index * Self.phaseCount * Self.laneCount)
      }
    }
    kernels.transpose(
      sums, stride: Self.laneCount, rows: outputsPerPeriod, columns: Self.laneCount,
      into: output, stride: outputsPerPeriod)
  }
}

func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}

private func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
  a / greatestCommonDivisor(a, b) * b
}
