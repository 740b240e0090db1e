/// Samples that wait for those that come after them, in memory that is used again.
struct SampleQueue {
  /// How many samples are waiting.
  private(set) var count: Int
  private var storage: [Float]

  /// - Parameter silence: how many zeros are waiting at the start.
  init(silence: Int) {
    count = silence
    storage = Array(repeating: 0, count: silence)
  }

  /// Appends `added` samples, which `fill` writes.
  mutating func append(_ added: Int, fill: (UnsafeMutablePointer<Float>) -> Void) {
    if storage.count < count + added {
      storage += repeatElement(0, count: count + added - storage.count)
    }
    let start = count
    count += added
    storage.withUnsafeMutableBufferPointer { samples in
      if let samples = samples.baseAddress { fill(samples + start) }
    }
  }

  /// Appends one sample.
  mutating func append(_ sample: Float) {
    append(1) { $0.pointee = sample }
  }

  /// Drops the first `dropped` samples, at most ``count``.
  mutating func removeFirst(_ dropped: Int) {
    let rest = count - dropped
    count = rest
    storage.withUnsafeMutableBufferPointer { samples in
      if let samples = samples.baseAddress { samples.update(from: samples + dropped, count: rest) }
    }
  }

  /// Calls `body` with the waiting samples.
  func withSamples(_ body: (UnsafePointer<Float>) -> Void) {
    storage.withUnsafeBufferPointer { samples in
      if let samples = samples.baseAddress { body(samples) }
    }
  }
}
