internal import CLibrary

/// Measures the active speech level by ITU-T P.56 (12/2011), method B: how loud someone speaks,
/// whatever the pauses between.
///
/// ```swift
/// var meter = SpeechMeter()
/// meter.measure(firstBlock)
/// meter.measure(secondBlock)
/// meter.countersAtEnd.level      // -22.4 dBov; nil where there is no speech
/// meter.countersAtEnd.activity   // 0.87
/// ```
///
/// An envelope follows the signal's magnitude, and each of fifteen thresholds counts the samples at
/// which the envelope reaches it or did so within the last 0.2 s. What is counted becomes a level
/// in ``SpeechCounters``. The samples' full scale is 1.0, and 0 dBov is the power of a constant at
/// full scale (ITU-T G.100.1); a sine of full scale has -3.01 dBov.
public struct SpeechMeter: Sendable {
  /// How long a threshold counts as reached after the envelope has fallen below it, in seconds:
  /// P.56, hangover time H.
  public static let hangover = 0.2

  /// Samples a second.
  public let sampleRate: Int

  private let hangoverCount: Int
  /// What a sample leaves of the envelope before it, and what it adds.
  private let decay: Double
  private let rise: Double
  /// The first and the second smoothing of the magnitude.
  private var smoothed = 0.0
  private var envelope = 0.0
  private var sumOfSquares = 0.0
  private var sampleCount = 0
  /// The highest threshold within the hangover, counted from 1; 0 for none.
  private var highest = 0
  /// Where the envelope was last between a threshold and the next higher one.
  private var lastPlaces: [Int]
  /// How often a threshold was the highest.
  private var histogram = [Int](repeating: 0, count: SpeechCounters.thresholdCount + 1)

  /// Keeps the envelope of digital silence from becoming a number that the CPU is slow with; far
  /// below what a sample of 24 bits can move.
  private static let tiny = 1e-30

  /// - Parameter sampleRate: 8000 or 16,000 Hz.
  public init(sampleRate: Int = Resampler.telephoneRate) {
    self.sampleRate = sampleRate
    hangoverCount = Int(Self.hangover * Double(sampleRate))
    // exp(-1 / (rate × 0.03 s)): P.56, time constant T.
    decay = SpeechRate.value(sampleRate, 0.99584200184511, 0.9979188352992993)
    rise = 1 - decay
    // The hangover starts expired.
    lastPlaces = Array(repeating: -hangoverCount - 1, count: histogram.count)
  }

  /// Listens to the next samples, full scale 1.0.
  public mutating func measure(_ samples: [Float]) {
    samples.withUnsafeBufferPointer { samples in
      measure(count: samples.count, sample: { Double(samples[$0]) })
    }
  }

  /// What was counted so far.
  public var counters: SpeechCounters {
    var counts = Array(histogram.dropFirst())
    for index in counts.indices.dropLast().reversed() { counts[index] += counts[index + 1] }
    return SpeechCounters(
      sampleRate: sampleRate, sumOfSquares: sumOfSquares, sampleCount: sampleCount,
      activeCounts: counts)
  }

  /// What is counted where the signal ends here and 0.2 s of silence follow.
  ///
  /// With them the last word counts as long as one before a pause: however much silence follows,
  /// the level is nearly the same.
  public var countersAtEnd: SpeechCounters {
    var meter = self
    meter.measure(count: hangoverCount, sample: { _ in 0 })
    return meter.counters
  }

  /// Listens to samples of double precision.
  ///
  /// - Parameters:
  ///   - sample: the sample at an index below `count`; asked for once, in order.
  ///   - noted: is told the index, the sample, and how many thresholds count it.
  @inline(__always)
  mutating func measure(
    count: Int, sample: (Int) -> Double, noted: (Int, Double, Int) -> Void = { _, _, _ in }
  ) {
    var (smoothed, envelope) = (smoothed, envelope)
    var sum = sumOfSquares
    var highest = highest
    let (decay, rise, hangoverCount) = (decay, rise, hangoverCount)
    let first = sampleCount
    lastPlaces.withUnsafeMutableBufferPointer { lastPlaces in
      histogram.withUnsafeMutableBufferPointer { histogram in
        for index in 0..<count {
          let value = sample(index)
          sum += value * value
          smoothed = decay * smoothed + (rise * value.magnitude + Self.tiny)
          envelope = decay * envelope + rise * smoothed
          let reached = SpeechCounters.reached(by: envelope)
          let place = first + index
          lastPlaces[reached] = place
          if reached > highest {
            highest = reached
          } else {
            // Not below `reached`, which was just there.
            while place - lastPlaces[highest] > hangoverCount { highest -= 1 }
          }
          histogram[highest] += 1
          noted(index, value, highest)
        }
      }
    }
    (self.smoothed, self.envelope) = (smoothed, envelope)
    sumOfSquares = sum
    self.highest = highest
    sampleCount += count
  }
}

/// What a ``SpeechMeter`` has counted. What was counted in several signals adds up to what their
/// common level comes from.
public struct SpeechCounters: Hashable, Sendable {
  /// How many thresholds there are; they are 2^-15 … 2^-1 of full scale.
  static let thresholdCount = 15

  /// Samples a second.
  public let sampleRate: Int
  /// Σx², full scale 1.0.
  public private(set) var sumOfSquares: Double
  /// How many samples were heard.
  public private(set) var sampleCount: Int
  /// For each threshold, from the lowest to the highest, how many samples were active.
  public private(set) var activeCounts: [Int]

  init(sampleRate: Int, sumOfSquares: Double, sampleCount: Int, activeCounts: [Int]) {
    self.sampleRate = sampleRate
    self.sumOfSquares = sumOfSquares
    self.sampleCount = sampleCount
    self.activeCounts = activeCounts
  }

  /// Those of nothing, to add others to.
  ///
  /// - Parameter sampleRate: of all that are added.
  public init(sampleRate: Int = Resampler.telephoneRate) {
    self.init(
      sampleRate: sampleRate, sumOfSquares: 0, sampleCount: 0,
      activeCounts: Array(repeating: 0, count: Self.thresholdCount))
  }

  /// Adds what was counted in another signal of the same rate.
  public static func += (counters: inout Self, added: Self) {
    counters.sumOfSquares += added.sumOfSquares
    counters.sampleCount += added.sampleCount
    for index in counters.activeCounts.indices {
      counters.activeCounts[index] += added.activeCounts[index]
    }
  }

  /// The active speech level in dBov; nil where P.56 finds no speech.
  public var level: Double? { crossing?.level }

  /// The share of time in which there is speech, 0 … 1; nil where P.56 finds none.
  public var activity: Double? {
    level.map { min(1, activeCount(at: $0) / Double(sampleCount)) }
  }

  /// The power of all samples in dBov; minus infinity for silence and for none.
  public var power: Double {
    sumOfSquares > 0 ? SignalLevel.decibels(sumOfSquares / Double(sampleCount)) / 2 : -.infinity
  }

  /// How many samples of an active level have the energy of all.
  func activeCount(at level: Double) -> Double { sumOfSquares / pow(10, level / 10) }

  // MARK: Thresholds

  /// What the level lies above the threshold by that tells speech from pauses, in dB: P.56,
  /// margin M.
  static let margin = 15.9

  /// Threshold c_j in dBov, j = 0 … 14.
  static func threshold(_ index: Int) -> Double {
    SignalLevel.decibels(1 / Double(1 << (thresholdCount - index)))
  }

  /// How many thresholds an envelope reaches: its binary exponent.
  @inline(__always)
  static func reached(by envelope: Double) -> Int {
    let exponent = Int(envelope.bitPattern >> 52)
    return min(max(exponent - lowestExponent, 0), thresholdCount)
  }

  /// The exponent of a number below 2^-15 and not below 2^-16, as IEEE 754 stores it.
  private static let lowestExponent = 1023 - thresholdCount - 1

  /// The level, and the first threshold that lies less than the margin below the level that it
  /// gives.
  ///
  /// Between it and the threshold before, level and distance are taken as lines over the threshold
  /// in dB: the level is where the distance is the margin.
  var crossing: (level: Double, threshold: Int)? {
    var before: (level: Double, excess: Double)?
    for (index, count) in activeCounts.enumerated() {
      guard count > 0 else { return nil }
      let level = SignalLevel.decibels(sumOfSquares / Double(count)) / 2
      let excess = level - Self.threshold(index) - Self.margin
      if let before {
        if excess <= 0 {
          let share = before.excess / (before.excess - excess)
          return (before.level + share * (level - before.level), index)
        }
      } else if !(excess >= 0) {
        // Too soft, or not a number.
        return nil
      }
      before = (level, excess)
    }
    return nil
  }
}

/// The rates that speech is measured and changed at.
enum SpeechRate {
  /// In Hz.
  static let all: Set<Int> = [8000, 16_000]

  /// The constant of a rate.
  ///
  /// - Parameter sampleRate: 8000 or 16,000 Hz.
  static func value<Constant>(
    _ sampleRate: Int, _ at8000: Constant, _ at16000: Constant
  ) -> Constant {
    precondition(all.contains(sampleRate), "no constants for \(sampleRate) Hz")
    return sampleRate == 8000 ? at8000 : at16000
  }
}
