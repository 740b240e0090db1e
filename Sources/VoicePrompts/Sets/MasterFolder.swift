internal import AudioFiles
internal import SystemPackage

/// The folder beside a set in which its recordings are kept: `masters`.
struct MasterFolder {
  static let name = "masters"

  /// Bytes that are copied at a time.
  private static let blockSize = 1 << 20

  /// The folder of the set.
  let setFolder: String
  let sync: DiskSync

  /// A recording that the set can name.
  struct Kept {
    /// From the set's folder.
    let master: String
    /// Where it was copied to; nil where it was there already.
    let copy: String?
  }

  /// Keeps a recording below the set's folder: where it lies, if that is there and somebody else
  /// looks after it; else as a copy under a legal name that no other file has.
  ///
  /// - Parameters:
  ///   - path: the recording.
  ///   - fileName: as its owner calls it.
  ///   - isInPlace: whether it stays where it is.
  /// - Throws: ``PromptError`` where it cannot be read or copied.
  func keep(_ path: String, fileName: String, isInPlace: Bool) throws(PromptError) -> Kept {
    if isInPlace, let master = ownName(of: path) { return Kept(master: master, copy: nil) }
    let folder = try opened()
    let digest = try PromptError.wrapping { () throws(AudioFileError) in
      try SHA256.digest(ofFile: path)
    }
    let (stem, ending) = Self.legalName(for: fileName, at: path)
    var number = 1
    while true {
      let name = stem + (number == 1 ? "" : "-\(number)") + ending
      let copy = PathName(folder.path).appending(name)
      let master = PathName(Self.name).appending(name)
      if !FileSystem.exists(copy) {
        if try self.copy(path, to: copy, in: folder) { return Kept(master: master, copy: copy) }
      } else if !FileSystem.isLink(copy), (try? SHA256.digest(ofFile: copy)) == digest {
        return Kept(master: master, copy: nil)
      }
      number += 1
    }
  }

  /// The path below the set's folder; nil where it is elsewhere.
  private func ownName(of path: String) -> String? {
    guard let real = FileSystem.realPath(path) else { return nil }
    let folder = PathName(real).folder ?? "/"
    guard let names = OpenFolder.names(from: setFolder, to: folder) else { return nil }
    return (names + [PathName(real).name]).joined(separator: "/")
  }

  private func opened() throws(PromptError) -> OpenFolder {
    let path = PathName(setFolder).appending(Self.name)
    if OpenFolder.names(from: setFolder, to: path) == nil {
      throw PromptError(
        path,
        invalid: Text(
          english: "this link leads out of the set's folder; put a folder in its place",
          chinese: "这个链接指向提示音集文件夹之外；请换成文件夹"))
    }
    do {
      return try OpenFolder(making: path, below: setFolder)
    } catch {
      throw PromptError(path, .unwritable(path, error))
    }
  }

  /// - Returns: false where something has got the name meanwhile.
  private func copy(
    _ path: String, to copy: String, in folder: OpenFolder
  ) throws(PromptError) -> Bool {
    let file = try PromptError.wrapping { () throws(AudioFileError) in try InputFile(path: path) }
    do throws(Errno) {
      let draft = try AtomicFile.Draft(of: copy, in: folder)
      var offset = 0
      while offset < file.size {
        guard let bytes = try? file.bytes(at: offset, count: Self.blockSize), !bytes.isEmpty else {
          break
        }
        try draft.append(bytes)
        offset += bytes.count
      }
      guard offset == file.size else { throw .ioError }
      try draft.finish(replacing: false, sync)
      sync.folder(folder.path)
      return true
    } catch {
      if error == .fileExists { return false }
      throw PromptError(copy, .unwritable(copy, error))
    }
  }

  /// `dengdaiyin` and `.mp3` for `等待音.mp3`: an extension tells decoders what has no header.
  static func legalName(for fileName: String, at path: String) -> (stem: String, ending: String) {
    let known = [fileName, path].lazy.compactMap { PathName($0).nameExtension }
      .first { MediaExtension.all.contains($0) }
    let name = FileName.suggestion(for: FileName.prompt(forRecording: fileName))
    let stem = PlatformProfile.standard.nameRule.stem(of: name).drop { $0 == "." }
    return (stem.isEmpty ? "recording" : String(stem), known.map { ".\($0)" } ?? "")
  }
}
