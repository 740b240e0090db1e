public import AudioFiles
internal import TelephonyAudio

/// What a recording will become, known before any work is done.
public struct Forecast: Hashable, Sendable {
  /// The prompt's frames: seconds × its sample rate, rounded up.
  public let frameCount: Int
  /// The size of the prompt file.
  public let size: ByteSize
  /// The recording's length in seconds.
  public let duration: Double

  /// - Parameters:
  ///   - frames: the recording's length.
  ///   - sampleRate: the recording's rate in Hz, greater than 0.
  ///   - format: the format of the prompt.
  public init(
    frames: Int, sampleRate: Int, format: WAVFormat = PlatformProfile.standard.format
  ) {
    frameCount = Resampler.outputCount(
      frames: frames, inputRate: sampleRate, outputRate: format.sampleRate)
    duration = Double(frames) / Double(sampleRate)
    size = ByteSize(format.fileSize(frameCount: frameCount))
  }
}
