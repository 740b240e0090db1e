internal import AudioFiles
internal import SystemPackage

/// The regular files below a folder, in a stable order.
struct FileWalk: Sendable {
  /// In order of the names' bytes, folder by folder; files that are named come as they are.
  private(set) var files: [String] = []
  /// What could not be searched.
  private(set) var errors: [PromptError] = []

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
    for path in paths {
      do {
        let status = try FileSystem.status(of: path)
        if status.kind == .folder { walk(path, extensions) } else { files.append(path) }
      } catch {
        errors.append(PromptError(AudioFileError(path, AudioFileError.Reason(error))))
      }
    }
    var seen: Set<String> = []
    files.removeAll { !seen.insert($0).inserted }
  }

  private mutating func walk(_ folder: String, _ extensions: Set<String>?) {
    let entries: [FileSystem.Entry]
    do {
      entries = try FileSystem.entries(of: folder)
    } catch {
      errors.append(PromptError(AudioFileError(folder, .unreadable(error))))
      return
    }
    for entry in entries where entry.isUTF8 && !entry.name.hasPrefix(".") {
      let path = PathName(folder).appending(entry.name)
      if FileSystem.isLink(path) { continue }
      let status: FileStatus
      do {
        status = try FileSystem.status(of: path)
      } catch {
        // Gone since the folder was listed.
        if error != .noSuchFileOrDirectory {
          errors.append(PromptError(AudioFileError(path, .unreadable(error))))
        }
        continue
      }
      switch status.kind {
      case .folder: if !Self.skippedFolders.contains(entry.name) { walk(path, extensions) }
      case .file:
        let nameExtension = PathName(entry.name).nameExtension ?? ""
        if extensions?.contains(nameExtension) ?? !Self.prose.contains(nameExtension) {
          files.append(path)
        }
      default: break
      }
    }
  }
}
