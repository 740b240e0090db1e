/// Tells whether the prompts of a set are what their masters give, and changes nothing.
///
/// A prompt is right where master, options and prompt are those of the lock. Where another version
/// of the tool has made it, the master is converted in memory, and the bytes are compared.
public struct PromptSetCheck: Sendable {
  /// The set.
  public let set: PromptSet
  private let maker: PromptMaker

  /// - Parameter set: is only read, as is everything that it names.
  public init(_ set: PromptSet) {
    self.set = set
    maker = PromptMaker(set: set)
  }

  /// A file with its findings, or why a master cannot be converted.
  public typealias Item = Result<FileFindings, PromptError>

  /// Checks, `jobs` prompts at a time.
  ///
  /// - Returns: the prompts in the order of the set, then what is not in the set, then the lock,
  ///   where there is something about it.
  /// - Throws: ``PromptError`` where the lock cannot be read, or the check was interrupted while
  ///   it waited for a build.
  nonisolated(nonsending) public func run(
    jobs: Int, progress: BatchProgress = BatchProgress(), whileWaiting: () -> Void = {}
  ) async throws(PromptError) -> [Item] {
    let folderLock = try await FolderLock(
      set.folder, .shared, whileWaiting: whileWaiting, isCancelled: progress.isCancelled)
    let (lock, fault) = try lockOrFault()
    var items: [Item] = []
    await InOrder<[Item]>.run(set.entries.count, jobs: jobs) { index in
      let entry = set.entries[index]
      do throws(PromptError) {
        return try files(of: entry, maker.locked(entry, in: lock), progress).map { .success($0) }
      } catch {
        return [.failure(error.inSet(maker.listing(of: entry)))]
      }
    } report: {
      items += $0
    }
    let listed = Swift.Set((lock?.prompts ?? []).flatMap(\.outputs).map(\.name))
      .union(set.entries.flatMap(\.possibleNames))
    items += maker.strangers(besides: listed).map { path in
      .success(FileFindings(path: path, findings: [Rule.unlisted.finding("is not in the set")]))
    }
    if let fault = fault ?? lock.flatMap(self.fault) {
      items.append(
        .success(
          FileFindings(path: set.lockPath, findings: [Rule.lockOutdated.finding(fault)])))
    }
    _ = consume folderLock
    return items
  }

  // MARK: The lock

  private func lockOrFault() throws(PromptError) -> (PromptLock?, String?) {
    do {
      let lock = try PromptLock.read(set.lockPath)
      return (lock, lock == nil ? "is missing" : nil)
    } catch {
      guard case .invalidText(_, let message) = error.reason else { throw error }
      return (nil, message)
    }
  }

  /// What is wrong with the lock as a whole.
  private func fault(in lock: PromptLock) -> String? {
    if lock.pending != nil { return "a build was not finished" }
    if lock.setSHA256 != set.digest {
      return "\(PathName(set.path).name) has changed since it was built"
    }
    let listed = set.entries.map(\.name)
    let locked = lock.prompts.map(\.name)
    if listed != locked { return "does not have the prompts of \(PathName(set.path).name)" }
    return nil
  }

  // MARK: One entry

  private func files(
    of entry: PromptSet.Entry, _ locked: PromptLock.Prompt?, _ progress: BatchProgress
  ) throws(PromptError) -> [FileFindings] {
    let source = try SHA256.digest(ofFile: entry.sourcePath)
    guard let locked else {
      return [file(entry.name, Rule.notBuilt, "no build has made it", entry)]
    }
    if !maker.isOf(locked, entry) {
      let message = "its entry in \(PathName(set.path).name) has changed since it was built"
      return [file(entry.name, Rule.outdated, message, entry)]
    }
    if locked.sourceSHA256 != source {
      let message = "the master \(entry.sourcePath) has changed since it was built"
      return locked.outputs.map { file($0.name, Rule.outdated, message, entry) }
    }
    let wanted =
      locked.tool == Version.current
      ? locked.outputs : try maker.make(entry, progress).prompts.map(maker.output)
    return wanted.map { output in
      guard let digest = maker.digest(of: output.name) else {
        return file(output.name, Rule.notBuilt, "is missing", entry)
      }
      if digest == output.sha256 { return FileFindings(path: set.outputPath(output.name)) }
      let isAsBuilt = locked.outputs.contains { $0.name == output.name && $0.sha256 == digest }
      return isAsBuilt
        ? file(
          output.name, Rule.outdated,
          "version \(locked.tool) of voiceprompt made it, and \(Version.current) makes another",
          entry)
        : file(
          output.name, Rule.edited,
          "is not what was built from \(entry.sourcePath): it was changed later", entry)
    }
  }

  /// A file with a finding; whatever is said of it, it may not be there at all.
  private func file(
    _ name: String, _ rule: Rule, _ message: String, _ entry: PromptSet.Entry
  ) -> FileFindings {
    let path = set.outputPath(name)
    let finding =
      FileSystem.exists(path)
      ? rule.finding(message)
      : Rule.notBuilt.finding("is missing; it is made from \(entry.sourcePath)")
    return FileFindings(path: path, findings: [finding])
  }
}
