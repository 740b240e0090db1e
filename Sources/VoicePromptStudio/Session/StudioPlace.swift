internal import AudioFiles
internal import VoicePrompts

/// What a studio was started for: a folder of recordings, and the set that prompts are saved into.
struct StudioPlace: Sendable {
  /// The set's file, whether it is there yet or not.
  let setPath: String
  /// The folder whose recordings are there from the start; nil for none.
  let folder: String?

  /// - Parameter name: a folder or a set's file; nil for the working folder's set.
  init(_ name: String?) {
    guard let name else {
      setPath = Self.set(in: ".")
      folder = nil
      return
    }
    if (try? FileSystem.status(of: name).kind) == .folder {
      setPath = Self.set(in: name)
      folder = name
    } else {
      setPath = name
      folder = nil
    }
  }

  private static func set(in folder: String) -> String {
    PathName(folder).appending(PromptSet.fileName)
  }

  /// The recordings of the folder: all but prompts and masters of its set.
  ///
  /// - Parameter limit: the most of them.
  func recordings(_ settings: StudioSettings, limit: Int) -> [FileSearch.File] {
    guard let folder else { return [] }
    let sets =
      (try? PromptSet.all(
        setPath, output: nil, for: nil, usually: settings.profile, maximumSize: settings.maximumSize
      )) ?? []
    let masters = Set(sets.flatMap(\.entries).map { FileSystem.realFile($0.masterPath) })
    let outputs = sets.map { FileSystem.realFolder($0.outputFolder) + "/" }
    let files = FileSearch([folder]).files.filter { file in
      let real = FileSystem.realPath(file.path) ?? file.path
      return !masters.contains { FileSystem.realPath($0) == real }
        && !outputs.contains { real.hasPrefix($0) }
    }
    return Array(files.prefix(limit))
  }
}
