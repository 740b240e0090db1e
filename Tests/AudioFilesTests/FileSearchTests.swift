import Foundation
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct FileSearchTests {
  private let folder = TemporaryFolder()

  private func fill(_ names: String...) throws {
    for name in names { try folder.write([1, 2, 3], to: name) }
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder(name), withDestinationPath: target)
  }

  /// Each file with its subfolder, or why it could not be searched, without the folder's path.
  private func found(_ names: String..., excluding excluded: String? = nil) -> [String] {
    let search = FileSearch(names.map { folder($0) }, excluding: excluded.map { folder($0) })
    return search.found.map { result in
      switch result {
      case .success(let file): "\(relative(file.path)) (\(file.subfolder))"
      case .failure(let error): "\(relative(error.path)) \(error.reason)"
      }
    }
  }

  private func relative(_ path: String) -> String { path.replacing(folder.path + "/", with: "") }

  @Test func aFolderIsWalkedInTheOrderOfItsNamesBytes() throws {
    try fill("in/b.wav", "in/a/c.mp3", "in/a/B/d.flac", "in/Z.WAV")
    #expect(
      found("in") == ["in/Z.WAV ()", "in/a/B/d.flac (a/B)", "in/a/c.mp3 (a)", "in/b.wav ()"])
  }

  @Test func hiddenFilesAndOtherFilesAreCounted() throws {
    try fill("in/a.wav", "in/.hidden.wav", "in/.git/x.wav", "in/notes.txt", "in/cover.jpg")
    #expect(found("in") == ["in/a.wav ()"])
    let skipped = FileSearch([folder("in")]).skipped
    #expect(skipped.hidden == 2)
    #expect(skipped.notAudio == 2)
  }

  @Test func aNamedFileIsNeverSkipped() throws {
    try fill("notes.txt", ".hidden")
    #expect(found("notes.txt", ".hidden") == ["notes.txt ()", ".hidden ()"])
  }

  @Test func linksAreFollowedOnceAndLoopsEnd() throws {
    try fill("in/a.wav", "other/b.wav")
    try link("in/loop", to: "../in")
    try link("in/other", to: "../other")
    try link("in/zother", to: "../other")
    try link("in/broken.wav", to: "nowhere")
    #expect(
      found("in") == ["in/a.wav ()", "in/broken.wav brokenLink", "in/other/b.wav (other)"])
  }

  @Test func aLinkedFolderDoesNotTakeThePlaceOfTheRealOne() throws {
    try fill("in/z/f.wav")
    try link("in/a", to: "z")
    #expect(found("in") == ["in/z/f.wav (z)"])
  }

  @Test func aFileThatIsReachedTwiceIsTakenAtTheFirstPlace() throws {
    try fill("n/m/f.wav")
    #expect(found("n/m", "n") == ["n/m/f.wav ()"])
    #expect(found("n", "n/m") == ["n/m/f.wav (m)"])
    #expect(found("n", "n/m/f.wav") == ["n/m/f.wav (m)"])
  }

  @Test func aFileThatIsNamedTwiceIsTakenOnce() throws {
    try fill("in/a.wav")
    #expect(found("in/a.wav", "in/../in/a.wav", "in") == ["in/a.wav ()"])
  }

  @Test func anExcludedFolderIsSearchedOnlyWhereItIsNamed() throws {
    try fill("in/a.wav", "in/prompts/b.wav")
    #expect(found("in", excluding: "in/prompts") == ["in/a.wav ()"])
    #expect(found("in/prompts", excluding: "in/prompts") == ["in/prompts/b.wav ()"])
  }

  @Test func whatIsNotThereIsAFailureAmongTheOthers() throws {
    try fill("a.wav")
    #expect(
      found("none", "a.wav", "x\u{FFFD}") == ["none notFound", "a.wav ()", "x\u{FFFD} nameNotUTF8"])
    #expect(FileSearch([folder("none"), folder("a.wav")]).files.map(\.size) == [3])
  }
}
