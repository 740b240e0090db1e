/// All that a picture of a signal shows: its waveform, how its level runs and where somebody speaks,
/// and its spectrum.
///
/// ```swift
/// var shapes = SignalShapes(sampleCount: 40_000, columns: 450)
/// shapes.add(samples)
/// shapes.waveform.extents.count   // 450
/// ```
public struct SignalShapes: Sendable {
  /// The lowest and highest samples.
  public private(set) var waveform: Waveform
  /// Level and speech.
  public private(set) var curve: LevelCurve
  /// The long-term spectrum.
  public private(set) var spectrum: Spectrum

  /// - Parameters:
  ///   - sampleCount: of the whole signal; where more come, the picture has more columns.
  ///   - columns: the most extents that the waveform is to have, at least 1.
  ///   - sampleRate: 8000 or 16,000 Hz.
  public init(
    sampleCount: Int, columns: Int, sampleRate: Int = Resampler.telephoneRate
  ) {
    let columns = max(1, columns)
    waveform = Waveform(samplesPerExtent: (sampleCount + columns - 1) / columns)
    curve = LevelCurve(sampleRate: sampleRate)
    spectrum = Spectrum(sampleRate: sampleRate)
  }

  /// Adds the next samples, full scale 1.0.
  public mutating func add(_ samples: [Float]) {
    waveform.add(samples)
    curve.add(samples)
    spectrum.add(samples)
  }

  /// Seconds so far.
  public var duration: Double { Double(waveform.sampleCount) / Double(curve.sampleRate) }
}
