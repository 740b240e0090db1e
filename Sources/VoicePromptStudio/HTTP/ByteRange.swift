/// What of a file is asked for: RFC 9110, section 14. Several ranges at once are answered with the
/// whole file, as that section allows.
enum ByteRange: Equatable, Sendable {
  /// No range, or none that we know.
  case whole
  /// These bytes.
  case part(Range<Int>)
  /// Nothing of it is there.
  case outside

  /// - Parameters:
  ///   - field: the value of `Range`.
  ///   - size: of the file, in bytes.
  init(_ field: String?, size: Int) {
    let unit = "bytes="
    guard let field, field.lowercased().hasPrefix(unit) else {
      self = .whole
      return
    }
    let ends = field.dropFirst(unit.count).split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else {
      self = .whole
      return
    }
    switch (first, last) {
    case (nil, nil): self = .whole
    case (nil, let count?):
      self = count > 0 && size > 0 ? .part(size - min(count, size)..<size) : .outside
    case (let first?, nil): self = first < size ? .part(first..<size) : .outside
    case (let first?, let last?):
      if last < first {
        self = .whole
      } else {
        self = first < size ? .part(first..<min(last, size - 1) + 1) : .outside
      }
    }
  }

  /// Digits only; `.some(nil)` for nothing, nil for what is no number.
  private static func number(_ text: Substring) -> Int?? {
    if text.isEmpty { return .some(nil) }
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return .some(Int(text) ?? Int.max)
  }
}
