/// Mono samples that are kept until a stage has heard all of them.
///
/// ``MemoryStore`` keeps them in memory. A store of another kind, a file say, is written where
/// there are files.
public protocol SampleStore: AnyObject {
  /// How many samples there are.
  var count: Int { get }

  /// The samples at some places below ``count``.
  func read(_ range: Range<Int>) throws(SampleStoreError) -> [Float]

  /// Puts samples in the place of those from `start` on, which is at most ``count``; what reaches
  /// beyond the end is appended.
  func write(_ samples: [Float], at start: Int) throws(SampleStoreError)

  /// Drops the samples from `count` on, which is at most ``count``.
  func truncate(to count: Int) throws(SampleStoreError)
}

extension SampleStore {
  /// Puts samples at the end.
  public func append(_ samples: [Float]) throws(SampleStoreError) {
    try write(samples, at: count)
  }
}

/// Why a store could not keep its samples or give them back.
public struct SampleStoreError: Error, Hashable, Sendable {
  /// The system's number of the error: `ENOSPC` where the disk is full.
  public let code: Int32

  /// - Parameter code: the system's number of the error.
  public init(code: Int32) {
    self.code = code
  }
}
