internal import TelephonyAudio

/// What a source will become, known before any work is done.
public struct Forecast: Hashable, Sendable {
  /// A-law codes: seconds × 8000, rounded up.
  public let sampleCount: Int
  /// The size of the prompt file.
  public let size: ByteSize

  /// The source's length in seconds.
  public let duration: Double

  /// - Parameters:
  ///   - frames: the source's length.
  ///   - sampleRate: the source's rate in Hz.
  public init(frames: Int, sampleRate: Int) {
    sampleCount = Resampler.outputCount(frames: frames, sourceRate: sampleRate)
    duration = Double(frames) / Double(sampleRate)
    size = ByteSize(PromptSpec.fileSize(sampleCount: sampleCount))
  }
}
