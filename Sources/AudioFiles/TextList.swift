extension Sequence<Text> {
  /// One text after the other, with a separator of each language between them.
  package func joined(_ english: String, _ chinese: String) -> Text {
    let texts = Array(self)
    return Text(
      english: texts.map(\.english).joined(separator: english),
      chinese: texts.map(\.chinese).joined(separator: chinese))
  }
}

extension Sequence<String> {
  /// Names that are the same in both languages: `A-law or µ-law`.
  package var alternatives: Text {
    map { name in Text(english: name, chinese: name) }.joined(" or ", " 或 ")
  }

  /// The same as the reader's language separates them: `a, b`.
  package var listed: String {
    joined(separator: "\(Text(english: ", ", chinese: "、"))")
  }
}
