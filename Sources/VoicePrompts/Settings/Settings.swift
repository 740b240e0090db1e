public import AudioFiles

/// What a repository's `.voiceprompt.yml` says; the command line wins.
///
/// ```yaml
/// profile: amazon-connect   # the platform, where no set says
/// max-size: 2MiB            # the largest prompt, where no set says
/// strict: true              # warnings fail
/// ffmpeg: never             # or its path, counted from this file; by default the one on the PATH
/// ignore: [level]           # rules that are not applied
/// overrides:
///   - files: legacy/*       # from the folder of this file; * also matches slashes
///     ignore: [fact-missing]
/// ```
public struct Settings: Equatable, Sendable {
  /// The names that a file of settings may have.
  static let fileNames = [".voiceprompt.yml", ".voiceprompt.yaml"]

  /// What prompts are for; nil for the standard platform.
  public internal(set) var profile: PlatformProfile?
  /// The largest prompt; nil for the platform's.
  public internal(set) var maximumSize: ByteSize?
  /// Whether warnings fail.
  public internal(set) var isStrict = false
  /// Which ffmpeg decodes; nil for the one on the PATH.
  var ffmpeg: FFmpegChoice?
  /// Ids of rules that are not applied.
  public internal(set) var ignoredRules: Set<String> = []
  var overrides: [Override] = []

  /// Rules that are not applied to some files.
  struct Override: Equatable, Sendable {
    let pattern: String
    let ignoredRules: Set<String>
  }

  /// Nothing is set.
  init() {}

  /// - Parameter path: is named in messages.
  /// - Throws: what is wrong with the text, with its place.
  init(yaml: String, path: String) throws(PromptError) {
    guard let root = try YAMLNode.parse(yaml, path: path) else { return }
    let reader = YAMLReader(path: path)
    let known = ["max-size", "strict", "ffmpeg", "ignore", "overrides", "profile"]
    let entries = try reader.entries(root, known)
    if let (key, value) = entries.first(where: { $0.key == "profile" }) {
      profile = try reader.profile(value, key)
    }
    for (key, value) in entries where key != "profile" {
      switch key {
      case "max-size": maximumSize = try reader.limit(value, key, profile ?? .standard)
      case "strict": isStrict = try reader.flag(value, key)
      case "ffmpeg":
        ffmpeg = FFmpegChoice(
          try reader.text(
            value, key, Text(english: "never or a program's path", chinese: " never 或程序的路径")))
      case "ignore": ignoredRules = try reader.rules(value)
      default: overrides = try reader.overrides(value)
      }
    }
  }

  /// The rules that are not applied to the file at `path`, counted from the settings' folder.
  func ignoredRules(for path: String) -> Set<String> {
    overrides.filter { FileSystem.matches(path, pattern: $0.pattern) }
      .reduce(ignoredRules) { $0.union($1.ignoredRules) }
  }

  /// The settings of `folder` or of the nearest folder above it that has any, and that folder.
  ///
  /// - Parameter folder: a path without links.
  /// - Throws: ``PromptError`` where a file of settings cannot be read or understood.
  static func find(from folder: String) throws(PromptError) -> (settings: Settings, folder: String)?
  {
    var folder = folder
    while true {
      let found = fileNames.map(PathName(folder).appending).filter(FileSystem.exists)
      if let path = found.first {
        if found.count > 1 {
          throw PromptError(
            path,
            invalid: Text(
              english: "is there, and so is \(found[1]); leave one of them",
              chinese: "存在，\(found[1]) 也存在；请只保留其中一个"))
        }
        // What to do about a folder of recordings is no advice here.
        if let status = try? FileSystem.status(of: path), status.kind != .file {
          throw PromptError(
            path, invalid: Text(english: "is not a regular file", chinese: "不是普通文件"))
        }
        return (try Settings(yaml: try TextFile.read(path, as: .yaml), path: path), folder)
      }
      guard folder != "/", let parent = PathName(folder).folder else { return nil }
      folder = parent
    }
  }
}

/// Settings and the folder that has them.
public struct LocatedSettings: Sendable {
  /// What the settings say.
  public let settings: Settings
  private let folder: String

  /// The settings that hold in the working folder: those of the nearest folder above it that has
  /// any, else none.
  ///
  /// - Throws: ``PromptError`` where a file of settings cannot be read or understood.
  public static func ofWorkingFolder() throws(PromptError) -> LocatedSettings {
    let found = try Settings.find(from: FileSystem.realPath(".") ?? "/")
    return LocatedSettings(settings: found?.settings ?? Settings(), folder: found?.folder ?? "/")
  }

  /// Which ffmpeg decodes: what was chosen, else what the settings say.
  public func ffmpeg(_ chosen: FFmpegChoice?) -> FFmpegChoice {
    guard chosen == nil, case .at(let path)? = settings.ffmpeg else {
      return chosen ?? settings.ffmpeg ?? .onPath
    }
    return .at(path.hasPrefix("/") ? path : PathName(folder).appending(path))
  }

  /// The rules for a path: the caller's, else those of the settings.
  ///
  /// - Parameters:
  ///   - maximumSize: the largest file; nil for that of the settings, or of the platform.
  ///   - ignored: ids of rules that are not applied, besides those of the settings.
  ///   - hearsSound: whether prompts are listened to.
  ///   - profile: the platform.
  public func validator(
    maximumSize: ByteSize?, ignoring ignored: Set<String>, hearsSound: Bool = false,
    _ profile: PlatformProfile = .standard
  ) -> @Sendable (String) -> PromptValidator {
    var validator = PromptValidator(profile)
    validator.hearsSound = hearsSound
    validator.maximumSize = maximumSize ?? settings.maximumSize ?? profile.maximumSize
    return { [self, validator] path in
      var own = validator
      own.ignoredRules = ignored.union(ignoredRules(for: path))
      return own
    }
  }

  /// The rules that are not applied to the file at `path`, counted from the working folder.
  public func ignoredRules(for path: String) -> Set<String> {
    guard !settings.overrides.isEmpty else { return settings.ignoredRules }
    let real = FileSystem.realFolder(path)
    let prefix = folder == "/" ? "/" : folder + "/"
    return settings.ignoredRules(
      for: real.hasPrefix(prefix) ? String(real.dropFirst(prefix.count)) : path)
  }
}

extension YAMLReader {
  fileprivate func rules(_ node: YAMLNode) throws(PromptError) -> Set<String> {
    guard let items = node.sequence else {
      throw failure(
        node, Text(english: "ignore must be a list of rules", chinese: "ignore 必须是规则的列表"))
    }
    var rules: Set<String> = []
    for item in items {
      guard let id = item.string, Rule.named(id) != nil else {
        throw failure(
          item,
          Text(
            english: "there is no rule \(item.string ?? "like this"); voiceprompt rules lists them",
            chinese: (item.string.map { "没有规则 \($0)" } ?? "没有这样的规则") + "；voiceprompt rules 会列出所有规则")
        )
      }
      rules.insert(id)
    }
    guard !rules.isEmpty else {
      throw failure(
        node,
        Text(
          english: "ignore is empty; name a rule, or leave the key out",
          chinese: "ignore 是空的；请写上一条规则，或去掉这个键"))
    }
    return rules
  }

  fileprivate func overrides(_ node: YAMLNode) throws(PromptError) -> [Settings.Override] {
    guard let items = node.sequence else {
      throw failure(node, Text(english: "overrides must be a list", chinese: "overrides 必须是列表"))
    }
    var overrides: [Settings.Override] = []
    for item in items {
      var pattern: String?
      var ignored: Set<String> = []
      for (key, value) in try entries(item, ["files", "ignore"]) {
        if key == "ignore" {
          ignored = try rules(value)
        } else {
          guard let text = value.string else {
            throw failure(value, Text(english: "files must be a pattern", chinese: "files 必须是一个模式"))
          }
          pattern = text
        }
      }
      guard let pattern, !pattern.isEmpty else {
        throw failure(
          item, Text(english: "an override needs the key files", chinese: "override 需要键 files"))
      }
      guard !ignored.isEmpty else {
        throw failure(
          item,
          Text(
            english: "an override needs the key ignore, or it has no effect",
            chinese: "override 需要键 ignore，否则不起作用"))
      }
      overrides.append(Settings.Override(pattern: pattern, ignoredRules: ignored))
    }
    return overrides
  }
}
