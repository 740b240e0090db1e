internal import CYAML

/// A YAML document as a tree, every node with its place. libyaml parses it.
package struct YAMLNode {
  package enum Content {
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  package let content: Content
  /// Where it begins.
  package let place: TextPlace

  /// Aliases make a small text a large tree, or one without end.
  private static let maximumCount = 10_000
  private static let maximumDepth = 50

  /// The first document of `text`; nil where there is none.
  ///
  /// - Parameter path: is named in messages.
  /// - Throws: ``PromptError`` where this is no YAML, or too much of it.
  package static func parse(_ text: String, path: String) throws(PromptError) -> YAMLNode? {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    let document = UnsafeMutablePointer<yaml_document_t>.allocate(capacity: 1)
    defer {
      parser.deallocate()
      document.deallocate()
    }
    guard yaml_parser_initialize(parser) == 1 else {
      throw PromptError(path, .invalidText(nil, "there is no memory for a parser"))
    }
    defer { yaml_parser_delete(parser) }
    let bytes = Array(text.utf8)
    let isLoaded = bytes.withUnsafeBufferPointer { bytes in
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      return yaml_parser_load(parser, document) == 1
    }
    guard isLoaded else {
      let mark = parser.pointee.problem_mark
      let problem = parser.pointee.problem.map { String(cString: $0) } ?? "unreadable"
      throw PromptError(path, .invalidText(TextPlace(mark), "this is no YAML: \(problem)"))
    }
    defer { yaml_document_delete(document) }
    guard let root = yaml_document_get_root_node(document) else { return nil }
    var count = 0
    return try node(root.pointee, document, path, depth: 0, &count)
  }

  private static func node(
    _ node: yaml_node_t, _ document: UnsafeMutablePointer<yaml_document_t>, _ path: String,
    depth: Int, _ count: inout Int
  ) throws(PromptError) -> YAMLNode {
    let place = TextPlace(node.start_mark)
    count += 1
    guard count <= maximumCount, depth <= maximumDepth else {
      throw PromptError(path, .invalidText(place, "it is too large or too deep"))
    }
    func child(_ index: Int32) throws(PromptError) -> YAMLNode {
      guard let child = yaml_document_get_node(document, index) else {
        throw PromptError(path, .invalidText(place, "this is no YAML"))
      }
      return try Self.node(child.pointee, document, path, depth: depth + 1, &count)
    }
    let content: Content
    switch node.type {
    case YAML_SEQUENCE_NODE:
      let items = node.data.sequence.items
      var children: [YAMLNode] = []
      for item in UnsafeBufferPointer(start: items.start, count: items.top - items.start) {
        children.append(try child(item))
      }
      content = .sequence(children)
    case YAML_MAPPING_NODE:
      let pairs = node.data.mapping.pairs
      var children: [(key: YAMLNode, value: YAMLNode)] = []
      for pair in UnsafeBufferPointer(start: pairs.start, count: pairs.top - pairs.start) {
        children.append((try child(pair.key), try child(pair.value)))
      }
      content = .mapping(children)
    default:
      let scalar = node.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
      content = .scalar(
        String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    }
    return YAMLNode(content: content, place: place)
  }

  /// The text of a scalar.
  package var string: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// `true` or `false` without quotes.
  package var bool: Bool? {
    if case .scalar(let text, isPlain: true) = content { Bool(text) } else { nil }
  }

  package var sequence: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  package var mapping: [(key: YAMLNode, value: YAMLNode)]? {
    if case .mapping(let pairs) = content { pairs } else { nil }
  }
}

extension TextPlace {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
