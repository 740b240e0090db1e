/// What a picture of a signal's waveform is drawn from: the lowest and the highest sample of each
/// stretch, as many stretches as a picture has columns.
///
/// ```swift
/// var waveform = Waveform(samplesPerExtent: 80)   // 10 ms at 8000 Hz
/// waveform.add(firstBlock)
/// waveform.add(secondBlock)
/// waveform.extents.first?.highest   // 0.4
/// ```
///
/// The same whatever blocks the signal comes in.
public struct Waveform: Hashable, Sendable {
  /// The samples of a stretch lie between these two, full scale 1.0.
  public struct Extent: Hashable, Sendable {
    /// The lowest sample.
    public fileprivate(set) var lowest: Float
    /// The highest sample.
    public fileprivate(set) var highest: Float
  }

  /// Samples of a stretch; the last one may have fewer.
  public let samplesPerExtent: Int
  /// In the order of the signal.
  public private(set) var extents: [Extent] = []
  /// Samples so far.
  public private(set) var sampleCount = 0

  /// - Parameter samplesPerExtent: at least 1.
  public init(samplesPerExtent: Int) {
    self.samplesPerExtent = max(1, samplesPerExtent)
  }

  /// Adds the next samples, full scale 1.0. What is not a number counts as 0.
  public mutating func add(_ samples: [Float]) {
    var start = 0
    while start < samples.count {
      let room = samplesPerExtent - sampleCount % samplesPerExtent
      let end = min(samples.count, start + room)
      if room == samplesPerExtent {
        let first = samples[start].isNaN ? 0 : samples[start]
        extents.append(Extent(lowest: first, highest: first))
      }
      var extent = extents[extents.count - 1]
      for sample in samples[start..<end] {
        if sample < extent.lowest { extent.lowest = sample }
        if sample > extent.highest { extent.highest = sample }
      }
      extents[extents.count - 1] = extent
      sampleCount += end - start
      start = end
    }
  }
}
