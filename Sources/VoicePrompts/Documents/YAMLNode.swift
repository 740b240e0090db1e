internal import AudioFiles

/// A YAML document as a tree, every node with its place.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  let content: Content
  /// Where it begins.
  let location: TextLocation

  /// The only document of `text`; nil where there is none.
  ///
  /// - Parameter path: is named in messages.
  /// - Throws: ``PromptError`` where this is not YAML, too much of it, or more than one document.
  static func parse(_ text: String, path: String) throws(PromptError) -> YAMLNode? {
    try YAMLParser.document(in: text, path: path)
  }

  /// The text of a scalar.
  var string: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// What it is, for messages.
  var kind: Text {
    switch content {
    case .scalar(let text, isPlain: true) where text.isEmpty:
      Text(english: "nothing", chinese: "空值")
    case .scalar(let text, isPlain: let isPlain) where text.unicodeScalars.count > 80:
      Text(
        english: isPlain ? "\(text.prefix(80))…" : "\"\(text.prefix(80))…\" in quotes",
        chinese: isPlain ? "“\(text.prefix(80))…”" : "带引号的 \"\(text.prefix(80))…\"")
    case .scalar(let text, isPlain: true): Text(english: text, chinese: "“\(text)”")
    case .scalar(let text, isPlain: false):
      Text(english: "\"\(text)\" in quotes", chinese: "带引号的 \"\(text)\"")
    case .sequence: Text(english: "a list", chinese: "列表")
    case .mapping: Text(english: "a mapping", chinese: "映射")
    }
  }

  /// Whether it is YAML's null.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// `true` or `false` without quotes.
  var bool: Bool? {
    if case .scalar(let text, isPlain: true) = content { Bool(text) } else { nil }
  }

  var sequence: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  var mapping: [(key: YAMLNode, value: YAMLNode)]? {
    if case .mapping(let pairs) = content { pairs } else { nil }
  }
}
