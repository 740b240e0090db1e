internal import CYAML

/// A YAML document as a tree, every node with its place. libyaml parses it.
struct YAMLNode {
  enum Content {
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  let content: Content
  /// Both counted from 1.
  let line: Int
  let column: Int

  /// What is no YAML, or too much of it, and where.
  struct Failure: Error {
    let message: String
    let line: Int
    let column: Int
  }

  /// Aliases make a small text a large tree, or one without end.
  private static let maximumCount = 10_000
  private static let maximumDepth = 50

  /// The first document of `text`; nil where there is none.
  static func parse(_ text: String) throws(Failure) -> YAMLNode? {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    let document = UnsafeMutablePointer<yaml_document_t>.allocate(capacity: 1)
    defer {
      parser.deallocate()
      document.deallocate()
    }
    guard yaml_parser_initialize(parser) == 1 else {
      throw Failure(message: "there is no memory for a parser", line: 1, column: 1)
    }
    defer { yaml_parser_delete(parser) }
    let bytes = Array(text.utf8)
    let isLoaded = bytes.withUnsafeBufferPointer { bytes in
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      return yaml_parser_load(parser, document) == 1
    }
    guard isLoaded else {
      let mark = parser.pointee.problem_mark
      throw Failure(
        message: parser.pointee.problem.map { String(cString: $0) } ?? "unreadable",
        line: mark.line + 1, column: mark.column + 1)
    }
    defer { yaml_document_delete(document) }
    guard let root = yaml_document_get_root_node(document) else { return nil }
    var count = 0
    return try node(root.pointee, document, depth: 0, &count)
  }

  private static func node(
    _ node: yaml_node_t, _ document: UnsafeMutablePointer<yaml_document_t>, depth: Int,
    _ count: inout Int
  ) throws(Failure) -> YAMLNode {
    let (line, column) = (Int(node.start_mark.line) + 1, Int(node.start_mark.column) + 1)
    count += 1
    guard count <= maximumCount, depth <= maximumDepth else {
      throw Failure(message: "it is too large or too deep", line: line, column: column)
    }
    func child(_ index: Int32) throws(Failure) -> YAMLNode {
      guard let child = yaml_document_get_node(document, index) else {
        throw Failure(message: "unreadable", line: line, column: column)
      }
      return try Self.node(child.pointee, document, depth: depth + 1, &count)
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
    return YAMLNode(content: content, line: line, column: column)
  }

  /// The text of a scalar.
  var string: String? {
    if case .scalar(let text, _) = content { text } else { nil }
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
