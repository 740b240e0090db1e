/// Mono samples that are kept until a stage has heard all of them.
///
/// ``MemoryStore`` keeps them in memory. A store of another kind, a file say, is written where
/// there are files.
///
/// What fails throws ``TelephonyAudioError/storeFailed(code:)``.
public protocol SampleStore: AnyObject {
  /// How many samples there are.
  var count: Int { get }

  /// The samples at some places below ``count``.
  func read(_ range: Range<Int>) throws(TelephonyAudioError) -> [Float]

  /// Puts samples in the place of those from `start` on, which is at most ``count``; what reaches
  /// beyond the end is appended.
  func write(_ samples: [Float], at start: Int) throws(TelephonyAudioError)

  /// Drops the samples from `count` on, which is at most ``count``.
  func truncate(to count: Int) throws(TelephonyAudioError)
}

extension SampleStore {
  /// Puts samples at the end.
  public func append(_ samples: [Float]) throws(TelephonyAudioError) {
    try write(samples, at: count)
  }
}
