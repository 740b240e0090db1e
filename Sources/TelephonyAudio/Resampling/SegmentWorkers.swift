internal import Dispatch
internal import Synchronization

/// Computes the segments of one signal on several threads, and gives their outputs in order.
///
/// Whoever adds segments is one of the threads: when the helpers have enough to do, it takes the
/// oldest waiting segment itself. So no more segments are under way than twice the threads, however
/// fast the input comes.
final class SegmentWorkers: Sendable {
  private struct State {
    /// Not begun yet, the oldest first.
    var waiting: [(number: Int, segment: ResamplingSegment)] = []
    /// Outputs whose turn has not come.
    var finished: [Int: [Float]] = [:]
    /// Memory to be used again.
    var spares: [ResamplingSegment] = []
    var added = 0
    var taken = 0

    mutating func nextOutputs() -> [Float]? {
      guard let outputs = finished.removeValue(forKey: taken) else { return nil }
      taken += 1
      return outputs
    }
  }

  private let state = Mutex(State())
  /// Is signalled for each segment that a helper has finished.
  private let progress = DispatchSemaphore(value: 0)
  /// Serial queues, because each of them gets a thread whatever the others do.
  private let helpers: [DispatchQueue]
  private let design: ResamplingDesign
  private let kernels: Kernels

  /// - Parameter helpers: threads beside the one that adds segments, at least 1.
  init(_ design: ResamplingDesign, helpers: Int, _ kernels: Kernels) {
    self.design = design
    self.kernels = kernels
    self.helpers = (0..<helpers).map { DispatchQueue(label: "telephonyaudio.segments.\($0)") }
  }

  /// A segment whose content does not matter.
  func spare() -> ResamplingSegment {
    state.withLock { $0.spares.popLast() } ?? ResamplingSegment(design, kernels)
  }

  /// Has all outputs of a full segment computed.
  ///
  /// - Parameter segment: belongs to the workers from now on.
  func add(_ segment: ResamplingSegment) {
    let (number, waiting) = state.withLock { state in
      let number = state.added
      state.waiting.append((number, segment))
      state.added += 1
      return (number, state.waiting.count)
    }
    helpers[number % helpers.count].async { [self] in
      if workOnOldest() { progress.signal() }
    }
    if waiting > helpers.count { _ = workOnOldest() }
  }

  /// Appends the outputs that are there and whose turn it is.
  func take(into output: inout [Float]) {
    while let outputs = state.withLock({ $0.nextOutputs() }) { output += outputs }
  }

  /// Appends the outputs of all segments so far.
  func takeAll(into output: inout [Float]) {
    while true {
      take(into: &output)
      if state.withLock({ $0.taken == $0.added }) { return }
      if !workOnOldest() { progress.wait() }
    }
  }

  /// Nobody wants the outputs any more.
  func cancel() { state.withLock { $0.waiting = [] } }

  /// - Returns: whether a segment was waiting.
  private func workOnOldest() -> Bool {
    let oldest = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    guard let (number, segment) = oldest else { return false }
    var outputs: [Float] = []
    outputs.reserveCapacity(segment.outputCount)
    segment.resample(segment.outputCount, into: &outputs)
    state.withLock { [outputs] state in
      state.finished[number] = outputs
      state.spares.append(segment)
    }
    return true
  }
}
