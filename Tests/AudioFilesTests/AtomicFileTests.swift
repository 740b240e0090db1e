import Dispatch
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct AtomicFileTests {
  private let folder = TemporaryFolder()

  @Test func partsAreWrittenOneAfterTheOther() throws {
    try AtomicFile.write([[1, 2], [], [3]], to: folder("a/b/c.wav"), replacing: false)
    #expect(try folder.read("a/b/c.wav") == [1, 2, 3])
    #expect(folder.files() == ["a/b/c.wav"])
  }

  @Test func anExistingFileStaysUnlessItMayGo() throws {
    try folder.write([9], to: "a.wav")
    #expect(throws: Errno.fileExists) {
      try AtomicFile.write([[1]], to: folder("a.wav"), replacing: false)
    }
    #expect(try folder.read("a.wav") == [9])
    try AtomicFile.write([[1]], to: folder("a.wav"), replacing: true)
    #expect(try folder.read("a.wav") == [1])
    #expect(folder.files() == ["a.wav"])
  }

  @Test func whatCannotBeWrittenLeavesNothing() throws {
    try folder.write([9], to: "file")
    #expect(throws: Errno.self) {
      try AtomicFile.write([[1]], to: folder("file/a.wav"), replacing: false)
    }
    try FileManager.default.createDirectory(
      atPath: folder("taken.wav/x"), withIntermediateDirectories: true)
    #expect(throws: Errno.self) {
      try AtomicFile.write([[1]], to: folder("taken.wav"), replacing: true)
    }
    #expect(folder.files() == ["file"])
  }

  @Test func aDraftThatIsNotFinishedLeavesNothing() throws {
    try folder.write([9], to: "a.html")
    do {
      let draft = try AtomicFile.Draft(of: folder("a.html"))
      try draft.append([1])
      #expect(folder.files().count == 2)
    }
    #expect(folder.files() == ["a.html"])
    #expect(try folder.read("a.html") == [9])
  }

  @Test func aDraftGrowsPieceByPiece() throws {
    let draft = try AtomicFile.Draft(of: folder("b/a.html"))
    for number in 1...3 { try draft.append([UInt8(number)]) }
    try draft.finish(replacing: true)
    #expect(folder.files() == ["b/a.html"])
    #expect(try folder.read("b/a.html") == [1, 2, 3])
  }

  @Test func permissionsFollowTheUmask() throws {
    try AtomicFile.write([[1]], to: folder("a.wav"), replacing: false)
    // Asked for by a child, because setting it to read it would change it for all other tests.
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "umask"]
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let mask = try #require(Int(output.dropLast(), radix: 8))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder("a.wav"))
    #expect(attributes[.posixPermissions] as? Int == 0o666 & ~mask)
  }

  /// What happened, in its order.
  private final class Journal: Sendable {
    let entries = Mutex<[String]>([])

    func add(_ entry: String) { entries.withLock { $0.append(entry) } }
  }

  @Test(arguments: [false, true])
  func theContentIsOnTheDiskBeforeTheNameIs(_ replacing: Bool) throws {
    let journal = Journal()
    let path = folder("a.wav")
    if replacing { try folder.write([9], to: "a.wav") }
    let sync = DiskSync(
      file: { descriptor throws(Errno) in
        let size = (try? Stat(descriptor))?.size ?? -1
        let content = (try? Data(contentsOf: URL(fileURLWithPath: path))).map { Array($0) } ?? []
        journal.add("sync of \(size) bytes, and under the name \(content)")
        try DiskSync.disk.file(descriptor)
      }, folder: { _ in })
    try AtomicFile.write([[1, 2], [3]], to: path, replacing: replacing, sync: sync)
    #expect(
      journal.entries.withLock { $0 }
        == ["sync of 3 bytes, and under the name \(replacing ? [9] : [])"])
    #expect(try folder.read("a.wav") == [1, 2, 3])
  }

  @Test func aSyncThatFailsLeavesNothing() throws {
    let sync = DiskSync(file: { _ throws(Errno) in throw .ioError }, folder: { _ in })
    #expect(throws: Errno.ioError) {
      try AtomicFile.write([[1]], to: folder("a.wav"), replacing: true, sync: sync)
    }
    #expect(folder.files() == [])
  }

  /// Two writers that have come to the last step at the same moment.
  @Test func ofTwoThatFinishAtOnceOneIsRefused() throws {
    for round in 0..<200 {
      let path = folder("\(round).wav")
      let arrived = Atomic<Int>(0)
      let written = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: 2) { index in
        let accepted = try? AtomicFile.write([[UInt8(index)]], to: path, replacing: false) { _ in
          arrived.add(1, ordering: .sequentiallyConsistent)
          let deadline = Date(timeIntervalSinceNow: 5)
          while arrived.load(ordering: .sequentiallyConsistent) < 2, Date() < deadline {}
          return true
        }
        if accepted == true { written.add(1, ordering: .sequentiallyConsistent) }
      }
      let writtenCount = written.load(ordering: .sequentiallyConsistent)
      #expect(writtenCount == 1)
    }
    #expect(folder.files().count == 200)
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
