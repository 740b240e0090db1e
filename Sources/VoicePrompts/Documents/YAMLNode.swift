internal import AudioFiles
internal import CYAML

/// A YAML document as a tree, every node with its place. libyaml parses it.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  let content: Content
  /// Where it begins.
  let location: TextLocation

  /// Aliases make a small text a large tree, or one without end.
  private static let maximumCount = 500_000
  private static let maximumDepth = 50

  /// The only document of `text`; nil where there is none.
  ///
  /// - Parameter path: is named in messages.
  /// - Throws: ``PromptError`` where this is no YAML, too much of it, or more than one document.
  static func parse(_ text: String, path: String) throws(PromptError) -> YAMLNode? {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    let document = UnsafeMutablePointer<yaml_document_t>.allocate(capacity: 1)
    defer {
      parser.deallocate()
      document.deallocate()
    }
    guard yaml_parser_initialize(parser) == 1 else {
      throw PromptError(path, invalid: Text(english: "there is no memory for a parser"))
    }
    defer { yaml_parser_delete(parser) }
    let bytes = Array(text.utf8)
    guard nesting(bytes) <= maximumDepth * 10 else {
      throw PromptError(path, invalid: Text(english: "its brackets are nested too deep"))
    }
    let isLoaded = bytes.withUnsafeBufferPointer { bytes in
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      return yaml_parser_load(parser, document) == 1
    }
    guard isLoaded else {
      throw failure(parser.pointee, path)
    }
    defer { yaml_document_delete(document) }
    guard let root = yaml_document_get_root_node(document) else { return nil }
    var count = 0
    let node = try node(root.pointee, document, path, depth: 0, &count)
    try refuseMore(parser, path)
    return node
  }

  /// How deep brackets are nested, strings and comments included; the parser's time grows with the
  /// square of it.
  private static func nesting(_ bytes: [UInt8]) -> Int {
    var (depth, deepest) = (0, 0)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      default: continue
      }
      deepest = max(deepest, depth)
    }
    return deepest
  }

  private static func failure(_ parser: yaml_parser_t, _ path: String) -> PromptError {
    let problem = parser.problem.map { String(cString: $0) } ?? "unreadable"
    // What is no text at all has no place.
    let location = parser.error == YAML_READER_ERROR ? nil : TextLocation(parser.problem_mark)
    return PromptError(path, at: location, invalid: Text(english: "this is no YAML: \(problem)"))
  }

  /// Refuses whatever follows the first document, which would be passed over.
  private static func refuseMore(
    _ parser: UnsafeMutablePointer<yaml_parser_t>, _ path: String
  ) throws(PromptError) {
    let next = UnsafeMutablePointer<yaml_document_t>.allocate(capacity: 1)
    defer { next.deallocate() }
    guard yaml_parser_load(parser, next) == 1 else { throw failure(parser.pointee, path) }
    defer { yaml_document_delete(next) }
    if let root = yaml_document_get_root_node(next) {
      let location = TextLocation(root.pointee.start_mark)
      throw PromptError(path, at: location, invalid: Text(english: "a second document begins here"))
    }
  }

  private static func node(
    _ node: yaml_node_t, _ document: UnsafeMutablePointer<yaml_document_t>, _ path: String,
    depth: Int, _ count: inout Int
  ) throws(PromptError) -> YAMLNode {
    let location = TextLocation(node.start_mark)
    count += 1
    guard count <= maximumCount, depth <= maximumDepth else {
      throw PromptError(path, at: location, invalid: Text(english: "it is too large or too deep"))
    }
    func child(_ index: Int32) throws(PromptError) -> YAMLNode {
      guard let child = yaml_document_get_node(document, index) else {
        throw PromptError(path, at: location, invalid: Text(english: "this is no YAML"))
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
    return YAMLNode(content: content, location: location)
  }

  /// The text of a scalar.
  var string: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// What it is, for messages.
  var kind: Text {
    switch content {
    case .scalar(let text, isPlain: true) where text.isEmpty: Text(english: "nothing")
    case .scalar(let text, isPlain: true): Text(english: text)
    case .scalar(let text, isPlain: false): Text(english: "\"\(text)\" in quotes")
    case .sequence: Text(english: "a list")
    case .mapping: Text(english: "a mapping")
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

extension TextLocation {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
