internal import AudioFiles

/// A share of a batch that somebody else does the rest of: recordings fall to shards by their place
/// below the folder that was named, whatever machine looks at them.
///
/// ```swift
/// Shard("3/16")?.contains("hold/a.wav")
/// ```
public struct Shard: Hashable, Sendable {
  /// Counted from 1.
  public let number: Int
  /// How many there are.
  public let count: Int

  /// More than any cluster takes for one batch.
  private static let maximumCount = 10_000

  /// Number and count as the command line has them: `3/16`. Nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      (1...Self.maximumCount).contains(count), (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  /// Whether the recording at this place is in it; each is in one of them.
  ///
  /// - Parameter place: the path below the folder that was named.
  public func contains(_ place: String) -> Bool {
    // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv. Hasher differs from run to run.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in place.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    // The lower bits alone are uneven for names that differ in one digit.
    return (hash ^ hash >> 32) % UInt64(count) == UInt64(number - 1)
  }
}

extension Shard: CustomStringConvertible {
  /// `3/16`
  public var description: String { "\(number)/\(count)" }
}
