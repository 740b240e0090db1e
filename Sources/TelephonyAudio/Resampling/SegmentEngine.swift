/// Converts a rate segment by segment, on as many threads as there are. The outputs do not depend on
/// their number.
final class SegmentEngine: ResamplerEngine {
  private let layout: ResamplingLayout
  private let workspace: ResamplingWorkspace
  private var segment: ResamplingSegment
  /// Nil where the caller's thread does it all.
  private let workers: SegmentWorkers?

  /// - Parameter threads: the caller's included, at least 1.
  init(_ design: ResamplingDesign, threads: Int, _ kernels: Kernels = .best) {
    layout = ResamplingLayout(design)
    workspace = ResamplingWorkspace(layout, kernels)
    segment = ResamplingSegment(layout)
    workers =
      threads > 1 ? SegmentWorkers(layout, workspace, helpers: threads - 1, kernels) : nil
  }

  deinit { workers?.cancel() }

  var handsOver: Bool { workers != nil }

  func process(
    _ count: Int, into output: inout [Float],
    _ write: (UnsafeMutablePointer<Float>, Range<Int>) -> Void
  ) {
    var done = 0
    while done < count {
      done += segment.append(count - done) { write($0, done..<done + $1) }
      if segment.isFull { next(&output) }
    }
  }

  func finish(remaining: Int, into output: inout [Float]) {
    var remaining = remaining
    if let workers {
      let start = output.count
      workers.takeAll(into: &output)
      remaining -= output.count - start
    }
    while remaining > 0 {
      let count = min(remaining, layout.outputCount)
      segment.fillUp(outputs: count)
      workspace.resample(segment, count, into: &output)
      segment.follow(segment)
      remaining -= count
    }
  }

  /// The segment is full: hands it over, or does it here.
  private func next(_ output: inout [Float]) {
    guard let workers else {
      workspace.resample(segment, layout.outputCount, into: &output)
      segment.follow(segment)
      return
    }
    let next = workers.spare()
    next.follow(segment)
    workers.add(segment)
    segment = next
    workers.take(into: &output)
  }
}
