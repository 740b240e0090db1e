internal import TelephonyAudio

/// Makes one prompt from one recording. The whole way of the data is in this file:
///
/// ```
/// source ─ SoundFile ─ Downmix ─ Resampler ─ ALaw ─ WAVWriter ─ prompt.wav
/// ```
///
/// ```swift
/// let converter = PromptConverter(ConversionOptions())
/// let conversion = try converter.convert("hold.flac", to: "prompts/hold.wav")
/// print(conversion.duration)   // 12.0
/// ```
///
/// Blocks stream up to the A-law codes, which the size limit bounds: a source of ten hours takes
/// no more memory than one of ten seconds.
public struct PromptConverter: Sendable {
  /// How prompts are made.
  public let options: ConversionOptions

  /// Float samples of one block, all channels together.
  private static let blockSize = 65_536

  /// Linear peak above which a source's scale must be wrong rather than its level high: 24 dB.
  ///
  /// Decoded MP3 is known to reach 18 dB; 16-bit values written as floats reach 90 dB.
  private static let highestCrediblePeak: Float = 16

  /// dB that mixing may cost without a word: as much as halving the level does.
  private static let notableLoss = 6.0

  /// - Parameter options: hold for every source that this value converts.
  public init(_ options: ConversionOptions) {
    self.options = options
  }

  /// Converts `source` and writes the prompt to `output`, whole or not at all.
  ///
  /// - Throws: ``PromptError`` where the source cannot be read or decoded, is damaged, or is too
  ///   long, where the output cannot be written, and where the task was cancelled.
  @discardableResult
  public func convert(
    _ source: String, to output: String, progress: BatchProgress = BatchProgress()
  ) throws(PromptError) -> Conversion {
    let prompt = try prompt(from: source, progress: progress)
    try write(prompt, of: source, to: output)
    FileSystem.syncFolder(PathName(output).folder ?? ".")
    return prompt.conversion
  }

  /// Writes a prompt whole or not at all; syncing the folder is left to the caller.
  func write(_ prompt: Prompt, of source: String, to output: String) throws(PromptError) {
    var objections: [Finding] = []
    do {
      let isAccepted = try WAVWriter.write(
        prompt.codes, to: output, replacing: options.replacesExisting
      ) { temporary in
        objections = self.objections(to: temporary, as: PathName(output).name)
        return objections.isEmpty
      }
      if isAccepted { return }
    } catch {
      throw PromptError(
        source, error == .exists ? .outputExists(output) : .unwritable(output, error))
    }
    throw PromptError(source, .rejected(output, objections))
  }

  /// What the rules have against a file that is to be called `name`: the last look at what was
  /// written, by a reader that trusts nothing of the writer.
  private func objections(to path: String, as name: String) -> [Finding] {
    var validator = PromptValidator()
    validator.maximumSize = options.maximumSize
    do {
      let facts = try WAVInspector.facts(of: path, readsAudio: false)
      return validator.findings(facts, name: name, nameTwin: nil)
        .filter { $0.severity == .error }
    } catch {
      return [
        Finding(
          rule: "not-wave", severity: .error, message: error.message, remedy: error.remedy ?? "")
      ]
    }
  }

  /// Does everything but write: what comes out, or would go wrong, is known afterwards.
  ///
  /// - Throws: as ``convert(_:to:progress:)``, except for errors of writing.
  public func rehearse(
    _ source: String, progress: BatchProgress = BatchProgress()
  ) throws(PromptError) -> Conversion {
    try prompt(from: source, progress: progress).conversion
  }

  // MARK: The way of the data

  /// A prompt in memory.
  struct Prompt {
    let conversion: Conversion
    /// A-law codes.
    let codes: [UInt8]
  }

  func prompt(from source: String, progress: BatchProgress) throws(PromptError) -> Prompt {
    let file = try InputFile(path: source)
    guard var sound = SoundFile(file) else {
      throw PromptError(source, try SourceDiagnosis.reason(for: file))
    }
    let format = sound.format
    let check = try SourceCheck(file, sound)
    try refuse(check.damage, of: source)
    var excerpt = Excerpt(options, sampleRate: format.sampleRate)
    let frameCount = check.frameCount.map(excerpt.count)
    try refuseIfTooLong(frameCount, format, source)

    var path = try signal(source) { () throws(TelephonyAudioError) in
      try SignalPath(format, options)
    }
    path.reserveCapacity(expectedSamples(frameCount, format))
    let frameLimit = max(1, Self.blockSize / format.channelCount)
    while true {
      if progress.isCancelled() { throw PromptError(source, .interrupted) }
      let decoded = sound.read(frameLimit: excerpt.isComplete ? 0 : frameLimit)
      let frames = decoded.count / format.channelCount
      let isLast = frames == 0
      let wanted = excerpt.range(ofNext: frames)
      let block = decoded.frames(wanted, channelCount: format.channelCount)
      try signal(source) { () throws(TelephonyAudioError) in
        try isLast ? path.finish() : path.process(block)
      }
      if path.downmix.hasInvalidSamples { throw PromptError(source, .invalidSamples) }
      if path.codes.count > PromptSpec.sampleCapacity(of: options.maximumSize) {
        throw PromptError(source, tooLong(nil))
      }
      progress.add(seconds: Double(frames) / Double(format.sampleRate))
      if isLast { break }
    }

    // What follows an excerpt was not looked at.
    let decoded = excerpt.isComplete ? check.frameCount ?? excerpt.position : excerpt.position
    let damage = check.damage(decoded: decoded, decoderFailed: sound.hasFailed)
    try refuse(damage, of: source)
    guard decoded > 0 else { throw PromptError(source, .noAudio) }
    if !excerpt.isComplete, let fault = excerpt.fault(in: decoded) {
      throw PromptError(source, fault)
    }
    guard path.peak <= Self.highestCrediblePeak else {
      throw PromptError(source, .wrongScale(peakDecibels: path.peakDecibels))
    }
    let conversion = Conversion(
      format: format,
      sampleCount: path.codes.count,
      warnings: warnings(path, damage, check, format)
    )
    return Prompt(conversion: conversion, codes: path.codes)
  }

  /// Codes to make room for at once, whatever a header promises.
  private func expectedSamples(_ frameCount: Int?, _ format: SoundFormat) -> Int {
    let forecast = Forecast(frames: frameCount ?? 0, sampleRate: format.sampleRate)
    return min(forecast.sampleCount, PromptSpec.sampleCapacity(of: options.maximumSize))
  }

  // MARK: What is refused and what is said

  private func refuse(_ damage: Damage?, of source: String) throws(PromptError) {
    guard let damage, !options.allowsTruncated else { return }
    throw PromptError(source, .damaged(damage))
  }

  /// Where a part of the source may be missing, its declared length says nothing: the limit stops
  /// the conversion instead.
  private func refuseIfTooLong(
    _ frameCount: Int?, _ format: SoundFormat, _ source: String
  ) throws(PromptError) {
    guard let frameCount, !options.allowsTruncated else { return }
    let forecast = Forecast(frames: frameCount, sampleRate: format.sampleRate)
    if forecast.size > options.maximumSize { throw PromptError(source, tooLong(forecast)) }
  }

  private func tooLong(_ forecast: Forecast?) -> PromptError.Reason {
    let capacity = PromptSpec.sampleCapacity(of: options.maximumSize)
    return .tooLarge(
      forecast?.size,
      limit: options.maximumSize,
      duration: forecast?.duration,
      limitReachedAt: Double(capacity) / Double(PromptSpec.sampleRate)
    )
  }

  private func warnings(
    _ path: borrowing SignalPath, _ damage: Damage?, _ check: SourceCheck, _ format: SoundFormat
  ) -> [ConversionWarning] {
    var warnings: [ConversionWarning] = []
    if let damage { warnings.append(.truncated(damage)) }
    if check.isUnfinished { warnings.append(.unfinishedHeader) }
    if check.isUnchecked { warnings.append(.unchecked(container: format.container)) }
    if path.clippedCount > 0 {
      warnings.append(
        .clipped(
          samples: path.clippedCount, of: path.codes.count, peakDecibels: path.peakDecibels))
    }
    if let loss = path.downmix.loss, loss.decibels > Self.notableLoss {
      warnings.append(.channelsCancel(loss))
    }
    let duration = Double(path.codes.count) / Double(PromptSpec.sampleRate)
    if let parameter = options.parameter, parameter.isPlayedBeforeCall,
      duration > PromptSpec.maximumDurationBeforeCall
    {
      warnings.append(.tooLongForParameter(parameter, duration: duration))
    }
    return warnings
  }

  /// Runs a step of the signal path; its errors name the source.
  private func signal<Result: ~Copyable>(
    _ source: String, _ step: () throws(TelephonyAudioError) -> Result
  ) throws(PromptError) -> Result {
    do {
      return try step()
    } catch {
      throw PromptError(source, .signal(error))
    }
  }
}

/// The stages between decoder and file, and what they noticed on the way.
private struct SignalPath: ~Copyable {
  private(set) var downmix: Downmix
  private(set) var codes: [UInt8] = []
  /// Samples beyond full scale.
  private(set) var clippedCount = 0
  /// The largest magnitude at 8000 Hz, full scale 1.0.
  private(set) var peak: Float = 0
  private var resampler: Resampler
  private var mono: [Float] = []
  private var narrowband: [Float] = []

  mutating func reserveCapacity(_ sampleCount: Int) {
    codes.reserveCapacity(sampleCount)
  }

  init(_ format: SoundFormat, _ options: ConversionOptions) throws(TelephonyAudioError) {
    let downmix = try Downmix(channelCount: format.channelCount, selection: options.channel)
    resampler = try Resampler(sourceRate: format.sampleRate, method: options.resampler)
    self.downmix = downmix
  }

  /// In dB relative to full scale.
  var peakDecibels: Double { SignalLevel.decibels(Double(peak)) }

  mutating func process(_ block: SampleBlock) throws(TelephonyAudioError) {
    switch block {
    case .sixteenBit(let samples): downmix.process(samples, into: &mono)
    case .float(let samples): downmix.process(samples, into: &mono)
    }
    try resampler.process(mono, into: &narrowband)
    encode()
  }

  mutating func finish() throws(TelephonyAudioError) {
    try resampler.finish(into: &narrowband)
    encode()
  }

  private mutating func encode() {
    peak = max(peak, SignalLevel.peak(of: narrowband))
    clippedCount += ALaw.encode(narrowband, into: &codes)
    narrowband.removeAll(keepingCapacity: true)
  }
}
