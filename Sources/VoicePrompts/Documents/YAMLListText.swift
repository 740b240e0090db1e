internal import AudioFiles

/// A YAML text whose top has a list of mappings, changed a thing at a time: what is not changed keeps
/// every byte, and so its comments, order, quotes, indentation and line ends.
///
/// ```swift
/// var list = try YAMLListText(bytes, key: "prompts")
/// try list.set("start", to: "0.5", of: 2, order: ["name", "source", "start"])
/// ```
///
/// It knows bytes, not what they mean: whoever changes a text reads it again.
struct YAMLListText {
  /// UTF-8 without a byte order mark.
  private(set) var bytes: [UInt8]
  private let key: String
  private var place: Place

  /// What cannot be changed here.
  struct Refusal: Error {
    let location: TextLocation
    /// What it is: an anchor, a list in brackets …
    let reason: Text
  }

  /// Where the list is.
  private struct Place {
    let key: Range<Int>
    let list: Range<Int>
    let isFlow: Bool
    let items: [YAMLSyntax]
  }

  /// - Parameter key: of the list.
  /// - Throws: ``Refusal`` where the text is no mapping by lines, or has no such list.
  init(_ bytes: [UInt8], key: String) throws(Refusal) {
    self.bytes = bytes
    self.key = key
    place = try Self.place(of: key, in: bytes)
  }

  private static func place(of key: String, in bytes: [UInt8]) throws(Refusal) -> Place {
    let root = YAMLSyntax.parse(bytes)
    guard case .mapping(let pairs, isFlow: false) = root?.kind,
      let pair = pairs.first(where: { $0.key.string == key }),
      case .sequence(let items, let isFlow) = pair.value.kind
    else {
      throw Refusal(
        bytes, at: root?.range.lowerBound ?? 0,
        Text(
          english: "the list \(key) is not written by lines here",
          chinese: "这里的列表 \(key) 不是按行书写的"))
    }
    return Place(key: pair.key.range, list: pair.value.range, isFlow: isFlow, items: items)
  }

  private func refusal(_ offset: Int, _ reason: Text) -> Refusal {
    Refusal(bytes, at: offset, reason)
  }

  /// Puts other bytes in a place, and looks again where everything is.
  private mutating func replace(_ range: Range<Int>, by text: String) throws(Refusal) {
    bytes.replaceSubrange(range, with: text.utf8)
    place = try Self.place(of: key, in: bytes)
  }

  // MARK: Items

  /// Adds an item after the last one.
  ///
  /// - Parameter pairs: keys and values as they are to be written.
  mutating func append(_ pairs: [(key: String, value: String)]) throws(Refusal) {
    guard let last = place.items.last else { return try begin(pairs) }
    let first = try column(ofDash: place.items.count - 1)
    let dash = spaces(first) + "-"
    var margin = column(last.range.lowerBound)
    if case .mapping(_, isFlow: true) = last.kind { margin = 0 }
    if margin < first + 2 || !isOnDashLine(last) { margin = first + 2 }
    let lines = Self.lines(pairs, dash + spaces(margin - first - 1), margin: margin)
    let end = try self.lines(of: place.items.count - 1).upperBound
    try replace(end..<end, by: lines.map { lineEnd + $0 }.joined())
  }

  /// The first item of a list that is `[]`.
  private mutating func begin(_ pairs: [(key: String, value: String)]) throws(Refusal) {
    let list = place.list
    guard bytes[list].first == UInt8(ascii: "["), bytes[list].last == UInt8(ascii: "]"),
      bytes[list].dropFirst().dropLast().allSatisfy(\.isSpace)
    else {
      throw refusal(
        list.lowerBound,
        Text(
          english: "there is more than [] in the list", chinese: "列表中不止有 []"))
    }
    var start = list.lowerBound
    while start > 0, Self.isBlank(bytes[start - 1]) { start -= 1 }
    let margin = column(place.key.lowerBound) + 2
    let lines = Self.lines(pairs, spaces(margin) + "- ", margin: margin + 2)
    let end = contentEnd(ofLineAt: list.upperBound)
    // Its key and a comment stay on their line.
    let rest = String(decoding: bytes[list.upperBound..<end], as: UTF8.self)
    try replace(start..<end, by: rest + lines.map { lineEnd + $0 }.joined())
  }

  private static func lines(
    _ pairs: [(key: String, value: String)], _ start: String, margin: Int
  ) -> [String] {
    pairs.enumerated().map { index, pair in
      (index == 0 ? start : String(repeating: " ", count: margin)) + "\(pair.key): \(pair.value)"
    }
  }

  /// Removes an item with its lines; comments before it stay.
  mutating func remove(_ index: Int) throws(Refusal) {
    let lines = try self.lines(of: index)
    if place.items.count == 1 {
      // A key without a list would mean something else.
      let colon = try colon(after: place.key)
      let kept = String(decoding: bytes[colon..<lines.lowerBound], as: UTF8.self)
      return try replace(colon..<end(with: lines), by: " []" + kept)
    }
    try replace(lines.lowerBound..<end(with: lines), by: "")
  }

  /// Behind the colon of a key.
  private func colon(after key: Range<Int>) throws(Refusal) -> Int {
    var index = key.upperBound
    while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else {
      throw refusal(
        key.lowerBound,
        Text(english: "the key is not written as key: value", chinese: "这个键不是以 key: value 的形式书写的"))
    }
    return index + 1
  }

  // MARK: Pairs of an item

  /// The text of a value; nil where an item has no such key.
  func value(of key: String, in index: Int) -> String? {
    pairs(of: index)?.first { $0.key.string == key }.map {
      String(decoding: bytes[$0.value.range], as: UTF8.self)
    }
  }

  private func pairs(of index: Int) -> [(key: YAMLSyntax, value: YAMLSyntax)]? {
    if case .mapping(let pairs, _) = place.items[index].kind { pairs } else { nil }
  }

  /// Gives an item a value, or takes it away.
  ///
  /// - Parameters:
  ///   - value: as it is to be written; nil for none.
  ///   - order: keys in the order in which people expect them.
  mutating func set(
    _ key: String, to value: String?, of index: Int, order: [String]
  ) throws(Refusal) {
    guard case .mapping(let pairs, let isFlow) = place.items[index].kind, !pairs.isEmpty else {
      throw refusal(
        place.items[index].range.lowerBound,
        Text(english: "the entry repeats another one", chinese: "这个条目引用了另一个条目"))
    }
    let own = pairs.firstIndex { $0.key.string == key }
    switch (own, value) {
    case (nil, nil): break
    case (let own?, nil): try remove(own, of: pairs, isFlow: isFlow)
    case (let own?, let value?):
      let range = pairs[own].value.range
      try replace(range, by: range.isEmpty ? " " + value : value)
    case (nil, let value?):
      let before = order.prefix { $0 != key }
      let previous = pairs.lastIndex { before.contains($0.key.string ?? "") }
      try insert("\(key): \(value)", after: previous, of: pairs, isFlow: isFlow)
    }
  }

  private mutating func insert(
    _ pair: String, after previous: Int?, of pairs: [(key: YAMLSyntax, value: YAMLSyntax)],
    isFlow: Bool
  ) throws(Refusal) {
    let first = pairs[0].key.range.lowerBound
    let margin = lineEnd + spaces(column(first))
    switch (previous, isFlow) {
    case (let previous?, true):
      let end = pairs[previous].value.range.upperBound
      try replace(end..<end, by: ", " + pair)
    case (nil, true): try replace(first..<first, by: pair + ", ")
    case (let previous?, false):
      let end = contentEnd(ofLineAt: pairs[previous].value.range.upperBound)
      try replace(end..<end, by: margin + pair)
    case (nil, false): try replace(first..<first, by: pair + margin)
    }
  }

  private mutating func remove(
    _ index: Int, of pairs: [(key: YAMLSyntax, value: YAMLSyntax)], isFlow: Bool
  ) throws(Refusal) {
    let pair = pairs[index].key.range.lowerBound..<pairs[index].value.range.upperBound
    let next = index + 1 < pairs.count ? pairs[index + 1].key.range.lowerBound : nil
    if isFlow {
      let range =
        index > 0
        ? pairs[index - 1].value.range.upperBound..<pair.upperBound
        : pair.lowerBound..<(next ?? pair.upperBound)
      guard !bytes[range].contains(where: Self.isLineEnd) else {
        throw refusal(
          pair.lowerBound,
          Text(english: "the entry in braces has several lines", chinese: "花括号中的条目有多行"))
      }
      return try replace(range, by: "")
    }
    let line = lineStart(of: pair.lowerBound)
    let end = contentEnd(ofLineAt: pair.upperBound)
    let hasComment = bytes[pair.upperBound..<end].contains { !Self.isBlank($0) }
    if bytes[line..<pair.lowerBound].allSatisfy({ $0 == .space }) {
      // Its comment gets the line.
      try replace(
        hasComment ? pair.lowerBound..<comment(after: pair.upperBound) : line..<nextLine(end),
        by: "")
    } else if let next, bytes[pair.upperBound..<next].allSatisfy(YAMLSyntax.isWhite) {
      try replace(pair.lowerBound..<next, by: "")
    } else {
      // The dash stays before a comment, and the next key on a line of its own.
      try replace(pair.lowerBound..<comment(after: pair.upperBound), by: "")
    }
  }

  private func comment(after offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count, Self.isBlank(bytes[offset]) { offset += 1 }
    return offset
  }

  // MARK: Lines

  /// From the dash's line to the end of the last one, without its line end; comments behind it that
  /// are further in than the dash are its own.
  private func lines(of index: Int) throws(Refusal) -> Range<Int> {
    let dash = try dash(of: index)
    let margin = column(dash)
    var end = contentEnd(ofLineAt: place.items[index].range.upperBound)
    while true {
      let next = nextLine(end)
      let visible = comment(after: next)
      guard next > end, visible < bytes.count, bytes[visible] == UInt8(ascii: "#"),
        column(visible) > margin
      else { break }
      end = contentEnd(ofLineAt: visible)
    }
    return lineStart(of: dash)..<end
  }

  /// The dash that an item follows: it is in the column of the list.
  private func dash(of index: Int) throws(Refusal) -> Int {
    let margin = column(place.list.lowerBound)
    var line = lineStart(of: place.items[index].range.lowerBound)
    while !place.isFlow, line + margin >= place.list.lowerBound {
      let dash = line + margin
      if dash < bytes.count, bytes[dash] == UInt8(ascii: "-"),
        bytes[line..<dash].allSatisfy({ $0 == .space })
      {
        return dash
      }
      guard line > 0 else { break }
      line = lineStart(of: contentEnd(before: line))
    }
    throw refusal(
      place.items[index].range.lowerBound,
      Text(
        english: "the entry does not begin with a line of its own",
        chinese: "这个条目不是从单独一行开始的"))
  }

  private func column(ofDash index: Int) throws(Refusal) -> Int { column(try dash(of: index)) }

  private func isOnDashLine(_ item: YAMLSyntax) -> Bool {
    !bytes[lineStart(of: item.range.lowerBound)..<item.range.lowerBound]
      .allSatisfy { $0 == .space }
  }

  /// Bytes before it on its line: all are ASCII where this is asked.
  private func column(_ offset: Int) -> Int { offset - lineStart(of: offset) }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  private func lineStart(of offset: Int) -> Int {
    bytes[..<offset].lastIndex(where: Self.isLineEnd).map { $0 + 1 } ?? 0
  }

  /// Before the line end.
  private func contentEnd(ofLineAt offset: Int) -> Int {
    bytes[offset...].firstIndex(where: Self.isLineEnd) ?? bytes.count
  }

  /// The end of the line before, without its line end.
  private func contentEnd(before line: Int) -> Int {
    guard line > 0 else { return 0 }
    let isPair = line > 1 && bytes[line - 2] == 0x0D && bytes[line - 1] == .lineFeed
    return line - (isPair ? 2 : 1)
  }

  /// Behind the line end at `end`.
  private func nextLine(_ end: Int) -> Int {
    guard end < bytes.count else { return end }
    let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == .lineFeed
    return end + (isPair ? 2 : 1)
  }

  private func end(with lines: Range<Int>) -> Int { nextLine(lines.upperBound) }

  /// As the first line has it.
  private var lineEnd: String {
    guard let end = bytes.firstIndex(where: Self.isLineEnd) else { return "\n" }
    return String(decoding: bytes[end..<nextLine(end)], as: UTF8.self)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == .lineFeed || byte == 0x0D }

  /// A space or a tab.
  private static func isBlank(_ byte: UInt8) -> Bool { byte == .space || byte == 0x09 }
}

extension YAMLListText.Refusal {
  fileprivate init(_ bytes: [UInt8], at offset: Int, _ reason: Text) {
    let before = bytes[..<min(offset, bytes.count)]
    let line = before.count { $0 == .lineFeed } + 1
    let column = before.reversed().prefix { $0 != .lineFeed }.count { $0 & 0xC0 != 0x80 } + 1
    self.init(location: TextLocation(line: line, column: column), reason: reason)
  }
}
