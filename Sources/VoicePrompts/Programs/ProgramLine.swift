/// A line of a program: the names of prompts in it, and the values that parameters are given.
struct ProgramLine {
  /// A string that ends in `.wav`.
  struct Name {
    let text: String
    /// With its quotes.
    let range: Range<Int>
    let isQuoted: Bool
    /// Whether only a part of the name stands there.
    let isComputed: Bool
  }

  /// A value that goes on after the line's end.
  struct OpenValue {
    let parameter: PromptParameter
    /// Brackets that are open.
    let depth: Int
  }

  /// What a parameter is given.
  private struct Value {
    let parameter: PromptParameter
    let range: Range<Int>
  }

  private(set) var names: [Name] = []
  /// The value that the next line goes on with.
  private(set) var openValue: OpenValue?
  private let scalars: [Unicode.Scalar]
  private let vocabulary: ProgramVocabulary
  private var values: [Value] = []
  /// For each scalar, the name that it is in.
  private var nameIndices: [Int?]
  /// How many scalars before each are neither separators nor in a name.
  private var contentCounts: [Int] = [0]

  /// - Parameter open: the value that the lines before have left open.
  init(
    _ line: some Sequence<Unicode.Scalar>, after open: OpenValue?, _ vocabulary: ProgramVocabulary
  ) {
    scalars = Array(line)
    self.vocabulary = vocabulary
    names = ProgramName.all(in: scalars)
    nameIndices = Array(repeating: nil, count: scalars.count)
    for (index, name) in names.enumerated() {
      for place in name.range { nameIndices[place] = index }
    }
    for (index, scalar) in scalars.enumerated() {
      let isContent = nameIndices[index] == nil && !Self.separators.contains(scalar)
      contentCounts.append(contentCounts[index] + (isContent ? 1 : 0))
    }
    if let open { goOn(with: open) }
    findValues()
  }

  /// The parameter that a name is for: the innermost whose value has it.
  func parameter(for name: Name) -> PromptParameter? {
    let start = name.range.lowerBound
    let value = values.suffix { $0.range.lowerBound <= start }.last { value in
      value.range.contains(start)
        && (name.isQuoted || contentCounts[start] == contentCounts[value.range.lowerBound])
    }
    return value?.parameter
  }

  // MARK: Values

  private static let separators = Set<Unicode.Scalar>(" \t\r:=>([{,\"'`\\-".unicodeScalars)
  private static let quotes = Set<Unicode.Scalar>("\"'`\\".unicodeScalars)

  /// A value on one line that is longer is a function, or data.
  private static let longestValue = 1024

  private func isSpace(_ index: Int) -> Bool {
    scalars[index] == " " || scalars[index] == "\t" || scalars[index] == "\r"
  }

  /// Whether a remark begins here, up to the line's end.
  private func isRemark(_ index: Int) -> Bool {
    guard index == 0 || isSpace(index - 1) else { return false }
    return scalars[index] == "#"
      || scalars[index] == "/" && index + 1 < scalars.count && scalars[index + 1] == "/"
  }

  /// A line that goes on with a value has nothing but names, brackets and commas; lines without
  /// anything are passed over.
  private mutating func goOn(with open: OpenValue) {
    var end = 0
    var isEmpty = true
    while end < scalars.count, !isRemark(end) {
      let isPlain =
        nameIndices[end] != nil || Self.separators.contains(scalars[end])
        || ")]}".unicodeScalars.contains(scalars[end])
      guard isPlain else { return }
      if !isSpace(end) { isEmpty = false }
      end += 1
    }
    if isEmpty {
      openValue = open
      return
    }
    let first = scalars.firstIndex { $0 != " " && $0 != "\t" }
    let isListItem = first.map { scalars[$0] == "-" } ?? false
    addValue(of: open.parameter, from: 0, depth: open.depth)
    if isListItem { openValue = OpenValue(parameter: open.parameter, depth: open.depth) }
  }

  private mutating func findValues() {
    var start = 0
    while start < scalars.count {
      guard ProgramName.isWordPart(scalars[start]), nameIndices[start] == nil else {
        start += 1
        continue
      }
      var end = start
      while end < scalars.count, ProgramName.isWordPart(scalars[end]), nameIndices[end] == nil {
        end += 1
      }
      if let parameter = vocabulary.parameter(scalars[start..<end]) {
        openValue = nil
        switch assignment(after: end) {
        case .none: break
        case .onNextLine: openValue = OpenValue(parameter: parameter, depth: 0)
        case .here(let index): addValue(of: parameter, from: index, depth: 0)
        }
      }
      start = end
    }
  }

  private enum Assignment {
    case none, onNextLine
    /// Where the value begins.
    case here(Int)
  }

  /// Whether a value is given after a word: `waitVoice: …`, `["waitVoice"] = …`, `set("waitVoice", …`,
  /// `WaitVoice { get; } = …`.
  private func assignment(after word: Int) -> Assignment {
    var index = word
    let isQuoted = word < scalars.count && Self.quotes.contains(scalars[word])
    while index < scalars.count, nameIndices[index] == nil {
      let scalar = scalars[index]
      if isSpace(index) || Self.quotes.contains(scalar) || scalar == "]" || scalar == ")" {
        index += 1
      } else if scalar == "{" {
        guard let close = scalars[index...].firstIndex(of: "}") else { return .none }
        index = close + 1
      } else if scalar == "=", index + 1 < scalars.count, scalars[index + 1] == "=" {
        return .none
      } else if scalar == "," {
        return isQuoted ? .here(index + 1) : .none
      } else {
        return ":=>(".unicodeScalars.contains(scalar) ? .here(index + 1) : .none
      }
    }
    return index == scalars.count ? .onNextLine : .none
  }

  /// Notes a value up to where it ends: a comma or semicolon, the bracket around it, a remark.
  private mutating func addValue(of parameter: PromptParameter, from start: Int, depth: Int) {
    var depth = depth
    var hasContent = false
    var index = start
    let limit = min(scalars.count, start + Self.longestValue)
    while index < limit, !isRemark(index) {
      if let name = nameIndices[index] {
        hasContent = true
        index = names[name].range.upperBound
        continue
      }
      switch scalars[index] {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        hasContent = true
      case ",": if depth == 0 { depth = -1 }
      case ";", "&", "<": depth = -1
      case let scalar: if !Self.separators.contains(scalar) { hasContent = true }
      }
      if depth < 0 { break }
      index += 1
    }
    values.append(Value(parameter: parameter, range: start..<max(start, index)))
    let isOpen = depth > 0 || depth == 0 && !hasContent
    openValue = isOpen ? OpenValue(parameter: parameter, depth: depth) : nil
  }
}

extension Array {
  /// The last few elements of those at the front that hold: values nest no deeper.
  fileprivate func suffix(_ holds: (Element) -> Bool) -> ArraySlice<Element> {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return self[Swift.max(0, low - 8)..<low]
  }
}
