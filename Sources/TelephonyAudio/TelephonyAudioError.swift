/// Why a signal could not be processed.
public enum TelephonyAudioError: Error, Hashable, Sendable {
  /// The source's sample rate in Hz lies outside ``Resampler/sourceRates``.
  case unsupportedSampleRate(Int)

  /// The channel asked for, counted from 1, is not among the source's channels.
  case noSuchChannel(Int, channelCount: Int)

  /// libsamplerate refused, with its own error number.
  case samplerateFailed(Int32)
}
