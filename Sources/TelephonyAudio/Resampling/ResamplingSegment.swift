/// A stretch of the input with all that its outputs need.
///
/// Segments overlap by the reach of the filters. What lies in the overlap is halved twice; no output
/// is computed twice.
///
/// It belongs to one thread at a time, to which ``SegmentWorkers`` hands it under a lock: that makes
/// it `Sendable`.
final class ResamplingSegment: @unchecked Sendable {
  private let layout: ResamplingLayout
  private let memory: UnsafeMutablePointer<Float>

  /// Input samples so far, the overlap with the segment before included.
  private var filled = 0

  /// The first segment: before its input there is silence.
  init(_ layout: ResamplingLayout) {
    self.layout = layout
    memory = ResamplingLayout.allocate(layout.inputCount)
    fillUp(to: layout.lead)
  }

  deinit { memory.deallocate() }

  /// All samples.
  var samples: UnsafePointer<Float> { UnsafePointer(memory) }

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
    fillUp(to: layout.part(outputs: count).inputCount)
  }

  private func fillUp(to count: Int) {
    _ = append(max(0, count - filled)) { $0.update(repeating: 0, count: $1) }
  }

  /// Makes this the segment after `last`, which is of the same design or this itself: takes over the
  /// input that both need.
  func follow(_ last: ResamplingSegment) {
    let rest = layout.inputCount - layout.step
    memory.update(from: last.memory + layout.step, count: rest)
    filled = rest
  }
}
