import Dispatch
import Foundation
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct InputFileTests {
  private let folder = TemporaryFolder()

  @Test func thingsThatAreNoRegularFilesAreRefused() {
    #expect(throws: AudioFileError(folder.path, .notAFile(.folder))) {
      _ = try InputFile(path: folder.path)
    }
    #expect(throws: AudioFileError("/dev/null", .notAFile(.device))) {
      _ = try InputFile(path: "/dev/null")
    }
    #expect(throws: AudioFileError(folder("none.wav"), .notFound)) {
      _ = try InputFile(path: folder("none.wav"))
    }
  }

  @Test func aPipeIsRefusedAtOnceWhoeverMayWriteIntoIt() throws {
    let path = folder("pipe.wav")
    try #require(mkfifo(path, 0o600) == 0)
    let answered = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      #expect(throws: AudioFileError(path, .notAFile(.pipe))) { _ = try InputFile(path: path) }
      answered.signal()
    }
    #expect(answered.wait(timeout: .now() + 10) == .success)
    // Lets go whoever waits for a writer.
    close(open(path, O_RDWR | O_NONBLOCK))
  }

  @Test func anEmptyFileIsRefusedUnlessItMayBeEmpty() throws {
    let path = try folder.write([], to: "a.wav")
    #expect(throws: AudioFileError(path, .empty)) { _ = try InputFile(path: path) }
    #expect(throws: AudioFileError("a.wav", .empty)) {
      _ = try InputFile(bytes: [], name: "a.wav")
    }
    let file = try InputFile(path: path, allowsEmpty: true)
    #expect(try file.bytes(at: 0, count: 10) == [])
    let memory = try InputFile(bytes: [], name: "a.wav", allowsEmpty: true)
    #expect(try memory.bytes(at: 0, count: 10) == [])
  }

  @Test(arguments: [(0, 2), (3, 2), (3, 9), (5, 1), (9, 1), (-1, 3), (0, 0), (2, -1)])
  func bytesInMemoryAreReadLikeAFile(_ offset: Int, _ count: Int) throws {
    let bytes: [UInt8] = [1, 2, 3, 4, 5]
    let file = try InputFile(path: folder.write(bytes, to: "a"))
    let memory = try InputFile(bytes: bytes, name: "a")
    let expected = count > 0 && bytes.indices.contains(offset) ? bytes[offset...].prefix(count) : []
    #expect(try file.bytes(at: offset, count: count) == Array(expected))
    #expect(try memory.bytes(at: offset, count: count) == Array(expected))
    #expect(file.size == 5)
    #expect(memory.size == 5)
  }
}
