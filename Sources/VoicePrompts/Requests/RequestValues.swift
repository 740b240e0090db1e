internal import AudioFiles

// How values in JSON are read by the table.

extension RequestField.ValueType {
  /// What a value should be, where it is something else.
  func required(insteadOf value: JSONNode) -> Text? {
    // What a program fills in may be anything.
    if let text = value.string, Template.isIn(text) { return nil }
    return switch self {
    case .prompt, .digits, .choice, .base64, .userData, .string:
      value.string == nil ? Text(english: "a string", chinese: "字符串") : nil
    case .text:
      value.string?.isEmpty ?? true
        ? Text(english: "a string that is not empty", chinese: "非空字符串") : nil
    case .flag(let flag): isOn(value) == nil ? flag.words : nil
    case .number:
      value.wholeNumber == nil
        ? Text(english: "a whole number, not in quotes", chinese: "整数，不带引号") : nil
    case .object: value.members == nil ? Text(english: "an object", chinese: "对象") : nil
    case .list, .strings: value.items == nil ? Text(english: "an array", chinese: "数组") : nil
    }
  }

  /// What the entries of a list are.
  var entryType: RequestField.ValueType? {
    switch self {
    case .list(let fields, _): .object(fields)
    case .strings: .string
    default: nil
    }
  }

  /// What a string should be, where it is none of those that the API has.
  func expectation(insteadOf text: String) -> Text? {
    switch self {
    case .choice(let words) where !words.contains(text):
      Text(
        english: words.map { "\"\($0)\"" }.joined(separator: " or "),
        chinese: words.map { "\"\($0)\"" }.joined(separator: " 或 "))
    case .base64 where !text.isBase64: Text(english: "BASE64", chinese: "BASE64")
    default: nil
    }
  }

  /// Whether a value says yes, or is a number other than 0; nil where it says neither.
  func isOn(_ value: JSONNode) -> Bool? {
    switch (self, value.value) {
    case (.flag(let flag), .string("true")) where flag != .boolean: true
    case (.flag(let flag), .string("false")) where flag != .boolean: false
    case (.flag(let flag), .bool(let isOn)) where flag != .string: isOn
    case (.number, _): value.wholeNumber.map { $0 != 0 }
    default: nil
    }
  }
}

extension RequestField.Flag {
  fileprivate var words: Text {
    switch self {
    case .string:
      Text(english: "the string \"true\" or \"false\"", chinese: "字符串 \"true\" 或 \"false\"")
    case .boolean: Text(english: "the boolean true or false", chinese: "布尔值 true 或 false")
    case .either: Text(english: "true or false", chinese: "布尔值或字符串形式的 true 或 false")
    }
  }
}

extension JSONNode {
  var items: [JSONNode]? {
    if case .array(let items) = value { items } else { nil }
  }

  var wholeNumber: Int? {
    if case .number(let text) = value { Int(text) } else { nil }
  }
}

extension String {
  fileprivate var isBase64: Bool {
    let codes = utf8.reversed().drop { $0 == UInt8(ascii: "=") }
    return utf8.count % 4 == 0 && utf8.count - codes.count <= 2
      && codes.allSatisfy {
        $0.isWordPart && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_")
          || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
      }
  }
}
