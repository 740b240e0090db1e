import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct OpenFolderTests {
  private let folder = TemporaryFolder()

  init() throws {
    for name in ["set", "victim"] { try make(folder(name)) }
    try folder.write([9], to: "victim/a.wav")
  }

  private func make(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder(name), withDestinationPath: target)
  }

  @Test(
    arguments: [
      ("set", []), ("set/a/b", ["a", "b"]), ("set/./a/", ["a"]), ("set/../set/a", ["a"]),
      ("victim", nil), ("set/../victim", nil), ("set/a/../../victim", nil), ("sets", nil),
      ("set/out", nil), ("set/inner/a", ["real", "a"]),
    ] as [(String, [String]?)])
  func namesLeadToFoldersBelowOnly(_ path: String, _ names: [String]?) throws {
    try make(folder("set/real"))
    try link("set/inner", to: "real")
    try link("set/out", to: "../victim")
    #expect(OpenFolder.names(from: folder("set"), to: folder(path)) == names)
  }

  @Test func aMissingFolderIsMade() throws {
    let opened = try OpenFolder(making: folder("set/a/b"), below: folder("set"))
    try AtomicFile.write([[1]], to: opened.path + "/c.wav", in: opened, replacing: false)
    #expect(try folder.read("set/a/b/c.wav") == [1])
    #expect(throws: Errno.permissionDenied) {
      try OpenFolder(making: folder("set/../new"), below: folder("set"))
    }
    #expect(throws: Errno.self) {
      try link("set/nowhere", to: "../new")
      _ = try OpenFolder(making: folder("set/nowhere"), below: folder("set"))
    }
    #expect(!FileManager.default.fileExists(atPath: folder("new")))
  }

  @Test func aLinkThatIsPutInItsPlaceLeadsNobodyElsewhere() throws {
    let opened = try OpenFolder(making: folder("set/out"), below: folder("set"))
    try FileManager.default.moveItem(atPath: folder("set/out"), toPath: folder("set/moved"))
    try link("set/out", to: "../victim")
    try folder.write([1], to: "set/moved/.voiceprompt-dead.tmp")
    try folder.write([1], to: "victim/.voiceprompt-dead.tmp")

    try AtomicFile.write([[1]], to: opened.path + "/a.wav", in: opened, replacing: true)
    try AtomicFile.write([[2]], to: opened.path + "/b.wav", in: opened, replacing: false)
    opened.remove("b.wav")
    AtomicFile.removeAbandoned(in: opened)
    #expect(folder.files() == ["set/moved/a.wav", "victim/.voiceprompt-dead.tmp", "victim/a.wav"])
    #expect(try folder.read("victim/a.wav") == [9])
  }

  @Test func anExistingFileStaysUnlessItMayGo() throws {
    let opened = try OpenFolder(folder("victim"))
    #expect(throws: Errno.fileExists) {
      try AtomicFile.write([[1]], to: folder("victim/a.wav"), in: opened, replacing: false)
    }
    #expect(folder.files() == ["victim/a.wav"])
    #expect(try folder.read("victim/a.wav") == [9])
  }
}
