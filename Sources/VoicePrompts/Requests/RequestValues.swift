internal import AudioFiles

// How values in JSON are read by the table.

extension RequestField.ValueType {
  /// What a value should be, where it is something else.
  func required(insteadOf value: JSONNode) -> Text? {
    switch self {
    case .prompt, .digits: value.string == nil ? Text(english: "a string") : nil
    case .text:
      value.string?.isEmpty ?? true ? Text(english: "a string that is not empty") : nil
    case .flag(let flag): isOn(value) == nil ? flag.words : nil
    case .number: value.wholeNumber == nil ? Text(english: "a whole number") : nil
    case .count:
      switch value.wholeNumber {
      case nil: Text(english: "a whole number")
      case let number?: number < 0 ? Text(english: "0 or more") : nil
      }
    case .object: value.members == nil ? Text(english: "an object") : nil
    case .list: value.items == nil ? Text(english: "an array") : nil
    case .unchecked, .userData: nil
    }
  }

  /// Whether a value says yes, or is a number other than 0; nil where it says neither.
  func isOn(_ value: JSONNode) -> Bool? {
    switch (self, value.value) {
    case (.flag(let flag), .string("true")) where flag != .boolean: true
    case (.flag(let flag), .string("false")) where flag != .boolean: false
    case (.flag(let flag), .bool(let isOn)) where flag != .string: isOn
    case (.count, _), (.number, _): value.wholeNumber.map { $0 != 0 }
    default: nil
    }
  }
}

extension RequestField.Flag {
  fileprivate var words: Text {
    switch self {
    case .string: Text(english: "the string \"true\" or \"false\"")
    case .boolean: Text(english: "the boolean true or false")
    case .either: Text(english: "true or false")
    }
  }
}

extension JSONNode {
  var items: [JSONNode]? {
    if case .array(let items) = value { items } else { nil }
  }

  /// A whole number, written as one or as a string of digits.
  var wholeNumber: Int? {
    switch value {
    case .number(let text), .string(let text): Int(text)
    default: nil
    }
  }
}
