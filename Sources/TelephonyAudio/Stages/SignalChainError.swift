/// Why a ``SignalChain`` could not go on.
public enum SignalChainError: Error, Hashable, Sendable {
  /// The resampler failed.
  case signal(TelephonyAudioError)

  /// The store failed, which the signal waited in.
  case store(SampleStoreError)
}
