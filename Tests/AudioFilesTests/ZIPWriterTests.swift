import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct ZIPWriterTests {
  private let folder = TemporaryFolder()

  private func zip(_ files: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
    var archive: [UInt8] = []
    try withZIP { bytes in
      archive += bytes
    } body: { zip in
      for (index, file) in files.enumerated() {
        try zip.add(try folder.write(file.bytes, to: "\(index)"), as: file.name)
      }
    }
    return archive
  }

  private func withZIP(
    _ write: @escaping ([UInt8]) -> Void, body: (inout ZIPWriter) throws -> Void
  ) throws {
    var zip = ZIPWriter { bytes throws(Errno) in write(bytes) }
    try body(&zip)
    try zip.finish()
  }

  /// What is in an archive, read from its end as programs do.
  private func files(_ archive: [UInt8]) throws -> [(name: String, bytes: [UInt8])] {
    func number(_ offset: Int, _ count: Int) throws -> Int {
      Int(try #require(archive.number(at: offset, count: count, .little)))
    }
    let end = archive.count - 22
    #expect(try number(end, 4) == 0x0605_4B50)
    #expect(try number(end + 12, 4) + number(end + 16, 4) == end)
    var place = try number(end + 16, 4)
    var files: [(String, [UInt8])] = []
    for _ in 0..<(try number(end + 10, 2)) {
      #expect(try number(place, 4) == 0x0201_4B50)
      let (size, length) = (try number(place + 24, 4), try number(place + 28, 2))
      let name = archive[(place + 46)..<(place + 46 + length)]
      let local = try number(place + 42, 4)
      #expect(try number(local, 4) == 0x0403_4B50)
      #expect(
        archive[(local + 4)..<(local + 30 + length)].elementsEqual(
          archive[(place + 6)..<(place + 32)] + name))
      let bytes = Array(archive[(local + 30 + length)..<(local + 30 + length + size)])
      var checksum = CRC32()
      checksum.update(bytes)
      #expect(try number(place + 16, 4) == Int(checksum.value))
      files.append((String(decoding: name, as: UTF8.self), bytes))
      place += 46 + length
    }
    #expect(place == end)
    return files
  }

  @Test func theChecksumIsThatOfTheStandard() {
    // The check value of CRC-32/ISO-HDLC.
    var checksum = CRC32()
    checksum.update(Array("1234".utf8))
    checksum.update(Array("56789".utf8))
    #expect(checksum.value == 0xCBF4_3926)
  }

  @Test func whatGoesInComesOut() throws {
    let wanted: [(name: String, bytes: [UInt8])] = [
      ("a.wav", [1, 2, 3]), ("empty.wav", []), ("提示音.wav", Array("text".utf8)),
      ("long.wav", (0..<700_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }),
    ]
    let archive = try zip(wanted)
    let found = try files(archive)
    #expect(found.map(\.name) == wanted.map(\.name))
    #expect(found.map(\.bytes) == wanted.map(\.bytes))
    #expect(try zip(wanted) == archive)
  }

  @Test func noFilesAreAnArchive() throws {
    let archive = try zip([])
    #expect(archive.count == 22)
    #expect(try files(archive).isEmpty)
  }

  @Test(arguments: ["", ".", "..", "a/b.wav", "../a.wav", "a\\b", "c:a", "a\0b"])
  func aNameThatLeadsElsewhereIsRefused(_ name: String) throws {
    let error = #expect(throws: Errno.self) { try zip([(name, [1])]) }
    #expect(error == .invalidArgument)
  }

  @Test func whatIsTooLargeIsRefusedBeforeItIsRead() throws {
    let path = try folder.write([], to: "large")
    truncate(path, 0xFFFF_FFFF)
    var count = 0
    let error = #expect(throws: Errno.self) {
      try withZIP {
        count += $0.count
      } body: {
        try $0.add(path, as: "large.wav")
      }
    }
    #expect(error == .fileTooLarge)
    #expect(count == 0)
  }

  @Test func aFileThatIsMissingOrAFullDiskIsAnError() throws {
    var missing = ZIPWriter { _ throws(Errno) in }
    #expect(throws: Errno.noSuchFileOrDirectory) { try missing.add(folder("none"), as: "a.wav") }
    let path = try folder.write([1, 2, 3], to: "a")
    var full = ZIPWriter { _ throws(Errno) in throw .noSpace }
    #expect(throws: Errno.noSpace) { try full.add(path, as: "a.wav") }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip")))
  func unzipFindsNothingWrong() throws {
    let archive = try zip([("a.wav", [1, 2, 3]), ("b.wav", [UInt8](repeating: 7, count: 100_000))])
    try folder.write(archive, to: "prompts.zip")
    let unzip = Process()
    unzip.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
    unzip.arguments = ["-tqq", folder("prompts.zip")]
    try unzip.run()
    unzip.waitUntilExit()
    #expect(unzip.terminationStatus == 0)
  }
}
