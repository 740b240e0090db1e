/// What a signal sounds like, in figures.
public struct SoundFacts: Hashable, Sendable {
  /// The level that prompts are brought to, in dBov (``SpeechLevelMeter``); nil where there is no
  /// speech.
  public let speechLevel: Double?
  /// The active speech level by ITU-T P.56 of the whole band, in dBov; nil where there is no speech.
  public let activeLevel: Double?
  /// The share of time in which there is speech, 0 … 1; nil where there is none.
  public let activity: Double?
  /// The power in the pauses relative to ``activeLevel``, in dB; nil where there is no speech, and
  /// where all pauses together are shorter than 0.2 s.
  public let noiseFloor: Double?
  /// The energy below 80 Hz relative to all of it, in dB; minus infinity where there is none.
  public let lowEnergy: Double
  /// The same behind a ``HighPass``: what a low voice has there stays.
  public let lowEnergyOfVoice: Double
  /// The mean of all samples, a share of full scale.
  public let mean: Double
  /// The mean relative to the speech level, or to the power where there is no speech, in dB; minus
  /// infinity for a mean of 0.
  public let meanDecibels: Double
  /// Seconds before the first sample that is no silence.
  public let leadingSilence: Double
  /// Seconds after the last sample that is no silence; 0 where there is nothing but silence.
  public let trailingSilence: Double
  /// Whether there is nothing but silence.
  public let isSilent: Bool
}

/// Measures ``SoundFacts``, block by block.
///
/// ```swift
/// var meter = SoundMeter()
/// meter.measure(samples)
/// meter.facts.speechLevel   // -22.5
/// ```
public struct SoundMeter: Sendable {
  /// The sample rates that it measures at, in Hz.
  public static let rates = SpeechRate.all

  /// Magnitude up to which a sample counts as silence, full scale 1.0: -54 dB, above the idle noise
  /// of an A-law line (ITU-T G.711 has its smallest step at 16 of 32,768).
  public static let silence: Float = 64 / 32_768

  /// The least that is said of noise, in dBov: what is softer cannot be told from silence in 16
  /// bits.
  private static let softest = -100.0

  private let sampleRate: Int
  private var speech: SpeechLevelMeter
  private var plain: SpeechMeter
  private var low: LowFrequencies
  private var highPass: BiquadPair
  private var lowOfVoice: LowFrequencies
  private var count = 0
  private var loud: Range<Int>?
  /// The squares of the last 0.1 s, that is half the hangover: P.56's envelope follows what begins,
  /// and its hangover lies behind what ends. With half of it on each side, a pause is a pause.
  private var squares: [Double]
  private var squareIndex = 0
  /// By how many thresholds the envelope reaches, the energy and the number of samples.
  private var energies = [Double](repeating: 0, count: SpeechCounters.thresholdCount + 1)
  private var counts = [Int](repeating: 0, count: SpeechCounters.thresholdCount + 1)

  /// - Parameter sampleRate: 8000 or 16,000 Hz.
  public init(sampleRate: Int = Resampler.telephoneRate) {
    self.sampleRate = sampleRate
    speech = SpeechLevelMeter(sampleRate: sampleRate)
    plain = SpeechMeter(sampleRate: sampleRate)
    low = LowFrequencies(sampleRate: sampleRate)
    highPass = HighPass.filter(sampleRate: sampleRate)
    lowOfVoice = LowFrequencies(sampleRate: sampleRate)
    // Before the signal there is none, and none is counted.
    squares = Array(repeating: -1, count: sampleRate / 10)
  }

  /// Listens to the next samples, full scale 1.0.
  public mutating func measure(_ samples: [Float]) {
    speech.measure(samples)
    low.measure(samples)
    var highPass = highPass
    lowOfVoice.measure(samples.map { Float(highPass.process(Double($0))) })
    self.highPass = highPass
    measurePlain(count: samples.count, sample: { Double(samples[$0]) })
    if let first = samples.firstIndex(where: { $0.magnitude > Self.silence }),
      let last = samples.lastIndex(where: { $0.magnitude > Self.silence })
    {
      loud = (loud?.lowerBound ?? count + first)..<count + last + 1
    }
    count += samples.count
  }

  private mutating func measurePlain(count: Int, sample: (Int) -> Double) {
    var (squares, index) = (squares, squareIndex)
    var (energies, counts) = (energies, counts)
    // Not copied while they change.
    self.squares = []
    self.energies = []
    self.counts = []
    plain.measure(count: count, sample: sample) { _, value, reached in
      let square = squares[index]
      squares[index] = value * value
      index = index + 1 == squares.count ? 0 : index + 1
      if square >= 0 {
        energies[reached] += square
        counts[reached] += 1
      }
    }
    (self.squares, squareIndex) = (squares, index)
    (self.energies, self.counts) = (energies, counts)
  }

  /// What was found, where the signal ends here.
  public var facts: SoundFacts {
    let active = plain.countersAtEnd
    let sounding = loud ?? count..<count
    return SoundFacts(
      speechLevel: speech.level, activeLevel: active.level, activity: active.activity,
      noiseFloor: noiseFloor, lowEnergy: low.decibels,
      lowEnergyOfVoice: lowOfVoice.decibels, mean: low.mean,
      meanDecibels: low.meanDecibels(under: speech.level),
      leadingSilence: Double(sounding.lowerBound) / Double(sampleRate),
      trailingSilence: Double(count - sounding.upperBound) / Double(sampleRate),
      isSilent: loud == nil)
  }

  private var noiseFloor: Double? {
    guard let crossing = plain.countersAtEnd.crossing else { return nil }
    var meter = self
    meter.measurePlain(count: squares.count, sample: { _ in 0 })
    // The threshold that is nearest to what tells speech from pauses.
    let margin = crossing.level - SpeechCounters.margin
    let upper = crossing.threshold
    let isNearUpper =
      SpeechCounters.threshold(upper) - margin < margin - SpeechCounters.threshold(upper - 1)
    let pauses = 0..<(isNearUpper ? upper + 1 : upper)
    let count = meter.counts[pauses].reduce(0, +)
    guard Double(count) >= SpeechMeter.hangover * Double(sampleRate) else { return nil }
    let power = SignalLevel.decibels(meter.energies[pauses].reduce(0, +) / Double(count)) / 2
    return max(power, Self.softest) - crossing.level
  }
}
