package import AudioFiles

/// Makes the prompts of a set that are new or have changed, and writes what was made of what into
/// the set's lock.
///
/// ```swift
/// let set = try PromptSet("prompts.yml")
/// let result = try await PromptSetBuild(set).run(jobs: 4) { outcome in print(outcome.entry.name) }
/// ```
///
/// It writes and removes in the set's output folder and beside the set only. Which folder that is,
/// is settled when the build begins, and must be below the set's own unless somebody has chosen it;
/// from then on the folder itself is held, so that a link put in its place can only make the build
/// fail.
///
/// A build that was killed has left whole files only; the next one ends in the same bytes as if
/// it had not been. Of two builds at once, one waits.
public struct PromptSetBuild: Sendable {
  /// What is built.
  public let set: PromptSet
  /// Whether everything is made again, and files are replaced that no build has made as they are.
  public var isForced = false
  /// Whether prompts that the set no longer lists are removed.
  public var prunes = false
  /// What of the set is built, where it is not all of it.
  var part: Part?
  /// Stands in for the disk's waiting, in tests.
  package var sync = DiskSync.disk
  private let maker: PromptMaker

  /// Makes what is new or has changed, and removes nothing.
  public init(_ set: PromptSet) {
    self.set = set
    maker = PromptMaker(set: set)
  }

  /// What somebody has changed in a set. The rest of its prompts stay as the lock has them, whatever
  /// has become of them.
  struct Part: Sendable {
    /// The names of the prompts that are built.
    var names: Set<String> = []
    /// SHA-256 of files that may be replaced, whoever has made them, by their names.
    var replaceable: [String: String] = [:]
    /// Names of files to be removed that the set has listed.
    var removable: Set<String> = []
    /// SHA-256 of the set before the change: where the last build was of that, this is of all of
    /// the set.
    var before: String
  }

  /// A prompt's file after the build.
  public struct File: Sendable {
    /// From the working folder.
    public let path: String
    /// In seconds.
    public let duration: Double
    /// The file's size.
    public let size: ByteSize
    /// Whether it was written; false where it was as it should be.
    public let isWritten: Bool
  }

  /// What came of an entry.
  public struct Outcome: Sendable {
    /// What the set says.
    public let entry: PromptSet.Entry
    /// The files of its prompt, or why there are none.
    public let result: Result<[File], PromptError>
    /// What was done to the sound, where it was converted and something was.
    public let sound: SoundChange?
    /// Things to look at, where it was converted.
    public let findings: [Finding]
    fileprivate let locked: PromptLock.Prompt?
  }

  /// What a build has left.
  public struct Summary: Sendable {
    /// Prompts of which at least one file was written.
    public internal(set) var builtCount = 0
    /// Prompts that were as they should be.
    public internal(set) var unchangedCount = 0
    /// The files that are there now, judged by the rules for files, and what could not be made.
    public internal(set) var files: [FileFindings] = []
    /// Files that builds have made and the set no longer lists.
    public internal(set) var prunable: [String] = []
    /// Other audio files in the output folder: no build has made them as they are.
    public internal(set) var foreign: [String] = []
    /// Files that were removed because the set no longer lists them.
    public internal(set) var pruned: [String] = []
    /// Whether the lock has changed.
    public internal(set) var isLockWritten = false

    fileprivate mutating func add(_ outcome: Outcome) {
      switch outcome.result {
      case .failure(let error): if error.code != .interrupted { files.append(FileFindings(error)) }
      case .success(let made):
        if made.isEmpty { break }
        // What the conversion noticed is about the prompt as a whole.
        files += made.enumerated().map { index, file in
          FileFindings(path: file.path, findings: index == 0 ? outcome.findings : [])
        }
        if made.contains(where: \.isWritten) { builtCount += 1 } else { unchangedCount += 1 }
      }
    }
  }

  /// Builds, `jobs` prompts at a time.
  ///
  /// - Parameters:
  ///   - progress: is told of what was done, and asked whether to go on.
  ///   - validator: gives the rules for each path.
  ///   - whileWaiting: called once where another build is at work in the set's folder.
  ///   - report: hears of each entry, in the order of the set.
  /// - Throws: ``PromptError`` where the lock cannot be read or written, or the build was
  ///   interrupted while it waited. What is wrong with one prompt is an outcome.
  public func run(
    jobs: Int, progress: WorkProgress = WorkProgress(),
    validator: @escaping @Sendable (String) -> PromptValidator,
    whileWaiting: () -> Void = {}, report: (Outcome) -> Void
  ) async throws(PromptError) -> Summary {
    let outputs = try set.openedOutputFolder()
    let folderLock = try await FolderLock(
      set.lockFolder, .exclusive, whileWaiting: whileWaiting, isCancelled: progress.isCancelled)
    var (summary, lock) = try await build(in: outputs, jobs: jobs, progress, report: report)
    _ = consume folderLock
    if !progress.isCancelled() {
      summary.files = await maker.judged(summary.files, lock, jobs: jobs, validator: validator)
    }
    return summary
  }

  /// The same for somebody who holds the set's folder and has opened the one for prompts.
  ///
  /// - Returns: also the lock that was written.
  func build(
    in outputs: OpenFolder, jobs: Int, _ progress: WorkProgress = WorkProgress(),
    report: (Outcome) -> Void
  ) async throws(PromptError) -> (Summary, PromptLock) {
    let previous = try previousLock()
    AtomicFile.removeAbandoned(in: set.lockFolder)
    AtomicFile.removeAbandoned(in: outputs)
    let locked = previous?.promptsByName ?? [:]
    let claimed = try claim(previous, locked)
    let made = Made(previous, claimed: claimed)
    let masters = maker.masters
    let (maker, makesAll) = await together(locked, jobs: jobs, progress)

    var lock = PromptLock(setSHA256: set.digest)
    if let part, let previous, previous.setSHA256 != part.before,
      !set.entries.allSatisfy(isBuilt)
    {
      lock.setSHA256 = previous.setSHA256
    }
    var summary = Summary()
    var unmade: Set<String> = []
    await Scheduler.run(set.entries.count, jobs: jobs) { index in
      prepare(index, locked[set.entries[index].name], maker, makesIt: makesAll, progress)
    } write: { index, prepared in
      let outcome = write(prepared, set.entries[index], in: outputs, after: made, masters)
      progress.finishFile(bytes: set.entries[index].masterSize)
      return outcome
    } report: { outcome in
      if let locked = outcome.locked { lock.prompts.append(locked) }
      if case .failure = outcome.result { unmade.formUnion(outcome.entry.possibleNames) }
      summary.add(outcome)
      if isBuilt(outcome.entry) { report(outcome) }
    }
    sync.folder(set.outputFolder)

    let pending = claimed.filter(unmade.contains) + pendingElsewhere(previous)
    if !pending.isEmpty { lock.pending = pending }
    accountForUnlisted(in: &lock, after: previous, unmade: unmade, outputs, &summary)
    summary.isLockWritten = try lock.write(to: set.lockPath, sync)
    return (summary, lock)
  }

  /// What an earlier build was about to make of prompts that this one does not look at.
  private func pendingElsewhere(_ previous: PromptLock?) -> [String] {
    guard let pending = previous?.pending else { return [] }
    let others = Set(set.entries.filter { !isBuilt($0) }.flatMap(\.possibleNames))
    return pending.filter(others.contains)
  }

  private func isBuilt(_ entry: PromptSet.Entry) -> Bool {
    part?.names.contains(entry.name) ?? true
  }

  /// A lock that cannot be understood is no reason not to build, but one to look at it first.
  private func previousLock() throws(PromptError) -> PromptLock? {
    do {
      return try PromptLock.read(set.lockPath, set.profile.nameRule)
    } catch {
      guard isForced, error.code == .invalidText else { throw error }
      return nil
    }
  }

  /// Writes into the lock which names nothing has yet and this build is about to make, so that the
  /// next one knows them for its own should this one be killed.
  private func claim(
    _ previous: PromptLock?, _ locked: [String: PromptLock.Prompt]
  ) throws(PromptError) -> [String] {
    let pending = Set(previous?.pending ?? [])
    let names = set.entries.filter { locked[$0.name] == nil && isBuilt($0) }
      .flatMap(\.possibleNames)
      .filter { pending.contains($0) || !FileSystem.exists(set.outputPath($0)) }
    if !pending.isSuperset(of: names) {
      var lock = previous ?? PromptLock(setSHA256: "")
      lock.pending = names + pendingElsewhere(previous)
      _ = try lock.write(to: set.lockPath, sync)
    }
    return names
  }

  /// What makes the prompts, and whether it makes all of them: prompts that get one gain are made
  /// again together.
  private func together(
    _ locked: [String: PromptLock.Prompt], jobs: Int, _ progress: WorkProgress
  ) async -> (PromptMaker, makesAll: Bool) {
    guard set.isTogether, part?.names.isEmpty != true, isForced || !maker.areOf(locked),
      let first = set.entries.first
    else {
      return (maker, isForced)
    }
    var maker = maker
    maker.commonGain = await CommonGain.find(
      set.entries.map { ($0.masterPath, PromptConverter($0.options)) }, first.options.sound,
      jobs: jobs, progress)
    return (maker, true)
  }

  // MARK: One entry

  /// What earlier builds have made, or a killed one was about to make.
  private struct Made: Sendable {
    /// Names that nothing had.
    let claimed: Set<String>
    let outputs: [String: PromptLock.Output]

    init(_ previous: PromptLock?, claimed: [String]) {
      self.claimed = Set(claimed)
      let outputs = (previous?.outputs ?? []).map { ($0.name, $0) }
      self.outputs = Dictionary(outputs) { first, _ in first }
    }
  }

  /// What is to be written for an entry.
  private struct Prepared: Sendable {
    let made: PromptMaker.Made
    let masterDigest: String
    let locked: PromptLock.Prompt?
  }

  /// Everything up to the prompts in memory.
  private func prepare(
    _ index: Int, _ locked: PromptLock.Prompt?, _ maker: PromptMaker, makesIt: Bool,
    _ progress: WorkProgress
  ) -> Scheduler.Step<Prepared, Outcome> {
    let entry = set.entries[index]
    guard isBuilt(entry) else {
      return .finished(
        index,
        Outcome(entry: entry, result: .success([]), sound: nil, findings: [], locked: locked))
    }
    do throws(PromptError) {
      if progress.isCancelled() { throw PromptError(entry.masterPath, .interrupted) }
      let digest = try maker.digest(ofMaster: entry)
      if !makesIt, let locked, maker.isOf(locked, entry, digest: digest),
        locked.outputs.allSatisfy(maker.isIntact)
      {
        progress.finishFile(bytes: entry.masterSize)
        let files = locked.outputs.map { file($0, isWritten: false) }
        return .finished(
          index,
          Outcome(entry: entry, result: .success(files), sound: nil, findings: [], locked: locked))
      }
      let made = try maker.make(entry, progress)
      // The lock must not say of one content what was made of another.
      guard try maker.digest(ofMaster: entry) == digest else {
        throw PromptError(entry.masterPath, .changedMeanwhile)
      }
      return .prepared(index, Prepared(made: made, masterDigest: digest, locked: locked))
    } catch {
      progress.finishFile(bytes: entry.masterSize)
      return .finished(index, failure(error, entry, locked))
    }
  }

  /// Writes what is not there already.
  private func write(
    _ prepared: Prepared, _ entry: PromptSet.Entry, in outputFolder: OpenFolder,
    after before: Made, _ masters: Set<FileStatus.Identity>
  ) -> Outcome {
    do throws(PromptError) {
      var outputs: [PromptLock.Output] = []
      var files: [File] = []
      for (name, prompt) in prepared.made.prompts {
        let output = maker.output(name, prompt)
        let isWritten = try write(
          prompt, output, of: entry, in: outputFolder, after: before, masters)
        outputs.append(output)
        files.append(file(output, isWritten: isWritten))
      }
      let locked = PromptLock.Prompt(
        name: entry.name, source: entry.master, sourceSHA256: prepared.masterDigest,
        options: PromptLock.Recipe(entry), tool: Version.current,
        level: prepared.made.sound?.level.map(PromptLock.Level.init),
        decoder: prepared.made.prompts.first?.prompt.conversion.decoder, outputs: outputs)
      return Outcome(
        entry: entry, result: .success(files), sound: prepared.made.sound,
        findings: prepared.made.findings, locked: locked)
    } catch {
      return failure(error, entry, prepared.locked)
    }
  }

  private func failure(
    _ error: PromptError, _ entry: PromptSet.Entry, _ locked: PromptLock.Prompt?
  ) -> Outcome {
    Outcome(
      entry: entry, result: .failure(error.inSet(maker.listing(of: entry))), sound: nil,
      findings: [], locked: locked)
  }

  private func file(_ output: PromptLock.Output, isWritten: Bool) -> File {
    File(
      path: set.outputPath(output.name), duration: output.duration, size: ByteSize(output.bytes),
      isWritten: isWritten)
  }

  /// - Returns: whether the file was not there, or was another.
  private func write(
    _ prompt: PromptConverter.Prompt, _ output: PromptLock.Output, of entry: PromptSet.Entry,
    in outputFolder: OpenFolder, after before: Made, _ masters: Set<FileStatus.Identity>
  ) throws(PromptError) -> Bool {
    let path = set.outputPath(output.name)
    let status = try? FileSystem.status(of: path)
    if status == nil, FileSystem.isLink(path), !isForced {
      throw PromptError(entry.masterPath, .foreignPrompt(path))
    }
    if let status {
      if masters.contains(status.identity) {
        throw PromptError(entry.masterPath, .outputIsRecording(path))
      }
      if status.kind == .folder { throw PromptError(entry.masterPath, .outputIsFolder(path)) }
      if maker.isIntact(output) { return false }
      if !isForced, let reason = objection(toReplacing: output.name, before) {
        throw PromptError(entry.masterPath, reason)
      }
    }
    var converter = PromptConverter(entry.options)
    converter.sync = sync
    try converter.write(prompt, of: entry.masterPath, to: path, in: outputFolder)
    return true
  }

  /// Why a file that is there must stay; nil where it is as a build has made it.
  private func objection(toReplacing name: String, _ before: Made) -> PromptError.Context? {
    let path = set.outputPath(name)
    if let part, let digest = part.replaceable[name] {
      return maker.digest(of: name) == digest ? nil : .changedSinceShown(path)
    }
    if before.claimed.contains(name) { return nil }
    guard let output = before.outputs[name] else {
      return .foreignPrompt(path)
    }
    return maker.isIntact(output) ? nil : .editedPrompt(path)
  }

  // MARK: What is not in the set

  /// Keeps account of what earlier builds have made and this one has not, and removes it where
  /// that is wanted: only files that are as they were made.
  ///
  /// - Parameter unmade: names of entries that failed; while there are any, nothing is removed, and
  ///   they are not foreign.
  private func accountForUnlisted(
    in lock: inout PromptLock, after previous: PromptLock?, unmade: Set<String>,
    _ outputFolder: OpenFolder, _ summary: inout Summary
  ) {
    let masters = maker.masters
    let listed = Set(lock.outputs.map(\.name))
    for output in previous?.outputs ?? [] where !listed.contains(output.name) {
      let path = set.outputPath(output.name)
      guard let status = try? FileSystem.status(of: path) else { continue }
      let isOurs = maker.isIntact(output) && !masters.contains(status.identity)
      if prunes || part?.removable.contains(output.name) ?? false, unmade.isEmpty, isOurs {
        outputFolder.remove(output.name)
        summary.pruned.append(path)
      } else {
        lock.unlisted.append(output)
        if isOurs { summary.prunable.append(path) }
      }
    }
    let known = Set(summary.prunable)
    summary.foreign = maker.foreignFiles(besides: listed.union(unmade))
      .filter { !known.contains($0) }
  }
}
