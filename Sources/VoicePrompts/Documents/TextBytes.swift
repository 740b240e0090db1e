// Text as bytes of UTF-8, where ASCII is all that matters.

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")

  /// Whether it is white, or goes on with a character that another byte has begun.
  var isSpace: Bool { self == .space || (9...13).contains(self) || (0x80..<0xC0).contains(self) }

  /// Whether it is part of a word: a letter, a digit, `_` or `-`.
  var isWordPart: Bool {
    switch Unicode.Scalar(self) {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: false
    }
  }

  /// The small letter for a capital one of ASCII.
  var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}

extension [UInt8] {
  /// Whether `word`, in small letters, stands at `index` in whatever case.
  func has(_ word: [UInt8], at index: Int) -> Bool {
    guard index + word.count <= count else { return false }
    return word.indices.allSatisfy { self[index + $0].lowercased == word[$0] }
  }

  /// Whether the byte at `index` takes the meaning from the next one.
  func isEscape(_ index: Int) -> Bool {
    self[index] == UInt8(ascii: "\\") && index + 1 < count && self[index + 1] != .lineFeed
  }
}
