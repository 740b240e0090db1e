internal import AudioFiles

/// Tells whether the prompts of a set are what their masters give, and changes nothing.
///
/// A prompt is right where master, options and prompt are those of the lock, whatever version of
/// the tool has made it: nobody wants a person to listen to all prompts once more for an update.
public struct PromptSetCheck: Sendable {
  /// What is checked.
  public let set: PromptSet
  private let maker: PromptMaker

  /// - Parameter set: is only read, as is everything that it names.
  public init(_ set: PromptSet) {
    self.set = set
    maker = PromptMaker(set: set)
  }

  /// Checks, `jobs` prompts at a time, and judges the prompts by the rules for files.
  ///
  /// - Parameters:
  ///   - jobs: at least 1.
  ///   - progress: is asked whether to go on.
  ///   - validator: gives the rules for each path.
  ///   - whileWaiting: called once where a build is at work in the set's folder.
  /// - Returns: the prompts in the order of the set, then what is not in the set, then the lock,
  ///   where there is something about it.
  /// - Throws: ``PromptError`` where the lock cannot be read, or the check was interrupted while
  ///   it waited for a build.
  public func run(
    jobs: Int, progress: WorkProgress = WorkProgress(),
    validator: @escaping @Sendable (String) -> PromptValidator,
    whileWaiting: () -> Void = {}
  ) async throws(PromptError) -> [FileFindings] {
    let folder = FileSystem.exists(set.lockFolder) ? set.lockFolder : set.folder
    let folderLock = try await FolderLock(
      folder, .shared, whileWaiting: whileWaiting, isCancelled: progress.isCancelled)
    let (lock, unusable) = try lockOrState()
    let locked = lock?.promptsByName ?? [:]
    let othersChanged = set.isTogether && !maker.areOf(locked)
    var files: [FileFindings] = []
    await Scheduler.run(set.entries.count, jobs: jobs) { index in
      let entry = set.entries[index]
      do throws(PromptError) {
        return try self.files(of: entry, locked[entry.name], othersChanged: othersChanged)
      } catch {
        return [FileFindings(error.inSet(maker.listing(of: entry)))]
      }
    } report: {
      files += $0
    }
    let listed = Swift.Set((lock?.prompts ?? []).flatMap(\.outputs).map(\.name))
      .union(set.entries.flatMap(\.possibleNames))
    files += maker.foreignFiles(besides: listed).map { file($0, .unlistedFile) }
    if let state = unusable ?? lock.flatMap(state) {
      files.append(file(set.lockPath, .lock(state, set: setName)))
    }
    _ = consume folderLock
    return await maker.judged(files, lock, jobs: jobs, validator: validator)
  }

  private var setName: String { PathName(set.path).name }

  private func file(_ path: String, _ subject: SetSubject) -> FileFindings {
    FileFindings(path: path, findings: SetRule.findings(in: subject))
  }

  // MARK: The lock

  private func lockOrState() throws(PromptError) -> (PromptLock?, SetSubject.LockState?) {
    do {
      let lock = try PromptLock.read(set.lockPath, set.profile.nameRule)
      return (lock, lock == nil ? .missing : nil)
    } catch {
      guard error.code == .invalidText else { throw error }
      return (nil, .unusable(error.message))
    }
  }

  /// What is wrong with the lock as a whole.
  private func state(of lock: PromptLock) -> SetSubject.LockState? {
    if lock.pending != nil { return .unfinished }
    if lock.setSHA256 != set.digest { return .setChanged }
    return set.entries.map(\.name) == lock.prompts.map(\.name) ? nil : .otherPrompts
  }

  // MARK: One entry

  private func files(
    of entry: PromptSet.Entry, _ locked: PromptLock.Prompt?, othersChanged: Bool
  ) throws(PromptError) -> [FileFindings] {
    let digest = try maker.digest(ofMaster: entry)
    guard let locked else { return [prompt(entry.name, .neverBuilt, entry)] }
    if !maker.isOf(locked, entry) { return [prompt(entry.name, .entryChanged, entry)] }
    if locked.sourceSHA256 != digest {
      return locked.outputs.map { prompt($0.name, .masterChanged, entry) }
    }
    return locked.outputs.map { output in
      let asItIs: SetSubject.PromptState = othersChanged ? .otherMasterChanged : .asBuilt
      return prompt(output.name, maker.isIntact(output) ? asItIs : .edited, entry)
    }
  }

  /// A prompt in its state; whatever that is, its file may not be there at all.
  private func prompt(
    _ name: String, _ state: SetSubject.PromptState, _ entry: PromptSet.Entry
  ) -> FileFindings {
    let path = set.outputPath(name)
    return file(
      path,
      FileSystem.exists(path)
        ? .prompt(state, master: entry.masterPath, set: setName)
        : .absentPrompt(master: entry.masterPath))
  }
}
