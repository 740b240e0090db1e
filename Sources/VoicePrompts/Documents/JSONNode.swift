internal import AudioFiles

/// A JSON document (RFC 8259) as a tree, every value and every key with its place.
///
/// Ours because the decoders of Foundation tell no places, and a finding without a place is half a
/// finding.
struct JSONNode: Sendable {
  enum Value: Sendable {
    case object([Member])
    case array([JSONNode])
    case string(String)
    /// As it is written.
    case number(String)
    case bool(Bool)
    case null
  }

  /// A key and its value; keys may be there more than once.
  struct Member: Sendable {
    let key: String
    let keyLocation: TextLocation
    let node: JSONNode
  }

  let value: Value
  let location: TextLocation

  /// - Throws: ``Failure`` where the text is no JSON, or more than ``JSONParser`` takes.
  static func parse(_ text: String) throws(Failure) -> JSONNode {
    var parser = JSONParser(Array(text.utf8))
    return try parser.document()
  }

  /// What is no JSON, and where.
  struct Failure: Error {
    let message: Text
    let location: TextLocation
  }

  /// The members of an object; nil for anything else.
  var members: [Member]? {
    if case .object(let members) = value { members } else { nil }
  }

  var string: String? {
    if case .string(let text) = value { text } else { nil }
  }

  /// The value of a key, the last where there are several, as most parsers take it.
  subscript(key: String) -> JSONNode? { members?.last { $0.key == key }?.node }

  var isNull: Bool {
    if case .null = value { true } else { false }
  }

  /// What it is, for messages.
  var kind: Text {
    switch value {
    case .object: Text(english: "an object", chinese: "对象")
    case .array: Text(english: "an array", chinese: "数组")
    case .string(let text) where text.unicodeScalars.count > 80:
      Text(english: "the string \"\(text.prefix(80))…\"", chinese: "字符串 \"\(text.prefix(80))…\"")
    case .string(let text): Text(english: "the string \"\(text)\"", chinese: "字符串 \"\(text)\"")
    case .number(let text):
      Text(english: "the number \(text.prefix(80))", chinese: "数字 \(text.prefix(80))")
    case .bool(let flag): Text(english: "the boolean \(flag)", chinese: "布尔值 \(flag)")
    case .null: Text(english: "null", chinese: "空值 null")
    }
  }
}
