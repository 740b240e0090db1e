import AudioFiles
import Foundation
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptRepairTests {
  private let folder = TemporaryFolder()
  private static let codes = PromptFixture.codes(801)

  private struct Fault: Sendable {
    let rules: [String]
    let change: @Sendable (inout PromptFixture.Header) -> Void
  }

  private static let repairable: [Fault] = [
    Fault(rules: ["riff-size"]) { $0.riffSize = 0 },
    Fault(rules: ["riff-size", "data-size"]) {
      $0.riffSize = 0xFFFF_FFFF
      $0.dataSize = 0xFFFF_FFFF
      $0.pads = false
    },
    Fault(rules: ["byte-rate"]) { $0.byteRate = 16_000 },
    Fault(rules: ["block-align"]) {
      $0.align = 2
      $0.fact = 400
    },
    Fault(rules: ["extensible"]) {
      $0.tag = 0xFFFE
      $0.formatSize = 40
    },
    Fault(rules: ["format-size"]) { $0.formatSize = 16 },
    Fault(rules: ["fact-missing"]) { $0.fact = nil },
    Fault(rules: ["fact-wrong"]) { $0.fact = 1602 },
    Fault(rules: ["chunk-before-data", "chunk-after-data"]) {
      $0.chunksBeforeData = RIFFFixture.chunk("LIST", Array("INFO".utf8))
      $0.chunksAfterData = RIFFFixture.chunk("bext", [1, 2, 3])
    },
    Fault(rules: ["pad-byte"]) { $0.pads = false },
    Fault(rules: ["trailing-bytes"]) { $0.trailing = [1, 2, 3] },
  ]

  @Test(arguments: repairable.indices)
  func afterARepairNothingIsFoundAndTheAudioIsTheSame(_ index: Int) throws {
    let fault = Self.repairable[index]
    let path = try folder.write(PromptFixture.file(Self.codes, fault.change), to: "a.wav")
    let validator = PromptValidator()
    let report = try validator.findings(on: path)
    #expect(report.findings.map(\.rule) == fault.rules)
    #expect(try PromptRepair.repair(report, validator) == .repaired(fault.rules))
    #expect(
      try folder.read("a.wav")
        == WAVWriter.parts(of: Self.codes, PlatformProfile.standard.format).flatMap { $0 })
    #expect(try validator.findings(on: path).findings == [])
    #expect(folder.files() == ["a.wav"])
  }

  @Test func whatAKilledRepairHasLeftIsClearedAway() throws {
    let left = "real/.voiceprompt-dead.tmp"
    try folder.write(PromptFixture.file(Self.codes), to: "real/good.wav")
    try folder.write(PromptFixture.file(Self.codes) { $0.fact = nil }, to: "real/bad.wav")
    try FileManager.default.createSymbolicLink(
      atPath: folder("link.wav"), withDestinationPath: "real/good.wav")
    let validator = PromptValidator()
    let judged = try ["real/good.wav", "real/bad.wav", "link.wav"].map {
      try validator.findings(on: folder($0))
    }
    func isLeft(besides files: [FileFindings]) throws -> Bool {
      try folder.write([1], to: left)
      PromptRepair.removeAbandoned(besides: files)
      return folder.files().contains(left)
    }
    #expect(try isLeft(besides: [judged[0]]))
    #expect(try !isLeft(besides: [judged[1]]))
    #expect(try !isLeft(besides: [judged[0], judged[0]]))
    #expect(try !isLeft(besides: [judged[2], judged[2]]))
  }

  @Test func whatNeedsAConversionIsLeftAlone() throws {
    let changes: [(inout PromptFixture.Header) -> Void] = [
      { $0.tag = 7 }, { $0.rate = 16_000 }, { $0.channels = 2 }, { $0.dataSize = 900 },
      { $0.chunksAfterData = RIFFFixture.chunk("data", [1, 2]) },
      // Audio beyond a size that is too small, whatever its first bytes look like.
      { $0.dataSize = 100 },
      {
        $0.dataSize = 100; $0.fact = 100
      },
      // A second recording.
      { $0.trailing = PromptFixture.file(PromptFixture.codes(10)) },
    ]
    for change in changes {
      let bytes = PromptFixture.file(Self.codes, change)
      let path = try folder.write(bytes, to: "a.wav")
      let report = try PromptValidator().findings(on: path)
      #expect(try PromptRepair.repair(report, PromptValidator()) == .unchanged)
      #expect(try folder.read("a.wav") == bytes)
      #expect(!report.findings.contains { $0.remedy == .repair })
    }
  }

  @Test func anOpenSizeEndsWhereFactSays() throws {
    let bytes = PromptFixture.file(Array(Self.codes.dropLast())) { header in
      header.dataSize = 0xFFFF_FFFF
      header.riffSize = 0xFFFF_FFFF
      header.chunksAfterData = RIFFFixture.chunk("LIST", [1, 2])
    }
    let path = try folder.write(bytes, to: "a.wav")
    _ = try PromptRepair.repair(PromptValidator().findings(on: path), PromptValidator())
    #expect(try folder.read("a.wav") == PromptFixture.file(Array(Self.codes.dropLast())))
  }

  @Test func linksStayAndSharedOrReadOnlyFilesAreLeftAlone() throws {
    let bytes = PromptFixture.file(Self.codes) { $0.fact = nil }
    let manager = FileManager.default
    let target = try folder.write(bytes, to: "store/a.wav")
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
    try manager.createSymbolicLink(atPath: folder("link.wav"), withDestinationPath: "store/a.wav")
    let validator = PromptValidator()
    let linked = try validator.findings(on: folder("link.wav"))
    #expect(try PromptRepair.repair(linked, validator) == .repaired(["fact-missing"]))
    #expect(FileSystem.isLink(folder("link.wav")))
    #expect(try folder.read("store/a.wav") == PromptFixture.file(Self.codes))
    let mode = try manager.attributesOfItem(atPath: target)[.posixPermissions] as? Int
    #expect(mode == 0o640)

    let shared = try folder.write(bytes, to: "b.wav")
    try manager.linkItem(atPath: shared, toPath: folder("c.wav"))
    #expect(
      try PromptRepair.repair(validator.findings(on: shared), validator)
        == .refused(Text(english: "it has several names (hard links)")))
    let locked = try folder.write(bytes, to: "d.wav")
    try manager.setAttributes([.posixPermissions: 0o444], ofItemAtPath: locked)
    #expect(
      try PromptRepair.repair(validator.findings(on: locked), validator)
        == .refused(Text(english: "it is read-only")))
    #expect(try folder.read("b.wav") == bytes)
    #expect(try folder.read("d.wav") == bytes)
  }

  @Test func whatIsIgnoredIsNotChanged() throws {
    let bytes = PromptFixture.file(Self.codes) { header in
      header.fact = nil
      header.chunksBeforeData = RIFFFixture.chunk("LIST", [1, 2])
    }
    let path = try folder.write(bytes, to: "a.wav")
    var validator = PromptValidator()
    validator.ignoredRules = ["chunk-before-data"]
    #expect(
      try PromptRepair.repair(validator.findings(on: path), validator)
        == .refused(Text(english: "that would also change what is ignored: chunk-before-data")))
    #expect(try folder.read("a.wav") == bytes)
  }

  @Test func aGoodFileIsNotTouched() throws {
    let path = try folder.write(PromptFixture.file(Self.codes), to: "a.wav")
    let before = try FileSystem.status(of: path).identity
    let report = try PromptValidator().findings(on: path)
    #expect(try PromptRepair.repair(report, PromptValidator()) == .unchanged)
    #expect(try FileSystem.status(of: path).identity == before)
  }
}
