internal import Dispatch
internal import Synchronization

/// Computes the segments of one signal on several threads, and gives their outputs in order.
///
/// Whoever adds segments is one of the threads: when the helpers have enough to do, it takes the
/// oldest waiting segment itself. So few more segments are under way than there are threads, however
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
    /// Helpers that have not said yet that nothing is waiting.
    var busyHelpers: Set<Int> = []

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
  private let layout: ResamplingLayout
  /// Of the caller and of each helper: what one of them writes stays in its own cache.
  private let own: ResamplingWorkspace
  private let workspaces: [ResamplingWorkspace]

  /// - Parameters:
  ///   - own: the workspace of the thread that adds segments.
  ///   - helpers: threads beside that one, at least 1.
  init(
    _ layout: ResamplingLayout, _ own: ResamplingWorkspace, helpers: Int, _ kernels: Kernels
  ) {
    self.layout = layout
    self.own = own
    self.helpers = (0..<helpers).map { DispatchQueue(label: "telephonyaudio.segments.\($0)") }
    workspaces = (0..<helpers).map { _ in ResamplingWorkspace(layout, kernels) }
  }

  /// A segment whose content does not matter.
  func spare() -> ResamplingSegment {
    state.withLock { $0.spares.popLast() } ?? ResamplingSegment(layout)
  }

  /// Has all outputs of a full segment computed.
  ///
  /// - Parameter segment: belongs to the workers from now on.
  func add(_ segment: ResamplingSegment) {
    let (idle, waiting) = state.withLock { state in
      state.waiting.append((state.added, segment))
      state.added += 1
      let idle = helpers.indices.first { !state.busyHelpers.contains($0) }
      if let idle { state.busyHelpers.insert(idle) }
      return (idle, state.waiting.count)
    }
    if let idle { helpers[idle].async { [self] in help(idle) } }
    if waiting > Self.waitingPerHelper * helpers.count { _ = workOnOldest(in: own) }
  }

  /// As many as keep a helper from falling asleep while the others are busy: waking it up takes as
  /// long as half a segment.
  private static let waitingPerHelper = 2

  private func help(_ helper: Int) {
    while true {
      while workOnOldest(in: workspaces[helper]) { progress.signal() }
      let isDone = state.withLock { state in
        if state.waiting.isEmpty { state.busyHelpers.remove(helper) }
        return state.waiting.isEmpty
      }
      if isDone { return }
    }
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
      if !workOnOldest(in: own) { progress.wait() }
    }
  }

  /// Nobody wants the outputs any more.
  func cancel() { state.withLock { $0.waiting = [] } }

  /// - Returns: whether a segment was waiting.
  private func workOnOldest(in workspace: ResamplingWorkspace) -> Bool {
    let oldest = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    guard let (number, segment) = oldest else { return false }
    var outputs: [Float] = []
    outputs.reserveCapacity(layout.outputCount)
    workspace.resample(segment, layout.outputCount, into: &outputs)
    state.withLock { [outputs] state in
      state.finished[number] = outputs
      state.spares.append(segment)
    }
    return true
  }
}
