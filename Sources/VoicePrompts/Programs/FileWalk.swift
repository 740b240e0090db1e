internal import AudioFiles
internal import SystemPackage

/// The regular files below a folder, in a stable order.
struct FileWalk: Sendable {
  /// In order of the names' bytes, folder by folder; files that are named come as they are.
  private(set) var files: [String] = []
  /// What could not be searched.
  private(set) var errors: [PromptError] = []
  private let extensions: Set<String>?

  /// Folders of what others have written, and of what was built.
  private static let skippedFolders: Set = ["node_modules", "vendor", "__pycache__", "target"]

  /// What is written for people, who are not led astray by an old name.
  private static let prose: Set = ["md", "markdown", "rst", "adoc", "txt", "log"]

  /// Hidden files but `.env`, links to folders, folders of dependencies, and prose are passed over.
  ///
  /// - Parameters:
  ///   - paths: files and folders.
  ///   - extensions: in lower case, without the dot, that files of folders must have; nil for any.
  init(_ paths: [String], extensions: Set<String>? = nil) {
    self.extensions = extensions
    for path in paths { visit(path, in: nil) }
    var seen: Set<String> = []
    files.removeAll { !seen.insert($0).inserted }
  }

  /// - Parameter folder: where it was found; nil where it was named.
  private mutating func visit(_ path: String, in folder: String?) {
    let name = PathName(path).name
    do {
      let kind = try FileSystem.status(of: path).kind
      if kind == .folder, folder == nil || !Self.skippedFolders.contains(name) {
        for entry in try FileSystem.entries(of: path)
        where entry.isUTF8 && (!entry.name.hasPrefix(".") || entry.name.hasPrefix(".env")) {
          let child = PathName(path).appending(entry.name)
          if !FileSystem.isLink(child) { visit(child, in: path) }
        }
      } else if folder == nil || kind == .file && isWanted(PathName(name).nameExtension ?? "") {
        files.append(path)
      }
    } catch  where folder == nil || error != .noSuchFileOrDirectory {
      errors.append(PromptError(AudioFileError(path, AudioFileError.Reason(error))))
    } catch {
      // Gone since the folder was listed.
    }
  }

  private func isWanted(_ nameExtension: String) -> Bool {
    extensions?.contains(nameExtension) ?? !Self.prose.contains(nameExtension)
  }
}
