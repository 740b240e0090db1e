internal import CYAML

/// A YAML document as it is written: which bytes each node takes, and how.
///
/// For a text that ``YAMLNode`` has read already: what is too much has been refused there.
struct YAMLSyntax {
  enum Kind {
    /// Also an alias, which stands for what is elsewhere.
    case scalar(String)
    case sequence([YAMLSyntax], isFlow: Bool)
    case mapping([(key: YAMLSyntax, value: YAMLSyntax)], isFlow: Bool)
  }

  let kind: Kind
  /// From its anchor or tag on, where it has one, to its last visible character.
  let range: Range<Int>

  /// The only document of a text of UTF-8 without a byte order mark; nil where there is none.
  static func parse(_ text: [UInt8]) -> YAMLSyntax? {
    text.withUnsafeBufferPointer { bytes in
      let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
      defer { parser.deallocate() }
      guard yaml_parser_initialize(parser) == 1 else { return nil }
      defer { yaml_parser_delete(parser) }
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      var reader = Reader(parser: parser, bytes: bytes)
      return reader.node()
    }
  }

  var string: String? {
    if case .scalar(let text) = kind { text } else { nil }
  }

  private struct Reader {
    let parser: UnsafeMutablePointer<yaml_parser_t>
    let bytes: UnsafeBufferPointer<UInt8>
    /// The place that was asked for last, in bytes and in Unicode scalars, which libyaml counts.
    private var offset = 0
    private var scalars = 0

    init(parser: UnsafeMutablePointer<yaml_parser_t>, bytes: UnsafeBufferPointer<UInt8>) {
      self.parser = parser
      self.bytes = bytes
    }

    /// The next node; nil where a list, a mapping or the text ends instead.
    mutating func node() -> YAMLSyntax? {
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { return nil }
        defer { yaml_event_delete(&event) }
        let start = byteOffset(event.start_mark)
        switch event.type {
        case YAML_SCALAR_EVENT:
          let scalar = event.data.scalar
          let text = UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
          return YAMLSyntax(
            kind: .scalar(String(decoding: text, as: UTF8.self)),
            range: start..<visibleEnd(event.end_mark, after: start))
        case YAML_ALIAS_EVENT:
          return YAMLSyntax(
            kind: .scalar(""), range: start..<visibleEnd(event.end_mark, after: start))
        case YAML_SEQUENCE_START_EVENT:
          return sequence(
            from: start, isFlow: event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
        case YAML_MAPPING_START_EVENT:
          return mapping(
            from: start, isFlow: event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
        case YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT: continue
        default:
          // Where the list or mapping ends, for those that have a sign for it.
          lastEnd = byteOffset(event.end_mark)
          return nil
        }
      }
    }

    private var lastEnd = 0

    private mutating func sequence(from start: Int, isFlow: Bool) -> YAMLSyntax {
      var items: [YAMLSyntax] = []
      while let item = node() { items.append(item) }
      let end = isFlow ? lastEnd : items.last?.range.upperBound ?? start
      return YAMLSyntax(kind: .sequence(items, isFlow: isFlow), range: start..<max(start, end))
    }

    private mutating func mapping(from start: Int, isFlow: Bool) -> YAMLSyntax {
      var pairs: [(key: YAMLSyntax, value: YAMLSyntax)] = []
      while let key = node(), let value = node() { pairs.append((key, value)) }
      let end = isFlow ? lastEnd : pairs.last?.value.range.upperBound ?? start
      return YAMLSyntax(kind: .mapping(pairs, isFlow: isFlow), range: start..<max(start, end))
    }

    /// Without the white space that a block of lines ends with.
    private mutating func visibleEnd(_ mark: yaml_mark_t, after start: Int) -> Int {
      var end = byteOffset(mark)
      while end > start, YAMLSyntax.isWhite(bytes[end - 1]) { end -= 1 }
      return end
    }

    private mutating func byteOffset(_ mark: yaml_mark_t) -> Int {
      if Int(mark.index) < scalars { (offset, scalars) = (0, 0) }
      while scalars < Int(mark.index), offset < bytes.count {
        offset += 1
        while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        scalars += 1
      }
      return offset
    }
  }

  /// A space, a tab or a line's end.
  static func isWhite(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
