internal import AudioFiles
internal import FoundationEssentials

// The text of a lock, read and written prompt by prompt: a coder that is given all of it takes many
// times the memory of what it says.
extension PromptLock {
  /// Files of a set whose prompts are all split into five.
  static let maximumOutputCount = 5 * PromptSet.maximumCount

  /// - Throws: ``Flaw`` where this is no lock, or one of more than any set has.
  init(text bytes: [UInt8]) throws(Flaw) {
    self.init(setSHA256: "")
    let decoder = JSONDecoder()
    var parser = JSONParser(bytes)
    var missing: Set = ["lockVersion", "setSHA256", "prompts", "unlisted"]
    var outputCount = 0
    var isTooLarge: Bool {
      prompts.count > PromptSet.maximumCount || outputCount > Self.maximumOutputCount
    }
    do throws(JSONNode.Failure) {
      try parser.members { parser, key throws(JSONNode.Failure) in
        missing.remove(key)
        switch key {
        case "lockVersion": lockVersion = try parser.decoded(decoder)
        case "setSHA256": setSHA256 = try parser.decoded(decoder)
        case "prompts":
          try parser.list { parser throws(JSONNode.Failure) in
            let prompt: Prompt = try parser.decoded(decoder)
            prompts.append(prompt)
            outputCount += prompt.outputs.count
            if isTooLarge {
              throw parser.failure(Text(english: "too many prompts", chinese: "提示音太多"))
            }
          }
        case "unlisted":
          try parser.list { parser throws(JSONNode.Failure) in
            unlisted.append(try parser.decoded(decoder))
            outputCount += 1
            if isTooLarge { throw parser.failure(Text(english: "too many files", chinese: "文件太多")) }
          }
        case "pending":
          var names: [String] = []
          try parser.list { parser throws(JSONNode.Failure) in
            names.append(try parser.decoded(decoder))
            outputCount += 1
            if isTooLarge { throw parser.failure(Text(english: "too many names", chinese: "名称太多")) }
          }
          pending = names
        default: _ = try parser.part()
        }
      }
    } catch {
      throw isTooLarge ? .tooMany : .notALock
    }
    guard missing.isEmpty else { throw .notALock }
  }

  /// Indented, so that a change of one prompt is a change of a few lines, as `JSONEncoder` writes
  /// all of it with sorted keys.
  var text: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var text: [UInt8] = []

    func add(_ value: some Encodable, indent: String = "") {
      // Texts, finite numbers and flags: nothing that JSON cannot express.
      for byte in (try? encoder.encode(value)) ?? Data() {
        text.append(byte)
        if byte == UInt8(ascii: "\n") { text += indent.utf8 }
      }
    }
    func add(_ items: [some Encodable], key: String) {
      text += "  \"\(key)\" : [\n".utf8
      for (index, item) in items.enumerated() {
        text += (index == 0 ? "    " : ",\n    ").utf8
        add(item, indent: "    ")
      }
      text += "\n  ],\n".utf8
    }

    text += "{\n  \"lockVersion\" : \(lockVersion),\n".utf8
    if let pending { add(pending, key: "pending") }
    add(prompts, key: "prompts")
    text += "  \"setSHA256\" : ".utf8
    add(setSHA256)
    text += ",\n".utf8
    add(unlisted, key: "unlisted")
    // No comma follows the last.
    text.removeLast(2)
    text += "\n}\n".utf8
    return text
  }
}

extension JSONParser {
  /// The next value.
  fileprivate mutating func decoded<Value: Decodable>(
    _ decoder: JSONDecoder
  ) throws(JSONNode.Failure) -> Value {
    let text = Data(try partText())
    guard let value = try? decoder.decode(Value.self, from: text) else {
      throw failure(Text(english: "another value is needed", chinese: "此处需要别的值"))
    }
    return value
  }
}
