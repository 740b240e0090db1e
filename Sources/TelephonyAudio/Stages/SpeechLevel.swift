internal import CLibrary

/// Measures the speech level that prompts are brought to: that of ``SpeechMeter`` behind a
/// high-pass at 300 Hz, the energy of what is active over its time.
///
/// ```swift
/// var meter = SpeechLevelMeter()
/// meter.measure(samples)
/// meter.level   // -22.5 dBov; nil where there is no speech
/// ```
///
/// A telephone passes little below 300 Hz, and the ear hears little of it there: without the
/// high-pass a deep voice would be made softer than another. What is active for less than 0.4 s
/// counts as 0.4 s, because the ear sums up loudness over such a time: a single short word is not
/// made as loud as a sentence.
public struct SpeechLevelMeter: Sendable {
  /// Seconds that speech counts at least, however short it is; measured on prompts of single
  /// words, whose loudness by ISO 532-1 is evened out best so.
  public static let shortestActivity = 0.4

  private var highPass: Biquad
  private var meter: SpeechMeter

  /// - Parameter sampleRate: 8000 or 16,000 Hz.
  public init(sampleRate: Int = Resampler.telephoneRate) {
    meter = SpeechMeter(sampleRate: sampleRate)
    highPass = Self.highPass(sampleRate: sampleRate)
  }

  /// The high-pass of RFC 7874, section 4.
  static func highPass(sampleRate: Int) -> Biquad {
    SpeechRate.value(
      sampleRate,
      Biquad(highPass: 0.8464592541088377, a: (-1.6692031429311929, 0.7166338735041575)),
      Biquad(highPass: 0.9200661584291678, a: (-1.83373266, 0.84653197)))
  }

  /// Listens to the next samples, full scale 1.0.
  public mutating func measure(_ samples: [Float]) {
    var highPass = highPass
    samples.withUnsafeBufferPointer { samples in
      meter.measure(count: samples.count, sample: { highPass.process(Double(samples[$0])) })
    }
    self.highPass = highPass
  }

  /// What was counted so far, behind the high-pass.
  public var counters: SpeechCounters { meter.counters }

  /// What is counted where the signal ends here and 0.2 s of silence follow.
  public var countersAtEnd: SpeechCounters { meter.countersAtEnd }

  /// The speech level in dBov where the signal ends here; nil where there is no speech.
  public var level: Double? { Self.level(of: countersAtEnd) }

  /// The speech level in dBov of one signal, or of several that were added up.
  ///
  /// - Parameter counters: of this meter, at the end of each signal.
  public static func level(of counters: SpeechCounters) -> Double? {
    guard let level = counters.level else { return nil }
    let shortest = shortestActivity * Double(counters.sampleRate)
    let activeCount = max(counters.activeCount(at: level), shortest)
    return SignalLevel.decibels(counters.sumOfSquares / activeCount) / 2
  }

  // MARK: Units

  /// A level in dBov, of samples that A-law codes stand for, in dBm0: what the telephone's
  /// transmission plan counts in.
  ///
  /// A sine of full scale has -3.01 dBov (ITU-T G.100.1), and +3.14 dBm0 where A-law carries it
  /// (ITU-T G.711, section 5).
  public static func dBm0(ofALaw dBov: Double) -> Double { dBov + 6.15 }

  /// The same for µ-law, where a sine of full scale has +3.17 dBm0.
  public static func dBm0(ofMuLaw dBov: Double) -> Double { dBov + 6.18 }
}
