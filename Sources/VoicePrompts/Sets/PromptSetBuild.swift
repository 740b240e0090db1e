/// Makes the prompts of a set that are new or have changed, and writes what was made of what into
/// the set's lock.
///
/// ```swift
/// let set = try PromptSet("prompts.yml")
/// let result = try await PromptSetBuild(set).run(jobs: 4) { outcome in print(outcome.entry.name) }
/// ```
///
/// A build that was killed has left whole files only; the next one ends in the same bytes as if
/// it had not been. Of two builds at once, one waits.
public struct PromptSetBuild: Sendable {
  /// The set.
  public let set: PromptSet
  /// Whether everything is made again, and files are replaced that no build has made.
  public var isForced = false
  /// Whether prompts that the set no longer lists are removed.
  public var prunes = false
  private let maker: PromptMaker

  /// Makes what is new or has changed, and removes nothing.
  public init(_ set: PromptSet) {
    self.set = set
    maker = PromptMaker(set: set)
  }

  /// A prompt's file after the build.
  public struct File: Sendable {
    /// From the working folder.
    public let path: String
    /// In seconds.
    public let duration: Double
    /// Of the file.
    public let size: ByteSize
    /// Whether it was written; false where it was as it should be.
    public let isWritten: Bool
  }

  /// What came of an entry.
  public struct Outcome: Sendable {
    /// The entry.
    public let entry: PromptSet.Entry
    /// Its files, or why there are none.
    public let result: Result<[File], PromptError>
    /// Things to look at, where it was converted.
    public let warnings: [ConversionWarning]
    fileprivate let locked: PromptLock.Prompt?
  }

  /// What a build has left.
  public struct Summary: Sendable {
    /// Files that builds have made and the set no longer lists.
    public internal(set) var prunable: [String] = []
    /// Other recordings in the output folder: no build has made them as they are.
    public internal(set) var strangers: [String] = []
    /// Files that were removed because the set no longer lists them.
    public internal(set) var pruned: [String] = []
    /// Whether the lock has changed.
    public internal(set) var isLockWritten = false
  }

  /// Builds, `jobs` prompts at a time.
  ///
  /// - Parameters:
  ///   - whileWaiting: called once where another build is at work in the set's folder.
  ///   - report: hears of each entry, in the order of the set.
  /// - Throws: ``PromptError`` where the lock cannot be read or written, or the build was
  ///   interrupted while it waited. What is wrong with one prompt is an outcome.
  nonisolated(nonsending) public func run(
    jobs: Int, progress: BatchProgress = BatchProgress(), whileWaiting: () -> Void = {},
    report: (Outcome) -> Void
  ) async throws(PromptError) -> Summary {
    let folderLock = try await FolderLock(
      set.folder, .exclusive, whileWaiting: whileWaiting, isCancelled: progress.isCancelled)
    let previous = try previousLock()
    AtomicFile.removeAbandoned(in: set.folder)
    AtomicFile.removeAbandoned(in: set.outputFolder)
    let claimed = try claim(previous)
    let made = (previous?.names ?? []).union(claimed)
    let masters = maker.masters

    var lock = PromptLock(setSHA256: set.digest)
    var unmade: Set<String> = []
    await InOrder<Outcome>.run(set.entries.count, jobs: jobs) { index in
      let entry = set.entries[index]
      let outcome = self.outcome(
        of: entry, maker.locked(entry, in: previous), madeBefore: made, masters, progress)
      progress.finishFile(bytes: entry.sourceSize)
      return outcome
    } report: { outcome in
      if let locked = outcome.locked { lock.prompts.append(locked) }
      if case .failure = outcome.result { unmade.formUnion(outcome.entry.possibleNames) }
      report(outcome)
    }
    FileSystem.syncFolder(set.outputFolder)

    let pending = claimed.filter(unmade.contains)
    if !pending.isEmpty { lock.pending = pending }
    var summary = tidy(&lock, after: previous, unmade: unmade)
    summary.isLockWritten = try lock.write(to: set.lockPath)
    _ = consume folderLock
    return summary
  }

  /// A lock that cannot be understood is no reason not to build, but one to look at it first.
  private func previousLock() throws(PromptError) -> PromptLock? {
    do {
      return try PromptLock.read(set.lockPath)
    } catch {
      guard isForced, case .invalidText = error.reason else { throw error }
      return nil
    }
  }

  /// Writes into the lock which names nothing has yet and this build is about to make, so that the
  /// next one knows them for its own should this one be killed.
  private func claim(_ previous: PromptLock?) throws(PromptError) -> [String] {
    let pending = Set(previous?.pending ?? [])
    let names = set.entries.filter { maker.locked($0, in: previous) == nil }
      .flatMap(\.possibleNames)
      .filter { pending.contains($0) || !FileSystem.exists(set.outputPath($0)) }
    if !pending.isSuperset(of: names) {
      var lock = previous ?? PromptLock(setSHA256: "")
      lock.pending = names
      _ = try lock.write(to: set.lockPath)
    }
    return names
  }

  // MARK: One entry

  private func outcome(
    of entry: PromptSet.Entry, _ locked: PromptLock.Prompt?, madeBefore: Set<String>,
    _ masters: Set<FileStatus.Identity>, _ progress: BatchProgress
  ) -> Outcome {
    do throws(PromptError) {
      if progress.isCancelled() { throw PromptError(entry.sourcePath, .interrupted) }
      let source = try SHA256.digest(ofFile: entry.sourcePath)
      if !isForced, let locked, maker.isOf(locked, entry, source: source),
        locked.tool == Version.current,
        locked.outputs.allSatisfy(maker.isIntact)
      {
        let files = locked.outputs.map { file($0, isWritten: false) }
        return Outcome(entry: entry, result: .success(files), warnings: [], locked: locked)
      }
      let made = try maker.make(entry, progress)
      // The lock must not say of one content what was made of another.
      guard try SHA256.digest(ofFile: entry.sourcePath) == source else {
        throw PromptError(entry.sourcePath, .changedMeanwhile)
      }
      var outputs: [PromptLock.Output] = []
      var files: [File] = []
      for (name, prompt) in made.prompts {
        let output = maker.output(name, prompt)
        let isWritten = try write(
          prompt, output, of: entry, replacing: madeBefore.contains(name), masters)
        outputs.append(output)
        files.append(file(output, isWritten: isWritten))
      }
      let prompt = PromptLock.Prompt(
        name: entry.name, source: entry.source, sourceSHA256: source,
        options: PromptLock.Recipe(entry),
        tool: Version.current, outputs: outputs)
      return Outcome(
        entry: entry, result: .success(files), warnings: made.warnings, locked: prompt)
    } catch {
      return Outcome(
        entry: entry, result: .failure(error.inSet(maker.listing(of: entry))), warnings: [],
        locked: locked)
    }
  }

  private func file(_ output: PromptLock.Output, isWritten: Bool) -> File {
    File(
      path: set.outputPath(output.name), duration: output.duration, size: ByteSize(output.bytes),
      isWritten: isWritten)
  }

  /// - Parameter replacing: whether a file that is there was made by a build.
  /// - Returns: whether the file was not there, or was another.
  private func write(
    _ prompt: PromptConverter.Prompt, _ output: PromptLock.Output, of entry: PromptSet.Entry,
    replacing: Bool, _ masters: Set<FileStatus.Identity>
  ) throws(PromptError) -> Bool {
    let path = set.outputPath(output.name)
    let status = try? FileSystem.status(of: path)
    if status == nil, FileSystem.isLink(path), !isForced {
      throw PromptError(entry.sourcePath, .notBuilt(path))
    }
    if let status {
      if masters.contains(status.identity) {
        throw PromptError(entry.sourcePath, .outputIsSource(path))
      }
      if status.kind == .folder { throw PromptError(entry.sourcePath, .outputIsFolder(path)) }
      if maker.isIntact(output) { return false }
      if !replacing, !isForced { throw PromptError(entry.sourcePath, .notBuilt(path)) }
    }
    try PromptConverter(entry.options).write(prompt, of: entry.sourcePath, to: path)
    return true
  }

  // MARK: What is not in the set

  /// Keeps account of what earlier builds have made and this one has not, and removes it where
  /// that is wanted: only files that are as they were made.
  ///
  /// - Parameter unmade: names of entries that failed; while there are any, nothing is removed, and
  ///   they are not strangers.
  private func tidy(
    _ lock: inout PromptLock, after previous: PromptLock?, unmade: Set<String>
  ) -> Summary {
    var summary = Summary()
    let masters = maker.masters
    let listed = Set(lock.outputs.map(\.name))
    for output in previous?.outputs ?? [] where !listed.contains(output.name) {
      let path = set.outputPath(output.name)
      guard let status = try? FileSystem.status(of: path) else { continue }
      if prunes, unmade.isEmpty, maker.isIntact(output), !masters.contains(status.identity) {
        FileSystem.remove(path)
        summary.pruned.append(path)
      } else {
        lock.unlisted.append(output)
        if maker.isIntact(output), !masters.contains(status.identity) {
          summary.prunable.append(path)
        }
      }
    }
    let known = Set(summary.prunable)
    summary.strangers = maker.strangers(besides: listed.union(unmade))
      .filter { !known.contains($0) }
    return summary
  }
}
