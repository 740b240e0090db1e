/// Hears the speech level on the way and changes nothing: for one gain of several recordings.
///
/// ```swift
/// let probes = recordings.map { _ in LevelProbe() }   // each in the chain of its recording
/// var sum = SpeechCounters()
/// for probe in probes { sum += probe.counters }
/// let level = SpeechLevelMeter.level(of: sum)
/// ```
public final class LevelProbe: SignalStage {
  private var meter: SpeechLevelMeter

  /// - Parameter sampleRate: 8000 or 16,000 Hz.
  public init(sampleRate: Int = Resampler.telephoneRate) {
    meter = SpeechLevelMeter(sampleRate: sampleRate)
  }

  /// What ``SpeechLevelMeter`` has counted, where the signal ends here.
  public var counters: SpeechCounters { meter.countersAtEnd }

  public func process(_ block: inout [Float]) { meter.measure(block) }
}
