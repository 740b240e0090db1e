/// A line of a program: the parameters and the names of prompts in it.
struct SourceLine {
  /// A word that names a parameter.
  struct ParameterWord {
    let parameter: PromptParameter
    let range: Range<Int>
  }

  /// A string that ends in `.wav`.
  struct Name {
    let text: String
    /// With its quotes.
    let range: Range<Int>
    let isQuoted: Bool
    let isComputed: Bool
  }

  private let scalars: [Unicode.Scalar]
  private(set) var parameters: [ParameterWord] = []
  private(set) var names: [Name] = []

  init(_ line: some Sequence<Unicode.Scalar>) {
    scalars = Array(line)
    names = Self.names(in: scalars)
    parameters = Self.parameters(in: scalars, besides: names)
  }

  // MARK: What belongs together

  /// The parameter that a name is for; `open` comes from the lines above.
  func parameter(for name: Name, _ open: PromptParameter?) -> PromptParameter? {
    let before = parameters.last { $0.range.upperBound <= name.range.lowerBound }
    if let before {
      let between = before.range.upperBound..<name.range.lowerBound
      let belongs =
        name.isQuoted ? !endsStatement(between) : isOnlySeparators(between)
      if belongs { return before.parameter }
    } else if isOnlySeparators(0..<name.range.lowerBound), let open {
      return open
    }
    guard name.isQuoted, before == nil else { return nil }
    return parameters.first { $0.range.lowerBound >= name.range.upperBound }?.parameter
  }

  /// The parameter whose value may follow on the next line.
  func openParameter(after open: PromptParameter?) -> PromptParameter? {
    guard let last = parameters.last else {
      return isOnlySeparators(0..<scalars.count) ? open : nil
    }
    let rest = last.range.upperBound..<scalars.count
    if isOnlySeparators(rest) { return last.parameter }
    // What closes before the value: ["preTone"] =
    let isAnnounced = scalars[rest].last { $0 != " " && $0 != "\r" }.map(Self.announcers.contains)
    let isOnlyClosed = scalars[rest].allSatisfy {
      Self.separators.contains($0) || $0 == "]" || $0 == ")"
    }
    return isAnnounced == true && isOnlyClosed ? last.parameter : nil
  }

  /// Signs at a line's end after which a value is to come.
  private static let announcers = Set<Unicode.Scalar>("=:>([{".unicodeScalars)

  /// Whether a statement ends there; the accessors of a C# property are no statements.
  private func endsStatement(_ range: Range<Int>) -> Bool {
    var depth = 0
    for scalar in scalars[range] {
      switch scalar {
      case "{": depth += 1
      case "}": depth = max(0, depth - 1)
      case ";": if depth == 0 { return true }
      default: break
      }
    }
    return false
  }

  /// Whether there is nothing but space, opening brackets, signs that give a value, and names.
  private func isOnlySeparators(_ range: Range<Int>) -> Bool {
    range.allSatisfy { index in
      Self.separators.contains(scalars[index]) || names.contains { $0.range.contains(index) }
    }
  }

  private static let separators = Set<Unicode.Scalar>(" \t\r:=>([{,\"'`\\".unicodeScalars)

  // MARK: Words

  private static let quotes = Set<Unicode.Scalar>("\"'`".unicodeScalars)
  private static let ending = Array(PromptSpec.nameExtension.unicodeScalars)

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    isWordPart(scalar) || ".@{}$%".unicodeScalars.contains(scalar)
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      || scalar == "_" || scalar == "-"
  }

  private static func names(in scalars: [Unicode.Scalar]) -> [Name] {
    var names: [Name] = []
    var index = 0
    while index + ending.count <= scalars.count {
      let end = index + ending.count
      let isEnding = zip(scalars[index..<end], ending).allSatisfy {
        $0.properties.lowercaseMapping == $1.properties.lowercaseMapping
      }
      if isEnding, let name = name(endingAt: end, in: scalars, after: names.last) {
        names.append(name)
      }
      index += 1
    }
    return names
  }

  private static func name(
    endingAt end: Int, in scalars: [Unicode.Scalar], after previous: Name?
  ) -> Name? {
    let least = previous?.range.upperBound ?? 0
    // In a string within a string, the quote is escaped.
    let close = end < scalars.count && scalars[end] == "\\" ? end + 1 : end
    if close < scalars.count, quotes.contains(scalars[close]) {
      let opening = scalars[least..<end].lastIndex { $0 == scalars[close] }
      guard let opening else { return nil }
      let content = scalars[(opening + 1)..<end]
      return Name(
        text: String(String.UnicodeScalarView(content)), range: opening..<close + 1,
        isQuoted: true, isComputed: isComputed(content, openedAt: opening, in: scalars))
    }
    guard end == scalars.count || !isNamePart(scalars[end]) else { return nil }
    let start = (scalars[least..<end].lastIndex { !isNamePart($0) } ?? least - 1) + 1
    let content = scalars[start..<end]
    return Name(
      text: String(String.UnicodeScalarView(content)), range: start..<end, isQuoted: false,
      isComputed: isComputed(content, openedAt: start, in: scalars))
  }

  /// Whether a string has placeholders, is nothing but the extension, or is put after another.
  private static func isComputed(
    _ content: ArraySlice<Unicode.Scalar>, openedAt opening: Int, in scalars: [Unicode.Scalar]
  ) -> Bool {
    if content.count == ending.count
      || content.contains(where: { "{}$%".unicodeScalars.contains($0) })
    {
      return true
    }
    let before = scalars[..<opening].last { $0 != " " }
    return before == "+" || before == "."
  }

  private static func parameters(
    in scalars: [Unicode.Scalar], besides names: [Name]
  ) -> [ParameterWord] {
    var words: [ParameterWord] = []
    var start = 0
    while start < scalars.count {
      guard isWordPart(scalars[start]) else {
        start += 1
        continue
      }
      let end = scalars[start...].firstIndex { !isWordPart($0) } ?? scalars.count
      let isInName = names.contains { $0.range.overlaps(start..<end) }
      if !isInName, let parameter = parameter(scalars[start..<end]) {
        words.append(ParameterWord(parameter: parameter, range: start..<end))
      }
      start = end
    }
    return words
  }

  /// The parameter that a word names: `preTone`, `pre_tone`, `setPreTone`, `PRE_TONE_FILE`.
  private static func parameter(_ word: ArraySlice<Unicode.Scalar>) -> PromptParameter? {
    guard word.count >= shortestName else { return nil }
    let letters = String(String.UnicodeScalarView(word.filter { $0 != "_" && $0 != "-" }))
      .lowercased()
    return namesByLength.first { letters.hasSuffix($0.letters) || letters.hasPrefix($0.letters) }?
      .parameter
  }

  /// The longest first, because `preVoiceX` is no `preVoice`.
  private static let namesByLength = PromptParameter.names
    .compactMap { name in
      PromptParameter.named(name).map { (letters: name.lowercased(), parameter: $0) }
    }
    .sorted { $0.letters.count > $1.letters.count }

  private static let shortestName = namesByLength.last?.letters.count ?? 1
}
