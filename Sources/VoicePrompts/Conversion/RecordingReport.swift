public import AudioFiles
public import TelephonyAudio

/// What a recording is, and what it would become.
public struct RecordingReport: Hashable, Sendable {
  /// As it was named.
  public let path: String
  /// Container, encoding, rate and channels.
  public let format: SoundFormat
  /// The program that has decoded it, with its version; nil where none had to.
  public let decoder: String?
  /// Frames that were decoded.
  public let frameCount: Int
  /// The largest magnitude of any channel in dB relative to full scale; minus infinity for silence.
  public let peakDecibels: Double
  /// The root mean square of all channels in dB relative to full scale (a sine at full scale has
  /// -3.01); minus infinity for silence.
  public let rmsDecibels: Double
  /// How the mix of its channels sounds at the prompt's rate; nil for silence without an end in
  /// sight, and where its rate cannot be converted.
  public let sound: SoundFacts?
  /// What the prompt would be for.
  public let profile: PlatformProfile
  /// The prompt that it would make.
  public let forecast: Forecast
  /// What is wrong with it; nil for a whole recording.
  public let damage: Damage?

  /// How long the prompt may be, where it would last longer; nil where that is no matter.
  public var exceededDuration: PlatformProfile.DurationLimit? {
    let duration = profile.format.duration(frameCount: forecast.frameCount)
    return profile.durationLimit.flatMap { $0.value.isExceeded(by: duration) ? $0.value : nil }
  }

  /// In seconds.
  public var duration: Double { Double(frameCount) / Double(format.sampleRate) }

  /// Decodes the whole recording at `path`.
  ///
  /// - Parameters:
  ///   - path: of the recording.
  ///   - profile: what it would become a prompt of.
  ///   - decoding: how, beyond what the recording tells itself.
  /// - Throws: ``PromptError`` where it cannot be read or decoded. Damage is no error here.
  public init(
    _ path: String, _ profile: PlatformProfile = .standard,
    decoding: DecodingOptions = DecodingOptions()
  ) throws(PromptError) {
    let recording = try PromptError.wrapping { () throws(AudioFileError) in
      try Recording(InputFile(path: path), decoding)
    }
    let channelCount = recording.format.channelCount
    var frames = 0
    var peak: Float = 0
    var energy = 0.0
    // A rate that cannot be converted is no reason not to tell the rest.
    var listener = try? Listener(recording.format, profile)
    while true {
      let block = recording.decoder.read(frameLimit: max(1, 16_384 / channelCount))
      if block.count == 0 { break }
      frames += block.count / channelCount
      for sample in block.floats {
        peak = max(peak, sample.magnitude)
        energy += Double(sample) * Double(sample)
      }
      try PromptError.wrapping(path) { () throws(TelephonyAudioError) in
        try listener?.hear(block)
      }
    }
    if case .file(let reason) = recording.decoder.failure {
      throw PromptError(path, .file(reason))
    }
    guard energy.isFinite else { throw PromptError(path, .invalidSamples) }
    self.path = path
    sound = try PromptError.wrapping(path) { () throws(TelephonyAudioError) in
      try listener?.finish()
    }
    self.profile = profile
    format = recording.format
    decoder = recording.program
    frameCount = frames
    peakDecibels = SignalLevel.decibels(Double(peak))
    rmsDecibels = SignalLevel.decibels(energy / Double(max(1, frames * channelCount))) / 2
    forecast = Forecast(
      frames: frames, sampleRate: format.sampleRate, format: profile.format)
    damage = recording.integrity.damage(
      decoded: frames, decoderFailed: recording.decoder.failure != nil)
  }

  /// Hears a recording as a prompt would have it, and keeps none of it.
  private struct Listener: ~Copyable {
    private var downmix: Downmix
    private var resampler: Resampler
    private var meter: SoundMeter
    private var mono: [Float] = []
    private var samples: [Float] = []

    init(_ format: SoundFormat, _ profile: PlatformProfile) throws(TelephonyAudioError) {
      let rate = profile.format.sampleRate
      let downmix = try Downmix(channelCount: format.channelCount)
      let resampler = try Resampler(inputRate: format.sampleRate, outputRate: rate)
      self.downmix = downmix
      self.resampler = resampler
      meter = SoundMeter(sampleRate: rate)
    }

    mutating func hear(_ block: SampleBlock) throws(TelephonyAudioError) {
      downmix.process(block.floats, into: &mono)
      try resampler.process(mono, into: &samples)
      measure()
    }

    mutating func finish() throws(TelephonyAudioError) -> SoundFacts? {
      try resampler.finish(into: &samples)
      measure()
      return meter.facts
    }

    private mutating func measure() {
      meter.measure(samples)
      samples.removeAll(keepingCapacity: true)
    }
  }

  /// The damage as an error about the recording; nil for a whole one.
  public var error: PromptError? { damage.map { PromptError(path, .damaged($0)) } }
}
