internal import AudioFiles

/// Goes through a JSON text once, scalar by scalar.
struct JSONParser {
  private static let maximumDepth = 100

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var line = 1
  private var lineStart = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  private var location: TextLocation { TextLocation(line: line, column: index - lineStart + 1) }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func failure(_ message: Text) -> JSONNode.Failure {
    JSONNode.Failure(message: message, location: location)
  }

  private func failure(_ message: (_ found: Text) -> Text) -> JSONNode.Failure {
    failure(message(found))
  }

  /// What is at this place.
  private var found: Text {
    guard let next else { return Text(english: "the end of the file") }
    if next == "\n" || next == "\r" { return Text(english: "a line's end") }
    // What cannot be seen is told by its number.
    let isVisible = next.value > 0x20 && (next.value < 0x7F || next.properties.isAlphabetic)
    return isVisible
      ? Text(english: "\"\(next)\"")
      : Text(english: "U+\(next.value.hexadecimal(digits: 4, uppercase: true))")
  }

  private mutating func advance() {
    if next == "\n" {
      line += 1
      lineStart = index + 1
    }
    index += 1
  }

  private mutating func skipSpace() {
    while let scalar = next, scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t" {
      advance()
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    advance()
    return true
  }

  mutating func document() throws(JSONNode.Failure) -> JSONNode {
    skipSpace()
    let node = try node(depth: 0)
    skipSpace()
    if next != nil {
      throw failure { found in
        Text(english: "nothing may follow the document, and \(found.english) does")
      }
    }
    return node
  }

  private mutating func node(depth: Int) throws(JSONNode.Failure) -> JSONNode {
    guard depth < Self.maximumDepth else { throw failure(Text(english: "nested too deep")) }
    let location = location
    let value: JSONNode.Value
    switch next {
    case "{": value = .object(try members(depth))
    case "[": value = .array(try items(depth))
    case "\"": value = .string(try string())
    case "t" where word("true"): value = .bool(true)
    case "f" where word("false"): value = .bool(false)
    case "n" where word("null"): value = .null
    case let scalar? where scalar == "-" || isDigit(scalar): value = .number(try number())
    default:
      throw failure { found in Text(english: "a value is needed, and \(found.english) is here") }
    }
    return JSONNode(value: value, location: location)
  }

  private mutating func members(_ depth: Int) throws(JSONNode.Failure) -> [JSONNode.Member] {
    advance()
    var members: [JSONNode.Member] = []
    skipSpace()
    if take("}") { return members }
    while true {
      skipSpace()
      let keyLocation = location
      guard next == "\"" else {
        throw failure { found in
          Text(english: "a key in quotes is needed, and \(found.english) is here")
        }
      }
      let key = try string()
      skipSpace()
      guard take(":") else {
        throw failure { found in Text(english: "\":\" is needed, and \(found.english) is here") }
      }
      skipSpace()
      members.append(
        JSONNode.Member(key: key, keyLocation: keyLocation, node: try node(depth: depth + 1)))
      skipSpace()
      if take("}") { return members }
      guard take(",") else {
        throw failure { found in
          Text(english: "\",\" or \"}\" is needed, and \(found.english) is here")
        }
      }
    }
  }

  private mutating func items(_ depth: Int) throws(JSONNode.Failure) -> [JSONNode] {
    advance()
    var items: [JSONNode] = []
    skipSpace()
    if take("]") { return items }
    while true {
      skipSpace()
      items.append(try node(depth: depth + 1))
      skipSpace()
      if take("]") { return items }
      guard take(",") else {
        throw failure { found in
          Text(english: "\",\" or \"]\" is needed, and \(found.english) is here")
        }
      }
    }
  }

  private mutating func word(_ word: String) -> Bool {
    let end = index + word.unicodeScalars.count
    guard end <= scalars.count, scalars[index..<end].elementsEqual(word.unicodeScalars) else {
      return false
    }
    index = end
    return true
  }

  private mutating func number() throws(JSONNode.Failure) -> String {
    let start = index
    _ = take("-")
    if !take("0") {
      try digits()
    } else if let digit = next, isDigit(digit) {
      throw failure(Text(english: "no number begins with 0; in quotes it may"))
    }
    if take(".") { try digits() }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      try digits()
    }
    return String(String.UnicodeScalarView(scalars[start..<index]))
  }

  private mutating func digits() throws(JSONNode.Failure) {
    guard let first = next, isDigit(first) else {
      throw failure { found in Text(english: "a digit is needed, and \(found.english) is here") }
    }
    while let digit = next, isDigit(digit) { advance() }
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private mutating func string() throws(JSONNode.Failure) -> String {
    advance()
    var text = String.UnicodeScalarView()
    while let scalar = next {
      switch scalar {
      case "\"":
        advance()
        return String(text)
      case "\\":
        advance()
        text.append(try escape())
      case "\n", "\r": throw failure(Text(english: "a string must end on its line"))
      case "\u{0}"..."\u{1F}":
        throw failure { found in Text(english: "\(found.english) must be escaped in a string") }
      default:
        text.append(scalar)
        advance()
      }
    }
    throw failure(Text(english: "a string must end, and the file does"))
  }

  private mutating func escape() throws(JSONNode.Failure) -> Unicode.Scalar {
    guard let scalar = next else {
      throw failure(Text(english: "a string must end, and the file does"))
    }
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r",
      "t": "\t",
    ]
    if let meant = plain[scalar] {
      advance()
      return meant
    }
    guard scalar == "u" else { throw failure(Text(english: "there is no escape \\\(scalar)")) }
    let first = try unit()
    guard (0xD800..<0xDC00).contains(first) else {
      // Half of a pair alone stands for no character.
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    guard next == "\\", index + 1 < scalars.count, scalars[index + 1] == "u" else {
      return "\u{FFFD}"
    }
    advance()
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second) else { return "\u{FFFD}" }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  /// Four hexadecimal digits after the `u` that is next.
  private mutating func unit() throws(JSONNode.Failure) -> UInt32 {
    advance()
    let end = min(index + 4, scalars.count)
    let digits = String(String.UnicodeScalarView(scalars[index..<end]))
    guard digits.count == 4, digits.allSatisfy(\.isHexDigit), let unit = UInt32(digits, radix: 16)
    else { throw failure(Text(english: "four hexadecimal digits are needed")) }
    index = end
    return unit
  }
}
