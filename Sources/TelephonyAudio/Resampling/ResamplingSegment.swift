/// A stretch of the input with all that its outputs need, and room for the work on it.
///
/// ```
/// input ─┬─ lanes ─ halved lanes ─ … ─┬─ low ─ lanes ─ sums ─ outputs
///        └── where nothing is halved ─┘
/// ```
///
/// Segments overlap by the reach of the filters. What lies in the overlap is halved twice; no output
/// is computed twice. All of it stays within a second-level cache, and is used again for another
/// segment.
///
/// It belongs to one thread at a time, to which ``SegmentWorkers`` hands it under a lock: that makes
/// it `Sendable`.
final class ResamplingSegment: @unchecked Sendable {
  /// Outputs of a whole segment, or of a few more in whole groups: 0.64 s at 8000 Hz. Less, and the
  /// overlap costs more; more, and the cache does not hold it.
  private static let size = 5120

  private let design: ResamplingDesign
  private let kernels: Kernels
  private let groups: Int
  private let layout: Layout
  private let memory: UnsafeMutablePointer<Float>

  /// Input samples so far, the overlap with the segment before included.
  private var filled: Int

  /// Outputs of the whole segment.
  var outputCount: Int { groups * design.filter.outputsPerGroup }

  /// The first segment: before its input there is silence.
  init(_ design: ResamplingDesign, _ kernels: Kernels = .best) {
    let groups = max(1, Self.size / design.filter.outputsPerGroup)
    let layout = Layout(design, groups: groups)
    self.design = design
    self.kernels = kernels
    self.groups = groups
    self.layout = layout
    // Never read before it is written.
    memory = UnsafeMutableRawPointer.allocate(
      byteCount: layout.size * MemoryLayout<Float>.stride,
      alignment: Layout.lineSize * MemoryLayout<Float>.stride
    ).bindMemory(to: Float.self, capacity: layout.size)
    filled = 0
    fillUp(to: layout.lead)
  }

  deinit { memory.deallocate() }

  /// Whether all input that its outputs need is there.
  var isFull: Bool { filled == layout.inputCount }

  /// Takes input as long as there is room.
  ///
  /// - Parameter write: is called with the place for so many samples.
  /// - Returns: how many samples were taken.
  func append(_ count: Int, _ write: (UnsafeMutablePointer<Float>, Int) -> Void) -> Int {
    let count = min(count, layout.inputCount - filled)
    write(memory + filled, count)
    filled += count
    return count
  }

  /// The input ends here: silence follows, as far as `count` outputs hear it.
  func fillUp(outputs count: Int) {
    fillUp(to: Layout(design, groups: groupCount(outputs: count)).inputCount)
  }

  private func fillUp(to count: Int) {
    _ = append(max(0, count - filled)) { $0.update(repeating: 0, count: $1) }
  }

  private func groupCount(outputs count: Int) -> Int {
    let size = design.filter.outputsPerGroup
    return (count + size - 1) / size
  }

  /// Makes this the segment after `last`, which is of the same design or this itself: takes over the
  /// input that both need.
  func follow(_ last: ResamplingSegment) {
    let rest = layout.inputCount - step
    memory.update(from: last.memory + step, count: rest)
    filled = rest
  }

  /// Input samples from one segment to the next.
  private var step: Int { groups * design.filter.inputsPerGroup << design.halvings.count }

  /// Computes the outputs and appends the first `count` of them to `output`.
  func resample(_ count: Int, into output: inout [Float]) {
    let filter = design.filter
    let needed = groupCount(outputs: count)
    // Fewer groups need less of everything.
    let layout = needed == groups ? layout : Layout(design, groups: needed)
    if !design.halvings.isEmpty { halve(layout) }
    for group in 0..<needed {
      filter.convolve(
        memory + layout.low + group * filter.inputsPerGroup,
        into: memory + layout.outputs + group * filter.outputsPerGroup,
        lanes: memory + layout.lanes, sums: memory + layout.sums, kernels)
    }
    output.append(contentsOf: UnsafeBufferPointer(start: memory + layout.outputs, count: count))
  }

  /// From the input to ``Layout/low``.
  private func halve(_ layout: Layout) {
    let levels = layout.levels
    let lastRows = levels[levels.count - 1].rows
    kernels.transpose(
      memory, stride: lastRows << design.halvings.count, rows: Lanes.scalarCount,
      columns: levels[0].rows, into: memory + levels[0].start, stride: Lanes.scalarCount)
    for (index, halving) in design.halvings.enumerated() {
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

extension ResamplingSegment {
  /// Where what lies in the memory, in samples. The input lies at its start.
  private struct Layout: Sendable {
    /// The signal at one rate, in lanes.
    struct Level: Sendable {
      let rows: Int
      var start = 0
    }

    /// From the input's rate to the steep filter's; empty where nothing is halved.
    private(set) var levels: [Level] = []
    /// Input samples that are needed.
    let inputCount: Int
    /// Of these, samples before the first output's place.
    let lead: Int
    /// What the steep filter hears.
    private(set) var low = 0
    private(set) var lanes = 0
    private(set) var sums = 0
    private(set) var outputs = 0
    private(set) var size = 0

    init(_ design: ResamplingDesign, groups: Int) {
      let filter = design.filter
      var lead = filter.lead
      // What the last lane of the last group reads.
      let lowCount = groups * filter.inputsPerGroup - filter.inputsPerPeriod + filter.laneLength
      var inputCount = lowCount
      if !design.halvings.isEmpty {
        let lastRows = Self.wholeRows(lowCount / Lanes.scalarCount + 1)
        levels = [Level(rows: lastRows)]
        for halving in design.halvings.reversed() {
          lead = 2 * lead + halving.reach
          let rows = Self.wholeRows(halving.rowCount(outputs: levels[0].rows))
          levels.insert(Level(rows: rows), at: 0)
        }
        let stretch = lastRows << design.halvings.count
        inputCount = (Lanes.scalarCount - 1) * stretch + levels[0].rows
      }
      self.inputCount = inputCount
      self.lead = lead
      _ = place(inputCount)
      for index in levels.indices {
        levels[index].start = place(levels[index].rows * Lanes.scalarCount)
      }
      if let last = levels.last { low = place(last.rows * Lanes.scalarCount) }
      lanes = place(PolyphaseFilter.laneCount * filter.laneLength)
      sums = place(filter.outputsPerGroup)
      outputs = place(groups * filter.outputsPerGroup)
    }

    /// As many rows as a transposition takes at a time.
    private static func wholeRows(_ count: Int) -> Int { (count + 7) & ~7 }

    /// Samples of a line of the cache, 64 bytes: no vector lies across two.
    static let lineSize = 16

    /// Room for so many samples, in whole lines.
    private mutating func place(_ count: Int) -> Int {
      defer { size += (count + Self.lineSize - 1) & ~(Self.lineSize - 1) }
      return size
    }
  }
}
