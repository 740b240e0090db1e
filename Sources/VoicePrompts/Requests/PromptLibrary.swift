internal import AudioFiles

/// The prompts that requests may name: those of a folder, or those that a set lists.
public struct PromptLibrary: Sendable {
  /// A prompt.
  public struct Prompt: Hashable, Sendable {
    /// As requests name it.
    public let name: String
    /// Where the file is, from the working folder, or has to be.
    public let path: String
    /// Whether it is there.
    public let isThere: Bool
    /// What the set says that it is for; nil without a set, or where the set does not say.
    public let parameter: PromptParameter?
    /// Prompts of one recording, in order, have the same number.
    let group: Int
    /// The file that lists it: the set, or else the prompt itself.
    let listedIn: String
    /// Where the set lists it.
    let location: TextLocation?
  }

  /// A folder or a set's file, as it was named.
  public let path: String
  /// In the order of the set, or of the folder's names.
  public let prompts: [Prompt]
  /// What the prompts are for.
  public let profile: PlatformProfile
  /// The largest prompt, where a set says.
  public let maximumSize: ByteSize?
  /// Of a set.
  private let lockPath: String?
  /// Files in a set's output folder that the set does not list, by name.
  private let unlisted: [String: String]
  private let byName: [String: [Prompt]]

  /// Where the prompts are if nobody says: `prompts.yml`, or else `prompts`, in the working folder;
  /// nil without either.
  public static var usualPath: String? {
    [PromptSet.fileName, "prompts"].first { FileSystem.realPath($0) != nil }
  }

  /// - Parameters:
  ///   - path: a folder of prompts, or the file of a set.
  ///   - output: where the prompts of a set are, instead of where the set says.
  ///   - profile: what the prompts are for.
  ///   - maximumSize: of a prompt, where a set does not say; nil for the platform's.
  /// - Throws: ``PromptError`` where there is neither, or the set cannot be read.
  public init(
    _ path: String, output: String? = nil, _ profile: PlatformProfile = .standard,
    maximumSize: ByteSize? = nil
  ) throws(PromptError) {
    let status: FileStatus
    do {
      status = try FileSystem.status(of: path)
    } catch {
      throw PromptError(AudioFileError(path, AudioFileError.Reason(error)))
    }
    if status.kind == .folder {
      self.init(folder: path, profile)
    } else {
      try self.init(
        set: try PromptSet(path, output: output, profile, maximumSize: maximumSize))
    }
  }

  private init(folder: String, _ profile: PlatformProfile) {
    let prompts = Self.files(in: folder, profile).enumerated().map { index, file in
      Prompt(
        name: PathName(file).name, path: file, isThere: true, parameter: nil, group: index,
        listedIn: file, location: nil)
    }
    self.init(folder, prompts, profile)
  }

  private init(set: PromptSet) throws(PromptError) {
    let lock = try? PromptLock.read(set.lockPath, set.profile.nameRule)?.promptsByName
    var prompts: [Prompt] = []
    for (index, entry) in set.entries.enumerated() {
      let locked = lock?[entry.name]?.outputs.map(\.name)
      for name in locked ?? [entry.name] {
        let file = set.outputPath(name)
        prompts.append(
          Prompt(
            name: name, path: file, isThere: FileSystem.exists(file), parameter: entry.parameter,
            group: index, listedIn: set.path, location: entry.location))
      }
    }
    let listed = Set(prompts.map(\.path))
    let others = Self.files(in: set.outputFolder, set.profile).filter { !listed.contains($0) }
    let unlisted = Dictionary(others.map { (PathName($0).name, $0) }) { first, _ in first }
    self.init(
      set.path, prompts, set.profile, maximumSize: set.maximumSize, lockPath: set.lockPath,
      unlisted: unlisted)
  }

  private init(
    _ path: String, _ prompts: [Prompt], _ profile: PlatformProfile, maximumSize: ByteSize? = nil,
    lockPath: String? = nil, unlisted: [String: String] = [:]
  ) {
    self.path = path
    self.profile = profile
    self.prompts = prompts
    self.maximumSize = maximumSize
    self.lockPath = lockPath
    self.unlisted = unlisted
    byName = Dictionary(grouping: prompts, by: \.name)
  }

  private static func files(in folder: String, _ profile: PlatformProfile) -> [String] {
    guard FileSystem.exists(folder) else { return [] }
    return FileSearch([folder]).files.map(\.path).filter(profile.nameRule.hasExtension)
  }

  /// The set and its lock, whose names are not a program's.
  public var ownFiles: [String] { lockPath.map { [path, $0] } ?? [] }

  // MARK: Looking up

  /// The prompt of exactly this name.
  func prompt(named name: String) -> Prompt? { byName[name]?.first }

  /// Another prompt of this name, where the platform has no folders to tell them apart.
  func namesake(of prompt: Prompt) -> Prompt? {
    profile.nameRule.hasFolders ? nil : byName[prompt.name]?.first { $0.path != prompt.path }
  }

  /// Why there is no prompt of this name, and what may have been meant; sought only once it is read,
  /// because of many findings few are.
  func absence(of name: String) -> Text {
    Text(english: likely(name).english, chinese: likely(name).chinese)
  }

  private func likely(_ name: String) -> Text {
    let path = path
    if let twin = prompts.first(where: { $0.name.lowercased() == name.lowercased() })?.name {
      return Text(
        english: "there is no \(name) in \(path), but \(twin): upper and lower case count",
        chinese: "\(path) 中没有 \(name)，但有 \(twin)：区分大小写")
    }
    if let file = unlisted[name] {
      return Text(
        english: "\(file) is there, but not in \(path)", chinese: "\(file) 存在，但不在 \(path) 中")
    }
    let nearest = prompts.map { (name: $0.name, distance: Self.distance($0.name, name)) }
      .filter { $0.distance <= max(2, name.count / 4) }
      .min { $0.distance < $1.distance }
    guard let meant = nearest?.name else {
      return Text(english: "there is no \(name) in \(path)", chinese: "\(path) 中没有 \(name)")
    }
    return Text(
      english: "there is no \(name) in \(path); is \(meant) meant?",
      chinese: "\(path) 中没有 \(name)；是不是指 \(meant)？")
  }

  /// Why a prompt that is listed has no file.
  func missing(_ prompt: Prompt) -> Text {
    Text(
      english: "\(prompt.name) is in \(path), but \(prompt.path) has not been built",
      chinese: "\(prompt.name) 在 \(path) 中，但 \(prompt.path) 尚未构建")
  }

  /// How many letters have to be changed, put in or left out to get from one name to the other
  /// (Levenshtein).
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let changed = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
