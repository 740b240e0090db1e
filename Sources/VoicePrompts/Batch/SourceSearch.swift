/// Finds the recordings among files and folders, in a stable order.
///
/// A file that is named is always taken. Of a folder, hidden files and files without an audio
/// extension are passed over and counted; links are followed, but no folder is entered twice.
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

  /// A file, and where its prompt goes.
  private struct Place: Hashable {
    let identity: FileStatus.Identity
    let output: String
  }

  /// Recordings, and what could not be searched, in the order in which they were come upon.
  private(set) var found: [Result<Source, PromptError>] = []
  private(set) var skipped = PromptBatch.Skipped()
  private var entered: Set<FileStatus.Identity> = []
  private var taken: Set<Place> = []
  private let excluded: FileStatus.Identity?

  /// - Parameters:
  ///   - paths: files and folders.
  ///   - outputFolder: is not searched, unless it is itself among `paths`.
  init(_ paths: [String], excluding outputFolder: String) {
    excluded = try? FileSystem.status(of: outputFolder).identity
    for path in paths {
      do {
        let status = try FileSystem.status(of: path)
        if status.kind == .folder {
          search(path, subfolder: "", status.identity)
        } else {
          take(path, subfolder: "", status)
        }
      } catch {
        found.append(
          .failure(PromptError(path, error == .notFound ? .notFound : .unreadable(error))))
      }
    }
  }

  /// A file that was named twice, as itself and with its folder for example, is taken once.
  private mutating func take(_ path: String, subfolder: String, _ status: FileStatus?) {
    if let identity = status?.identity {
      let output = PathName(subfolder).appending(PathName(path).name)
      guard taken.insert(Place(identity: identity, output: output)).inserted else { return }
    }
    let source = Source(
      path: path, subfolder: subfolder, size: status?.size ?? 0, identity: status?.identity)
    found.append(.success(source))
  }

  private mutating func search(
    _ folder: String, subfolder: String, _ identity: FileStatus.Identity
  ) {
    guard entered.insert(identity).inserted else { return }
    let names: [String?]
    do {
      names = try FileSystem.names(in: folder)
    } catch {
      found.append(.failure(PromptError(folder, .unreadable(error))))
      return
    }
    for name in names {
      guard let name else {
        found.append(.failure(PromptError(folder, .nameNotUTF8)))
        continue
      }
      if name.hasPrefix(".") {
        skipped.hidden += 1
        continue
      }
      let path = PathName(folder).appending(name)
      let status = try? FileSystem.status(of: path)
      if let status, status.kind == .folder {
        if status.identity != excluded {
          search(path, subfolder: PathName(subfolder).appending(name), status.identity)
        }
      } else if MediaExtension.audio.contains(PathName(name).nameExtension ?? "") {
        take(path, subfolder: subfolder, status)
      } else {
        skipped.notAudio += 1
      }
    }
  }
}
