extension Unicode.Scalar {
  /// Whether it is seen by what it does only: control characters, changes of direction, spaces
  /// without width, ends of lines.
  package var isUnprintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension String {
  /// Whether it has letters, digits, punctuation and spaces of ASCII only, as most texts do: it is
  /// printable, and has a column a byte.
  var isPlain: Bool { utf8.allSatisfy { (0x20..<0x7F).contains($0) } }

  /// The text without what would move a cursor or hide, as file names may have it: such characters
  /// are written as escapes.
  package var printable: String {
    guard !isPlain, unicodeScalars.contains(where: \.isUnprintable) else { return self }
    return unicodeScalars.map { scalar in
      scalar.isUnprintable
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }.joined()
  }
}
