internal import FoundationEssentials
internal import TelephonyAudio

/// What the last build of a set has made, and of what: the content of `prompts.lock`.
struct PromptLock: Codable, Equatable {
  /// Grows when a key changes its meaning or goes.
  var lockVersion = 1
  /// SHA-256 of the set's file.
  var setSHA256: String
  /// In the order of the set.
  var prompts: [Prompt] = []
  /// What earlier builds have made and the set no longer lists; kept until it is pruned.
  var unlisted: [Output] = []
  /// Names that a build was about to make when nothing had them; nil once it is done.
  var pending: [String]?

  /// A master and what was made of it.
  struct Prompt: Codable, Equatable {
    var name: String
    var source: String
    /// SHA-256 of the source.
    var sourceSHA256: String
    var options: Recipe
    /// The version of the tool that has made it.
    var tool: String
    /// One, or the parts in their order.
    var outputs: [Output]
  }

  /// A finished file.
  struct Output: Codable, Equatable {
    var name: String
    /// SHA-256 of the file.
    var sha256: String
    var bytes: Int
    /// Seconds.
    var duration: Double
  }

  /// Everything in the set that decides about a prompt's bytes.
  struct Recipe: Codable, Equatable {
    var channel: String
    var allowTruncated: Bool
    var start: Double
    var duration: Double?
    var split: Bool
    var maxSize: Int

    init(_ entry: PromptSet.Entry) {
      channel = entry.options.channel.description
      allowTruncated = entry.options.allowsTruncated
      start = entry.options.start
      duration = entry.options.duration
      split = entry.isSplit
      maxSize = entry.options.maximumSize.bytes
    }
  }

  /// Every file that builds have made, listed or not.
  var outputs: [Output] { prompts.flatMap(\.outputs) + unlisted }

  /// The names of all files that builds have made, or were about to.
  var names: Set<String> { Set(outputs.map(\.name) + (pending ?? [])) }

  /// Names that a set cannot have would lead out of its folder.
  private var hasIllegalNames: Bool {
    names.contains { FileName.fault(in: $0) != nil || $0.hasPrefix(".") }
  }

  // MARK: The file

  /// The lock at `path`; nil where there is none.
  ///
  /// - Throws: ``PromptError`` where it cannot be read or understood.
  static func read(_ path: String) throws(PromptError) -> PromptLock? {
    // A link that leads nowhere is replaced.
    guard (try? FileSystem.status(of: path)) != nil else { return nil }
    let bytes = try TextFile.bytes(of: path)
    do {
      let lock = try JSONDecoder().decode(PromptLock.self, from: Data(bytes))
      if lock.hasIllegalNames { throw unusable(path, "this has names that no prompt can have") }
      if lock.lockVersion == PromptLock(setSHA256: "").lockVersion { return lock }
    } catch let error as PromptError {
      throw error
    } catch {
      throw unusable(path, "this is no lock that a build has written")
    }
    throw unusable(path, "a newer version of voiceprompt has written this")
  }

  private static func unusable(_ path: String, _ why: String) -> PromptError {
    PromptError(path, .invalidText(nil, "\(why); remove it, or use --force to write it anew"))
  }

  /// Indented, so that a change of one prompt is a change of a few lines.
  var text: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts, finite numbers and flags: nothing that JSON cannot express.
    return ((try? encoder.encode(self)).map { Array($0) } ?? []) + Array("\n".utf8)
  }

  /// Writes the lock, whole or not at all; not at all where the file is the same already.
  ///
  /// - Returns: whether it was written.
  func write(to path: String) throws(PromptError) -> Bool {
    let text = text
    if let existing = try? TextFile.bytes(of: path), existing == text { return false }
    do {
      try AtomicFile.write([text], to: path, replacing: true)
    } catch {
      throw PromptError(path, .invalidText(nil, "cannot be written: \(error)"))
    }
    FileSystem.syncFolder(PathName(path).folder ?? ".")
    return true
  }
}
