public import AudioFiles
internal import TelephonyAudio

/// What a recording is, and what it would become.
public struct RecordingReport: Hashable, Sendable {
  /// As it was named.
  public let path: String
  /// Container, encoding, rate and channels.
  public let format: SoundFormat
  /// Frames that were decoded.
  public let frameCount: Int
  /// The largest magnitude of any channel in dB relative to full scale; minus infinity for silence.
  public let peakDecibels: Double
  /// The root mean square of all channels in dB relative to full scale (a sine at full scale has
  /// -3.01); minus infinity for silence.
  public let rmsDecibels: Double
  /// The prompt that it would make.
  public let forecast: Forecast
  /// What is wrong with it; nil for a whole recording.
  public let damage: Damage?

  /// In seconds.
  public var duration: Double { Double(frameCount) / Double(format.sampleRate) }

  /// Decodes the whole recording at `path`.
  ///
  /// - Throws: ``PromptError`` where it cannot be read or decoded. Damage is no error here.
  public init(
    _ path: String, _ profile: PlatformProfile = .standard
  ) throws(PromptError) {
    let recording = try PromptError.wrapping { () throws(AudioFileError) in
      try Recording(InputFile(path: path))
    }
    let channelCount = recording.format.channelCount
    var frames = 0
    var peak: Float = 0
    var energy = 0.0
    while true {
      let block = recording.decoder.read(frameLimit: max(1, 16_384 / channelCount))
      if block.count == 0 { break }
      frames += block.count / channelCount
      for sample in block.floats {
        peak = max(peak, sample.magnitude)
        energy += Double(sample) * Double(sample)
      }
    }
    if case .system(let error) = recording.decoder.failure {
      throw PromptError(path, .file(.unreadable(error)))
    }
    guard energy.isFinite else { throw PromptError(path, .invalidSamples) }
    self.path = path
    format = recording.format
    frameCount = frames
    peakDecibels = SignalLevel.decibels(Double(peak))
    rmsDecibels = SignalLevel.decibels(energy / Double(max(1, frames * channelCount))) / 2
    forecast = Forecast(
      frames: frames, sampleRate: format.sampleRate, format: profile.format)
    damage = recording.integrity.damage(
      decoded: frames, decoderFailed: recording.decoder.failure != nil)
  }

  /// The damage as an error about the recording; nil for a whole one.
  public var error: PromptError? { damage.map { PromptError(path, .damaged($0)) } }
}

/// A recording that is open: its decoder, and what its container's bookkeeping tells.
struct Recording {
  let decoder: any AudioDecoder
  let integrity: IntegrityCheck

  /// - Throws: ``AudioFileError`` where it cannot be read or decoded.
  init(_ file: borrowing InputFile) throws(AudioFileError) {
    decoder = try AudioDecoding.decoder(for: file)
    integrity = try IntegrityCheck(
      file, format: decoder.format, frameCount: decoder.frameCount)
  }

  var format: SoundFormat { decoder.format }
}
