/// Brings a mono signal of any common rate to 8000 Hz, block by block.
///
/// ```swift
/// var resampler = try Resampler(inputRate: 44_100)
/// var output: [Float] = []
/// try resampler.process(firstBlock, into: &output)
/// try resampler.process(secondBlock, into: &output)
/// try resampler.finish(into: &output)
/// ```
///
/// The output starts in time with the input, has exactly ``outputCount(frames:inputRate:)``
/// samples, and does not depend on how the input is cut into blocks. An input of 8000 Hz passes
/// through untouched.
public struct Resampler: ~Copyable {
  /// The rate of the output in Hz: what a telephone network carries (ITU-T G.711, section 2).
  public static let outputRate = 8000

  /// The input rates that are accepted, in Hz.
  public static let inputRates = 1_000...768_000

  /// The rate of the input in Hz.
  public let inputRate: Int

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

  /// - Throws: ``TelephonyAudioError/unsupportedSampleRate(_:)`` outside ``inputRates``.
  public init(
    inputRate: Int, method: Method = .automatic
  ) throws(TelephonyAudioError) {
    guard Self.inputRates.contains(inputRate) else {
      throw .unsupportedSampleRate(inputRate)
    }
    let engine = try Self.engine(inputRate: inputRate, method: method)
    self.inputRate = inputRate
    self.engine = engine
  }

  private static func engine(
    inputRate: Int, method: Method
  ) throws(TelephonyAudioError) -> (any ResamplerEngine)? {
    if inputRate == outputRate { return nil }
    if method == .automatic, let multistage = MultistageEngine(inputRate: inputRate) {
      return multistage
    }
    return try SamplerateEngine(inputRate: inputRate)
  }

  /// How many samples come out for `frames` samples in: frames × 8000 / rate, rounded up.
  ///
  /// - Returns: at most `Int.max`, also where the product would exceed it.
  public static func outputCount(frames: Int, inputRate: Int) -> Int {
    let (seconds, rest) = frames.quotientAndRemainder(dividingBy: inputRate)
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: outputRate)
    let part = (rest * outputRate + inputRate - 1) / inputRate
    let (total, carry) = whole.addingReportingOverflow(part)
    return overflow || carry ? Int.max : total
  }

  /// Takes the next block of the input and appends what can be computed by now to `output`.
  ///
  /// - Throws: ``TelephonyAudioError/samplerateFailed(_:)``, which no input is known to cause.
  public mutating func process(
    _ input: [Float], into output: inout [Float]
  ) throws(TelephonyAudioError) {
    inputCount += input.count
    guard let engine else {
      output += input
      return
    }
    let start = output.count
    try engine.process(input, into: &output)
    produced += output.count - start
  }

  /// Appends the samples that were still waiting for what comes next: the input ends here.
  ///
  /// - Throws: ``TelephonyAudioError/samplerateFailed(_:)``, which no input is known to cause.
  public mutating func finish(into output: inout [Float]) throws(TelephonyAudioError) {
    guard let engine else { return }
    let expected = Self.outputCount(frames: inputCount, inputRate: inputRate)
    // Silence pushes the tail out of the filter, which is what follows a recording's end.
    let silence = [Float](repeating: 0, count: max(256, inputRate / 64))
    while produced < expected {
      let start = output.count
      try engine.process(silence, into: &output)
      produced += output.count - start
    }
    output.removeLast(produced - expected)
    produced = expected
  }
}

/// One way of converting a sample rate to 8000 Hz.
///
/// An engine appends each output sample as soon as the input for it has arrived. It knows nothing
/// of the input's end: ``Resampler`` feeds silence and cuts the output to length.
protocol ResamplerEngine: AnyObject {
  func process(_ input: [Float], into output: inout [Float]) throws(TelephonyAudioError)
}
