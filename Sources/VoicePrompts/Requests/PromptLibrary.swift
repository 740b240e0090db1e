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
    let place: TextPlace?
  }

  /// A folder or a set's file, as it was named.
  public let path: String
  /// In the order of the set, or of the folder's names.
  public let prompts: [Prompt]
  /// The largest prompt, where a set says.
  public let maximumSize: ByteSize?
  /// Of a set.
  private let lockPath: String?
  /// Files in a set's output folder that the set does not list, by name.
  private let unlisted: [String: String]
  private let byName: [String: Prompt]

  /// - Parameter path: a folder of prompts, or the file of a set.
  /// - Throws: ``PromptError`` where there is neither, or the set cannot be read.
  public init(_ path: String) throws(PromptError) {
    let status: FileStatus
    do {
      status = try FileSystem.status(of: path)
    } catch {
      throw PromptError(path, error == .notFound ? .notFound : .unreadable(error))
    }
    if status.kind == .folder {
      self.init(folder: path)
    } else {
      try self.init(set: try PromptSet(path))
    }
  }

  private init(folder: String) {
    let prompts = Self.files(in: folder).enumerated().map { index, file in
      Prompt(
        name: PathName(file).name, path: file, isThere: true, parameter: nil, group: index,
        listedIn: file, place: nil)
    }
    self.init(folder, prompts, maximumSize: nil, lockPath: nil, unlisted: [:])
  }

  private init(set: PromptSet) throws(PromptError) {
    let lock = try? PromptLock.read(set.lockPath)
    var prompts: [Prompt] = []
    for (index, entry) in set.entries.enumerated() {
      let locked = lock?.prompts.first { $0.name == entry.name }?.outputs.map(\.name)
      for name in locked ?? [entry.name] {
        let file = set.outputPath(name)
        prompts.append(
          Prompt(
            name: name, path: file, isThere: FileSystem.exists(file), parameter: entry.parameter,
            group: index, listedIn: set.path, place: entry.place))
      }
    }
    let listed = Set(prompts.map(\.path))
    let others = Self.files(in: set.outputFolder).filter { !listed.contains($0) }
    let unlisted = Dictionary(others.map { (PathName($0).name, $0) }) { first, _ in first }
    self.init(
      set.path, prompts, maximumSize: set.maximumSize, lockPath: set.lockPath, unlisted: unlisted)
  }

  private init(
    _ path: String, _ prompts: [Prompt], maximumSize: ByteSize?, lockPath: String?,
    unlisted: [String: String]
  ) {
    self.path = path
    self.prompts = prompts
    self.maximumSize = maximumSize
    self.lockPath = lockPath
    self.unlisted = unlisted
    byName = Dictionary(prompts.map { ($0.name, $0) }) { first, _ in first }
  }

  private static func files(in folder: String) -> [String] {
    guard FileSystem.exists(folder) else { return [] }
    return SourceSearch([folder], excluding: "").found.compactMap { try? $0.get().path }
      .filter { $0.lowercased().hasSuffix(PromptSpec.nameExtension) }
  }

  /// The set and its lock, whose names are not a program's.
  public var ownFiles: [String] { lockPath.map { [path, $0] } ?? [] }

  // MARK: Looking up

  /// The prompt of exactly this name.
  func prompt(named name: String) -> Prompt? { byName[name] }

  /// Why there is no prompt of this name, and what may have been meant.
  func absence(of name: String) -> String {
    if let twin = prompts.first(where: { $0.name.lowercased() == name.lowercased() }) {
      return "there is no \(name) in \(path), but \(twin.name): upper and lower case count"
    }
    if let file = unlisted[name] { return "\(file) is there, but not in \(path)" }
    let nearest = prompts.map { (name: $0.name, distance: Self.distance($0.name, name)) }
      .filter { $0.distance <= max(2, name.count / 4) }
      .min { $0.distance < $1.distance }
    return "there is no \(name) in \(path)" + (nearest.map { "; is \($0.name) meant?" } ?? "")
  }

  /// Why a prompt that is listed has no file.
  func missing(_ prompt: Prompt) -> String {
    "\(prompt.name) is in \(path), but \(prompt.path) has not been built"
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
