internal import AudioFiles
internal import SystemPackage

/// Decides under which name each recording's prompt is written, before anything is.
struct OutputNames {
  /// The path of each recording's prompt, or why it has none, in the order of the recordings.
  private(set) var outputs: [Result<String, PromptError>] = []

  /// Indices of the recordings whose prompt has its name because others have the same: another
  /// recording may change which of them has it.
  private(set) var numbered: Set<Int> = []

  private let recordings: [FileSearch.File]
  private let outputFolder: String
  private let naming: PromptBatch.Naming
  private let rule: NameRule

  init(
    _ recordings: [FileSearch.File], in outputFolder: String, naming: PromptBatch.Naming,
    _ rule: NameRule
  ) {
    self.recordings = recordings
    self.outputFolder = outputFolder
    self.naming = naming
    self.rule = rule
    let identities = Set(recordings.map(\.identity))
    var obstacles: [String?: Errno?] = [:]
    outputs = assignNames().map { assigned in
      assigned.flatMap { output in
        let reason = Self.obstacle(at: output.path, identities, &obstacles)
        return reason.map { .failure(PromptError(output.recording, $0)) } ?? .success(output.path)
      }
    }
  }

  private struct Output {
    let recording: String
    let path: String
  }

  /// Legal names that no one else wants come first, so that a suggestion never takes one of them.
  private mutating func assignNames() -> [Result<Output, PromptError>] {
    let wanted = recordings.map { name(for: $0) }
    let folders = recordings.map { PathName(outputFolder).appending($0.subfolder) }
    // Two folders may be one, by a link.
    let realPaths = Dictionary(
      uniqueKeysWithValues: Set(folders).map { ($0, FileSystem.realFolder($0)) })
    let realFolders = folders.map { realPaths[$0] ?? $0 }
    // With new names asked for, one that is only said to be refused gets one, too.
    let faults = wanted.map { name in
      FileName.faults(in: name, rule).first { naming.renames || $0.isBinding }
    }
    var taken: [String: Set<String>] = [:]
    let legal = recordings.indices.filter { faults[$0] == nil }
    for index in legal {
      taken[realFolders[index], default: []].insert(wanted[index].lowercased())
    }
    let owners = legal.repeated { key(realFolders[$0], wanted[$0]) }
    return recordings.indices.map { index in
      let recording = recordings[index].path
      let folder = folders[index]
      let realFolder = realFolders[index]
      let rivals = owners[key(realFolder, wanted[index])] ?? (faults[index] == nil ? [index] : [])
      if rivals.count > 1 { numbered.insert(index) }
      var name = wanted[index]
      if faults[index] != nil || rivals.first != index {
        name = FileName.suggestion(for: name, avoiding: taken[realFolder] ?? [], rule)
        taken[realFolder, default: []].insert(name.lowercased())
      }
      if !naming.renames {
        if let fault = faults[index] {
          return .failure(PromptError(recording, .illegalName(fault, suggestion: name)))
        }
        if let other = rivals.first(where: { $0 != index }) {
          return .failure(
            PromptError(
              recording,
              .nameCollision(
                output: PathName(folder).appending(wanted[index]),
                otherRecording: recordings[other].path,
                suggestion: name)))
        }
      }
      return .success(Output(recording: recording, path: PathName(folder).appending(name)))
    }
  }

  private func name(for recording: FileSearch.File) -> String {
    naming.fixedName ?? FileName.prompt(forRecording: PathName(recording.path).name, rule)
  }

  /// Names that differ only in case are one name on some disks, and easily mixed up on all.
  private func key(_ folder: String, _ name: String) -> String {
    PathName(folder).appending(name).lowercased()
  }

  /// - Parameter obstacles: those that are known, by folders.
  private static func obstacle(
    at path: String, _ recordings: Set<FileStatus.Identity>, _ obstacles: inout [String?: Errno?]
  ) -> PromptError.Context? {
    if let status = try? FileSystem.status(of: path) {
      if recordings.contains(status.identity) { return .outputIsRecording(path) }
      if status.kind == .folder { return .outputIsFolder(path) }
    }
    let folder = PathName(path).folder
    let obstacle = obstacles[folder] ?? FileSystem.obstacle(toMaking: path)
    obstacles[folder] = .some(obstacle)
    return obstacle.map { .unwritable(path, $0) }
  }
}
