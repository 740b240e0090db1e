import AudioFiles
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptSetEditorTests {
  private let folder = TemporaryFolder()
  /// Where recordings come from.
  private let session = TemporaryFolder()

  private var editor: PromptSetEditor { PromptSetEditor(folder("prompts.yml")) }

  private var digest: String? { PromptSetEditor.digest(of: folder("prompts.yml")) }

  private func text() throws -> String {
    String(decoding: try folder.read("prompts.yml"), as: UTF8.self)
  }

  private func record(_ name: String, seed: Int) throws {
    let samples = Signal.noise(frames: 8000, seed: UInt64(seed)).map { Int16($0 * 5000) }
    try session.write(SoundFixture.wav(samples), to: name)
  }

  private func recording(
    _ name: String, _ fileName: String? = nil
  ) -> PromptSetEditor.Recording {
    PromptSetEditor.Recording(path: session(name), fileName: fileName ?? name, isInPlace: false)
  }

  @discardableResult
  private func save(
    _ recording: PromptSetEditor.Recording, as name: String, for parameter: String? = nil,
    replacing: String? = nil, editor: PromptSetEditor? = nil,
    _ change: (inout ConversionOptions) -> Void = { _ in }
  ) async throws -> [String] {
    var options = ConversionOptions()
    change(&options)
    try await (editor ?? self.editor).save(
      recording, as: name, for: parameter.flatMap { PromptParameter.named($0) }, options,
      over: PromptSetEditor.Shown(set: digest, prompt: replacing))
    return try await findings()
  }

  private func remove(_ name: String) async throws -> [String] {
    try await editor.remove(name, over: PromptSetEditor.Shown(set: digest))
    return try await findings()
  }

  /// Noise is no speech: the rules for sound have their own test.
  private func findings() async throws -> [String] {
    try await PromptSetCheck(try PromptSet(folder("prompts.yml")))
      .run(jobs: 2) { _ in
        var validator = PromptValidator()
        validator.ignoredRules = ["speech-level", "set-level", "rumble", "noise"]
        return validator
      }
      .flatMap { file in
        (file.failure.map { [$0.code.id] } ?? file.findings.map(\.rule))
          .map { "\(PathName(file.path).name) \($0)" }
      }
  }

  /// - Returns: the id of the error.
  private func refused(_ work: () async throws -> Void) async -> String? {
    let before = contents()
    do {
      try await work()
      return nil
    } catch {
      #expect(contents() == before)
      return (error as? PromptError)?.code.id
    }
  }

  private func contents() -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: folder.files().map { ($0, (try? folder.read($0)) ?? []) })
  }

  // MARK: Saving

  @Test func aSetIsMadeByTheFirstRecording() async throws {
    try record("1-recording.wav", seed: 1)
    let found = try await save(
      recording("1-recording.wav", "等待音 1.WAV"), as: "waitVoice.wav", for: "waitVoice")
    #expect(found == [])
    #expect(
      folder.files() == [
        "masters/dengdaiyin-1.wav", "prompts.lock", "prompts.yml", "prompts/waitVoice.wav",
      ])
    #expect(try text().hasPrefix("# The prompts of this folder"))
    #expect(
      try text().hasSuffix("prompts:\n  - for: waitVoice\n    source: masters/dengdaiyin-1.wav\n"))
    #expect(try folder.read("masters/dengdaiyin-1.wav") == session.read("1-recording.wav"))
    let (file, _) = try PromptConverter().convert(
      session.read("1-recording.wav"), named: "a.wav")
    #expect(try folder.read("prompts/waitVoice.wav") == file)
  }

  @Test func recordingsOfOneNameGetNumbersAndTheSameOneIsKeptOnce() async throws {
    try record("a.wav", seed: 1)
    try record("b.wav", seed: 2)
    try await save(recording("a.wav", "x.wav"), as: "a.wav")
    try await save(recording("b.wav", "x.wav"), as: "b.wav")
    #expect(try await save(recording("a.wav", "x.wav"), as: "c.wav") { $0.start = 0.5 } == [])
    let set = try PromptSet(folder("prompts.yml"))
    #expect(set.entries.map(\.master) == ["masters/x.wav", "masters/x-2.wav", "masters/x.wav"])
    #expect(
      folder.files().filter { $0.hasPrefix("masters") } == ["masters/x-2.wav", "masters/x.wav"])
  }

  @Test func aRecordingOfTheFolderStaysWhereItIs() async throws {
    try record("a.wav", seed: 1)
    try folder.write(session.read("a.wav"), to: "raw/take 1.wav")
    let inPlace = PromptSetEditor.Recording(
      path: folder("raw/take 1.wav"), fileName: "take 1.wav", isInPlace: true)
    #expect(try await save(inPlace, as: "a.wav") == [])
    #expect(try text().hasSuffix("source: \"raw/take 1.wav\"\n"))
    // One that only leads out of the folder is copied.
    try FileManager.default.createSymbolicLink(
      atPath: folder("raw/b.wav"), withDestinationPath: session("a.wav"))
    let link = PromptSetEditor.Recording(
      path: folder("raw/b.wav"), fileName: "b.wav", isInPlace: true)
    #expect(try await save(link, as: "b.wav") == [])
    #expect(try text().hasSuffix("source: masters/b.wav\n"))
  }

  @Test func othersStayAsTheyAre() async throws {
    try record("a.wav", seed: 1)
    try record("b.wav", seed: 2)
    try await save(recording("a.wav"), as: "a.wav")
    try await save(recording("b.wav"), as: "b.wav")
    let prompt = try folder.read("prompts/b.wav")
    // What is outdated is still outdated afterwards, and what was never built is not.
    try folder.write(session.read("b.wav") + [0, 0], to: "masters/b.wav")
    try folder.write(
      try text() + "  - name: d.wav\n    source: masters/a.wav\n", to: "prompts.yml")
    let found = try await save(recording("a.wav"), as: "c.wav")
    #expect(found == ["b.wav outdated", "d.wav not-built", "prompts.lock lock-outdated"])
    #expect(try folder.read("prompts/b.wav") == prompt)
    #expect(folder.files().filter { $0.hasPrefix("prompts/") }.count == 3)
  }

  @Test func aPromptIsReplacedByWhomItWasShownTo() async throws {
    try record("a.wav", seed: 1)
    try record("b.wav", seed: 2)
    try await save(recording("a.wav"), as: "a.wav")
    let shown = SHA256.digest(try folder.read("prompts/a.wav"))
    #expect(await refused { try await save(recording("b.wav"), as: "a.wav") } == "output-exists")
    #expect(
      await refused { try await save(recording("b.wav"), as: "a.wav", replacing: digest) }
        == "changed-since-shown")
    #expect(try await save(recording("b.wav"), as: "a.wav", replacing: shown) == [])
    #expect(try PromptSet(folder("prompts.yml")).entries.map(\.master) == ["masters/b.wav"])
    #expect(folder.files().contains("masters/a.wav"))
  }

  @Test func aFileThatNoBuildHasMadeIsReplacedByWhomItWasShownTo() async throws {
    try record("a.wav", seed: 1)
    try folder.write([1, 2, 3], to: "prompts/a.wav")
    let shown = SHA256.digest([1, 2, 3])
    #expect(await refused { try await save(recording("a.wav"), as: "a.wav") } == "output-exists")
    #expect(try await save(recording("a.wav"), as: "a.wav", replacing: shown) == [])
  }

  @Test func aSetThatHasChangedIsLeftAlone() async throws {
    try record("a.wav", seed: 1)
    try folder.write("prompts: []\n", to: "prompts.yml")
    for shown in [nil, SHA256.digest([1])] {
      let id = await refused {
        try await editor.save(
          recording("a.wav"), as: "a.wav", for: nil, ConversionOptions(),
          over: PromptSetEditor.Shown(set: shown))
      }
      #expect(id == "changed-since-shown")
    }
    try TemporaryFolder.remove(folder("prompts.yml"))
    let id = await refused {
      try await editor.save(
        recording("a.wav"), as: "a.wav", for: nil, ConversionOptions(),
        over: PromptSetEditor.Shown(set: SHA256.digest([1])))
    }
    #expect(id == "changed-since-shown")
  }

  @Test func aSetForAnotherPlatformTakesItsPrompts() async throws {
    try record("a.wav", seed: 1)
    try folder.write("profile: amazon-connect\nprompts: []\n", to: "prompts.yml")
    #expect(await refused { try await save(recording("a.wav"), as: "a.wav") } == "invalid-text")
    let profile = try #require(PlatformProfile.named("amazon-connect"))
    try await editor.save(
      recording("a.wav"), as: "a.wav", for: nil, ConversionOptions(profile),
      over: PromptSetEditor.Shown(set: digest))
    #expect(folder.files().contains("prompts/a.wav"))
    try folder.write("profiles: [amazon-connect]\nprompts: []\n", to: "prompts.yml")
    let id = await refused {
      try await editor.save(
        recording("a.wav"), as: "b.wav", for: nil, ConversionOptions(profile),
        over: PromptSetEditor.Shown(set: digest))
    }
    #expect(id == "not-editable")
  }

  @Test func aSetWithOneGainIsBuiltAsAWhole() async throws {
    try record("a.wav", seed: 1)
    try record("b.wav", seed: 2)
    try folder.write("defaults: {together: true}\nprompts: []\n", to: "prompts.yml")
    for name in ["a.wav", "b.wav"] {
      #expect(try await save(recording(name), as: name) == [])
    }
    #expect(try await remove("b.wav") == [])
  }

  // MARK: In the way

  @Test func whatIsInTheWayIsNamed() async throws {
    try record("a.wav", seed: 1)
    try folder.write("prompts: []\n", to: "prompts.yml")
    func id(_ name: String = "a.wav") async -> String? {
      await refused { try await save(recording("a.wav"), as: name) }
    }
    #expect(await id("a b.wav") == "illegal-name")
    #expect(await id("../a.wav") == "illegal-name")
    try folder.write([], to: "prompts/a.wav/x")
    #expect(await id() == "output-is-folder")
    try TemporaryFolder.remove(folder("prompts"))
    try folder.write([], to: "prompts")
    #expect(await id() == "unwritable")
    try TemporaryFolder.remove(folder("prompts"))
    try FileManager.default.createDirectory(
      atPath: folder("prompts"), withIntermediateDirectories: true)
    try folder.write([], to: "masters")
    #expect(await id() == "unwritable")
    try TemporaryFolder.remove(folder("masters"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("masters"), withDestinationPath: session.path)
    #expect(await id() == "invalid-text")
    try TemporaryFolder.remove(folder("masters"))
    try folder.write([1], to: "prompts.lock")
    #expect(await refused { try await save(recording("a.wav"), as: "a.wav") } == "invalid-text")
  }

  @Test func aSetThatIsALinkOutOfItsFolderOrReadOnlyIsLeftAlone() async throws {
    try record("a.wav", seed: 1)
    try session.write("prompts: []\n", to: "theirs.yml")
    try FileManager.default.createSymbolicLink(
      atPath: folder("prompts.yml"), withDestinationPath: session("theirs.yml"))
    // Its folders are there: making them is no change of the set.
    for name in ["prompts", "masters"] {
      try FileManager.default.createDirectory(
        atPath: folder(name), withIntermediateDirectories: true)
    }
    #expect(await refused { try await save(recording("a.wav"), as: "a.wav") } == "not-editable")
    try TemporaryFolder.remove(folder("prompts.yml"))
    try folder.write("prompts: []\n", to: "own.yml")
    try FileManager.default.createSymbolicLink(
      atPath: folder("prompts.yml"), withDestinationPath: "own.yml")
    #expect(try await save(recording("a.wav"), as: "a.wav") == [])
    #expect(FileSystem.isLink(folder("prompts.yml")))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: folder("own.yml"))
    #expect(await refused { try await save(recording("a.wav"), as: "b.wav") } == "unwritable")
  }

  @Test func aRecordingThatGivesNoPromptIsNotSaved() async throws {
    try session.write("no audio", to: "a.wav")
    #expect(await refused { try await save(recording("a.wav"), as: "a.wav") } != nil)
    #expect(folder.files() == [])
  }

  // MARK: Removing

  @Test func thePromptGoesAndTheMasterStays() async throws {
    try record("a.wav", seed: 1)
    try record("b.wav", seed: 2)
    try await save(recording("a.wav"), as: "a.wav")
    let before = try text()
    try await save(recording("b.wav"), as: "b.wav")
    #expect(try await remove("b.wav") == [])
    #expect(try text() == before)
    #expect(
      folder.files() == [
        "masters/a.wav", "masters/b.wav", "prompts.lock", "prompts.yml", "prompts/a.wav",
      ])
    #expect(try await remove("a.wav") == [])
    #expect(try text().hasSuffix("prompts: []\n"))
  }

  @Test func aPromptThatSomebodyHasEditedStays() async throws {
    try record("a.wav", seed: 1)
    try await save(recording("a.wav"), as: "a.wav")
    try folder.write([1, 2, 3], to: "prompts/a.wav")
    #expect(try await remove("a.wav").contains("a.wav unlisted"))
    #expect(try folder.read("prompts/a.wav") == [1, 2, 3])
  }

  @Test func whatIsNotInTheSetIsNotRemoved() async throws {
    try record("a.wav", seed: 1)
    try await save(recording("a.wav"), as: "a.wav")
    #expect(await refused { _ = try await remove("b.wav") } == "invalid-text")
    let id = await refused {
      try await editor.remove("a.wav", over: PromptSetEditor.Shown(set: SHA256.digest([1])))
    }
    #expect(id == "changed-since-shown")
  }

  // MARK: Breaking off

  /// The disk is full at each of the moments in which something is written.
  @Test func whereverItBreaksOffAllFilesAreWholeAndTheStateIsTold() async throws {
    try record("a.wav", seed: 1)
    try record("b.wav", seed: 2)
    try await save(recording("a.wav"), as: "a.wav")
    let (old, first) = (try folder.read("prompts.yml"), try folder.read("prompts/a.wav"))
    var states: [[String]] = []
    for moment in 0..<10 {
      let count = Atomic(0)
      var editor = editor
      editor.sync = DiskSync(
        file: { _ throws(Errno) in
          if count.wrappingAdd(1, ordering: .relaxed).oldValue == moment { throw .noSpace }
        }, folder: { _ in })
      let shown = SHA256.digest(try folder.read("prompts/a.wav"))
      do {
        _ = try await save(recording("b.wav"), as: "a.wav", replacing: shown, editor: editor)
        break
      } catch let error as PromptError {
        #expect(error.code.id == (moment == 3 ? "invalid-text" : "unwritable"))
      }
      states.append(try await findings())
      #expect(!folder.files().contains { $0.contains(".voiceprompt-") })
      #expect(
        try folder.read("prompts.yml") == old || text().contains("masters/b.wav"))
      // Back to where it began.
      try folder.write(old, to: "prompts.yml")
      try folder.write(first, to: "prompts/a.wav")
      if folder.files().contains("masters/b.wav") {
        try TemporaryFolder.remove(folder("masters/b.wav"))
      }
      #expect(try await findings().allSatisfy { !$0.hasPrefix("prompts.yml") })
    }
    // The master, the set, the prompt, the lock.
    #expect(states == [[], [], ["a.wav outdated"], ["a.wav outdated"]])
  }
}
