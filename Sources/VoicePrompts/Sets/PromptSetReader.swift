internal import AudioFiles
internal import TelephonyAudio

/// Reads the YAML of a set; refuses what it does not know, with line and column.
struct PromptSetReader {
  private let path: String
  private let folder: String
  private let output: String?
  private let yaml: YAMLReader
  private let profile: PlatformProfile
  private let maximumSize: ByteSize

  private static let keys = [
    "output", "max-size", "defaults", "prompts", "profile", "profiles",
  ]
  private static let commonKeys = ["channel", "allow-truncated"] + SoundOptions.keys
  private static let defaultKeys = commonKeys + ["together"]
  static let entryKeys =
    ["for", "name", "source", "text", "start", "duration", "split"] + commonKeys

  /// What has been read.
  struct Draft {
    var outputFolder: String
    var isOneOfSeveral = false
    var maximumSize: ByteSize
    var defaults = ConversionOptions()
    var entries: [PromptSet.Entry] = []
  }

  /// - Parameters:
  ///   - output: takes the place of the set's own.
  ///   - maximumSize: of a prompt, where the set does not say.
  init(path: String, output: String?, _ profile: PlatformProfile, maximumSize: ByteSize?) {
    self.path = path
    self.output = output
    self.profile = profile
    self.maximumSize = maximumSize ?? profile.maximumSize
    folder = PathName(path).folder ?? ""
    yaml = YAMLReader(path: path)
  }

  func read(_ text: String) throws(PromptError) -> Draft {
    var draft = Draft(outputFolder: output ?? resolved("prompts"), maximumSize: maximumSize)
    guard let root = try YAMLNode.parse(text, path: path) else {
      throw PromptError(
        path,
        invalid: Text(
          english: "this is empty: it needs the key prompts, a list of prompts",
          chinese: "这个文件是空的：需要键 prompts，即提示音的列表"))
    }
    let values = Dictionary(
      uniqueKeysWithValues: try yaml.entries(root, Self.keys).map { ($0.key, $0.value) })
    if let node = values["output"] {
      let named = try yaml.text(node, "output", Text(english: "a folder", chinese: "文件夹"))
      if output == nil { draft.outputFolder = resolved(named) }
    }
    if output == nil { try refuseElsewhere(draft.outputFolder, values["output"]) }
    if let profiles = try PromptSetProfiles(values, yaml) {
      try profiles.require(profile, yaml)
      draft.isOneOfSeveral = profiles.areSeveral
    }
    if draft.isOneOfSeveral {
      draft.outputFolder = PathName(draft.outputFolder).appending(profile.id)
    }
    if let node = values["max-size"] {
      draft.maximumSize = try yaml.limit(node, "max-size", profile)
    }
    // What one of them takes is no matter for another.
    if draft.isOneOfSeveral { draft.maximumSize = min(draft.maximumSize, profile.maximumSize) }
    var defaults = ConversionOptions(profile)
    defaults.maximumSize = draft.maximumSize
    defaults.replacesExisting = true
    if let node = values["defaults"] {
      let entries = try yaml.entries(node, Self.defaultKeys)
      try yaml.refuseTwoLevels(entries)
      for (key, value) in entries { try set(key, value, in: &defaults) }
      if defaults.sound.isTogether, case .gain = defaults.sound.level {
        throw yaml.failure(
          node,
          Text(
            english: "gain and together exclude each other: together finds the gain",
            chinese: "gain 和 together 互相排斥：together 会自己求出增益"))
      }
    }
    draft.defaults = defaults
    guard let prompts = values["prompts"] else {
      throw yaml.failure(
        root,
        Text(
          english: "the key prompts is missing: a list of prompts", chinese: "缺少键 prompts：提示音的列表"))
    }
    guard let items = prompts.sequence else {
      throw yaml.failure(
        prompts,
        Text(
          english: "prompts must be a list of prompts, and is \(prompts.kind.english)",
          chinese: "prompts 必须是提示音的列表，实际是\(prompts.kind.chinese)"))
    }
    guard items.count <= PromptSet.maximumCount else {
      let (count, limit) = (items.count.grouped, PromptSet.maximumCount.grouped)
      throw yaml.failure(
        prompts,
        Text(
          english: "there are \(count) prompts, and a set has at most \(limit); divide it into "
            + "several sets", chinese: "有 \(count) 个提示音，而一个提示音集最多 \(limit) 个；请拆成几个提示音集"))
    }
    for item in items { draft.entries.append(try entry(item, defaults)) }
    try refuseSharedNames(draft.entries)
    try refuseOwnPrompts(draft)
    return draft
  }

  /// Who builds a set that somebody else has written must not have files of his own replaced.
  ///
  /// A first look, for a message with its place. What is there when the build begins decides:
  /// ``PromptSet/openedOutputFolder()``.
  private func refuseElsewhere(_ folder: String, _ node: YAMLNode?) throws(PromptError) {
    let own = self.folder.isEmpty ? "." : self.folder
    guard OpenFolder.names(from: own, to: folder) == nil else { return }
    throw PromptError(
      path, at: node?.location,
      invalid: Text(
        english: "the output \(folder) is not below the set's own folder; choose one there, or "
          + "name this one on the command line with -o",
        chinese: "输出 \(folder) 不在提示音集自己的文件夹之下；请在其中选一个，或在命令行用 -o 指定这一个"))
  }

  private func entry(
    _ node: YAMLNode, _ defaults: ConversionOptions
  ) throws(PromptError) -> PromptSet.Entry {
    var options = defaults
    var name: String?
    var master: String?
    var split: YAMLNode?
    var text: String?
    let entries = try yaml.entries(node, Self.entryKeys)
    try yaml.refuseTwoLevels(entries)
    if options.sound.isTogether,
      let level = entries.first(where: { ["level", "gain"].contains($0.key) })
    {
      throw yaml.failure(
        level.value,
        Text(
          english:
            "no prompt has a \(level.key) of its own where together is true: all get one gain",
          chinese: "together 为 true 时，提示音不能有自己的 \(level.key)：所有提示音用同一个增益"))
    }
    for (key, value) in entries {
      switch key {
      case "for": options.parameter = try parameter(value)
      case "name": name = try legalName(value)
      case "source":
        master = try yaml.text(
          value, key, Text(english: "the path of a recording", chinese: "录音的路径"))
      case "text":
        text = try yaml.text(value, key, Text(english: "what the prompt says", chinese: "提示音的内容"))
      case "start": options.start = try yaml.seconds(value, key, above: nil)
      case "duration": options.duration = try yaml.seconds(value, key, above: 0)
      case "split": split = try yaml.flag(value, key) ? value : nil
      default: try set(key, value, in: &options)
      }
    }
    guard let master else {
      throw yaml.failure(
        node, Text(english: "a prompt needs the key source", chinese: "提示音需要键 source"))
    }
    guard let name = name ?? options.parameter.map({ profile.nameRule.withExtension($0.name) })
    else {
      throw yaml.failure(
        node,
        Text(
          english: "a prompt needs the key for, or name, or both",
          chinese: "提示音需要键 for 或 name，或者两者都有"))
    }
    if let split, options.parameter?.maximumCount ?? 1 == 1 {
      throw yaml.failure(
        split,
        Text(
          english:
            "split is for notifyVoice only: no other parameter plays several prompts in a row",
          chinese: "split 只用于 notifyVoice：其他参数都不会接连播放几个提示音"))
    }
    return PromptSet.Entry(
      name: name, parameter: options.parameter, master: master, masterPath: resolved(master),
      options: options, isSplit: split != nil, text: text, location: node.location)
  }

  private func set(
    _ key: String, _ value: YAMLNode, in options: inout ConversionOptions
  ) throws(PromptError) {
    switch key {
    case "allow-truncated": options.allowsTruncated = try yaml.flag(value, key)
    case "together": options.sound.isTogether = try yaml.flag(value, key)
    case "channel":
      guard let channel = value.string.flatMap({ ChannelSelection($0) }) else {
        throw yaml.failure(
          value,
          Text(
            english:
              "channel must be mix, left, right or a number from 1, and is \(value.kind.english)",
            chinese: "channel 必须是 mix、left、right 或从 1 起的数字，实际是\(value.kind.chinese)"))
      }
      options.channel = channel
    default: try yaml.set(key, value, in: &options.sound)
    }
  }

  private func parameter(_ node: YAMLNode) throws(PromptError) -> PromptParameter {
    // Where the platform has no requests, it is for the name.
    let profile = profile.requests.isEmpty ? .standard : profile
    guard let parameter = node.string.flatMap({ PromptParameter.named($0, of: profile) }) else {
      throw yaml.failure(
        node,
        Text(
          english: "for must be a request field, and is \(node.kind.english); the fields are "
            + profile.parameterNames.joined(separator: ", "),
          chinese: "for 必须是请求字段，实际是\(node.kind.chinese)；字段有 "
            + profile.parameterNames.joined(separator: "、")))
    }
    return parameter
  }

  private func legalName(_ node: YAMLNode) throws(PromptError) -> String {
    var name = try yaml.text(node, "name", Text(english: "a file name", chinese: "文件名"))
    // One set may be for platforms whose prompts have other extensions.
    if !profile.nameRule.hasExtension(name) {
      name = PlatformProfile.standard.nameRule.stem(of: name)
    }
    if let foreign = FileName.foreignExtension(of: name, profile.nameRule) {
      let required = profile.nameRule.nameExtension
      throw yaml.failure(
        node,
        Text(
          english: "name must end in \(required), or in no extension, and ends in .\(foreign)",
          chinese: "name 必须以 \(required) 结尾，或者没有扩展名，实际以 .\(foreign) 结尾"))
    }
    name = profile.nameRule.withExtension(name)
    let suggestion = FileName.suggestion(for: name, profile.nameRule)
    // The rules for prompts tell what is only said to be refused.
    let faults = FileName.faults(in: name, profile.nameRule)
    if let fault = faults.first(where: \.isBinding) {
      throw yaml.failure(
        node,
        Text(
          english: "\(fault.message.english); use \(suggestion)",
          chinese: "\(fault.message.chinese)；请使用 \(suggestion)"))
    }
    if name.hasPrefix(".") {
      throw yaml.failure(
        node, Text(english: "name must not start with a dot", chinese: "name 不能以点开头"))
    }
    return name
  }

  /// Names that differ in case only are one name on some disks.
  private func refuseSharedNames(_ entries: [PromptSet.Entry]) throws(PromptError) {
    var owners: [String: TextLocation] = [:]
    for entry in entries {
      for name in entry.possibleNames {
        if let other = owners[name.lowercased()] {
          throw PromptError(
            path, at: entry.location,
            invalid: Text(
              english: "the name \(name) is taken by the prompt at line \(other.line)",
              chinese: "名称 \(name) 已被第 \(other.line) 行的提示音占用"))
        }
        owners[name.lowercased()] = entry.location
      }
    }
  }

  /// A prompt that is a master, too, would be there or not by the order of the work.
  private func refuseOwnPrompts(_ draft: Draft) throws(PromptError) {
    let outputs = Set(
      draft.entries.flatMap(\.possibleNames).map { name in
        PathName(draft.outputFolder).appending(name)
      })
    for entry in draft.entries where outputs.contains(entry.masterPath) {
      throw PromptError(
        path, at: entry.location,
        invalid: Text(
          english: "the source \(entry.master) is a prompt of this set",
          chinese: "源文件 \(entry.master) 是这个提示音集的提示音"))
    }
  }

  /// A path of the set, from the working folder, without `..` where that leads to the same.
  private func resolved(_ relative: String) -> String {
    guard !relative.hasPrefix("/") else { return relative }
    var (above, below) = (folder, relative)
    while below.hasPrefix("../"), !above.isEmpty, PathName(above).name != "..",
      PathName(above).name != ".", !FileSystem.isLink(above)
    {
      above = PathName(above).folder ?? ""
      below = String(below.dropFirst(3))
    }
    return PathName(above).appending(below)
  }
}
