internal import AudioFiles

/// What a repository's `.voiceprompt.yml` says about validation.
///
/// ```yaml
/// max-size: 2MiB            # as on the command line, which wins
/// strict: true              # warnings fail
/// ignore: [level]           # rules that are not applied
/// overrides:
///   - files: legacy/*       # from the folder of this file; * also matches slashes
///     ignore: [fact-missing]
/// ```
public struct Settings: Equatable, Sendable {
  /// The name of a file of settings.
  static let fileName = ".voiceprompt.yml"

  /// The largest prompt; nil for the platform's.
  public internal(set) var maximumSize: ByteSize?
  /// Whether warnings fail.
  public internal(set) var isStrict = false
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
    for (key, value) in try reader.entries(root, ["max-size", "strict", "ignore", "overrides"]) {
      switch key {
      case "max-size": maximumSize = try reader.size(value, key)
      case "strict": isStrict = try reader.flag(value, key)
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
      let path = PathName(folder).appending(fileName)
      if FileSystem.exists(path) {
        // What to do about a folder of recordings is no advice here.
        if let status = try? FileSystem.status(of: path), status.kind != .file {
          throw PromptError(path, .invalidText(nil, Text(english: "is not a regular file")))
        }
        return (try Settings(yaml: try TextFile.read(path), path: path), folder)
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

  /// The rules for a path: the caller's, else those of the settings.
  ///
  /// - Parameters:
  ///   - maximumSize: the largest file; nil for that of the settings, or of the platform.
  ///   - ignored: ids of rules that are not applied, besides those of the settings.
  public func validator(
    maximumSize: ByteSize?, ignoring ignored: Set<String>,
    _ profile: PlatformProfile = .standard
  ) -> @Sendable (String) -> PromptValidator {
    let settings = settings
    let prefix = folder == "/" ? "/" : folder + "/"
    var validator = PromptValidator(profile)
    validator.maximumSize = maximumSize ?? settings.maximumSize ?? profile.maximumSize
    return { [validator] path in
      var relative = path
      if !settings.overrides.isEmpty, let real = FileSystem.realPath(path), real.hasPrefix(prefix) {
        relative = String(real.dropFirst(prefix.count))
      }
      var own = validator
      own.ignoredRules = ignored.union(settings.ignoredRules(for: relative))
      return own
    }
  }
}

extension YAMLReader {
  fileprivate func rules(_ node: YAMLNode) throws(PromptError) -> Set<String> {
    guard let items = node.sequence else {
      throw failure(node, Text(english: "ignore must be a list of rules"))
    }
    var rules: Set<String> = []
    for item in items {
      guard let id = item.string, Rule.named(id) != nil else {
        throw failure(
          item,
          Text(
            english: "there is no rule \(item.string ?? "like this"); voiceprompt rules lists them")
        )
      }
      rules.insert(id)
    }
    return rules
  }

  fileprivate func overrides(_ node: YAMLNode) throws(PromptError) -> [Settings.Override] {
    guard let items = node.sequence else {
      throw failure(node, Text(english: "overrides must be a list"))
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
            throw failure(value, Text(english: "files must be a pattern"))
          }
          pattern = text
        }
      }
      guard let pattern else {
        throw failure(item, Text(english: "an override needs the key files"))
      }
      overrides.append(Settings.Override(pattern: pattern, ignoredRules: ignored))
    }
    return overrides
  }
}
