import Foundation
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func partsAreWrittenOneAfterTheOther() throws {
    try AtomicFile.write([[1, 2], [], [3]], to: folder("a/b/c.wav"), replacing: false)
    #expect(try folder.read("a/b/c.wav") == [1, 2, 3])
    #expect(folder.files() == ["a/b/c.wav"])
  }

  @Test func anExistingFileStaysUnlessItMayGo() throws {
    try folder.write([9], to: "a.wav")
    #expect(throws: SystemError.exists) {
      try AtomicFile.write([[1]], to: folder("a.wav"), replacing: false)
    }
    #expect(try folder.read("a.wav") == [9])
    try AtomicFile.write([[1]], to: folder("a.wav"), replacing: true)
    #expect(try folder.read("a.wav") == [1])
    #expect(folder.files() == ["a.wav"])
  }

  @Test func whatCannotBeWrittenLeavesNothing() throws {
    try folder.write([9], to: "file")
    #expect(throws: SystemError.self) {
      try AtomicFile.write([[1]], to: folder("file/a.wav"), replacing: false)
    }
    try FileManager.default.createDirectory(
      atPath: folder("taken.wav/x"), withIntermediateDirectories: true)
    #expect(throws: SystemError.self) {
      try AtomicFile.write([[1]], to: folder("taken.wav"), replacing: true)
    }
    #expect(folder.files() == ["file"])
  }

  @Test func permissionsFollowTheUmask() throws {
    try AtomicFile.write([[1]], to: folder("a.wav"), replacing: false)
    let mask = umask(0)
    umask(mask)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder("a.wav"))
    #expect(attributes[.posixPermissions] as? Int == 0o666 & ~Int(mask))
  }

  @Test func manyWritersOfOneNameLeaveOneWholeFile() async throws {
    let path = folder("a.wav")
    let successes = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<50 {
        group.addTask {
          let content = [UInt8](repeating: UInt8(index), count: 10_000)
          return (try? AtomicFile.write([content], to: path, replacing: false)) != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(successes == 1)
    #expect(Set(try folder.read("a.wav")).count == 1)
    #expect(folder.files() == ["a.wav"])
  }

  @Test func onlyAbandonedTemporaryFilesAreRemoved() throws {
    try folder.write([1], to: ".voiceprompt-dead.tmp")
    try folder.write([1], to: ".voiceprompt-other")
    let isAccepted = try AtomicFile.write([[1]], to: folder("a.wav"), replacing: false) { _ in
      // While the temporary file of this very write is there.
      AtomicFile.removeAbandoned(in: folder.path)
      return folder.files().count == 2
    }
    #expect(isAccepted)
    #expect(folder.files() == [".voiceprompt-other", "a.wav"])
  }
}
