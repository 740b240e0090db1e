internal import CLibrary

/// Cuts the silence, and what is nearly silence, before and after speech.
///
/// Frames of 10 ms are compared with the signal's own P.56 level, behind a high-pass that takes
/// hum, and once more with pre-emphasis, which lifts the soft consonants that words begin and end
/// with. From the first to the last frame that is surely speech, what is kept grows outward as long
/// as something is heard above the noise. In doubt, where speech is less than about 25 dB above the
/// noise, all is kept.
public final class Trim: SignalStage {
  /// What a signal without speech is compared with.
  public enum Mode: Hashable, Sendable {
    /// With the power of all of it: music and tones are cut, too.
    case on
    /// With nothing: all of it is kept.
    case auto
  }

  /// Seconds that are kept before and after speech.
  public static let margins = (before: 0.06, after: 0.1)

  /// Seconds in which a cut becomes silent.
  public static let fade = 0.005

  public let needsWholeSignal = true
  public let canShorten = true

  /// Seconds that were cut before speech; 0 until the signal has been heard.
  public var trimmedBefore: Double { seconds(kept?.lowerBound ?? 0) }

  /// Seconds that were cut after speech; 0 until the signal has been heard.
  public var trimmedAfter: Double { seconds(heardCount - (kept?.upperBound ?? heardCount)) }

  private let mode: Mode
  private let sampleRate: Int
  private let rise: [Float]
  private var frames: TrimFrames
  private var meters: (plain: SpeechMeter, emphasized: SpeechMeter)
  private var histograms = (plain: PowerHistogram(), emphasized: PowerHistogram())
  private var extent: SpeechExtent?
  private var heardCount = 0
  /// Nil until it is known, and where everything is.
  private var kept: Range<Int>?
  private var position = 0

  /// - Parameters:
  ///   - mode: what a signal without speech is compared with.
  ///   - sampleRate: 8000 or 16,000 Hz.
  public init(_ mode: Mode = .auto, sampleRate: Int = Resampler.telephoneRate) {
    self.mode = mode
    self.sampleRate = sampleRate
    rise = Fade.rise(seconds: Self.fade, sampleRate: sampleRate)
    frames = TrimFrames(sampleRate: sampleRate)
    meters = (SpeechMeter(sampleRate: sampleRate), SpeechMeter(sampleRate: sampleRate))
  }

  private func seconds(_ count: Int) -> Double { Double(count) / Double(sampleRate) }

  // MARK: Measuring

  public func measure(_ block: [Float]) {
    frames.append(block)
    if extent == nil {
      heardCount += block.count
      let signals = frames.signals
      meters.plain.measure(count: signals.count, sample: { signals[$0].x })
      meters.emphasized.measure(count: signals.count, sample: { signals[$0].y })
    }
    sortFrames()
  }

  private func sortFrames() {
    while let frame = frames.next() {
      if extent == nil {
        histograms.plain.add(frame.smoothed.x)
        histograms.emphasized.add(frame.smoothed.y)
      } else {
        extent?.add(frame)
      }
    }
  }

  public func finishMeasuring() -> Bool {
    frames.finish()
    sortFrames()
    frames = TrimFrames(sampleRate: sampleRate)
    if var extent {
      extent.finish()
      if let speech = extent.frames {
        let margins = (
          before: Int(Self.margins.before * Double(sampleRate)),
          after: Int(Self.margins.after * Double(sampleRate))
        )
        let start = max(0, speech.lowerBound * frames.size - margins.before)
        let end = min(heardCount, speech.upperBound * frames.size + margins.after)
        kept = start..<end
      }
      return true
    }
    guard let plain = thresholds(meters.plain, histograms.plain),
      let emphasized = thresholds(meters.emphasized, histograms.emphasized)
    else { return true }
    extent = SpeechExtent(
      sure: SIMD2(plain.sure, emphasized.sure), heard: SIMD2(plain.heard, emphasized.heard))
    return false
  }

  /// The powers above which a frame is surely speech, and above which it may belong to it; nil where
  /// there is no speech.
  private func thresholds(
    _ meter: SpeechMeter, _ histogram: PowerHistogram
  ) -> (sure: Double, heard: Double)? {
    let counters = meter.countersAtEnd
    let power = mode == .on && counters.power.isFinite ? counters.power : nil
    guard let level = counters.level ?? power else { return nil }
    let noise = histogram.tenthPercentile
    // At 35 dB below speech, the softest consonants; above that, 4 dB above the noise of pauses,
    // but never more than 3 dB below what is surely speech; nothing that is below -62 dBov, the
    // noise of an A-law line.
    let heard = max(level - 35, min(noise + 4, level - 23), -62)
    return (pow(10, (level - 20) / 10), pow(10, heard / 10))
  }

  // MARK: Cutting

  public func process(_ block: inout [Float]) {
    guard let kept else { return }
    let start = position
    position += block.count
    let inside = kept.clamped(to: start..<position)
    if inside.isEmpty {
      block.removeAll(keepingCapacity: true)
      return
    }
    block.removeLast(position - inside.upperBound)
    block.removeFirst(inside.lowerBound - start)
    for place in inside {
      // Nothing fades where nothing was cut.
      if kept.lowerBound > 0, place - kept.lowerBound < rise.count {
        block[place - inside.lowerBound] *= rise[place - kept.lowerBound]
      }
      if kept.upperBound < heardCount, kept.upperBound - place <= rise.count {
        block[place - inside.lowerBound] *= rise[kept.upperBound - 1 - place]
      }
    }
  }
}

/// The powers of a signal's frames of 10 ms: behind a high-pass, and with pre-emphasis as well.
struct TrimFrames {
  /// One frame, full scale 1.0: x behind the high-pass, y with pre-emphasis.
  struct Frame {
    let power: SIMD2<Double>
    /// The mean of it and of those beside it.
    let smoothed: SIMD2<Double>
  }

  /// Samples of a frame.
  let size: Int
  /// The last block: x behind the high-pass, y with pre-emphasis.
  private(set) var signals: [SIMD2<Double>] = []

  private var highPass: Biquad
  private var last = 0.0
  private var sum = SIMD2<Double>()
  private var sumCount = 0
  /// Frames whose next one is not known, or not asked for yet, after the one before them.
  private var powers: [SIMD2<Double>] = []
  private var nextIndex = 0

  init(sampleRate: Int) {
    size = sampleRate / 100
    highPass = Self.highPass(sampleRate: sampleRate)
  }

  /// A Butterworth of second order at 200 Hz.
  static func highPass(sampleRate: Int) -> Biquad {
    SpeechRate.value(
      sampleRate,
      Biquad(highPass: 0.8948586061225731, a: (-1.7786317778245846, 0.8008026466657073)),
      Biquad(highPass: 0.9459768560027902, a: (-1.8890330793945245, 0.8948743446166354)))
  }

  mutating func append(_ block: [Float]) {
    var (highPass, last, sum, sumCount) = (highPass, last, sum, sumCount)
    signals.removeAll(keepingCapacity: true)
    signals.reserveCapacity(block.count)
    for sample in block {
      let plain = highPass.process(Double(sample))
      let both = SIMD2(plain, plain - 0.9 * last)
      last = plain
      signals.append(both)
      sum += both * both
      sumCount += 1
      if sumCount == size {
        add(sum / Double(size))
        sum = SIMD2()
        sumCount = 0
      }
    }
    (self.highPass, self.last, self.sum, self.sumCount) = (highPass, last, sum, sumCount)
  }

  /// The signal has ended: its last frame may be shorter, and has itself for its neighbour.
  mutating func finish() {
    if sumCount > 0 { add(sum / Double(sumCount)) }
    if let last = powers.last { powers.append(last) }
  }

  private mutating func add(_ power: SIMD2<Double>) {
    // The first one has itself for its neighbour.
    if powers.isEmpty { powers.append(power) }
    powers.append(power)
  }

  /// The next frame whose neighbours are known.
  mutating func next() -> Frame? {
    guard nextIndex + 2 < powers.count else {
      powers.removeFirst(nextIndex)
      nextIndex = 0
      return nil
    }
    let (before, power, after) = (powers[nextIndex], powers[nextIndex + 1], powers[nextIndex + 2])
    nextIndex += 1
    return Frame(power: power, smoothed: (before + power + after) / 3)
  }
}

/// How many frames have which power, to within 0.03 dB.
struct PowerHistogram {
  /// By the upper half of a power's bits as a `Float`: its exponent and seven bits of it.
  private var counts = [Int32](repeating: 0, count: 1 << 15)
  private var count = 0

  mutating func add(_ power: Double) {
    counts[Int(Float(power).bitPattern >> 16) & 0x7FFF] += 1
    count += 1
  }

  /// The power that a tenth of the frames do not exceed, in dBov.
  var tenthPercentile: Double {
    var below = 0
    for (bits, count) in counts.enumerated() {
      below += Int(count)
      if below * 10 > self.count {
        let power = Double(Float(bitPattern: UInt32(bits) << 16))
        return SignalLevel.decibels(power) / 2
      }
    }
    return -.infinity
  }
}

/// Finds the frames from the first to the last that belong to speech.
struct SpeechExtent {
  /// Frames of a pause that speech may have within it: 0.2 s.
  static let longestPause = 20

  /// A frame is surely speech where it is one of three in five.
  private static let neighbours = 2

  private let sure: SIMD2<Double>
  private let heard: SIMD2<Double>
  private var isSure: [Bool] = []
  private var isHeard: [Bool] = []

  /// The frames, once all are known; nil where none is surely speech.
  private(set) var frames: Range<Int>?

  /// - Parameters:
  ///   - sure: powers above which either signal is surely speech.
  ///   - heard: powers above which either one may belong to it.
  init(sure: SIMD2<Double>, heard: SIMD2<Double>) {
    self.sure = sure
    self.heard = heard
  }

  mutating func add(_ frame: TrimFrames.Frame) {
    isSure.append(any(frame.power .> sure))
    isHeard.append(any(frame.smoothed .> heard))
  }

  mutating func finish() {
    let core = isSure.indices.filter { isSure[$0] && isAmongOthers($0) }
    guard var first = core.first, var last = core.last else { return }
    while let earlier = isHeard[max(0, first - Self.longestPause)..<first].firstIndex(of: true) {
      first = earlier
    }
    while let later = isHeard[
      last + 1..<min(isHeard.count, last + 1 + Self.longestPause)
    ].lastIndex(of: true) {
      last = later
    }
    frames = first..<last + 1
  }

  private func isAmongOthers(_ index: Int) -> Bool {
    let near = max(0, index - Self.neighbours)..<min(isSure.count, index + Self.neighbours + 1)
    return isSure[near].count { $0 } >= 3
  }
}
