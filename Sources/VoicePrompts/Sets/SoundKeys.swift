internal import AudioFiles

// The keys of a set for the sound of its prompts.
extension SoundOptions {
  /// For a prompt, and as a default.
  static let keys = [
    "sound", "level", "gain", "trim", "high-pass", "noise-shaping", "fade-in", "fade-out",
  ]
}

extension SoundOptions {
  /// What a prompt's entry says where the defaults are these, in the order of ``keys``; nil where
  /// it says nothing.
  func values(besides defaults: SoundOptions) -> [(key: String, text: String?)] {
    // What a default has changed is changed back by what the preset says.
    let level = level == defaults.level ? nil : level ?? wantedLevel
    var target: Double?
    var gain: Double?
    switch level {
    case .target(let value): target = value
    case .gain(let value): gain = value
    case nil: break
    }
    func shift(_ own: Switch?, _ other: Switch?, _ wanted: Switch) -> String? {
      own == other ? nil : (own ?? wanted).rawValue
    }
    func fade(_ own: Double, _ other: Double) -> String? {
      own == other ? nil : YAMLScalar.number(own)
    }
    return [
      ("sound", preset == defaults.preset ? nil : preset.rawValue),
      ("level", target.map(YAMLScalar.number)),
      ("gain", gain.map(YAMLScalar.number)),
      ("trim", shift(trim, defaults.trim, wantedTrim)),
      ("high-pass", shift(highPass, defaults.highPass, wantedHighPass)),
      (
        "noise-shaping",
        noiseShaping == defaults.noiseShaping ? nil : noiseShaping ?? shapesNoise ? "on" : "off"
      ),
      ("fade-in", fade(fadeIn, defaults.fadeIn)),
      ("fade-out", fade(fadeOut, defaults.fadeOut)),
    ]
  }
}

extension YAMLReader {
  /// Takes a value of ``SoundOptions/keys``.
  func set(
    _ key: String, _ node: YAMLNode, in sound: inout SoundOptions
  ) throws(PromptError) {
    switch key {
    case "sound": sound.preset = try choice(node, key)
    case "level":
      let unit = Text(english: "a level in dBov", chinese: "以 dBov 为单位的响度")
      sound.level = .target(try number(node, key, unit, in: SoundOptions.levels))
    case "gain":
      let unit = Text(english: "a gain in dB", chinese: "以 dB 为单位的增益")
      sound.level = .gain(try number(node, key, unit, in: SoundOptions.gains))
    case "trim": sound.trim = try onOff(node, key)
    case "high-pass": sound.highPass = try onOff(node, key)
    case "noise-shaping":
      guard let flag = node.bool ?? onOff(node).flatMap({ $0 == .auto ? nil : $0 == .on }) else {
        throw failure(
          node,
          Text(
            english: "\(key) must be on or off, and is \(node.kind.english)",
            chinese: "\(key) 必须是 on 或 off，实际是\(node.kind.chinese)"))
      }
      sound.noiseShaping = flag
    case "fade-in": sound.fadeIn = try fade(node, key)
    default: sound.fadeOut = try fade(node, key)
    }
  }

  /// Refuses a level and a gain in one place.
  func refuseTwoLevels(_ entries: [(key: String, value: YAMLNode)]) throws(PromptError) {
    let levels = entries.filter { ["level", "gain"].contains($0.key) }
    if levels.count > 1 {
      throw failure(
        levels[1].value,
        Text(english: "level and gain exclude each other", chinese: "level 和 gain 互相排斥"))
    }
  }

  private func fade(_ node: YAMLNode, _ key: String) throws(PromptError) -> Double {
    try number(node, key, Text(english: "seconds", chinese: "秒数"), in: SoundOptions.fades)
  }

  private func choice<Value: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, _ key: String
  ) throws(PromptError) -> Value where Value.RawValue == String {
    guard let value = node.string.flatMap(Value.init(rawValue:)) else {
      let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure(
        node,
        Text(
          english: "\(key) must be one of \(names), and is \(node.kind.english)",
          chinese: "\(key) 必须是 \(names) 之一，实际是\(node.kind.chinese)"))
    }
    return value
  }

  /// `on` and `off` are flags to some readers of YAML, and to some writers.
  private func onOff(_ node: YAMLNode) -> SoundOptions.Switch? {
    node.bool.map { $0 ? .on : .off } ?? node.string.flatMap(SoundOptions.Switch.init(rawValue:))
  }

  private func onOff(_ node: YAMLNode, _ key: String) throws(PromptError) -> SoundOptions.Switch {
    guard let value = onOff(node) else {
      throw failure(
        node,
        Text(
          english: "\(key) must be auto, on or off, and is \(node.kind.english)",
          chinese: "\(key) 必须是 auto、on 或 off，实际是\(node.kind.chinese)"))
    }
    return value
  }
}
