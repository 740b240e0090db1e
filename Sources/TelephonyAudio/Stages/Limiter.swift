/// Keeps peaks below a ceiling by lowering the gain around them, smoothly: a limiter that looks
/// 5 ms ahead.
///
/// The gain that a peak needs holds for all that lies less than 5 ms before it, rises again by 60 ms
/// after it, and its mean over 5 ms is what samples are multiplied by: it has reached its lowest
/// where the peak is, which is never above the ceiling. A peak is looked for at four times the sample rate, because a signal
/// may be higher between its samples than at them.
struct Limiter: Sendable {
  /// -1 dB of full scale, which leaves room for what later decoders make of the signal (EBU R 128,
  /// maximum permitted true peak).
  static let ceiling: Float = 29_205 / 32_768

  /// The lowest gain so far; that of the highest peak.
  private(set) var lowest = 1.0
  private var loweredCount = 0
  private var count = 0

  /// How many samples the gain looks ahead, and its mean looks back.
  private let reach: Int
  private var smoother: GainSmoother
  private let interpolator = PeakInterpolator.shared
  /// The samples that wait, behind as many as the interpolator looks back.
  private var line = [Float](repeating: 0, count: PeakInterpolator.reach)
  /// The gains that those of them need whose peak is known; at first, those of silence before the
  /// signal, so that its first peak is seen ahead, too.
  private var needed: [Double]
  /// How many of them belong to silence before the signal.
  private var earlyCount: Int

  /// A gain from which on a sample counts as lowered: -0.1 dB.
  private static let noticeable = 0.98855309465693886

  /// - Parameter sampleRate: 8000 or 16,000 Hz.
  init(sampleRate: Int) {
    reach = sampleRate / 200
    earlyCount = reach
    needed = Array(repeating: 1, count: reach)
    smoother = GainSmoother(
      reach: reach,
      // exp(-1 / (rate × 0.06 s)).
      release: SpeechRate.value(sampleRate, 0.9979188352992993, 0.9989588756797245))
  }

  /// The share of time that is softer by 0.1 dB or more.
  var loweredShare: Double { count > 0 ? Double(loweredCount) / Double(count) : 0 }

  /// By how much the highest peak was lowered, in dB.
  var reduction: Double { lowest < 1 ? -SignalLevel.decibels(lowest) : 0 }

  /// Takes a block and leaves what is finished.
  mutating func process(_ block: inout [Float]) {
    line += block
    block.removeAll(keepingCapacity: true)
    release(isLast: false, into: &block)
  }

  /// Appends what still waits.
  mutating func finish(into block: inout [Float]) {
    line.append(contentsOf: repeatElement(0, count: PeakInterpolator.reach))
    release(isLast: true, into: &block)
  }

  private mutating func release(isLast: Bool, into block: inout [Float]) {
    let first = needed.count - earlyCount
    let known = line.count - 2 * PeakInterpolator.reach
    if known > first {
      interpolator.gains(for: line, first..<known, ceiling: Self.ceiling, into: &needed)
    }
    if isLast { needed.append(contentsOf: repeatElement(1, count: reach)) }
    let finished = needed.count - reach
    guard finished > 0 else { return }
    let gains = needed.withUnsafeBufferPointer {
      smoother.gains(for: $0, count: finished, reach: reach)
    }
    needed.removeFirst(finished)
    let early = min(earlyCount, finished)
    earlyCount -= early
    block.reserveCapacity(block.count + finished - early)
    for (gain, sample) in zip(gains[early...], line[PeakInterpolator.reach...]) {
      block.append(Float(Double(sample) * gain))
      lowest = min(lowest, gain)
      if gain < Self.noticeable { loweredCount += 1 }
    }
    count += finished - early
    line.removeFirst(finished - early)
  }
}

/// Makes one smooth gain from those that each sample needs.
struct GainSmoother: Sendable {
  /// What is left of a reduction one sample later.
  private let release: Double
  private var smoothed = 1.0
  /// The last gains, in units that add up without rounding, and their sum.
  private var recent: [Int]
  private var recentIndex = 0
  private var recentSum: Int

  /// A gain of 1.
  private static let unit = 1 << 32

  /// A reduction that is over: 0.0001 dB.
  private static let nearlyOne = 0.99999

  /// - Parameters:
  ///   - reach: how many samples the gain looks ahead, and its mean looks back.
  ///   - release: what is left of a reduction one sample later.
  init(reach: Int, release: Double) {
    self.release = release
    recent = Array(repeating: Self.unit, count: reach + 1)
    recentSum = Self.unit * recent.count
  }

  /// The next gains.
  ///
  /// - Parameter needed: the gains that samples need, `reach` more of them than `count`.
  mutating func gains(
    for needed: UnsafeBufferPointer<Double>, count: Int, reach: Int
  ) -> [Double] {
    var (smoothed, recentIndex, recentSum) = (smoothed, recentIndex, recentSum)
    let whole = Self.unit * recent.count
    var lowest = -1
    let gains = [Double](unsafeUninitializedCapacity: count) { gains, initialized in
      recent.withUnsafeMutableBufferPointer { recent in
        for index in 0..<count {
          // The least of what the sample and those ahead need.
          if lowest < index {
            lowest = index
            for place in index...index + reach where needed[place] <= needed[lowest] {
              lowest = place
            }
          } else if needed[index + reach] <= needed[lowest] {
            lowest = index + reach
          }
          let least = needed[lowest]
          if least == 1, smoothed == 1, recentSum == whole {
            gains[index] = 1
            continue
          }
          smoothed = least < smoothed ? least : least + (smoothed - least) * release
          if smoothed > Self.nearlyOne { smoothed = 1 }
          let newest = Int(smoothed * Double(Self.unit))
          recentSum += newest - recent[recentIndex]
          recent[recentIndex] = newest
          recentIndex = recentIndex + 1 == recent.count ? 0 : recentIndex + 1
          gains[index] = Double(recentSum) / Double(whole)
        }
      }
      initialized = count
    }
    (self.smoothed, self.recentIndex, self.recentSum) = (smoothed, recentIndex, recentSum)
    return gains
  }
}

/// Finds peaks at four times the sample rate: each sample, and a quarter before, half before and a
/// quarter after it.
struct PeakInterpolator: Sendable {
  /// Samples on each side that a value between samples is computed from.
  static let reach = 10

  static let shared = PeakInterpolator()

  /// The filter's values for a quarter before a sample, half before and a quarter after it. The
  /// first belongs to the sample ``reach`` before; for the place after the sample, to the next one.
  private let taps: [SIMD3<Float>]
  /// What no value between samples exceeds where no sample is larger than 1.
  private let bound: Float

  private init() {
    // A sinc that keeps samples as they are; its images beyond 4 kHz are 80 dB down.
    let filter = KaiserFilter(cutoff: 0.5, reach: Double(Self.reach), attenuation: 80)
    let taps = (-Self.reach..<Self.reach).map { sample in
      SIMD3(
        Float(filter.value(at: Double(sample) + 0.25)),
        Float(filter.value(at: Double(sample) + 0.5)),
        Float(filter.value(at: Double(sample) + 0.75)))
    }
    self.taps = taps
    bound = (0..<3).map { place in taps.reduce(0) { $0 + $1[place].magnitude } }.max() ?? 1
  }

  /// Appends the gains that bring peaks down to a ceiling; 1 where they do not exceed it.
  ///
  /// - Parameters:
  ///   - line: samples, the first of them ``reach`` before sample 0, and at least as many after the
  ///     last one that is asked for.
  ///   - samples: whose gains are asked for.
  func gains(
    for line: [Float], _ samples: Range<Int>, ceiling: Float, into gains: inout [Double]
  ) {
    // What is larger may have a peak above the ceiling beside it.
    let quiet = ceiling / bound
    line.withUnsafeBufferPointer { line in
      guard let line = line.baseAddress else { return }
      let vectorized = samples.lowerBound + samples.count & ~7
      for index in stride(from: samples.lowerBound, to: vectorized, by: 8) {
        guard isLouder(line + index, than: quiet) else {
          gains.append(contentsOf: repeatElement(1, count: 8))
          continue
        }
        let peaks = peaks(line + index)
        for lane in 0..<8 { gains.append(Self.gain(peaks[lane], ceiling)) }
      }
      // Silence fills the last vector.
      var rest = Array(
        UnsafeBufferPointer(start: line + vectorized, count: samples.upperBound - vectorized + 20))
      rest.append(contentsOf: repeatElement(0, count: 8))
      let last = rest.withUnsafeBufferPointer { $0.baseAddress.map(peaks) ?? Lanes() }
      for lane in 0..<samples.upperBound - vectorized {
        gains.append(Self.gain(last[lane], ceiling))
      }
    }
  }

  private static func gain(_ peak: Float, _ ceiling: Float) -> Double {
    peak > ceiling ? Double(ceiling) / Double(peak) : 1
  }

  /// Whether any sample that the peaks of eight samples are computed from is larger.
  @inline(__always)
  private func isLouder(_ first: UnsafePointer<Float>, than bound: Float) -> Bool {
    var largest = Lanes()
    for start in [0, 8, 16, 2 * Self.reach] {
      let samples = Lanes(at: first + start)
      largest.replace(with: samples, where: samples .> largest)
      largest.replace(with: -samples, where: -samples .> largest)
    }
    let half = pointwiseMax(largest.lowHalf, largest.highHalf)
    let quarter = pointwiseMax(half.lowHalf, half.highHalf)
    return max(quarter.x, quarter.y) > bound
  }

  /// The peaks of eight samples.
  ///
  /// - Parameter first: the sample ``reach`` before the first of them.
  @inline(__always)
  private func peaks(_ first: UnsafePointer<Float>) -> Lanes {
    let samples = Lanes(at: first + Self.reach)
    var (before, half, after) = (Lanes(), Lanes(), Lanes())
    taps.withUnsafeBufferPointer { taps in
      for tap in 0..<2 * Self.reach {
        let behind = Lanes(at: first + tap)
        before += taps[tap].x * behind
        half += taps[tap].y * behind
        after += taps[tap].z * Lanes(at: first + tap + 1)
      }
    }
    var peaks = samples.replacing(with: -samples, where: -samples .> samples)
    for values in [before, half, after] {
      peaks.replace(with: values, where: values .> peaks)
      peaks.replace(with: -values, where: -values .> peaks)
    }
    return peaks
  }
}
