/// Brings a signal to a level by one gain for all of it, and by a limiter where peaks would clip.
///
/// ```swift
/// let leveler = Leveler(.level(-22))
/// let chain = try SignalChain(channelCount: 1, inputRate: 48_000, stages: [leveler])
/// // … when the chain has finished:
/// leveler.found     // -31.4 dBov
/// leveler.gain      // 9.38 dB
/// leveler.reached   // -22.01 dBov
/// ```
///
/// A gain alone keeps the signal as it was spoken, and is what nearly every recording gets. It is
/// checked by measuring again, because P.56's thresholds are absolute: what was below one may be
/// above it afterwards. A peak is lowered by at most 6 dB: where that is not enough, the signal
/// stays softer, and ``missing`` says by how much.
public final class Leveler: SignalStage {
  /// What decides the gain.
  public enum Aim: Hashable, Sendable {
    /// A level in dBov, of ``SpeechLevelMeter``.
    case level(Double)
    /// A gain in dB that was decided elsewhere, for all recordings of a set.
    case gain(Double)
  }

  /// Why an aim was missed.
  public enum Bound: Hashable, Sendable {
    /// The gain would be outside ``Gain/range``.
    case gain
    /// The limiter would have to lower peaks by more than ``Leveler/largestReduction``.
    case limiter
  }

  /// How much the limiter may lower a peak, in dB; what is beyond it sounds pressed.
  public static let largestReduction = 6.0

  /// The largest magnitude that is let through, full scale 1.0: -1 dBFS.
  public static var ceiling: Float { Limiter.ceiling }

  /// A distance from the target up to which nothing is corrected, in dB.
  private static let tolerance = 0.02

  /// How often the gain is corrected.
  private static let correctionLimit = 3

  public let needsWholeSignal = true

  /// The level before, in dBov; nil where there is none, and then nothing is changed to reach one.
  public private(set) var found: Double?

  /// The gain in dB, a multiple of 0.01; 0 until the signal has been heard.
  public var gain: Double { applied.decibels }

  /// The level afterwards, in dBov; nil where there is none.
  public private(set) var reached: Double?

  /// By how much the limiter lowers the highest peak, in dB; 0 where it has nothing to do.
  public private(set) var limited = 0.0

  /// The share of time, 0 … 1, in which the limiter lowers the signal by 0.1 dB or more.
  public private(set) var limitedShare = 0.0

  /// By how much the signal is softer than was aimed at, in dB; negative where it is louder.
  public private(set) var missing = 0.0

  /// Why more than 0.1 dB are ``missing``; nil where it is less.
  public private(set) var bound: Bound?

  private let aim: Aim
  private let sampleRate: Int
  private let fallsBackToRMS: Bool
  private var meter: Loudness
  private var peak: Float = 0
  private var limiter: Limiter?
  private var applied = Gain(0)
  /// What the limiter allows.
  private var highest = Gain(Gain.range.upperBound)
  private var corrections = 0
  private var isTrying = false
  /// The gain before the last correction, and what it led to.
  private var tried: (gain: Gain, reached: Double)?

  /// - Parameters:
  ///   - aim: what decides the gain.
  ///   - sampleRate: 8000 or 16,000 Hz.
  ///   - fallsBackToRMS: whether a signal without speech, music say, has the power of all samples
  ///     for its level.
  public init(
    _ aim: Aim, sampleRate: Int = Resampler.telephoneRate, fallsBackToRMS: Bool = false
  ) {
    self.aim = aim
    self.sampleRate = sampleRate
    self.fallsBackToRMS = fallsBackToRMS
    meter = Loudness(sampleRate: sampleRate, fallsBackToRMS: fallsBackToRMS)
  }

  // MARK: Measuring

  /// The level of a signal by either measure.
  private struct Loudness {
    var speech: SpeechLevelMeter
    private let fallsBackToRMS: Bool
    private var energy = 0.0
    private var count = 0

    init(sampleRate: Int, fallsBackToRMS: Bool) {
      speech = SpeechLevelMeter(sampleRate: sampleRate)
      self.fallsBackToRMS = fallsBackToRMS
    }

    mutating func measure(_ samples: [Float]) {
      speech.measure(samples)
      guard fallsBackToRMS else { return }
      var energy = energy
      for sample in samples { energy += Double(sample) * Double(sample) }
      self.energy = energy
      count += samples.count
    }

    /// In dBov; nil where there is none.
    var level: Double? {
      let level = speech.level
      guard level == nil, energy > 0, energy.isFinite else { return level }
      return SignalLevel.decibels(energy / Double(count)) / 2
    }
  }

  public func measure(_ block: [Float]) {
    if isTrying {
      var block = block
      change(&block)
      meter.measure(block)
    } else {
      peak = max(peak, SignalLevel.peak(of: block))
      meter.measure(block)
    }
  }

  public func finishMeasuring() -> Bool {
    guard isTrying else {
      found = meter.level
      switch aim {
      case .level(let target):
        guard let found else { return true }
        applied = Gain(from: found, to: target)
      case .gain(let decibels):
        applied = Gain(decibels)
      }
      isTrying = true
      begin()
      return false
    }
    if limiter != nil {
      var rest: [Float] = []
      limiter?.finish(into: &rest)
      meter.measure(rest)
    }
    reached = meter.level
    let wanted = wanted
    if wanted != applied {
      applied = wanted
      begin()
      return false
    }
    judge()
    begin()
    return true
  }

  /// The gain that what was tried asks for.
  private var wanted: Gain {
    var wanted = applied
    if case .level(let target) = aim, let reached, corrections < Self.correctionLimit,
      (target - reached).magnitude > Self.tolerance
    {
      // A limiter takes a share of what is added: as large a one as it took the last time.
      var share = 1.0
      if let tried, applied != tried.gain {
        let added = applied.decibels - tried.gain.decibels
        share = min(max((reached - tried.reached) / added, 0.25), 1)
      }
      tried = (applied, reached)
      wanted = Gain(applied.decibels + (target - reached) / share)
      corrections += 1
    }
    // Infinite where a sample was.
    let excess = min(limiter?.reduction ?? 0, 100) - Self.largestReduction
    if excess > 0 {
      // To the next step below.
      highest = min(highest, Gain(hundredths: applied.hundredths - Int(excess * 100) - 1))
    }
    return min(wanted, highest)
  }

  /// What came of it, said once.
  private func judge() {
    limited = limiter?.reduction ?? 0
    limitedShare = limiter?.loweredShare ?? 0
    switch aim {
    case .level(let target): missing = reached.map { target - $0 } ?? 0
    case .gain(let decibels): missing = decibels - applied.decibels
    }
    guard missing.magnitude > 0.1 else { return }
    if applied == highest, highest.decibels < Gain.range.upperBound {
      bound = .limiter
    } else if applied.decibels == Gain.range.lowerBound
      || applied.decibels == Gain.range.upperBound
    {
      bound = .gain
    }
  }

  // MARK: Changing

  /// Starts anew with the signal and the gain.
  private func begin() {
    meter = Loudness(sampleRate: sampleRate, fallsBackToRMS: fallsBackToRMS)
    let isOver = Double(peak) * applied.factor > Double(Limiter.ceiling)
    limiter = isOver ? Limiter(sampleRate: sampleRate) : nil
  }

  private func change(_ block: inout [Float]) {
    if applied.hundredths != 0 {
      let factor = applied.factor
      for index in block.indices { block[index] = Float(Double(block[index]) * factor) }
    }
    limiter?.process(&block)
  }

  public func process(_ block: inout [Float]) { change(&block) }

  public func finish(into block: inout [Float]) { limiter?.finish(into: &block) }
}
