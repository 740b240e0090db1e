/// Decides under which name each source's prompt is written, before anything is.
struct OutputPlan {
  /// The path of each source's prompt, or why it has none, in the order of the sources.
  private(set) var outputs: [Result<String, PromptError>] = []

  private let sources: [SourceSearch.Source]
  private let outputFolder: String
  private let naming: PromptBatch.Naming

  init(
    _ sources: [SourceSearch.Source], in outputFolder: String, naming: PromptBatch.Naming,
    replacesExisting: Bool
  ) {
    self.sources = sources
    self.outputFolder = outputFolder
    self.naming = naming
    let identities = Set(sources.compactMap(\.identity))
    outputs = assignNames().map { assigned in
      assigned.flatMap { output in
        let reason = Self.obstacle(at: output.path, identities, replacesExisting)
        return reason.map { .failure(PromptError(output.source, $0)) } ?? .success(output.path)
      }
    }
  }

  private struct Output {
    let source: String
    let path: String
  }

  /// Legal names that no one else wants come first, so that a suggestion never takes one of them.
  private func assignNames() -> [Result<Output, PromptError>] {
    let wanted = sources.map { name(for: $0) }
    let folders = sources.map { PathName(outputFolder).appending($0.subfolder) }
    // Two folders may be one, by a link.
    let realPaths = Dictionary(
      uniqueKeysWithValues: Set(folders).map { ($0, FileSystem.realFolder($0)) })
    let realFolders = folders.map { realPaths[$0] ?? $0 }
    let faults = wanted.map { FileName.fault(in: $0) }
    var taken: [String: Set<String>] = [:]
    var owners: [String: [Int]] = [:]
    for index in sources.indices where faults[index] == nil {
      taken[realFolders[index], default: []].insert(wanted[index].lowercased())
      owners[key(realFolders[index], wanted[index]), default: []].append(index)
    }
    return sources.indices.map { index in
      let source = sources[index].path
      let folder = folders[index]
      let realFolder = realFolders[index]
      let rivals = owners[key(realFolder, wanted[index])] ?? []
      var name = wanted[index]
      if faults[index] != nil || rivals.first != index {
        name = FileName.suggestion(for: name, avoiding: taken[realFolder] ?? [])
        taken[realFolder, default: []].insert(name.lowercased())
      }
      if !naming.renames {
        if let fault = faults[index] {
          return .failure(PromptError(source, .illegalName(fault, suggestion: name)))
        }
        if let other = rivals.first(where: { $0 != index }) {
          return .failure(
            PromptError(
              source,
              .nameCollision(
                output: PathName(folder).appending(wanted[index]),
                otherSource: sources[other].path,
                suggestion: name)))
        }
      }
      return .success(Output(source: source, path: PathName(folder).appending(name)))
    }
  }

  private func name(for source: SourceSearch.Source) -> String {
    naming.fixedName ?? FileName.prompt(forSource: PathName(source.path).name)
  }

  /// Names that differ only in case are one name on some disks, and easily mixed up on all.
  private func key(_ folder: String, _ name: String) -> String {
    PathName(folder).appending(name).lowercased()
  }

  private static func obstacle(
    at path: String, _ sources: Set<FileStatus.Identity>, _ replacesExisting: Bool
  ) -> PromptError.Reason? {
    if let status = try? FileSystem.status(of: path) {
      if sources.contains(status.identity) { return .outputIsSource(path) }
      if status.kind == .folder { return .outputIsFolder(path) }
    }
    if !replacesExisting, FileSystem.exists(path) { return .outputExists(path) }
    return FileSystem.obstacle(toMaking: path).map { .unwritable(path, $0) }
  }
}
