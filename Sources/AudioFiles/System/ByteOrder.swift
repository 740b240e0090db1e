/// The order in which a file writes the bytes of a number.
enum ByteOrder {
  case little
  case big
}

extension BidirectionalCollection where Element == UInt8 {
  /// The unsigned number that the first `count` bytes from `offset` write; nil where they are
  /// not all there.
  func number(at offset: Int, count: Int, _ order: ByteOrder) -> UInt64? {
    guard offset >= 0, count <= 8, offset + count <= self.count else { return nil }
    let bytes = dropFirst(offset).prefix(count)
    var value: UInt64 = 0
    switch order {
    case .big: for byte in bytes { value = value << 8 | UInt64(byte) }
    case .little: for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
    }
    return value
  }

  /// Whether the bytes of `text` stand at `offset`.
  func has(_ text: String, at offset: Int = 0) -> Bool {
    has(Array(text.utf8), at: offset)
  }

  /// Whether `bytes` stand at `offset`.
  func has(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
    dropFirst(offset).prefix(bytes.count).elementsEqual(bytes)
  }
}
