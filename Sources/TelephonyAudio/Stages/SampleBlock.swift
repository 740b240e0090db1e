/// Interleaved samples of some frames, as a decoder gives them.
public enum SampleBlock: Sendable {
  /// As the recording has them, in one of 16-bit PCM.
  case sixteenBit([Int16])
  /// Full scale 1.0; in a recording of floats also beyond it.
  case float([Float])

  /// How many samples, of all channels.
  public var count: Int {
    switch self {
    case .sixteenBit(let samples): samples.count
    case .float(let samples): samples.count
    }
  }

  /// The samples of some of its frames; the block itself where that is all of them.
  ///
  /// - Parameters:
  ///   - range: frames, counted from the block's first; within the block.
  ///   - channelCount: samples of a frame.
  public func frames(_ range: Range<Int>, channelCount: Int) -> SampleBlock {
    let samples = range.lowerBound * channelCount..<range.upperBound * channelCount
    if samples == 0..<count { return self }
    return switch self {
    case .sixteenBit(let all): .sixteenBit(Array(all[samples]))
    case .float(let all): .float(Array(all[samples]))
    }
  }

  /// All samples with full scale 1.0.
  public var floats: [Float] {
    switch self {
    case .sixteenBit(let samples):
      [Float](unsafeUninitializedCapacity: samples.count) { floats, count in
        if let floats = floats.baseAddress {
          Kernels.best.convert(samples, count: samples.count, into: floats)
        }
        count = samples.count
      }
    case .float(let samples): samples
    }
  }
}
