internal import AudioFiles

/// The text of a set with an entry set or removed; comments and everything else stay as they are
/// written.
///
/// ```swift
/// let edit = try PromptSetEdit(path: "prompts.yml", bytes).removing("welcome.wav")
/// ```
///
/// Each text that it makes has been read again, and means exactly what the one before meant, but for
/// the change that was asked for. What cannot be changed in this way is refused.
struct PromptSetEdit {
  /// The file, with its byte order mark where it has one.
  let bytes: [UInt8]
  /// What it says.
  let set: PromptSet
  private let reading: Reading

  /// How a set is read.
  struct Reading: Sendable {
    let path: String
    /// Where the set does not say.
    var profile = PlatformProfile.standard
    /// Where the set does not say.
    var maximumSize: ByteSize?

    func set(_ text: [UInt8]) throws(PromptError) -> PromptSet {
      let yaml = String(decoding: text, as: UTF8.self)
      let own = try PromptSet.profiles(in: yaml, path: path)?.first
      return try PromptSet(yaml: yaml, path: path, own ?? profile, maximumSize: maximumSize)
    }
  }

  /// What an entry is to say.
  struct Entry {
    var name: String
    var parameter: PromptParameter?
    /// From the set's folder.
    var master: String
    var options: ConversionOptions
  }

  private static let mark = Array("\u{FEFF}".utf8)
  /// What is added comes before a text, which may take the rest of the lines.
  private static let order = PromptSetReader.entryKeys.filter { !["text", "split"].contains($0) }

  /// - Throws: ``PromptError`` where the text is no set.
  init(_ reading: Reading, _ bytes: [UInt8]) throws(PromptError) {
    self.reading = reading
    self.bytes = bytes
    set = try reading.set(Self.text(bytes))
  }

  /// A set without prompts.
  static func empty(_ reading: Reading) throws(PromptError) -> PromptSetEdit {
    var lines = PromptSetDraft.heading
    lines[lines.count - 1] += " []"
    if !reading.profile.isStandard {
      lines.insert("profile: \(reading.profile.id)", at: lines.count - 2)
    }
    return try PromptSetEdit(reading, Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private static func text(_ bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
  }

  // MARK: Changes

  /// With this entry in the place of the one of its name, or behind the others.
  ///
  /// Of an entry that is there, what the prompt says stays, and whether it is split where its field
  /// plays several prompts.
  ///
  /// - Throws: ``PromptError`` where the text cannot be changed safely, or no set can say this.
  func setting(_ entry: Entry) throws(PromptError) -> PromptSetEdit {
    let index = set.entries.firstIndex { $0.name == entry.name }
    let old = index.map { set.entries[$0] }
    let options = set.completed(entry.options)
    let values = values(of: entry, options)
    let changed = try changing(at: old?.location) { list throws(YAMLListText.Refusal) in
      guard let index, let old else {
        return try list.append(
          values.compactMap { value in value.text.map { (value.key, $0) } })
      }
      let before = Dictionary(
        uniqueKeysWithValues: self.values(of: Entry(old), old.options).map { ($0.key, $0.text) })
      for (key, text) in values where text != before[key] {
        // A name may be there although it is the one that the field gives.
        if key == "name", list.value(of: key, in: index) != nil { continue }
        try list.set(key, to: text, of: index, order: Self.order)
      }
      if old.isSplit, entry.maximumParts == 1 {
        try list.set("split", to: nil, of: index, order: Self.order)
      }
    }
    let place = index ?? set.entries.count
    guard try means(the: changed, besides: place, and: place),
      changed.set.entries.indices.contains(place), says(changed.set.entries[place], entry, options),
      changed.set.entries[place].text == old?.text,
      changed.set.entries[place].isSplit == (old?.isSplit ?? false && entry.maximumParts > 1)
    else { throw unsafe(old?.location) }
    return changed
  }

  /// Without the entry of this name; the same where there is none.
  ///
  /// - Throws: ``PromptError`` where the text cannot be changed safely.
  func removing(_ name: String) throws(PromptError) -> PromptSetEdit {
    guard let index = set.entries.firstIndex(where: { $0.name == name }) else { return self }
    let location = set.entries[index].location
    let changed = try changing(at: location) { list throws(YAMLListText.Refusal) in
      try list.remove(index)
    }
    guard try means(the: changed, besides: index, and: nil) else { throw unsafe(location) }
    return changed
  }

  private func changing(
    at location: TextLocation?, _ change: (inout YAMLListText) throws(YAMLListText.Refusal) -> Void
  ) throws(PromptError) -> PromptSetEdit {
    let text: [UInt8]
    do {
      var list = try YAMLListText(Self.text(bytes), key: "prompts")
      try change(&list)
      text = list.bytes
    } catch {
      throw PromptError(reading.path, .uneditable(error.location, error.reason))
    }
    let hasMark = bytes.starts(with: Self.mark)
    do {
      return try PromptSetEdit(reading, (hasMark ? Self.mark : []) + text)
    } catch {
      throw PromptError(reading.path, .uneditable(location, error.message))
    }
  }

  private func unsafe(_ location: TextLocation?) -> PromptError {
    PromptError(
      reading.path,
      .uneditable(
        location,
        Text(
          english: "what is written here, or in defaults, would mean something else",
          chinese: "这里或 defaults 中的内容会有别的含义")))
  }

  // MARK: Meaning

  private func says(
    _ made: PromptSet.Entry, _ entry: Entry, _ options: ConversionOptions
  ) -> Bool {
    made.name == entry.name && made.parameter == entry.parameter && made.master == entry.master
      && made.options.sound.preset == options.sound.preset
      && PromptLock.Recipe(made) == PromptLock.Recipe(options, isSplit: made.isSplit)
  }

  /// Whether another text says the same but for an entry, which is at these places in the two.
  private func means(
    the other: PromptSetEdit, besides index: Int, and otherIndex: Int?
  ) throws(PromptError) -> Bool {
    func pairs(_ edit: PromptSetEdit) throws(PromptError) -> [(key: YAMLNode, value: YAMLNode)] {
      let text = String(decoding: Self.text(edit.bytes), as: UTF8.self)
      return try YAMLNode.parse(text, path: reading.path)?.mapping ?? []
    }
    func items(_ node: YAMLNode, without index: Int?) -> [YAMLNode] {
      var items = node.sequence ?? []
      if let index, items.indices.contains(index) { items.remove(at: index) }
      return items
    }
    let (old, new) = (try pairs(self), try pairs(other))
    return old.count == new.count
      && zip(old, new).allSatisfy { old, new in
        guard old.key.hasContent(of: new.key) else { return false }
        guard old.key.string == "prompts" else { return old.value.hasContent(of: new.value) }
        let (left, right) = (
          items(old.value, without: index), items(new.value, without: otherIndex)
        )
        return left.count == right.count
          && zip(left, right).allSatisfy { $0.hasContent(of: $1) }
      }
  }

  // MARK: Values

  /// What is written for each key of an entry; nil where the set's defaults say it.
  private func values(
    of entry: Entry, _ options: ConversionOptions
  ) -> [(key: String, text: String?)] {
    let rule = set.profile.nameRule
    let isNameKnown = entry.parameter.map { rule.withExtension($0.name) } == entry.name
    let defaults = set.defaults
    var values: [(key: String, text: String?)] = [
      ("for", entry.parameter?.name),
      ("name", isNameKnown ? nil : YAMLScalar.quoted(entry.name)),
      ("source", YAMLScalar.quoted(entry.master)),
      ("start", options.start == 0 ? nil : YAMLScalar.number(options.start)),
      ("duration", options.duration.map(YAMLScalar.number)),
      ("channel", options.channel == defaults.channel ? nil : "\(options.channel)"),
      (
        "allow-truncated",
        options.allowsTruncated == defaults.allowsTruncated ? nil : "\(options.allowsTruncated)"
      ),
    ]
    values += options.sound.values(besides: defaults.sound).map { ($0.key, $0.text) }
    return values
  }
}

extension PromptSetEdit.Entry {
  fileprivate init(_ entry: PromptSet.Entry) {
    self.init(
      name: entry.name, parameter: entry.parameter, master: entry.master, options: entry.options)
  }

  fileprivate var maximumParts: Int { parameter?.maximumCount ?? 1 }
}

extension PromptSet {
  /// What an entry's options are in this set, whoever has thought of them: what only a set says is
  /// the set's.
  fileprivate func completed(_ options: ConversionOptions) -> ConversionOptions {
    var completed = defaults
    completed.channel = options.channel
    completed.allowsTruncated = options.allowsTruncated
    completed.start = options.start
    completed.duration = options.duration
    completed.sound = options.sound
    completed.sound.isTogether = defaults.sound.isTogether
    if isTogether, options.sound.level == nil { completed.sound.level = defaults.sound.level }
    return completed
  }
}

extension YAMLNode {
  /// Whether it is the same wherever it stands.
  fileprivate func hasContent(of other: YAMLNode) -> Bool {
    switch (content, other.content) {
    case (.scalar(let text, let isPlain), .scalar(let otherText, let isOtherPlain)):
      text == otherText && isPlain == isOtherPlain
    case (.sequence(let items), .sequence(let others)):
      items.count == others.count && zip(items, others).allSatisfy { $0.hasContent(of: $1) }
    case (.mapping(let pairs), .mapping(let others)):
      pairs.count == others.count
        && zip(pairs, others).allSatisfy {
          $0.key.hasContent(of: $1.key) && $0.value.hasContent(of: $1.value)
        }
    default: false
    }
  }
}
