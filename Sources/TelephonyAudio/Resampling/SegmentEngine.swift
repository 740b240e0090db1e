/// Converts a rate segment by segment, on as many threads as there are. The outputs do not depend on
/// their number.
final class SegmentEngine: ResamplerEngine {
  private var segment: ResamplingSegment
  /// Nil where the caller's thread does it all.
  private let workers: SegmentWorkers?

  /// - Parameter threads: the caller's included, at least 1.
  init(_ design: ResamplingDesign, threads: Int, _ kernels: Kernels = .best) {
    segment = ResamplingSegment(design, kernels)
    workers = threads > 1 ? SegmentWorkers(design, helpers: threads - 1, kernels) : nil
  }

  deinit { workers?.cancel() }

  func process(_ input: [Float], into output: inout [Float]) {
    input.withUnsafeBufferPointer { input in
      guard var rest = input.baseAddress else { return }
      var count = input.count
      while count > 0 {
        let taken = segment.append(rest, count: count)
        rest += taken
        count -= taken
        if segment.isFull { next(&output) }
      }
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
      let count = min(remaining, segment.outputCount)
      segment.fillUp(outputs: count)
      segment.resample(count, into: &output)
      segment.advance()
      remaining -= count
    }
  }

  /// The segment is full: hands it over, or does it here.
  private func next(_ output: inout [Float]) {
    if let workers {
      var next = workers.spare()
      next.follow(segment)
      swap(&segment, &next)
      workers.add(next)
      workers.take(into: &output)
    } else {
      segment.resample(segment.outputCount, into: &output)
      segment.advance()
    }
  }
}
