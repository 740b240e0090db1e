/// Finds the recordings among files and folders, in a stable order.
///
/// A file that is named is always taken. Of a folder, hidden files and files without an audio
/// extension are passed over and counted. A file that is reached twice is taken once, at the first
/// place. Links are followed, after what the folder itself has, but no folder is entered twice.
struct SourceSearch {
  /// A recording that was found.
  struct Source {
    let path: String
    /// The folder below the one that was named; empty for its own files.
    let subfolder: String
    /// In bytes; 0 where it cannot be told.
    let size: Int
    let identity: FileStatus.Identity?
  }

  /// A folder to search.
  private struct Place {
    let path: String
    let subfolder: String
    let identity: FileStatus.Identity
  }

  /// Recordings, and what could not be searched, in the order in which they were come upon.
  private(set) var found: [Result<Source, PromptError>] = []
  private(set) var skipped = PromptBatch.Skipped()
  /// Real paths of the files that were taken.
  private var taken: Set<String> = []
  private var realFolders: [String: String] = [:]
  /// Folders below the one that was named.
  private var entered: Set<FileStatus.Identity> = []
  private var links: [Place] = []
  private let excluded: FileStatus.Identity?

  /// - Parameters:
  ///   - paths: files and folders.
  ///   - outputFolder: is not searched, unless it is itself among `paths`.
  init(_ paths: [String], excluding outputFolder: String) {
    excluded = try? FileSystem.status(of: outputFolder).identity
    for path in paths {
      do {
        let status = try FileSystem.status(of: path)
        guard status.kind == .folder else {
          take(path, subfolder: "", status)
          continue
        }
        entered = []
        search(Place(path: path, subfolder: "", identity: status.identity))
        while !links.isEmpty { search(links.removeFirst()) }
      } catch {
        fail(path, error)
      }
    }
  }

  private mutating func fail(_ path: String, _ error: SystemError) {
    let reason: PromptError.Reason =
      if error != .notFound { .unreadable(error) }
      // Arguments that are not UTF-8 arrive with this character in them.
      else if path.unicodeScalars.contains("\u{FFFD}") { .nameNotUTF8 } else { .notFound }
    found.append(.failure(PromptError(path, reason)))
  }

  private mutating func take(_ path: String, subfolder: String, _ status: FileStatus) {
    let folder = realFolder(PathName(path).folder ?? ".")
    guard taken.insert(PathName(folder).appending(PathName(path).name)).inserted else { return }
    found.append(
      .success(
        Source(
          path: path, subfolder: subfolder, size: status.size, identity: status.identity)))
  }

  private mutating func realFolder(_ folder: String) -> String {
    if let known = realFolders[folder] { return known }
    let real = FileSystem.realFolder(folder)
    realFolders[folder] = real
    return real
  }

  private mutating func search(_ place: Place) {
    guard entered.insert(place.identity).inserted else { return }
    let entries: [FileSystem.Entry]
    do {
      entries = try FileSystem.entries(of: place.path)
    } catch {
      found.append(.failure(PromptError(place.path, .unreadable(error))))
      return
    }
    for entry in entries {
      if entry.name.utf8.first == UInt8(ascii: ".") {
        skipped.hidden += 1
      } else {
        visit(entry, in: place)
      }
    }
  }

  private mutating func visit(_ entry: FileSystem.Entry, in place: Place) {
    let path = PathName(place.path).appending(entry.name)
    let status = try? FileSystem.status(of: path)
    let isAudio = MediaExtension.audio.contains(PathName(entry.name).nameExtension ?? "")
    if let status, status.kind == .folder {
      guard status.identity != excluded else { return }
      let subfolder = PathName(place.subfolder).appending(entry.name)
      let folder = Place(path: path, subfolder: subfolder, identity: status.identity)
      if FileSystem.isLink(path) { links.append(folder) } else { search(folder) }
    } else if !entry.isUTF8 {
      found.append(.failure(PromptError(path, .nameNotUTF8)))
    } else if !isAudio {
      skipped.notAudio += 1
    } else if let status {
      take(path, subfolder: place.subfolder, status)
    } else {
      found.append(.failure(PromptError(path, .brokenLink)))
    }
  }
}
