/// Takes values out of YAML nodes and refuses what it does not know, with its place.
package struct YAMLReader {
  /// Is named in messages.
  package let path: String

  package init(path: String) {
    self.path = path
  }

  package func failure(_ node: YAMLNode, _ message: String) -> PromptError {
    PromptError(path, .invalidText(node.place, message))
  }

  /// The pairs of a mapping whose keys are all known, each once.
  package func entries(
    _ node: YAMLNode, _ known: [String]
  ) throws(PromptError) -> [(key: String, value: YAMLNode)] {
    guard let mapping = node.mapping else {
      throw failure(node, "this must be a mapping with the keys \(known.joined(separator: ", "))")
    }
    var entries: [(key: String, value: YAMLNode)] = []
    for (key, value) in mapping {
      guard let name = key.string, known.contains(name) else {
        throw failure(
          key,
          "there is no key \(key.string ?? "like this"), only \(known.joined(separator: ", "))")
      }
      if entries.contains(where: { $0.key == name }) {
        throw failure(key, "the key \(name) is here twice")
      }
      entries.append((name, value))
    }
    return entries
  }

  package func size(_ node: YAMLNode, _ key: String) throws(PromptError) -> ByteSize {
    guard let size = node.string.flatMap({ ByteSize($0) }) else {
      throw failure(node, "\(key) must be a size (2MB, 2MiB or bytes), and is \(node.kind)")
    }
    return size
  }

  package func flag(_ node: YAMLNode, _ key: String) throws(PromptError) -> Bool {
    guard let flag = node.bool else {
      throw failure(node, "\(key) must be true or false, and is \(node.kind)")
    }
    return flag
  }

  /// A text that is not empty.
  package func text(
    _ node: YAMLNode, _ key: String, _ kind: String
  ) throws(PromptError) -> String {
    guard let text = node.string, !text.isEmpty, !node.isNull, !text.utf8.contains(0) else {
      throw failure(node, "\(key) must be \(kind), and is \(node.kind)")
    }
    return text
  }

  /// A decimal number of seconds, 0 or more.
  ///
  /// - Parameter least: what the number must be greater than.
  package func seconds(
    _ node: YAMLNode, _ key: String, above least: Double?
  ) throws(PromptError) -> Double {
    guard case .scalar(let text, isPlain: true) = node.content,
      text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let seconds = Double(text),
      seconds.isFinite, least.map({ seconds > $0 }) ?? (seconds >= 0)
    else {
      throw failure(
        node,
        "\(key) must be a number of seconds, \(least == nil ? "0 or more" : "greater than 0"), and "
          + "is \(node.kind)")
    }
    return seconds
  }
}
