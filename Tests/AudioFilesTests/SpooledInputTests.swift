import SystemPackage
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct SpooledInputTests {
  private let folder = TemporaryFolder()

  private func spooled(_ bytes: [UInt8], limit: Int = .max) throws -> SpooledInput {
    let source = try FileSystem.open(try folder.write(bytes, to: "source"))
    defer { FileSystem.close(source) }
    return try SpooledInput(reading: source, limit: limit)
  }

  @Test func itIsReadAtAnyPlaceAsOftenAsWanted() throws {
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    let input = try spooled(bytes)
    #expect(input.size == bytes.count)
    for _ in 0..<2 {
      let file = try input.opened()
      #expect(try file.bytes(at: 150_000, count: 10) == Array(bytes[150_000..<150_010]))
      #expect(try file.reopened().bytes(at: 0, count: .max) == bytes)
      let path = file.path
      #expect(path == "-")
      let hasChanged = file.hasChanged
      #expect(!hasChanged)
    }
  }

  @Test func aLimitIsKept() throws {
    #expect(try spooled([1, 2, 3], limit: 2).size == 2)
  }

  @Test func nothingIsNoRecording() throws {
    let input = try spooled([])
    #expect(throws: AudioFileError("-", .empty)) { _ = try input.opened() }
    let size = try input.opened(allowsEmpty: true).size
    #expect(size == 0)
  }

  @Test func whatCannotBeReadIsAnError() {
    #expect(throws: Errno.isDirectory) {
      let folder = try FileSystem.open("/")
      defer { FileSystem.close(folder) }
      _ = try SpooledInput(reading: folder)
    }
  }

  @Test func decodersReadItWithoutAName() throws {
    let input = try spooled(SoundFixture.wav([1, 2, 3]))
    let recording = try Recording(input.opened())
    #expect(recording.decoder.samples().count == 3)
  }
}
