extension Character {
  /// Columns that a terminal gives to it: two for the wide characters of East Asia (Unicode Standard
  /// Annex 11, blocks from Hangul Jamo on).
  package var columns: Int {
    let value = unicodeScalars.first?.value ?? 0
    let isWide =
      (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value)
      || (0xAC00...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value)
      || (0xFE30...0xFE6F).contains(value) || (0xFF00...0xFF60).contains(value)
      || (0x1F300...0x1FAFF).contains(value) || (0x20000...0x3FFFD).contains(value)
    return isWide ? 2 : 1
  }
}

extension String {
  /// Columns that a terminal gives to it.
  package var columns: Int { isPlain ? utf8.count : reduce(0) { $0 + $1.columns } }

  /// As much of its beginning as has room in so many columns.
  package func prefix(columns: Int) -> Substring {
    var left = columns
    return prefix { character in
      left -= character.columns
      return left >= 0
    }
  }
}
