import AudioFiles
import Foundation
import TestSupport
import Testing

@testable import VoicePromptStudio

@Suite struct SessionFolderTests {
  private let temporary = TemporaryFolder()

  private var folders: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: temporary.path)) ?? []).sorted()
  }

  @Test func whatADeadProcessHasLeftIsRemoved() throws {
    // A folder whose lock nobody holds, as after a kill.
    try temporary.write([1, 2, 3], to: "voiceprompt-studio-dead/1-recording.wav")
    try temporary.write([], to: "voiceprompt-studio-dead/lock")
    // And what is somebody else's, or at work.
    try temporary.write([1], to: "voiceprompt-studio-none/file")
    try temporary.write([1], to: "other/lock")
    let running = try SessionFolder(in: temporary.path)
    try FileManager.default.createSymbolicLink(
      atPath: temporary("voiceprompt-studio-link"), withDestinationPath: temporary("other"))
    let second = try SessionFolder(in: temporary.path)
    #expect(!folders.contains("voiceprompt-studio-dead"))
    #expect(folders.contains("voiceprompt-studio-none"))
    #expect(FileManager.default.fileExists(atPath: temporary("other/lock")))
    #expect(FileManager.default.fileExists(atPath: running.path))
    running.removeAll()
    second.removeAll()
    #expect(
      folders == ["other", "voiceprompt-studio-link", "voiceprompt-studio-none"])
  }

  @Test func itIsForItsOwnerOnly() throws {
    let folder = try SessionFolder(in: temporary.path)
    defer { folder.removeAll() }
    FileSystem.close(try SessionFolder.create(folder.file("a")))
    for (path, mode) in [
      (folder.path, 0o700), (folder.file("a"), 0o600), (folder.file("lock"), 0o600),
    ] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == mode)
    }
    #expect(throws: (any Error).self) { try SessionFolder.create(folder.file("a")) }
  }

  @Test func withoutAFolderForItThereIsNoStudio() throws {
    #expect(throws: (any Error).self) { try SessionFolder(in: temporary("missing")) }
  }
}
