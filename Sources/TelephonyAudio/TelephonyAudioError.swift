/// Why a signal could not be processed.
public enum TelephonyAudioError: Error, Hashable, Sendable {
  /// A sample rate in Hz lies outside ``Resampler/rates``.
  case unsupportedSampleRate(Int)

  /// The channel asked for, counted from 1, is not among the input's channels.
  case noSuchChannel(Int, channelCount: Int)

  /// libsamplerate refused, with its own error number.
  case samplerateFailed(Int32)

  /// A ``SampleStore`` could not keep its samples or give them back, with the system's number of
  /// the error: `ENOSPC` where the disk is full.
  case storeFailed(code: Int32)
}
