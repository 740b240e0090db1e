package import AudioFiles
internal import SystemPackage
internal import TelephonyAudio

/// Makes one prompt from one recording. The whole way of the data is in this file:
///
/// ```
/// recording ─ AudioDecoder ─ SignalChain (Downmix ─ Resampler ─ stages ─ encoding) ─ WAVWriter ─ prompt.wav
/// ```
///
/// ```swift
/// let converter = PromptConverter(ConversionOptions())
/// let conversion = try converter.convert("hold.flac", to: "prompts/hold.wav")
/// print(conversion.duration)   // 12.0
/// ```
///
/// Blocks stream up to the codes, and those of more than 2 MB into the file on its way: a recording
/// of ten hours takes no more memory than one of ten minutes.
public struct PromptConverter: Sendable {
  /// How prompts are made.
  public let options: ConversionOptions
  /// Stands in for the disk's waiting, in tests.
  package var sync = DiskSync.disk
  /// Bytes of codes that wait in memory until the prompt is written.
  var memoryLimit = PromptDraft.memoryLimit
  /// Whether findings tell what is heard in the prompt, as the rules for finished files do.
  var listens = true
  let validator: PromptValidator
  private let audioRules: [AudioRule]

  /// Threads that may work on a long recording, the caller's included.
  package var threads = 1

  /// Samples of one block, all channels together: what the first-level cache holds as 16-bit
  /// samples, and what is allocated without the kernel's help.
  private static let blockSize = 16_384

  /// Seconds of a recording from which on more than one thread pays.
  private static let longRecording = 20.0

  /// Linear peak above which a recording's scale must be wrong rather than its level high: 24 dB.
  ///
  /// Decoded MP3 is known to reach 18 dB; 16-bit values written as floats reach 90 dB.
  private static let highestCrediblePeak: Float = 16

  /// - Parameter options: hold for every recording that this value converts.
  public init(_ options: ConversionOptions = ConversionOptions()) {
    self.options = options
    var validator = PromptValidator(options.profile)
    validator.maximumSize = options.maximumSize
    self.validator = validator
    audioRules = AudioRule.all(options.profile.advice)
  }

  /// Converts a recording and writes the prompt to `output`, whole or not at all.
  ///
  /// A file that is there already and has the same bytes is left as it is.
  ///
  /// - Throws: ``PromptError`` where the recording cannot be read or decoded, is damaged, or is too
  ///   long, where the output cannot be written, and where the task was cancelled.
  @discardableResult
  public func convert(
    _ recording: String, to output: String, progress: WorkProgress = WorkProgress()
  ) throws(PromptError) -> Conversion {
    let prompt = try prompt(from: recording, to: output, progress: progress)
    try write(prompt, of: recording, to: output)
    sync.folder(PathName(output).folder ?? ".")
    return prompt.conversion
  }

  /// Converts a recording that is in memory.
  ///
  /// - Parameters:
  ///   - recording: the bytes of a file in any format that is read.
  ///   - name: is named in messages; its extension counts where a format is told by nothing else.
  /// - Returns: the bytes of the prompt file, and what it is.
  /// - Throws: as ``convert(_:to:progress:)``, except for errors of writing.
  public func convert(
    _ recording: Span<UInt8>, named name: String
  ) throws(PromptError) -> (file: [UInt8], conversion: Conversion) {
    try convert([UInt8](recording), named: name)
  }

  /// The same for an array.
  public func convert(
    _ recording: [UInt8], named name: String
  ) throws(PromptError) -> (file: [UInt8], conversion: Conversion) {
    let file = try PromptError.wrapping { () throws(AudioFileError) in
      try InputFile(bytes: recording, name: name)
    }
    let prompt = try prompt(from: file, progress: WorkProgress())
    return (parts(of: prompt).flatMap { $0 }, prompt.conversion)
  }

  /// Where a recording is.
  package enum Source: Sendable {
    case path(String)
    /// It has come through a pipe.
    case spooled(SpooledInput)
  }

  /// Converts a recording, and judges the prompt, for somebody who writes it elsewhere.
  ///
  /// - Parameter name: that it would have; nil for one that is legal.
  /// - Returns: the parts of the prompt file, and what it is.
  package func convert(
    _ source: Source, named name: String?, progress: WorkProgress
  ) throws(PromptError) -> (parts: [[UInt8]], conversion: Conversion) {
    let path: String
    let prompt: Prompt
    switch source {
    case .path(let recording):
      path = recording
      prompt = try self.prompt(from: recording, progress: progress)
    case .spooled(let input):
      path = input.name
      prompt = try self.prompt(from: input, progress: progress)
    }
    let legal = FileName.suggestion(for: PathName(path).name, options.profile.nameRule)
    try judge(prompt, of: path, as: name ?? legal)
    return (parts(of: prompt), prompt.conversion)
  }

  /// Does everything but write: what comes out, or would go wrong, is known afterwards.
  ///
  /// - Throws: as ``convert(_:to:progress:)``, except for errors of writing.
  public func dryRun(
    _ recording: String, progress: WorkProgress = WorkProgress()
  ) throws(PromptError) -> Conversion {
    let prompt = try prompt(from: recording, progress: progress)
    // Under a name that is legal: none is given yet.
    let name = FileName.suggestion(for: PathName(recording).name, options.profile.nameRule)
    try judge(prompt, of: recording, as: name)
    return prompt.conversion
  }

  // MARK: The way of the data

  /// A prompt that is not written yet.
  struct Prompt: Sendable {
    let conversion: Conversion
    /// As the format's encoding writes them; none of them where there is a file.
    let codes: [UInt8]
    /// Where there are too many for memory.
    var file: PromptDraft.File?
  }

  /// - Parameter output: where the prompt will be written, if anywhere: a large one is then on the
  ///   disk already, without its name.
  func prompt(
    from path: String, to output: String? = nil, progress: WorkProgress
  ) throws(PromptError) -> Prompt {
    let file = try PromptError.wrapping { () throws(AudioFileError) in try InputFile(path: path) }
    return try prompt(from: file, to: output, progress: progress)
  }

  func prompt(
    from input: SpooledInput, to output: String? = nil, progress: WorkProgress
  ) throws(PromptError) -> Prompt {
    let file = try PromptError.wrapping { () throws(AudioFileError) in try input.opened() }
    return try prompt(from: file, to: output, progress: progress)
  }

  func prompt(
    from file: borrowing InputFile, to output: String? = nil, progress: WorkProgress
  ) throws(PromptError) -> Prompt {
    let path = file.path
    let format = options.profile.format
    let sound = SoundStages(options.sound, format)
    let heard = try hear(
      file, through: sound.stages, encoding: format.encoding, to: output, progress)
    let frameCount = heard.draft.count / format.bytesPerFrame
    try refuseIfOverLimit(frameCount, path)
    guard heard.chain.peak <= Self.highestCrediblePeak else {
      throw PromptError(path, .wrongScale(peakDecibels: heard.chain.peakDecibels))
    }
    let change = sound.change
    let notes = ConversionNotes(
      recording: heard.recording.format, options: options, damage: heard.damage,
      integrity: heard.recording.integrity, frameCount: frameCount,
      clippedCount: heard.chain.clippedCount, peakDecibels: heard.chain.peakDecibels,
      mixLoss: heard.chain.downmix.loss, sound: change)
    let conversion = Conversion(
      recording: heard.recording.format, decoder: heard.recording.program, format: format,
      frameCount: frameCount, sound: change,
      findings: notes.findings + audible(in: heard.draft.levels, besides: notes))
    do throws(Errno) {
      let file = try heard.draft.finish()
      return Prompt(
        conversion: conversion, codes: file == nil ? heard.draft.codes : [], file: file)
    } catch {
      throw PromptError(path, .unwritable(output ?? path, error))
    }
  }

  /// What the normalising meter counts in a recording, as it is before its level is changed.
  func speechCounters(
    of path: String, progress: WorkProgress
  ) throws(PromptError) -> SpeechCounters {
    let file = try PromptError.wrapping { () throws(AudioFileError) in try InputFile(path: path) }
    let format = options.profile.format
    let probe = LevelProbe(sampleRate: format.sampleRate)
    let cleaning = SoundStages(options.sound, format).cleaning
    _ = try hear(file, through: cleaning + [probe], encoding: nil, progress)
    return probe.counters
  }

  /// Lets a stage hear all of a recording, mixed, cut and at the prompt's rate, and nothing else done
  /// to it.
  func pass(_ path: String, through stage: some SignalStage) throws(PromptError) {
    let file = try PromptError.wrapping { () throws(AudioFileError) in try InputFile(path: path) }
    _ = try hear(file, through: [stage], encoding: nil, WorkProgress())
  }

  /// A recording after the last stage.
  private struct Heard: ~Copyable {
    let recording: Recording
    let chain: SignalChain
    /// Of the recording, where that is allowed.
    let damage: Damage?
    let draft: PromptDraft
  }

  private func hear(
    _ file: borrowing InputFile, through stages: [any SignalStage], encoding: SampleEncoding?,
    to output: String? = nil, _ progress: WorkProgress
  ) throws(PromptError) -> Heard {
    let path = file.path
    let recording = try opened(file, progress)
    let format = recording.format
    try refuse(recording.integrity.damage, of: path)
    let integrity = recording.integrity
    var excerpt = Excerpt(
      options, sampleRate: format.sampleRate,
      lastFrame: integrity.padding > 0 ? integrity.frameCount : nil)
    let frameCount = recording.integrity.frameCount.map(excerpt.count)

    var chain = try PromptError.wrapping(path) { () throws(TelephonyAudioError) in
      try SignalChain(
        channelCount: format.channelCount, selection: options.channel,
        inputRate: format.sampleRate, outputRate: options.profile.format.sampleRate,
        method: options.resampler, threads: threads(for: frameCount, format),
        stages: stages, encoding: encoding, store: SampleSpool())
    }
    if !chain.canShorten { try refuseIfTooLong(frameCount, format, path) }
    let frameLimit = max(1, Self.blockSize / format.channelCount)
    // Its levels are told while codes are in the cache, and other threads at work on what follows.
    var draft = PromptDraft(
      options.profile.format, output: output, memoryLimit: memoryLimit,
      expectedCount: expectedFrames(frameCount, format) * options.profile.format.bytesPerFrame,
      levels: listens ? encoding.map { AudioLevels.Counter($0) } : nil)
    while true {
      if progress.isCancelled() { throw PromptError(path, .interrupted) }
      let decoded = recording.decoder.read(frameLimit: excerpt.isComplete ? 0 : frameLimit)
      let frames = decoded.count / format.channelCount
      let isLast = frames == 0
      let wanted = excerpt.range(ofNext: frames)
      let block = decoded.frames(wanted, channelCount: format.channelCount)
      try PromptError.wrapping(path) { () throws(TelephonyAudioError) in
        try isLast ? chain.finish { draft.take(&$0) } : chain.process(block)
      }
      draft.take(&chain.codes)
      if let output, let error = draft.failure {
        throw PromptError(path, .unwritable(output, error))
      }
      if chain.downmix.hasInvalidSamples { throw PromptError(path, .invalidSamples) }
      if !chain.canShorten { try refuseIfOverLimit(chain.sampleCount, path) }
      progress.add(seconds: Double(frames) / Double(format.sampleRate))
      if isLast { break }
    }
    // Another program may have been waited for.
    if progress.isCancelled() { throw PromptError(path, .interrupted) }
    if file.hasChanged { throw PromptError(path, .changedMeanwhile) }

    // What follows an excerpt was not looked at.
    let decoded =
      excerpt.isComplete ? recording.integrity.frameCount ?? excerpt.position : excerpt.position
    try refuse(recording.decoder.failure, of: path)
    let damage = recording.integrity.damage(
      decoded: decoded, decoderFailed: recording.decoder.failure != nil)
    try refuse(damage, of: path)
    guard decoded > 0 else { throw PromptError(path, .noAudio) }
    if !excerpt.isComplete || integrity.padding > 0, let fault = excerpt.fault(in: decoded) {
      throw PromptError(path, fault)
    }
    return Heard(recording: recording, chain: chain, damage: damage, draft: draft)
  }

  /// What the rules for finished files find in the audio, once: `notes` may have told it by its
  /// cause.
  private func audible(in levels: AudioLevels.Counter?, besides notes: ConversionNotes) -> [Finding]
  {
    guard let audio = levels?.levels(sampleRate: options.profile.format.sampleRate) else {
      return []
    }
    let told = notes.heardRules
    return audioRules.filter { !told.contains($0.rule.id) }.flatMap { $0.findings(in: audio) }
  }

  /// What the rules for finished files find in the size of a prompt that is not too large.
  func nearLimit(_ size: ByteSize) -> Finding? {
    PromptRule.nearLimit(size, of: options.maximumSize, options.profile)
  }

  /// What is found in a prompt's name, and keeps it from nothing: somebody says that it may be
  /// refused.
  func doubts(about name: String) -> [Finding] {
    FileName.faults(in: name, options.profile.nameRule).filter { !$0.isBinding }
      .compactMap { .doubt($0, for: options.profile) }
  }

  private func opened(
    _ file: borrowing InputFile, _ progress: WorkProgress
  ) throws(PromptError) -> Recording {
    do {
      return try Recording(file, options.decoding, isCancelled: progress.isCancelled)
    } catch {
      throw progress.isCancelled() ? PromptError(file.path, .interrupted) : PromptError(error)
    }
  }

  private func threads(for frameCount: Int?, _ format: SoundFormat) -> Int {
    let seconds = Double(frameCount ?? 0) / Double(format.sampleRate)
    return seconds >= Self.longRecording ? threads : 1
  }

  /// Frames to make room for at once, whatever a header promises.
  private func expectedFrames(_ frameCount: Int?, _ format: SoundFormat) -> Int {
    min(forecast(frameCount ?? 0, format).frameCount, options.frameCapacity)
  }

  private func forecast(_ frameCount: Int, _ format: SoundFormat) -> Forecast {
    Forecast(
      frames: frameCount, sampleRate: format.sampleRate, format: options.profile.format)
  }

  // MARK: What is refused

  /// Why so many seconds of a recording cannot become one prompt, whatever is cut from their ends;
  /// nil where they may.
  ///
  /// - Parameter share: how much longer than a prompt they may be, as silence may be cut.
  package func refusal(
    of recording: String, seconds: Double, share: Double
  ) -> PromptError? {
    let rate = options.profile.format.sampleRate
    let forecast = Forecast(
      frames: Int(min(seconds, 1e9) * Double(rate)), sampleRate: rate,
      format: options.profile.format)
    guard Double(forecast.frameCount) > share * Double(options.frameCapacity) else { return nil }
    return PromptError(recording, tooLong(forecast))
  }

  /// Damage is another matter: it may be taken for what is there.
  private func refuse(_ failure: DecodingFailure?, of path: String) throws(PromptError) {
    if case .file(let reason) = failure { throw PromptError(path, .file(reason)) }
  }

  private func refuse(_ damage: Damage?, of path: String) throws(PromptError) {
    guard let damage, !options.allowsTruncated else { return }
    throw PromptError(path, .damaged(damage))
  }

  /// Where a part of the recording may be missing, its declared length says nothing: the limit
  /// stops the conversion instead.
  private func refuseIfTooLong(
    _ frameCount: Int?, _ format: SoundFormat, _ path: String
  ) throws(PromptError) {
    guard let frameCount, !options.allowsTruncated else { return }
    let forecast = forecast(frameCount, format)
    if forecast.frameCount > options.frameCapacity {
      throw PromptError(path, tooLong(forecast))
    }
  }

  private func refuseIfOverLimit(_ frameCount: Int, _ path: String) throws(PromptError) {
    if frameCount > options.frameCapacity { throw PromptError(path, tooLong(nil)) }
  }

  private func tooLong(_ forecast: Forecast?) -> PromptError.Context {
    if let limit = options.durationLimit {
      return .tooLong(
        duration: forecast?.duration, limit,
        profile: options.profile.id,
        room: options.profile.format.duration(frameCount: options.frameCapacity))
    }
    return .tooLarge(
      forecast?.size,
      limit: options.maximumSize,
      duration: forecast?.duration,
      limitReachedAt: options.profile.format.duration(frameCount: options.frameCapacity)
    )
  }
}
