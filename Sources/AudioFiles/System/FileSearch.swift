internal import SystemPackage

/// Files of the searched folders that were passed over.
public struct SkippedFiles: Hashable, Sendable {
  /// Files and folders whose name starts with a dot.
  public internal(set) var hidden = 0
  /// Files without an audio extension.
  public internal(set) var notAudio = 0

  /// Nothing was passed over.
  package init() {}
}

/// Finds recordings or prompts among files and folders, in a stable order.
///
/// A file that is named is always taken. Of a folder, hidden files and files without an audio
/// extension are passed over and counted. A file that is reached twice is taken once, at the first
/// place. Links are followed, after what the folder itself has, but no folder is entered twice.
package struct FileSearch {
  /// A file that was found.
  package struct File: Sendable {
    package let path: String
    /// The folder below the one that was named; empty for its own files.
    package let subfolder: String
    /// In bytes.
    package let size: Int
    package let identity: FileStatus.Identity

    /// The path below the folder that was named.
    package var place: String { PathName(subfolder).appending(PathName(path).name) }

    package init(_ input: SpooledInput) {
      self.init(path: input.name, subfolder: "", size: input.size, identity: input.identity)
    }

    fileprivate init(path: String, subfolder: String, size: Int, identity: FileStatus.Identity) {
      self.path = path
      self.subfolder = subfolder
      self.size = size
      self.identity = identity
    }
  }

  /// A folder to search.
  private struct Place {
    let path: String
    let subfolder: String
    let identity: FileStatus.Identity
  }

  /// Files, and what could not be searched, in the order in which they were come upon.
  package private(set) var found: [Result<File, AudioFileError>] = []
  package private(set) var skipped = SkippedFiles()
  /// Real paths of the files that were taken.
  private var taken: Set<String> = []
  private var realFolders: [String: String] = [:]
  /// Folders below the one that was named.
  private var entered: Set<FileStatus.Identity> = []
  private var links: [Place] = []
  private let excluded: FileStatus.Identity?
  private let base: String?

  /// - Parameters:
  ///   - paths: files and folders.
  ///   - excludedFolder: is not searched, unless it is itself among `paths`.
  ///   - base: the folder whose tree is kept, as if it had been named; nil for those among `paths`.
  package init(_ paths: [String], excluding excludedFolder: String? = nil, base: String? = nil) {
    self.base = base.map(FileSystem.realFolder)
    excluded = excludedFolder.flatMap { try? FileSystem.status(of: $0).identity }
    for path in paths {
      do {
        let status = try FileSystem.status(of: path)
        guard status.kind == .folder else {
          if let subfolder = subfolder(of: PathName(path).folder ?? ".", at: path) {
            take(path, subfolder: subfolder, status)
          }
          continue
        }
        guard let subfolder = subfolder(of: path, at: path) else { continue }
        entered = []
        search(Place(path: path, subfolder: subfolder, identity: status.identity))
        while !links.isEmpty { search(links.removeFirst()) }
      } catch {
        fail(path, error)
      }
    }
  }

  /// The files that were found, without what could not be searched.
  package var files: [File] { found.compactMap { try? $0.get() } }

  /// Where a folder is below the base; nil where it is not.
  private mutating func subfolder(of folder: String, at path: String) -> String? {
    guard let base else { return "" }
    let real = realFolder(folder)
    if real == base { return "" }
    let prefix = base == "/" ? base : base + "/"
    guard real.hasPrefix(prefix) else {
      fail(path, .notBelow(base))
      return nil
    }
    return String(real.dropFirst(prefix.count))
  }

  private mutating func fail(_ path: String, _ error: Errno) {
    // Arguments that are not UTF-8 arrive with this character in them.
    let isUndecodable = path.unicodeScalars.contains("\u{FFFD}")
    let isMissing = error == .noSuchFileOrDirectory
    fail(path, isMissing && isUndecodable ? .nameNotUTF8 : AudioFileError.Reason(error))
  }

  private mutating func fail(_ path: String, _ reason: AudioFileError.Reason) {
    found.append(.failure(AudioFileError(path, reason)))
  }

  private mutating func take(_ path: String, subfolder: String, _ status: FileStatus) {
    let folder = realFolder(PathName(path).folder ?? ".")
    guard taken.insert(PathName(folder).appending(PathName(path).name)).inserted else { return }
    found.append(
      .success(
        File(path: path, subfolder: subfolder, size: status.size, identity: status.identity)))
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
      return fail(place.path, .unreadable(error))
    }
    for entry in entries {
      if entry.name.utf8.first == UInt8(ascii: ".") {
        guard let name = Self.nameInCloud(entry.name) else { skipped.hidden += 1; continue }
        fail(PathName(place.path).appending(name), .placeholder(.inCloud))
      } else {
        visit(entry, in: place)
      }
    }
  }

  /// The name of the recording whose place this file keeps, as iCloud does while the recording is
  /// not on the disk: `.hold.wav.icloud`.
  private static func nameInCloud(_ name: String) -> String? {
    guard name.hasSuffix(".icloud") else { return nil }
    let original = String(name.dropFirst().dropLast(".icloud".count))
    return isRecording(original) ? original : nil
  }

  private static func isRecording(_ name: String) -> Bool {
    MediaExtension.recordings.contains(PathName(name).nameExtension ?? "")
  }

  private mutating func visit(_ entry: FileSystem.Entry, in place: Place) {
    let path = PathName(place.path).appending(entry.name)
    let isAudio = Self.isRecording(entry.name)
    let status: FileStatus
    do {
      status = try FileSystem.status(of: path)
    } catch {
      // What cannot be looked at may be a folder; a link that leads nowhere is none.
      guard error == .noSuchFileOrDirectory else { return fail(path, .unreadable(error)) }
      if isAudio || !entry.isUTF8 { fail(path, entry.isUTF8 ? .brokenLink : .nameNotUTF8) }
      if !isAudio, entry.isUTF8 { skipped.notAudio += 1 }
      return
    }
    if status.kind == .folder {
      guard status.identity != excluded else { return }
      let subfolder = PathName(place.subfolder).appending(entry.name)
      let folder = Place(path: path, subfolder: subfolder, identity: status.identity)
      if FileSystem.isLink(path) { links.append(folder) } else { search(folder) }
    } else if !entry.isUTF8 {
      fail(path, .nameNotUTF8)
    } else if isAudio {
      take(path, subfolder: place.subfolder, status)
    } else {
      skipped.notAudio += 1
    }
  }
}
