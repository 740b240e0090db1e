internal import TelephonyAudio

/// What a recording is, and what it would become.
public struct SourceReport: Hashable, Sendable {
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
  public init(_ path: String) throws(PromptError) {
    let file = try InputFile(path: path)
    guard var sound = SoundFile(file) else {
      throw PromptError(path, try SourceDiagnosis.reason(for: file))
    }
    let check = try SourceCheck(file, sound)
    let channelCount = sound.format.channelCount
    var frames = 0
    var peak: Float = 0
    var energy = 0.0
    while true {
      let block = sound.read(frameLimit: max(1, 16_384 / channelCount))
      if block.count == 0 { break }
      frames += block.count / channelCount
      for sample in block.floats {
        peak = max(peak, sample.magnitude)
        energy += Double(sample) * Double(sample)
      }
    }
    guard energy.isFinite else { throw PromptError(path, .invalidSamples) }
    format = sound.format
    frameCount = frames
    peakDecibels = SignalLevel.decibels(Double(peak))
    rmsDecibels = SignalLevel.decibels(energy / Double(max(1, frames * channelCount))) / 2
    forecast = Forecast(frames: frames, sampleRate: sound.format.sampleRate)
    damage = check.damage(decoded: frames, decoderFailed: sound.hasFailed)
  }

  /// The damage as an error about `path`; nil for a whole recording.
  public func error(of path: String) -> PromptError? {
    damage.map { PromptError(path, .damaged($0)) }
  }
}
