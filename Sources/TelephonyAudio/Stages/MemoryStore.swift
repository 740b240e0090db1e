/// Samples that are kept in memory, four bytes each. It does not fail.
public final class MemoryStore: SampleStore {
  /// All of them.
  public private(set) var samples: [Float]

  /// - Parameter samples: what is kept from the start.
  public init(_ samples: [Float] = []) {
    self.samples = samples
  }

  public var count: Int { samples.count }

  public func read(_ range: Range<Int>) -> [Float] { Array(samples[range]) }

  public func write(_ samples: [Float], at start: Int) {
    let end = min(self.samples.count, start + samples.count)
    self.samples.replaceSubrange(start..<end, with: samples)
  }

  public func truncate(to count: Int) { samples.removeSubrange(count...) }
}
