/// Finds what may be names of prompts in a line: strings that end in `.wav`, in quotes or bare.
enum ProgramName {
  private static let quotes = Set<Unicode.Scalar>("\"'`".unicodeScalars)
  private static let placeholders = Set<Unicode.Scalar>("{}$%\\".unicodeScalars)
  private static let ending = Array(PlatformProfile.standard.nameRule.nameExtension.unicodeScalars)

  /// Longer than any name with its folder.
  private static let longestString = 1024

  /// In the order of the line; none overlaps another.
  static func all(in scalars: [Unicode.Scalar]) -> [ProgramLine.Name] {
    var names: [ProgramLine.Name] = []
    var index = 0
    while index + ending.count <= scalars.count {
      if scalars[index] == ".", isEnding(scalars[index..<index + ending.count]),
        let name = name(
          endingAt: index + ending.count, in: scalars, after: names.last?.range.upperBound ?? 0)
      {
        names.append(name)
      }
      index += 1
    }
    return names
  }

  /// Whether a scalar is part of a word.
  static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      || scalar == "_" || scalar == "-"
  }

  private static func isEnding(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    zip(scalars, ending).allSatisfy {
      $0 == $1 || $0.isASCII && $0.properties.lowercaseMapping == String($1)
    }
  }

  private static func isBarePart(_ scalar: Unicode.Scalar) -> Bool {
    isWordPart(scalar) || ".@/".unicodeScalars.contains(scalar)
  }

  private static func name(
    endingAt end: Int, in scalars: [Unicode.Scalar], after least: Int
  ) -> ProgramLine.Name? {
    let least = max(least, end - longestString)
    // In a string within a string, the quote is escaped.
    let close = end < scalars.count && scalars[end] == "\\" ? end + 1 : end
    if close < scalars.count, quotes.contains(scalars[close]) {
      guard let opening = scalars[least..<end].lastIndex(of: scalars[close]) else { return nil }
      // A whole assignment in quotes: "PRE_TONE=code.wav".
      let assignment = scalars[opening..<end].lastIndex(of: "=").map { $0 + 1 }
      return name(
        scalars, (assignment ?? opening + 1)..<end, range: (assignment ?? opening)..<close + 1,
        isQuoted: true)
    }
    guard end == scalars.count || !isBarePart(scalars[end]) else { return nil }
    let before = scalars[least..<end].lastIndex {
      !isBarePart($0) && !(placeholders.contains($0) && $0 != "\\")
    }
    var start = before.map { $0 + 1 } ?? least
    // The default of a shell's variable: ${WAIT_VOICE:-hold.wav}
    while start < end, scalars[start] == "-" { start += 1 }
    return name(scalars, start..<end, range: start..<end, isQuoted: false)
  }

  private static func name(
    _ scalars: [Unicode.Scalar], _ content: Range<Int>, range: Range<Int>, isQuoted: Bool
  ) -> ProgramLine.Name {
    // Put together: with placeholders, with nothing but the extension, or after another string.
    let before = scalars[max(0, range.lowerBound - longestString)..<range.lowerBound].last {
      $0 != " "
    }
    let isJoined = isQuoted && (before == "+" || before == "." || before == "|")
    return ProgramLine.Name(
      text: String(String.UnicodeScalarView(scalars[content])), range: range, isQuoted: isQuoted,
      isComputed: isJoined || content.count == ending.count
        || scalars[content].contains(where: placeholders.contains))
  }
}
