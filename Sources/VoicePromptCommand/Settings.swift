internal import VoicePrompts

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
struct Settings: Equatable, Sendable {
  static let fileName = ".voiceprompt.yml"

  var maximumSize: ByteSize?
  var isStrict = false
  var ignoredRules: Set<String> = []
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
    overrides.filter { Platform.matches(path, pattern: $0.pattern) }
      .reduce(ignoredRules) { $0.union($1.ignoredRules) }
  }

  /// The settings of `folder` or of the nearest folder above it that has any, and that folder.
  static func find(from folder: String) throws(PromptError) -> (settings: Settings, folder: String)?
  {
    var folder = folder
    while true {
      let path = folder == "/" ? "/" + fileName : folder + "/" + fileName
      switch Platform.text(of: path, limit: 1 << 20) {
      case .success(let text?): return (try Settings(yaml: text, path: path), folder)
      case .success(nil): break
      case .failure(let error): throw PromptError(path, .invalidText(nil, error.message))
      }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }
}

// MARK: For commands

extension Settings {
  /// The settings that hold in the working folder, and the folder that they are of.
  ///
  /// - Throws: the exit status, after the reason was told.
  static func ofWorkingFolder(on console: Console) throws -> Located {
    let found = try console.orNoWork { () throws(PromptError) in
      try find(from: Platform.realPath(".") ?? "/")
    }
    return Located(settings: found?.settings ?? Settings(), folder: found?.folder ?? "/")
  }

  /// Settings and the folder that has them.
  struct Located {
    let settings: Settings
    let folder: String

    var isStrict: Bool { settings.isStrict }

    /// The rules for a path: the command line's, else those of the settings.
    func validator(
      maximumSize: ByteSize?, ignoring ignored: Set<String>
    ) -> @Sendable (String) -> PromptValidator {
      let maximumSize = maximumSize ?? settings.maximumSize ?? PromptSpec.maximumSize
      let settings = settings
      let prefix = folder == "/" ? "/" : folder + "/"
      return { path in
        var validator = PromptValidator()
        validator.maximumSize = maximumSize
        var relative = path
        if !settings.overrides.isEmpty, let real = Platform.realPath(path), real.hasPrefix(prefix) {
          relative = String(real.dropFirst(prefix.count))
        }
        validator.ignoredRules = ignored.union(settings.ignoredRules(for: relative))
        return validator
      }
    }
  }
}

extension YAMLReader {
  fileprivate func rules(_ node: YAMLNode) throws(PromptError) -> Set<String> {
    guard let items = node.sequence else { throw failure(node, "ignore must be a list of rules") }
    var rules: Set<String> = []
    for item in items {
      guard let id = item.string, Rule.named(id) != nil else {
        throw failure(
          item, "there is no rule \(item.string ?? "like this"); voiceprompt rules lists them")
      }
      rules.insert(id)
    }
    return rules
  }

  fileprivate func overrides(_ node: YAMLNode) throws(PromptError) -> [Settings.Override] {
    guard let items = node.sequence else { throw failure(node, "overrides must be a list") }
    var overrides: [Settings.Override] = []
    for item in items {
      var pattern: String?
      var ignored: Set<String> = []
      for (key, value) in try entries(item, ["files", "ignore"]) {
        if key == "ignore" {
          ignored = try rules(value)
        } else {
          guard let text = value.string else { throw failure(value, "files must be a pattern") }
          pattern = text
        }
      }
      guard let pattern else { throw failure(item, "an override needs the key files") }
      overrides.append(Settings.Override(pattern: pattern, ignoredRules: ignored))
    }
    return overrides
  }
}
