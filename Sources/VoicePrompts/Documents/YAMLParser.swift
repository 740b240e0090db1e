internal import AudioFiles
internal import CYAML

/// Makes a tree of the events that libyaml gives, and stops at the first that is too much.
///
/// libyaml's own trees come too late for that: it makes all of one first, in a time that grows with
/// the square of its anchors.
struct YAMLParser {
  /// Nodes, counting again what aliases repeat: a set of 4,000 prompts with all their keys has
  /// some 70,000. A node takes 40 bytes and more.
  static let maximumCount = 250_000
  /// A set is four deep.
  static let maximumDepth = 50
  /// Names for what is repeated; a set has one or two, and each keeps what it names.
  static let maximumAnchorCount = 1000
  /// libyaml compares each directive with all others.
  static let maximumDirectiveCount = 100

  private let path: String
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var anchors: [String: Part] = [:]
  private var count = 0

  /// A node with all that is below it.
  private struct Part {
    let node: YAMLNode
    var count = 1
    /// Levels below it.
    var height = 0
  }

  /// The only document of `text`; nil where there is none.
  ///
  /// - Parameter path: is named in messages.
  /// - Throws: ``PromptError`` where this is not YAML, too much of it, or more than one document.
  static func document(in text: String, path: String) throws(PromptError) -> YAMLNode? {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(PromptError) in try document(in: bytes, path: path) }
    }
    return try result.get()
  }

  private static func document(
    in bytes: UnsafeBufferPointer<UInt8>, path: String
  ) throws(PromptError) -> YAMLNode? {
    guard directiveCount(bytes) <= maximumDirectiveCount else {
      throw PromptError(
        path,
        invalid: Text(
          english:
            "there are more than \(maximumDirectiveCount) %TAG directives in it, and none is "
            + "needed; remove them",
          chinese: "其中的 %TAG 指令超过 \(maximumDirectiveCount) 个，而且都不需要；请删除它们"))
    }
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      throw PromptError(
        path, invalid: Text(english: "there is no memory for a parser", chinese: "没有内存可供解析器使用"))
    }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    var this = YAMLParser(path: path, parser: parser)
    return try this.document()
  }

  /// How often `%TAG` is there, be it in a directive or not.
  private static func directiveCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    bytes.indices.count { bytes[$0] == UInt8(ascii: "%") && bytes[$0...].starts(with: "%TAG".utf8) }
  }

  private init(path: String, parser: UnsafeMutablePointer<yaml_parser_t>) {
    self.path = path
    self.parser = parser
  }

  // MARK: Events

  /// What `body` makes of the next event.
  private func next<Value>(
    _ body: (yaml_event_t) throws(PromptError) -> Value
  ) throws(PromptError) -> Value {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw noYAML }
    defer { yaml_event_delete(&event) }
    return try body(event)
  }

  private var noYAML: PromptError {
    let parser = parser.pointee
    let problem = parser.problem.map { String(cString: $0) } ?? "unreadable"
    // What is no text at all has no place.
    let location = parser.error == YAML_READER_ERROR ? nil : TextLocation(parser.problem_mark)
    return PromptError(
      path, at: location,
      invalid: Text(english: "this is not YAML: \(problem)", chinese: "这不是 YAML：\(problem)"))
  }

  // MARK: Nodes

  private mutating func document() throws(PromptError) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let isDocument = try next { event throws(PromptError) -> Bool? in
        switch event.type {
        case YAML_STREAM_END_EVENT: return nil
        case YAML_DOCUMENT_START_EVENT:
          // It would be passed over.
          guard root == nil else {
            throw PromptError(
              path, at: TextLocation(event.start_mark),
              invalid: Text(english: "a second document begins here", chinese: "第二个文档从这里开始"))
          }
          return true
        default: return false
        }
      }
      guard let isDocument else { return root }
      if isDocument { root = try part(depth: 0)?.node }
    }
  }

  /// What the next event begins.
  private enum Beginning {
    case whole(Part)
    case list(TextLocation)
    case mapping(TextLocation)
    /// Of the list or mapping that was begun before.
    case end
  }

  /// The node that is next; nil where a list or a mapping ends instead.
  private mutating func part(depth: Int) throws(PromptError) -> Part? {
    let (beginning, anchor) = try next { event throws(PromptError) -> (Beginning, String?) in
      (try self.beginning(of: event), Self.anchor(of: event))
    }
    let part: Part
    switch beginning {
    case .end: return nil
    case .whole(let whole):
      part = whole
      try add(whole, depth)
    case .list(let location):
      var list = Part(node: YAMLNode(content: .sequence([]), location: location))
      try add(list, depth)
      var items: [YAMLNode] = []
      while let item = try self.part(depth: depth + 1) {
        items.append(item.node)
        list.count += item.count
        list.height = max(list.height, item.height + 1)
      }
      part = Part(
        node: YAMLNode(content: .sequence(items), location: location), count: list.count,
        height: list.height)
    case .mapping(let location):
      var mapping = Part(node: YAMLNode(content: .mapping([]), location: location))
      try add(mapping, depth)
      var pairs: [(key: YAMLNode, value: YAMLNode)] = []
      while let key = try self.part(depth: depth + 1),
        let value = try self.part(depth: depth + 1)
      {
        pairs.append((key.node, value.node))
        mapping.count += key.count + value.count
        mapping.height = max(mapping.height, key.height + 1, value.height + 1)
      }
      part = Part(
        node: YAMLNode(content: .mapping(pairs), location: location), count: mapping.count,
        height: mapping.height)
    }
    if let anchor {
      anchors[anchor] = part
      guard anchors.count <= Self.maximumAnchorCount else {
        throw PromptError(
          path, at: part.node.location,
          invalid: Text(
            english:
              "there are more than \(Self.maximumAnchorCount.grouped) anchors in it; write out "
              + "what they repeat",
            chinese: "其中的锚点超过 \(Self.maximumAnchorCount.grouped) 个；请把它们重复的内容写出来"))
      }
    }
    return part
  }

  private func beginning(of event: yaml_event_t) throws(PromptError) -> Beginning {
    let location = TextLocation(event.start_mark)
    switch event.type {
    case YAML_SEQUENCE_START_EVENT: return .list(location)
    case YAML_MAPPING_START_EVENT: return .mapping(location)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
      let content = YAMLNode.Content.scalar(
        String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
      return .whole(Part(node: YAMLNode(content: content, location: location)))
    case YAML_ALIAS_EVENT:
      let name = Self.text(event.data.alias.anchor) ?? ""
      guard let part = anchors[name] else {
        throw PromptError(
          path, at: location,
          invalid: Text(
            english: "no anchor before this is named \(name)", chinese: "此前没有名为 \(name) 的锚点"))
      }
      return .whole(part)
    default: return .end
    }
  }

  private static func anchor(of event: yaml_event_t) -> String? {
    switch event.type {
    case YAML_SCALAR_EVENT: text(event.data.scalar.anchor)
    case YAML_SEQUENCE_START_EVENT: text(event.data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT: text(event.data.mapping_start.anchor)
    default: nil
    }
  }

  private static func text(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    characters.map { String(cString: $0) }
  }

  /// Counts a part, and refuses what is too much.
  private mutating func add(_ part: Part, _ depth: Int) throws(PromptError) {
    count += part.count
    guard count <= Self.maximumCount else {
      throw PromptError(
        path, at: part.node.location,
        invalid: Text(
          english: "there are more than \(Self.maximumCount.grouped) values in it, counting what "
            + "aliases repeat; divide it into several files",
          chinese: "其中的值超过 \(Self.maximumCount.grouped) 个，别名重复的也计算在内；请拆成几个文件"))
    }
    guard depth + part.height <= Self.maximumDepth else {
      throw PromptError(
        path, at: part.node.location,
        invalid: Text(
          english: "lists and mappings are nested deeper than \(Self.maximumDepth) levels here; "
            + "no key of this file has that many",
          chinese: "这里的列表和映射嵌套超过 \(Self.maximumDepth) 层；这种文件的键没有这么多层"))
    }
  }
}

extension TextLocation {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
