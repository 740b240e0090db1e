/// Brings a mono signal of any common rate to another, by default 8000 Hz, block by block.
///
/// ```swift
/// var resampler = try Resampler(inputRate: 44_100)
/// var output: [Float] = []
/// try resampler.process(firstBlock, into: &output)
/// try resampler.process(secondBlock, into: &output)
/// try resampler.finish(into: &output)
/// ```
///
/// The output starts in time with the input, has exactly
/// ``outputCount(frames:inputRate:outputRate:)`` samples, and depends neither on how the input is
/// cut into blocks nor on the number of threads. Where both rates are one, it passes through
/// untouched.
///
/// Below 0.4625 of the lower rate, 3700 Hz for 8000 Hz, a rate that is converted by our own stages
/// keeps its level within 0.001 dB; from 0.50625 on, 4050 Hz, aliases and images lie at -120 dB or
/// less.
public struct Resampler: ~Copyable {
  /// What a telephone network carries, in Hz (ITU-T G.711, section 2).
  public static let telephoneRate = 8000

  /// The rates that are accepted on both sides, in Hz.
  public static let rates = 1_000...768_000

  /// The rate of the input in Hz.
  public let inputRate: Int

  /// The rate of the output in Hz.
  public let outputRate: Int

  private let engine: (any ResamplerEngine)?
  private var inputCount = 0
  private var produced = 0

  /// How a rate is converted.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Our own stages where the ratio is a small fraction, libsamplerate elsewhere.
    case automatic
    /// libsamplerate's best converter for every rate.
    case samplerate
  }

  /// - Parameters:
  ///   - inputRate: in Hz.
  ///   - outputRate: in Hz.
  ///   - method: how the rate is converted.
  ///   - threads: that work on the signal, the caller's included, at least 1. More than one pay
  ///     from some 20 s of audio on; libsamplerate takes one.
  /// - Throws: ``TelephonyAudioError/unsupportedSampleRate(_:)`` outside ``rates``.
  public init(
    inputRate: Int, outputRate: Int = telephoneRate, method: Method = .automatic,
    threads: Int = 1
  ) throws(TelephonyAudioError) {
    for rate in [inputRate, outputRate] where !Self.rates.contains(rate) {
      throw .unsupportedSampleRate(rate)
    }
    let engine = try Self.engine(inputRate, outputRate, method, threads: threads)
    self.inputRate = inputRate
    self.outputRate = outputRate
    self.engine = engine
  }

  private static func engine(
    _ inputRate: Int, _ outputRate: Int, _ method: Method, threads: Int
  ) throws(TelephonyAudioError) -> (any ResamplerEngine)? {
    if inputRate == outputRate { return nil }
    if method == .automatic,
      let design = ResamplingDesign.forRates(from: inputRate, to: outputRate)
    {
      return SegmentEngine(design, threads: threads)
    }
    return try SamplerateEngine(inputRate: inputRate, outputRate: outputRate)
  }

  /// How many samples come out for `frames` samples in: frames × output rate / input rate, rounded up.
  ///
  /// - Returns: at most `Int.max`, also where the product would exceed it.
  public static func outputCount(
    frames: Int, inputRate: Int, outputRate: Int = telephoneRate
  ) -> Int {
    let (seconds, rest) = frames.quotientAndRemainder(dividingBy: inputRate)
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: outputRate)
    let part = (rest * outputRate + inputRate - 1) / inputRate
    let (total, carry) = whole.addingReportingOverflow(part)
    return overflow || carry ? Int.max : total
  }

  /// Whether other threads work on the input.
  var handsOver: Bool { engine?.handsOver ?? false }

  /// Takes the next block of the input and appends what can be computed by now to `output`.
  ///
  /// - Throws: ``TelephonyAudioError/samplerateFailed(_:)``, which no input is known to cause.
  public mutating func process(
    _ input: [Float], into output: inout [Float]
  ) throws(TelephonyAudioError) {
    let streams = handsOver
    try process(input.count, into: &output) { place, range in
      input.withUnsafeBufferPointer { input in
        guard let first = input.baseAddress.map({ $0 + range.lowerBound }) else { return }
        if streams {
          Kernels.best.stream(first, count: range.count, into: place)
        } else {
          place.update(from: first, count: range.count)
        }
      }
    }
  }

  /// The same for samples that are not there yet.
  ///
  /// - Parameter write: writes the samples of a range of all `count` to a place, from the first to
  ///   the last, in one or more calls.
  mutating func process(
    _ count: Int, into output: inout [Float],
    _ write: (UnsafeMutablePointer<Float>, Range<Int>) -> Void
  ) throws(TelephonyAudioError) {
    inputCount += count
    let start = output.count
    if let engine {
      try engine.process(count, into: &output, write)
    } else {
      output.append(count, write)
    }
    produced += output.count - start
  }

  /// Appends the samples that were still waiting for what comes next: the input ends here.
  ///
  /// - Throws: ``TelephonyAudioError/samplerateFailed(_:)``, which no input is known to cause.
  public mutating func finish(into output: inout [Float]) throws(TelephonyAudioError) {
    guard let engine else { return }
    let expected = Self.outputCount(
      frames: inputCount, inputRate: inputRate, outputRate: outputRate)
    try engine.finish(remaining: expected - produced, into: &output)
    produced = expected
  }
}

/// One way of converting a sample rate.
///
/// An engine appends output samples when the input for them has arrived, sooner or later.
protocol ResamplerEngine: AnyObject {
  /// Whether other threads work on the input.
  var handsOver: Bool { get }

  /// Takes `count` samples, which `write` puts to the places that it is called with.
  func process(
    _ count: Int, into output: inout [Float],
    _ write: (UnsafeMutablePointer<Float>, Range<Int>) -> Void
  ) throws(TelephonyAudioError)

  /// The input ends here, and silence follows, as after a recording's end: appends the samples that
  /// are missing, `remaining` of them.
  func finish(remaining: Int, into output: inout [Float]) throws(TelephonyAudioError)
}

extension [Float] {
  /// Appends `count` samples, which `write` puts to a place.
  mutating func append(
    _ count: Int, _ write: (UnsafeMutablePointer<Float>, Range<Int>) -> Void
  ) {
    self += [Float](unsafeUninitializedCapacity: count) { samples, initialized in
      if let first = samples.baseAddress { write(first, 0..<count) }
      initialized = count
    }
  }
}
