internal import AudioFiles

/// A number of bytes, as people write it: `2MB`, `2MiB`, `2M` or `2000000`.
public struct ByteSize: Hashable, Sendable, Comparable {
  /// The number of bytes.
  public let bytes: Int

  /// - Parameter bytes: how many, not negative.
  public init(_ bytes: Int) {
    precondition(bytes >= 0)
    self.bytes = bytes
  }

  /// Reads a whole or decimal number and a unit: `B`, `kB`, `MB`, `GB` in powers of 1000; `KiB`,
  /// `MiB`, `GiB` in powers of 1024; `K`, `M`, `G` like `kB`, `MB`, `GB`; none for bytes.
  ///
  /// Case does not matter, nor does a space before the unit. Fractions of a byte are dropped.
  /// Nil for anything else, and for more than 4 GiB, which no RIFF file holds.
  public init?(_ text: String) {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
    guard let factor = Self.factors[unit], let value = Double(String(number)),
      value * factor <= Double(UInt32.max)
    else { return nil }
    bytes = Int(value * factor)
  }

  private static let factors: [String: Double] = [
    "": 1, "b": 1,
    "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9,
    "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824,
  ]

  public static func < (lhs: ByteSize, rhs: ByteSize) -> Bool { lhs.bytes < rhs.bytes }
}

extension ByteSize: CustomStringConvertible {
  /// The exact number with a comma before every third digit: `2,000,000 bytes`.
  public var description: String { "\(words)" }

  private var words: Text {
    Text(english: "\(bytes.grouped) bytes", chinese: "\(bytes.grouped) 字节")
  }
}
