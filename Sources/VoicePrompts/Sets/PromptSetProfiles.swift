public import AudioFiles

/// The platforms that a set says it is for: `profile: amazon-connect`, or `profiles: [a, b]`, which
/// writes a folder for each.
struct PromptSetProfiles {
  /// In the order of the set.
  let profiles: [PlatformProfile]
  /// Whether each has a folder of its own below the output.
  let areSeveral: Bool
  private let node: YAMLNode

  /// Nil where the set says nothing.
  init?(_ values: [String: YAMLNode], _ yaml: YAMLReader) throws(PromptError) {
    guard let several = values["profiles"] else {
      guard let one = values["profile"] else { return nil }
      profiles = [try yaml.profile(one, "profile")]
      areSeveral = false
      node = one
      return
    }
    guard values["profile"] == nil else {
      throw yaml.failure(
        several,
        Text(english: "profile and profiles exclude each other", chinese: "profile 和 profiles 互相排斥")
      )
    }
    guard let items = several.sequence, !items.isEmpty else {
      throw yaml.failure(
        several, Text(english: "profiles must be a list of platforms", chinese: "profiles 必须是平台的列表")
      )
    }
    var profiles: [PlatformProfile] = []
    for item in items {
      let profile = try yaml.profile(item, "profiles")
      guard !profiles.contains(profile) else {
        throw yaml.failure(
          item,
          Text(
            english: "the platform \(profile.id) is here twice", chinese: "平台 \(profile.id) 在此重复出现")
        )
      }
      profiles.append(profile)
    }
    self.profiles = profiles
    areSeveral = true
    node = several
  }

  /// Refuses to take the set for one that is for another platform.
  func require(_ profile: PlatformProfile, _ yaml: YAMLReader) throws(PromptError) {
    guard !profiles.contains(profile) else { return }
    let ids = profiles.map(\.id).joined(separator: ", ")
    throw yaml.failure(
      node,
      Text(
        english: "the set is for \(ids), and not for \(profile.id)",
        chinese: "这个提示音集用于 \(ids)，而不是 \(profile.id)"))
  }
}

extension PromptSet {
  /// The set at `path`, once for each platform that it is for.
  ///
  /// - Parameters:
  ///   - path: the set's file.
  ///   - output: where the prompts are, instead of where the set says.
  ///   - profile: the platform that is wanted; nil for those of the set.
  ///   - usual: the platform where neither says.
  ///   - maximumSize: of a prompt, where the set does not say; nil for the platform's.
  /// - Throws: ``PromptError`` where it cannot be read, says what it must not say, or is for other
  ///   platforms.
  public static func all(
    _ path: String, output: String? = nil, for profile: PlatformProfile? = nil,
    usually usual: PlatformProfile = .standard, maximumSize: ByteSize? = nil
  ) throws(PromptError) -> [PromptSet] {
    let yaml = try TextFile.read(path, as: .yaml)
    var profiles = [profile ?? usual]
    if profile == nil, let own = try self.profiles(in: yaml, path: path) { profiles = own }
    var sets: [PromptSet] = []
    for profile in profiles {
      sets.append(
        try PromptSet(yaml: yaml, path: path, output: output, profile, maximumSize: maximumSize))
    }
    return sets
  }

  /// The platforms that a set's text names; nil where it names none.
  static func profiles(
    in yaml: String, path: String
  ) throws(PromptError) -> [PlatformProfile]? {
    guard let mapping = try YAMLNode.parse(yaml, path: path)?.mapping else { return nil }
    // What else is wrong with the keys, reading the set says.
    let values = Dictionary(mapping.map { ($0.key.string ?? "", $0.value) }) { first, _ in first }
    return try PromptSetProfiles(values, YAMLReader(path: path))?.profiles
  }

  /// How messages name it: with its platform where it is for several.
  public var title: Text {
    isOneOfSeveral
      ? Text(english: "\(path) for \(profile.id)", chinese: "\(path)（\(profile.id)）")
      : Text(english: path, chinese: path)
  }
}
