internal import AudioFiles

/// Goes through a JSON text once, byte by byte, and keeps no more than one part of it as a tree.
struct JSONParser {
  /// Levels; the deepest request has four.
  static let maximumDepth = 100
  /// Values of a body, or of a prompt in a lock; the longest request has some hundred. A value takes
  /// 40 bytes and more.
  static let maximumCount = 20_000
  /// Bytes of a body, or of a prompt in a lock; requests have some thousand.
  static let maximumSize = 1_048_576

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  /// Where the line begins, later by the bytes of each scalar but its first, so that columns count
  /// scalars.
  private var lineStart = 0
  /// Values of the part that is being read, and where it begins.
  private var count = 0
  private var partStart = 0

  /// - Parameter bytes: UTF-8 without a byte order mark.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var location: TextLocation { TextLocation(line: line, column: index - lineStart + 1) }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func has(_ character: Unicode.Scalar) -> Bool { next == UInt8(ascii: character) }

  func failure(_ message: Text) -> JSONNode.Failure {
    JSONNode.Failure(message: message, location: location)
  }

  private func failure(_ message: (_ found: Text) -> Text) -> JSONNode.Failure {
    failure(message(found))
  }

  /// What is at this place.
  private var found: Text {
    let text = String(decoding: bytes[index...].prefix(4), as: UTF8.self)
    guard let next = text.unicodeScalars.first else {
      return Text(english: "the end of the file", chinese: "文件末尾")
    }
    if next == "\n" || next == "\r" { return Text(english: "a line's end", chinese: "行尾") }
    // What cannot be seen is told by its number.
    let isVisible = next.value > 0x20 && (next.value < 0x7F || next.properties.isAlphabetic)
    return isVisible
      ? Text(english: "\"\(next)\"", chinese: "字符 \"\(next)\"")
      : Text(
        english: "U+\(next.value.hexadecimal(digits: 4, uppercase: true))",
        chinese: "字符 U+\(next.value.hexadecimal(digits: 4, uppercase: true))")
  }

  private mutating func advance() {
    if let next {
      if next == UInt8(ascii: "\n") {
        line += 1
        lineStart = index + 1
      } else if next & 0xC0 == 0x80 {
        lineStart += 1
      }
    }
    index += 1
  }

  private mutating func skipSpace() {
    while has(" ") || has("\n") || has("\r") || has("\t") { advance() }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard has(character) else { return false }
    advance()
    return true
  }

  // MARK: Documents

  /// The document as one part.
  mutating func document() throws(JSONNode.Failure) -> JSONNode {
    skipSpace()
    let root = try part()
    try end()
    return root
  }

  /// The items of a list, one after the other, or the only value that there is.
  ///
  mutating func items(
    _ body: (JSONNode) throws(JSONNode.Failure) -> Void
  ) throws(JSONNode.Failure) {
    skipSpace()
    if has("[") {
      try list { parser throws(JSONNode.Failure) in try body(try parser.part()) }
      try end()
    } else {
      try body(try document())
    }
  }

  /// The members of an object that is the document.
  ///
  /// - Parameter body: is given each key, and reads its value.
  mutating func members(
    _ body: (inout JSONParser, String) throws(JSONNode.Failure) -> Void
  ) throws(JSONNode.Failure) {
    skipSpace()
    try object { parser, key, _ throws(JSONNode.Failure) in try body(&parser, key) }
    try end()
  }

  /// The text of the value that is next.
  mutating func partText() throws(JSONNode.Failure) -> ArraySlice<UInt8> {
    let start = index
    _ = try part()
    return bytes[start..<index]
  }

  /// A value whose size and values are counted by themselves.
  mutating func part() throws(JSONNode.Failure) -> JSONNode {
    count = 0
    partStart = index
    return try node(depth: 0)
  }

  /// Goes through the list that is next.
  ///
  /// - Parameter item: reads an item.
  mutating func list(
    _ item: (inout JSONParser) throws(JSONNode.Failure) -> Void
  ) throws(JSONNode.Failure) {
    try need("[")
    skipSpace()
    if take("]") { return }
    while true {
      skipSpace()
      try item(&self)
      skipSpace()
      if take("]") { return }
      guard take(",") else {
        throw failure { found in
          Text(
            english: "\",\" or \"]\" is needed, and \(found.english) is here",
            chinese: "此处需要 \",\" 或 \"]\"，实际是\(found.chinese)")
        }
      }
    }
  }

  private mutating func end() throws(JSONNode.Failure) {
    skipSpace()
    if next != nil {
      throw failure { found in
        Text(
          english: "nothing may follow the document, and \(found.english) does",
          chinese: "文档之后不能再有内容，实际有\(found.chinese)")
      }
    }
  }

  // MARK: Values

  private mutating func node(depth: Int) throws(JSONNode.Failure) -> JSONNode {
    guard depth < Self.maximumDepth else {
      throw failure(
        Text(
          english: "nested deeper than \(Self.maximumDepth) levels, which no field of a request is",
          chinese: "嵌套超过 \(Self.maximumDepth) 层，请求中没有这么深的字段")
      )
    }
    count += 1
    guard count <= Self.maximumCount else {
      throw failure(
        Text(
          english: "more than \(Self.maximumCount.grouped) values in one body, which no request "
            + "has; give each request a body of its own",
          chinese: "一个请求体中有超过 \(Self.maximumCount.grouped) 个值，请求不会有这么多；请为每个请求单独写请求体"))
    }
    try refuseTooLarge()
    let location = location
    let value: JSONNode.Value
    switch next.map({ Unicode.Scalar($0) }) {
    case "{":
      var members: [JSONNode.Member] = []
      try object { parser, key, place throws(JSONNode.Failure) in
        members.append(
          JSONNode.Member(key: key, keyLocation: place, node: try parser.node(depth: depth + 1)))
      }
      value = .object(members)
    case "[":
      var items: [JSONNode] = []
      try list { parser throws(JSONNode.Failure) in
        items.append(try parser.node(depth: depth + 1))
      }
      value = .array(items)
    case "\"": value = .string(try string())
    case "t" where word("true"): value = .bool(true)
    case "f" where word("false"): value = .bool(false)
    case "n" where word("null"): value = .null
    case let character? where character == "-" || ("0"..."9").contains(character):
      value = .number(try number())
    default:
      throw failure { found in
        Text(
          english: "a value is needed, and \(found.english) is here",
          chinese: "此处需要一个值，实际是\(found.chinese)")
      }
    }
    return JSONNode(value: value, location: location)
  }

  private func refuseTooLarge() throws(JSONNode.Failure) {
    guard index - partStart <= Self.maximumSize else {
      throw failure(
        Text(
          english: "more than \(Self.maximumSize.grouped) bytes in one body, which no request has; "
            + "give each request a body of its own",
          chinese: "一个请求体超过 \(Self.maximumSize.grouped) 字节，请求不会有这么大；请为每个请求单独写请求体"))
    }
  }

  private mutating func object(
    _ member: (inout JSONParser, String, TextLocation) throws(JSONNode.Failure) -> Void
  ) throws(JSONNode.Failure) {
    try need("{")
    skipSpace()
    if take("}") { return }
    while true {
      skipSpace()
      let keyLocation = location
      guard has("\"") else {
        throw failure { found in
          Text(
            english: "a key in quotes is needed, and \(found.english) is here",
            chinese: "此处需要带引号的键，实际是\(found.chinese)")
        }
      }
      let key = try string()
      skipSpace()
      try need(":")
      skipSpace()
      try member(&self, key, keyLocation)
      skipSpace()
      if take("}") { return }
      guard take(",") else {
        throw failure { found in
          Text(
            english: "\",\" or \"}\" is needed, and \(found.english) is here",
            chinese: "此处需要 \",\" 或 \"}\"，实际是\(found.chinese)")
        }
      }
    }
  }

  private mutating func need(_ character: Unicode.Scalar) throws(JSONNode.Failure) {
    guard take(character) else {
      throw failure { found in
        Text(
          english: "\"\(character)\" is needed, and \(found.english) is here",
          chinese: "此处需要 \"\(character)\"，实际是\(found.chinese)")
      }
    }
  }

  private mutating func word(_ word: String) -> Bool {
    guard bytes[index...].starts(with: word.utf8) else { return false }
    index += word.utf8.count
    return true
  }

  private mutating func number() throws(JSONNode.Failure) -> String {
    let start = index
    _ = take("-")
    if !take("0") {
      try digits()
    } else if isAtDigit {
      throw failure(
        Text(english: "no number begins with 0; in quotes it may", chinese: "数字不能以 0 开头；放在引号里则可以"))
    }
    if take(".") { try digits() }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      try digits()
    }
    try refuseTooLarge()
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(JSONNode.Failure) {
    guard isAtDigit else {
      throw failure { found in
        Text(
          english: "a digit is needed, and \(found.english) is here",
          chinese: "此处需要一个数字，实际是\(found.chinese)")
      }
    }
    while isAtDigit { advance() }
  }

  private var isAtDigit: Bool {
    next.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
  }

  private mutating func string() throws(JSONNode.Failure) -> String {
    advance()
    var text = ""
    var start = index
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text += String(decoding: bytes[start..<index], as: UTF8.self)
        advance()
        return text
      case UInt8(ascii: "\\"):
        text += String(decoding: bytes[start..<index], as: UTF8.self)
        advance()
        text.unicodeScalars.append(try escape())
        start = index
        try refuseTooLarge()
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        throw failure(Text(english: "a string must end on its line", chinese: "字符串必须在本行内结束"))
      case 0...0x1F:
        throw failure { found in
          Text(
            english: "\(found.english) must be escaped in a string",
            chinese: "字符串中的\(found.chinese) 必须转义")
        }
      default:
        advance()
        if index - start > Self.maximumSize { try refuseTooLarge() }
      }
    }
    throw failure(Text(english: "a string must end, and the file does", chinese: "字符串必须结束，而文件已到末尾"))
  }

  private mutating func escape() throws(JSONNode.Failure) -> Unicode.Scalar {
    let meant: Unicode.Scalar
    switch next.map({ Unicode.Scalar($0) }) {
    case nil:
      throw failure(
        Text(english: "a string must end, and the file does", chinese: "字符串必须结束，而文件已到末尾"))
    case let mark? where ["\"", "\\", "/"].contains(mark): meant = mark
    case "b": meant = "\u{8}"
    case "f": meant = "\u{C}"
    case "n": meant = "\n"
    case "r": meant = "\r"
    case "t": meant = "\t"
    case "u": return try character()
    default:
      let mark = String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first
      throw failure(
        Text(english: "there is no escape \\\(mark ?? " ")", chinese: "没有转义符 \\\(mark ?? " ")"))
    }
    advance()
    return meant
  }

  /// The character whose number follows the `u` that is next, or whose two halves do.
  private mutating func character() throws(JSONNode.Failure) -> Unicode.Scalar {
    let first = try unit()
    guard (0xD800..<0xDC00).contains(first) else {
      // Half of a pair alone stands for no character.
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    guard bytes[index...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    advance()
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second) else { return "\u{FFFD}" }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  /// Four hexadecimal digits after the `u` that is next.
  private mutating func unit() throws(JSONNode.Failure) -> UInt32 {
    advance()
    let digits = String(decoding: bytes[index...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit),
      let unit = UInt32(digits, radix: 16)
    else {
      throw failure(Text(english: "four hexadecimal digits are needed", chinese: "此处需要四位十六进制数字"))
    }
    index += 4
    return unit
  }
}
