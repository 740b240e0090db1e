/// Removes what lies below any voice, a Butterworth of fourth order at 100 Hz: 3 dB there, 24 dB an
/// octave below.
///
/// A telephone passes nothing of it, but it takes room below full scale, and A-law spends its
/// steps on it. Fundamentals of low voices, from 100 Hz on, stay.
public final class HighPass: SignalStage {
  /// When the signal is filtered.
  public enum Mode: Hashable, Sendable {
    /// Always.
    case on
    /// Where it has noticeably much to remove.
    case auto
  }

  /// What a recording was found to have below any voice.
  public struct Found: Hashable, Sendable {
    /// The energy below 80 Hz relative to all of it, in dB; minus infinity where there is none.
    public let lowEnergy: Double
    /// The mean of all samples, a share of full scale.
    public let mean: Double
    /// The mean relative to the speech level, or to the power where there is no speech, in dB;
    /// minus infinity for a mean of 0.
    public let meanDecibels: Double

    /// Whether it is worth removing.
    public var isNoticeable: Bool {
      lowEnergy > HighPass.highestLowEnergy || meanDecibels > HighPass.highestMean
    }
  }

  /// Energy below 80 Hz up to which a recording stays as it is, in dB relative to all of it;
  /// clean recordings of low voices lie below.
  public static let highestLowEnergy = -30.0

  /// A mean up to which a recording stays as it is, in dB relative to the speech level.
  public static let highestMean = -40.0

  public let needsWholeSignal = true

  /// What was found, once the signal has been heard.
  public private(set) var found: Found?

  private let mode: Mode
  private var low: LowFrequencies
  private var speech: SpeechLevelMeter
  private var filter: BiquadPair

  /// - Parameters:
  ///   - mode: when the signal is filtered.
  ///   - sampleRate: 8000 or 16,000 Hz.
  public init(_ mode: Mode = .auto, sampleRate: Int = Resampler.telephoneRate) {
    self.mode = mode
    low = LowFrequencies(sampleRate: sampleRate)
    speech = SpeechLevelMeter(sampleRate: sampleRate)
    filter = Self.filter(sampleRate: sampleRate)
  }

  /// A Butterworth of fourth order at 100 Hz.
  static func filter(sampleRate: Int) -> BiquadPair {
    SpeechRate.value(
      sampleRate,
      BiquadPair(
        first: Biquad(highPass: 0.9024444568629442, a: (-1.8590762659582096, 0.8648248987672625)),
        second: Biquad(highPass: 1, a: (-1.9357148371211979, 0.9417004516037268))),
      BiquadPair(
        first: Biquad(highPass: 0.9499817826392998, a: (-1.9285084850826342, 0.9299964423952546)),
        second: Biquad(highPass: 1, a: (-1.968877497385758, 0.9703966017571153))))
  }

  /// Whether the signal is filtered; known once it has been heard.
  public var isApplied: Bool { mode == .on || found?.isNoticeable == true }

  public func measure(_ block: [Float]) {
    low.measure(block)
    speech.measure(block)
  }

  public func finishMeasuring() -> Bool {
    found = Found(
      lowEnergy: low.decibels, mean: low.mean,
      meanDecibels: low.meanDecibels(under: speech.level))
    return true
  }

  public func process(_ block: inout [Float]) {
    guard isApplied else { return }
    var filter = filter
    // Without the mean, the signal does not begin with a step.
    let mean = low.mean
    for index in block.indices {
      block[index] = Float(filter.process(Double(block[index]) - mean))
    }
    self.filter = filter
  }
}
