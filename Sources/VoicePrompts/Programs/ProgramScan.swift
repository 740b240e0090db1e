internal import AudioFiles

/// Finds the names of prompts in the text of a program, in one pass.
///
/// A name is a string that ends in `.wav`; it is for the parameter whose value it is, or is part of,
/// on the same line, or on the next ones where these have nothing but brackets, commas and names:
///
/// ```
/// "preTone": "code.wav"      body.setPreTone("code.wav")      pre_tone='code.wav'
/// 'preTone' => 'code.wav'    PreTone = "code.wav"             PRE_TONE=code.wav
/// ```
struct ProgramScan: Sequence, IteratorProtocol {
  /// A name, where it stands.
  struct Use {
    let name: ProgramName
    /// What it is for; nil where no parameter is beside it.
    let parameter: PromptParameter?
    let location: TextLocation
    /// Whether it is an argument by itself: `play(number, 'code.wav')`.
    let isArgument: Bool
  }

  /// A value that has not ended.
  private struct Value {
    /// In the vocabulary.
    let parameter: Int
    let line: Int
    /// How many brackets are around it, and how many words and names were before it.
    let depth: Int
    let wordCount: Int
    let nameCount: Int
  }

  /// In bytes; larger files are data.
  static let maximumSize = 4_194_304

  /// Values nest no deeper.
  private static let maximumNesting = 8

  private let code: [UInt8]
  private let vocabulary: ProgramVocabulary
  private let ignored: [Int: String]
  private var index = 0
  private var line = 1
  /// The column of a byte, from which on the next are counted.
  private var counted = (index: 0, column: 1)
  /// The name that is next; nil after the last one.
  private var name: ProgramName?
  /// Of the brackets that are open, whether each holds arguments.
  private var brackets: [Bool] = []
  private var values: [Value] = []
  /// A parameter that was named, until it is clear whether it is given a value.
  private var pending: (parameter: Int, isQuoted: Bool)?
  private var wordCount = 0
  private var nameCount = 0
  /// What the line begins with, and what was read last; spaces do not count.
  private var first: UInt8?
  private var previous = UInt8.lineFeed

  /// Nil where the file is no text, or is too large for a program.
  ///
  /// - Throws: ``PromptError`` where it cannot be read.
  init?(_ path: String, _ vocabulary: ProgramVocabulary) throws(PromptError) {
    let bytes = try PromptError.wrapping { () throws(AudioFileError) in
      let file = try InputFile(path: path, allowsEmpty: true)
      return file.size <= Self.maximumSize ? try file.bytes(at: 0, count: file.size) : nil
    }
    // No program has a zero byte.
    guard let bytes, !bytes.prefix(8192).contains(0) else { return nil }
    self.init(bytes, path, vocabulary)
  }

  /// - Parameter path: tells the language.
  init(_ text: [UInt8], _ path: String, _ vocabulary: ProgramVocabulary) {
    var code = text
    ignored = ProgramLanguage.of(path).blankComments(in: &code)
    self.code = code
    self.vocabulary = vocabulary
    name = ProgramName(in: code, from: 0)
  }

  /// Those that no comment of their line, or of the one before, tells to ignore:
  /// `voiceprompt: ignore rule`.
  func notIgnored(_ findings: [Finding]) -> [Finding] {
    findings.filter { finding in
      let line = finding.location?.line ?? 0
      return ![line - 1, line].contains {
        ignored[$0]?.split { !$0.isLetter && $0 != "-" }.contains { $0 == finding.rule } ?? false
      }
    }
  }

  mutating func next() -> Use? {
    while let name {
      guard index < name.range.lowerBound else { return take(name) }
      step()
    }
    return nil
  }

  private mutating func take(_ found: ProgramName) -> Use {
    let (start, end) = (found.range.lowerBound, found.range.upperBound)
    let passed = code[counted.index..<start].count { !(0x80..<0xC0).contains($0) }
    counted = (start, counted.column + passed)
    // A bare name is a value only as a whole.
    let value = values.last.flatMap { found.isQuoted || $0.wordCount == wordCount ? $0 : nil }
    let after = code[end...].prefix(256).first { !$0.isSpace } ?? .space
    let isArgument =
      found.isQuoted && brackets.last == true && "(,".utf8.contains(previous)
      && "),".utf8.contains(after)
    (first, previous) = (first ?? code[start], code[end - 1])
    (index, pending, name) = (end, nil, ProgramName(in: code, from: end))
    nameCount += 1
    return Use(
      name: found, parameter: value.map { vocabulary[$0.parameter] },
      location: TextLocation(line: line, column: counted.column), isArgument: isArgument)
  }

  // MARK: Values

  private mutating func step() {
    let byte = code[index]
    defer { index += 1 }
    if byte == .lineFeed { return endLine() }
    if byte.isSpace { return }
    first = first ?? byte
    defer { previous = byte }
    switch Unicode.Scalar(byte) {
    case "\"", "'", "`", "\\": break
    case "(":
      brackets.append(previous.isWordPart)
      give()
    case "[": open()
    case "{":
      // A property before its value: PreTone { get; set; } = "code.wav"
      let inner = code[index...].prefix(64).prefix { $0 != .lineFeed }
      let close = pending == nil ? nil : inner.firstIndex(of: UInt8(ascii: "}"))
      if let close, close < name?.range.lowerBound ?? 0 { index = close } else { open() }
    case ")", "]", "}":
      if byte == UInt8(ascii: "}") { pending = nil }
      values.removeAll { $0.depth >= brackets.count }
      _ = brackets.popLast()
      wordCount += 1
    case ",":
      values.removeAll { $0.depth >= brackets.count }
      // put("preTone", "code.wav")
      if pending?.isQuoted == true { give() } else { pending = nil }
    case ";", "&", "<": (values, pending) = ([], nil)
    case "=" where index + 1 < code.count && code[index + 1] == byte:
      index += 1
      pending = nil
    case "=", ":", ">": give()
    case _ where byte.isWordPart: readWord()
    default: addWord()
    }
  }

  private mutating func open() {
    pending = nil
    brackets.append(false)
  }

  private mutating func readWord() {
    let limit = name?.range.lowerBound ?? code.count
    let word = code[index..<limit].prefix(while: \.isWordPart)
    index = word.endIndex - 1
    guard word.contains(where: { $0 != UInt8(ascii: "-") }) else { return }
    addWord()
    pending = vocabulary.index(of: word).map { ($0, "\"'`\\".utf8.contains(code[word.endIndex])) }
  }

  /// What is no name, and does not separate names, ends the values of the lines before.
  private mutating func addWord() {
    if let value = values.first, value.line < line { values = [] }
    wordCount += 1
    pending = nil
  }

  /// A value begins here, if a parameter was named.
  private mutating func give() {
    guard let parameter = pending?.parameter else { return }
    pending = nil
    if values.count == Self.maximumNesting { values.removeFirst() }
    values.append(
      Value(
        parameter: parameter, line: line, depth: brackets.count, wordCount: wordCount,
        nameCount: nameCount))
  }

  /// A value goes on after its line where brackets are open, where there is nothing of it yet, and
  /// where it is a list of items that begin with `-`.
  private mutating func endLine() {
    give()
    values.removeAll { value in
      let isEmpty = value.wordCount == wordCount && value.nameCount == nameCount
      let isList = first == nil || first == UInt8(ascii: "-") && value.line < line
      return value.depth >= brackets.count && !isEmpty && !isList
    }
    (line, first, counted) = (line + 1, nil, (index + 1, 1))
  }
}
