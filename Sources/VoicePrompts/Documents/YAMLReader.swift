internal import AudioFiles

/// Takes values out of YAML nodes and refuses what it does not know, with its place.
struct YAMLReader {
  /// Is named in messages.
  let path: String

  init(path: String) {
    self.path = path
  }

  func failure(_ node: YAMLNode, _ message: Text) -> PromptError {
    PromptError(path, at: node.location, invalid: message)
  }

  /// The pairs of a mapping whose keys are all known, each once.
  func entries(
    _ node: YAMLNode, _ known: [String]
  ) throws(PromptError) -> [(key: String, value: YAMLNode)] {
    guard let mapping = node.mapping else {
      throw failure(
        node,
        Text(
          english: "this must be a mapping with the keys \(known.joined(separator: ", "))",
          chinese: "这里必须是映射，键为 \(known.joined(separator: "、"))")
      )
    }
    var entries: [(key: String, value: YAMLNode)] = []
    for (key, value) in mapping {
      guard let name = key.string, known.contains(name) else {
        throw failure(
          key,
          Text(
            english:
              "there is no key \(key.string ?? "like this"), only \(known.joined(separator: ", "))",
            chinese: (key.string.map { "没有键 \($0)" } ?? "没有这样的键")
              + "，只有 \(known.joined(separator: "、"))")
        )
      }
      if entries.contains(where: { $0.key == name }) {
        throw failure(
          key, Text(english: "the key \(name) is here twice", chinese: "键 \(name) 在此重复出现"))
      }
      entries.append((name, value))
    }
    return entries
  }

  private func size(_ node: YAMLNode, _ key: String) throws(PromptError) -> ByteSize {
    guard let size = node.string.flatMap({ ByteSize($0) }) else {
      throw failure(
        node,
        Text(
          english: "\(key) must be a size (2MB, 2MiB or bytes), and is \(node.kind.english)",
          chinese: "\(key) 必须是大小（2MB、2MiB 或字节数），实际是\(node.kind.chinese)"))
    }
    return size
  }

  /// The largest size of a prompt.
  func limit(
    _ node: YAMLNode, _ key: String, _ profile: PlatformProfile
  ) throws(PromptError) -> ByteSize {
    let size = try size(node, key)
    let least = profile.minimumSize
    guard size >= least else {
      throw failure(
        node,
        Text(
          english: "\(key) must be at least \(least.bytes) bytes",
          chinese: "\(key) 至少为 \(least.bytes) 字节"))
    }
    return size
  }

  /// A platform that is known, by its id.
  func profile(_ node: YAMLNode, _ key: String) throws(PromptError) -> PlatformProfile {
    guard let profile = node.string.flatMap(PlatformProfile.named) else {
      throw failure(
        node,
        Text(
          english:
            "\(key) must be a platform, and is \(node.kind.english); voiceprompt profiles lists them",
          chinese: "\(key) 必须是平台，实际是\(node.kind.chinese)；voiceprompt profiles 会列出所有平台"
        ))
    }
    return profile
  }

  func flag(_ node: YAMLNode, _ key: String) throws(PromptError) -> Bool {
    guard let flag = node.bool else {
      throw failure(
        node,
        Text(
          english: "\(key) must be true or false, and is \(node.kind.english)",
          chinese: "\(key) 必须是 true 或 false，实际是\(node.kind.chinese)"))
    }
    return flag
  }

  /// A text that is not empty.
  func text(
    _ node: YAMLNode, _ key: String, _ kind: Text
  ) throws(PromptError) -> String {
    guard let text = node.string, !text.isEmpty, !node.isNull, !text.utf8.contains(0) else {
      throw failure(
        node,
        Text(
          english: "\(key) must be \(kind.english), and is \(node.kind.english)",
          chinese: "\(key) 必须是\(kind.chinese)，实际是\(node.kind.chinese)"))
    }
    return text
  }

  private func number(_ node: YAMLNode) -> Double? {
    guard case .scalar(let text, isPlain: true) = node.content,
      text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let number = Double(text),
      number.isFinite
    else { return nil }
    return number
  }

  /// A decimal number within limits.
  ///
  /// - Parameter kind: what the number is.
  func number(
    _ node: YAMLNode, _ key: String, _ kind: Text, in limits: ClosedRange<Double>
  ) throws(PromptError) -> Double {
    guard let number = number(node), limits.contains(number) else {
      let (least, most) = (limits.lowerBound.fixed(0), limits.upperBound.fixed(0))
      throw failure(
        node,
        Text(
          english: "\(key) must be \(kind.english), \(least) to \(most), and is "
            + "\(node.kind.english)",
          chinese: "\(key) 必须是\(kind.chinese)，范围 \(least) 至 \(most)，实际是\(node.kind.chinese)"))
    }
    return number
  }

  /// A decimal number of seconds, 0 or more.
  ///
  /// - Parameter least: what the number must be greater than.
  func seconds(
    _ node: YAMLNode, _ key: String, above least: Double?
  ) throws(PromptError) -> Double {
    guard let seconds = number(node), least.map({ seconds > $0 }) ?? (seconds >= 0) else {
      throw failure(
        node,
        Text(
          english:
            "\(key) must be a number of seconds, \(least == nil ? "0 or more" : "greater than 0"), and "
            + "is \(node.kind.english)",
          chinese: "\(key) 必须是秒数，\(least == nil ? "不小于 0" : "大于 0")，实际是\(node.kind.chinese)"))
    }
    return seconds
  }
}
