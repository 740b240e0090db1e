package import AudioFiles
internal import SystemPackage

/// Saves recordings as prompts of a set, and takes prompts out of it, for somebody who looks at it.
///
/// ```swift
/// let editor = PromptSetEditor("prompts.yml")
/// try await editor.save(
///   recording, as: "hold.wav", for: nil, ConversionOptions(), over: .init(set: digest))
/// ```
///
/// The set's file, the lock, masters and prompts are each whole at any moment, and written in this
/// order: the master, the set, the prompt, the lock. Who is killed in between leaves a set whose
/// prompt is not built, or is outdated, and can be built.
package struct PromptSetEditor: Sendable {
  /// The set's file, which need not be there.
  package let path: String
  private let reading: PromptSetEdit.Reading
  /// How recordings are decoded.
  package var decoding = DecodingOptions()
  /// Stands in for the disk's waiting, in tests.
  package var sync = DiskSync.disk

  /// - Parameters:
  ///   - profile: what the prompts are for, where the set does not say.
  ///   - maximumSize: of a prompt, where the set does not say.
  package init(
    _ path: String, _ profile: PlatformProfile = .standard, maximumSize: ByteSize? = nil
  ) {
    self.path = path
    reading = PromptSetEdit.Reading(path: path, profile: profile, maximumSize: maximumSize)
  }

  /// A recording that is to become a master.
  package struct Recording: Sendable {
    let path: String
    let fileName: String
    let isInPlace: Bool

    /// - Parameters:
    ///   - fileName: as its owner calls it: its copy gets a legal name like that.
    ///   - isInPlace: whether it stays where it is, and needs no copy below the set's folder.
    package init(path: String, fileName: String, isInPlace: Bool) {
      self.path = path
      self.fileName = fileName
      self.isInPlace = isInPlace
    }
  }

  /// What somebody has seen before the change. What is something else by now is not changed.
  package struct Shown: Sendable {
    /// SHA-256 of the set's file; nil where there was none.
    let set: String?
    /// SHA-256 of the prompt that is to be replaced; nil where none is.
    let prompt: String?

    package init(set: String?, prompt: String? = nil) {
      self.set = set
      self.prompt = prompt
    }
  }

  /// SHA-256 of the set's file as it is now; nil where there is none.
  package static func digest(of path: String) -> String? { try? SHA256.digest(ofFile: path) }

  // MARK: Changes

  /// Makes a recording a master of the set, and builds its prompt.
  ///
  /// - Parameters:
  ///   - name: of the prompt. An entry of this name that is there is changed.
  ///   - parameter: the request field that it is for.
  ///   - options: how the prompt is made.
  /// - Throws: ``PromptError`` where the recording gives no prompt, something is in the way, or
  ///   what was shown has changed (code `changed-since-shown`): then nothing has been changed. Or
  ///   where the system does not let it be written.
  package func save(
    _ recording: Recording, as name: String, for parameter: PromptParameter?,
    _ options: ConversionOptions, over shown: Shown, progress: WorkProgress = WorkProgress()
  ) async throws(PromptError) {
    let folderLock = try await locked(progress)
    let before = try current(shown.set)
    try refuse(name, options.profile, in: before.set)
    let outputs = try before.set.openedOutputFolder()
    _ = try PromptLock.read(before.set.lockPath, before.set.profile.nameRule)
    try refuseObstacle(at: before.set.outputPath(name), shown: shown.prompt)
    try refuseMistake(recording, options, in: before.set, progress)
    let kept = try MasterFolder(setFolder: before.set.folder, sync: sync)
      .keep(recording.path, fileName: recording.fileName, isInPlace: recording.isInPlace)
    let after: PromptSetEdit
    do throws(PromptError) {
      after = try before.setting(
        PromptSetEdit.Entry(
          name: name, parameter: parameter, master: kept.master, options: options))
      try write(after, over: shown.set)
    } catch {
      if let copy = kept.copy, let folder = PathName(copy).folder {
        try? OpenFolder(folder).remove(PathName(copy).name)
      }
      throw error
    }
    var part = PromptSetBuild.Part(before: before.set.digest)
    part.names = after.set.isTogether ? Set(after.set.entries.map(\.name)) : [name]
    part.replaceable = shown.prompt.map { [name: $0] } ?? [:]
    try await build(after.set, part, in: outputs, progress)
    _ = consume folderLock
  }

  /// Takes a prompt out of the set: the lines of its entry go, and its file where that is as a build
  /// has made it. The master stays.
  ///
  /// - Throws: ``PromptError`` where there is no such prompt, or what was shown has changed: then
  ///   nothing has been changed. Or where the system does not let it be written.
  package func remove(
    _ name: String, over shown: Shown, progress: WorkProgress = WorkProgress()
  ) async throws(PromptError) {
    let folderLock = try await locked(progress)
    let before = try current(shown.set)
    guard before.set.entries.contains(where: { $0.name == name }) else {
      throw PromptError(
        path, invalid: Text(english: "it has no prompt \(name)", chinese: "其中没有提示音 \(name)"))
    }
    try refuseSeveralPlatforms(before.set)
    let outputs = try before.set.openedOutputFolder()
    let lock = try PromptLock.read(before.set.lockPath, before.set.profile.nameRule)
    let after = try before.removing(name)
    try write(after, over: shown.set)
    var part = PromptSetBuild.Part(before: before.set.digest)
    part.removable = Set(lock?.promptsByName[name]?.outputs.map(\.name) ?? [])
    if lock != nil { try await build(after.set, part, in: outputs, progress) }
    _ = consume folderLock
  }

  private func build(
    _ set: PromptSet, _ part: PromptSetBuild.Part, in outputs: OpenFolder, _ progress: WorkProgress
  ) async throws(PromptError) {
    var set = set
    set.decoding = decoding
    var build = PromptSetBuild(set)
    build.part = part
    build.sync = sync
    var failure: PromptError?
    _ = try await build.build(in: outputs, jobs: 1, progress) { outcome in
      if case .failure(let error) = outcome.result { failure = failure ?? error }
    }
    if let failure { throw failure }
  }

  // MARK: What is there

  /// - Throws: ``PromptError`` where the set's file is not what was shown: SHA-256, or nil for none.
  package func refuseOther(than shown: String?) throws(PromptError) {
    guard Self.digest(of: path) == shown else {
      throw PromptError(path, .changedSinceShown(path))
    }
  }

  /// Why no prompt can be saved into the set, whatever it is; nil where one can.
  package func obstacle() -> PromptError? {
    do throws(PromptError) {
      let set = try current(Self.digest(of: path))
      try refuseSeveralPlatforms(set.set)
      _ = try target(in: set.set.folder)
      let entry = PromptSetEdit.Entry(
        name: FileName.suggestion(for: "voicepromptstudio", set.set.profile.nameRule),
        parameter: nil, master: "masters/voicepromptstudio", options: set.set.defaults)
      _ = try set.setting(entry)
      return nil
    } catch {
      return error
    }
  }

  /// Nobody builds while the set is changed.
  private func locked(_ progress: WorkProgress) async throws(PromptError) -> FolderLock {
    let folder = PathName(path).folder ?? "."
    return try await FolderLock(
      folder, .exclusive, whileWaiting: {}, isCancelled: progress.isCancelled)
  }

  /// The set as it is now; a new one where there is none.
  ///
  /// - Parameter shown: SHA-256 of what it must be.
  private func current(_ shown: String?) throws(PromptError) -> PromptSetEdit {
    guard FileSystem.exists(path) else {
      guard shown == nil else { throw PromptError(path, .changedSinceShown(path)) }
      return try PromptSetEdit.empty(reading)
    }
    let bytes = try TextFile.bytes(of: path, as: .yaml)
    guard let shown, SHA256.digest(bytes) == shown else {
      throw PromptError(path, .changedSinceShown(path))
    }
    _ = try TextFile.utf8(bytes, of: path)
    return try PromptSetEdit(reading, bytes)
  }

  private func refuse(
    _ name: String, _ profile: PlatformProfile, in set: PromptSet
  ) throws(PromptError) {
    try refuseSeveralPlatforms(set)
    guard profile == set.profile else {
      let (own, other) = (set.profile.id, profile.id)
      throw PromptError(
        path,
        invalid: Text(
          english: "the prompts of this set are for \(own), and this one is for \(other)",
          chinese: "这个提示音集的提示音用于 \(own)，而这个提示音用于 \(other)"))
    }
    if let fault = FileName.faults(in: name, set.profile.nameRule).first(where: \.isBinding) {
      let suggestion = FileName.suggestion(for: name, set.profile.nameRule)
      throw PromptError(path, .illegalName(fault, suggestion: suggestion))
    }
  }

  private func refuseSeveralPlatforms(_ set: PromptSet) throws(PromptError) {
    guard set.isOneOfSeveral else { return }
    throw PromptError(
      path,
      .uneditable(
        nil,
        Text(
          english: "its prompts are for several platforms", chinese: "它的提示音用于几个平台")))
  }

  private func refuseObstacle(at output: String, shown: String?) throws(PromptError) {
    guard FileSystem.exists(output) else { return }
    if (try? FileSystem.status(of: output).kind) == .folder {
      throw PromptError(path, .outputIsFolder(output))
    }
    guard let shown else { throw PromptError(path, .outputExists(output)) }
    guard Self.digest(of: output) == shown else {
      throw PromptError(output, .changedSinceShown(output))
    }
  }

  /// Before anything is written: a set is not to name a recording that gives no prompt.
  private func refuseMistake(
    _ recording: Recording, _ options: ConversionOptions, in set: PromptSet,
    _ progress: WorkProgress
  ) throws(PromptError) {
    var options = options
    options.decoding = decoding
    options.maximumSize = set.maximumSize
    _ = try PromptConverter(options).dryRun(recording.path, progress: progress)
  }

  private func write(_ edit: PromptSetEdit, over shown: String?) throws(PromptError) {
    let real = try target(in: edit.set.folder)
    do throws(Errno) {
      let isWritten = try AtomicFile.write(
        [edit.bytes], to: real, replacing: shown != nil, keepsPermissions: shown != nil, sync: sync
      ) { _ in
        shown == nil || Self.digest(of: real) == shown
      }
      if !isWritten { throw .fileExists }
    } catch {
      throw PromptError(
        path, error == .fileExists ? .changedSinceShown(path) : .unwritable(path, error))
    }
    sync.folder(edit.set.folder)
  }

  /// The file that is replaced: where a link leads, as long as that is below the set's folder.
  private func target(in folder: String) throws(PromptError) -> String {
    let real = FileSystem.realFile(path)
    guard OpenFolder.names(from: folder, to: PathName(real).folder ?? ".") != nil else {
      throw PromptError(
        path,
        .uneditable(
          nil,
          Text(
            english: "it is a link that leads out of its folder", chinese: "它是指向其文件夹之外的链接")))
    }
    if FileSystem.exists(path), let obstacle = FileSystem.obstacle(toReplacing: real) {
      throw PromptError(path, obstacle.context(path))
    }
    return real
  }
}

extension FileSystem.ReplacementObstacle {
  fileprivate func context(_ path: String) -> PromptError.Context {
    switch self {
    case .unreadable(let error): .unwritable(path, error)
    case .readOnly: .unwritable(path, .permissionDenied)
    case .severalNames:
      .uneditable(
        nil, Text(english: "it has several names (hard links)", chinese: "它有多个名称（硬链接）"))
    }
  }
}
