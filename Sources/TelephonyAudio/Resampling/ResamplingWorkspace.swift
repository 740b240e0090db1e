/// Where a thread computes the outputs of segments.
///
/// ```
/// segment ─┬─ lanes ─ halved lanes ─ … ─┬─ low ─ lanes ─ sums ─ outputs
///          └── where nothing is halved ─┘
/// ```
///
/// All of it stays within a second-level cache, and is used again for the next segment. It belongs
/// to one thread at a time: that makes it `Sendable`.
final class ResamplingWorkspace: @unchecked Sendable {
  private let kernels: Kernels
  private let layout: ResamplingLayout
  private let memory: UnsafeMutablePointer<Float>

  init(_ layout: ResamplingLayout, _ kernels: Kernels) {
    self.layout = layout
    self.kernels = kernels
    // Never read before it is written.
    memory = ResamplingLayout.allocate(layout.size)
  }

  deinit { memory.deallocate() }

  /// Computes the outputs of a segment and appends the first `count` of them to `output`.
  func resample(_ segment: ResamplingSegment, _ count: Int, into output: inout [Float]) {
    let filter = layout.design.filter
    let layout = layout.part(outputs: count)
    var low = segment.samples
    if !layout.levels.isEmpty {
      halve(segment, layout)
      low = UnsafePointer(memory + layout.low)
    }
    for group in 0..<layout.groups {
      filter.convolve(
        low + group * filter.inputsPerGroup,
        into: memory + layout.outputs + group * filter.outputsPerGroup,
        lanes: memory + layout.lanes, sums: memory + layout.sums, kernels)
    }
    output.append(contentsOf: UnsafeBufferPointer(start: memory + layout.outputs, count: count))
  }

  /// From the input to ``ResamplingLayout/low``.
  private func halve(_ segment: ResamplingSegment, _ layout: ResamplingLayout) {
    let levels = layout.levels
    let halvings = layout.design.halvings
    let lastRows = levels[levels.count - 1].rows
    kernels.transpose(
      segment.samples, stride: lastRows << halvings.count, rows: Lanes.scalarCount,
      columns: levels[0].rows, into: memory + levels[0].start, stride: Lanes.scalarCount)
    for (index, halving) in halvings.enumerated() {
      kernels.decimate(
        memory + levels[index].start + halving.reach * Lanes.scalarCount,
        coefficients: halving.coefficients, coefficientCount: halving.coefficients.count,
        into: memory + levels[index + 1].start, count: levels[index + 1].rows)
    }
    kernels.transpose(
      memory + levels[levels.count - 1].start, stride: Lanes.scalarCount, rows: lastRows,
      columns: Lanes.scalarCount, into: memory + layout.low, stride: lastRows)
  }
}
