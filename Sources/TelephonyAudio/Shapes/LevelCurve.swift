/// How the level of a signal runs, and where somebody speaks, in steps of 20 ms.
///
/// ```swift
/// var curve = LevelCurve()
/// curve.add(samples)
/// curve.levels(atMost: 400)   // dBov, at most 400 of them
/// curve.speech               // steps, [3..<42, 55..<120]
/// ```
///
/// Both are heard behind the high-pass of ``SpeechLevelMeter``: that meter's level of the whole
/// signal is a horizontal line in the picture of the curve. The same whatever blocks the signal
/// comes in.
public struct LevelCurve: Sendable {
  /// Seconds of a step.
  public static let step = 0.02

  /// The least level that is told, in dBov: below the idle noise of an A-law line.
  public static let softest = -80.0

  /// Samples a second.
  public let sampleRate: Int

  private let stepCount: Int
  private var highPass: Biquad
  private var meter: SpeechMeter
  /// Of whole steps: the mean of the squares, and how many of P.56's thresholds count.
  private var powers: [Double] = []
  private var reached: [UInt8] = []
  private var sum = 0.0
  private var most = 0
  private var count = 0

  /// - Parameter sampleRate: 8000 or 16,000 Hz.
  public init(sampleRate: Int = Resampler.telephoneRate) {
    self.sampleRate = sampleRate
    stepCount = sampleRate / 50
    highPass = SpeechLevelMeter.highPass(sampleRate: sampleRate)
    meter = SpeechMeter(sampleRate: sampleRate)
  }

  /// Adds the next samples, full scale 1.0.
  public mutating func add(_ samples: [Float]) {
    var (highPass, meter) = (highPass, meter)
    var (sum, most, count) = (sum, most, count)
    let stepCount = stepCount
    var (powers, reached) = (powers, reached)
    self.powers = []
    self.reached = []
    samples.withUnsafeBufferPointer { samples in
      meter.measure(count: samples.count, sample: { highPass.process(Double(samples[$0])) }) {
        _, value, thresholds in
        sum += value * value
        most = max(most, thresholds)
        count += 1
        if count == stepCount {
          powers.append(sum / Double(stepCount))
          reached.append(UInt8(truncatingIfNeeded: most))
          (sum, most, count) = (0, 0, 0)
        }
      }
    }
    (self.highPass, self.meter) = (highPass, meter)
    (self.sum, self.most, self.count) = (sum, most, count)
    (self.powers, self.reached) = (powers, reached)
  }

  /// How many steps there are; the last one may be shorter.
  public var steps: Int { powers.count + (count > 0 ? 1 : 0) }

  /// The level of each step in dBov, not below ``softest``.
  ///
  /// - Parameter limit: the most values that are wanted, at least 1; where there are more steps, a
  ///   value is the loudest of several, as many for each but the last.
  public func levels(atMost limit: Int = .max) -> [Double] {
    let all = count > 0 ? powers + [sum / Double(count)] : powers
    let width = Self.width(all.count, limit)
    return stride(from: 0, to: all.count, by: width).map { start in
      let loudest = all[start..<min(all.count, start + width)].max() ?? 0
      return loudest > 0 ? max(Self.softest, SignalLevel.decibels(loudest) / 2) : Self.softest
    }
  }

  /// How many steps a value of ``levels(atMost:)`` stands for.
  public func stepsPerLevel(atMost limit: Int) -> Int { Self.width(steps, limit) }

  private static func width(_ count: Int, _ limit: Int) -> Int {
    max(0, count - 1) / max(1, limit) + 1
  }

  /// The steps in which somebody speaks by ITU-T P.56, hangover included; none without speech.
  public var speech: [Range<Int>] {
    guard let crossing = meter.countersAtEnd.crossing else { return [] }
    // The threshold that is nearest to what tells speech from pauses.
    let margin = crossing.level - SpeechCounters.margin
    let upper = crossing.threshold
    let isNearUpper =
      upper == 0
      || SpeechCounters.threshold(upper) - margin < margin - SpeechCounters.threshold(upper - 1)
    let least = isNearUpper ? upper + 1 : upper
    let all = count > 0 ? reached + [UInt8(truncatingIfNeeded: most)] : reached
    var ranges: [Range<Int>] = []
    for (index, thresholds) in all.enumerated() where Int(thresholds) >= least {
      if let last = ranges.last, last.upperBound == index {
        ranges[ranges.count - 1] = last.lowerBound..<index + 1
      } else {
        ranges.append(index..<index + 1)
      }
    }
    return ranges
  }
}
