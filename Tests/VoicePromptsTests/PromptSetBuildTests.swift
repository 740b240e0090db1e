import AudioFiles
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptSetBuildTests {
  private let folder = TemporaryFolder()

  init() throws {
    for (name, seed) in [("a", 1), ("b", 2)] {
      let samples = Signal.noise(frames: 8000, seed: UInt64(seed)).map { Int16($0 * 5000) }
      try folder.write(SoundFixture.wav(samples), to: "masters/\(name).wav")
    }
    try write("- {name: a.wav, source: masters/a.wav}", "- {name: b.wav, source: masters/b.wav}")
  }

  private func write(_ entries: String...) throws {
    let yaml = "prompts:\n" + entries.map { $0 + "\n" }.joined()
    try folder.write(Array(yaml.utf8), to: "prompts.yml")
  }

  /// Noise is no speech: the rules for sound have their own test.
  private static let soundRules: Set<String> = ["speech-level", "set-level", "rumble", "noise"]

  @Sendable private static func withoutSound(_ path: String) -> PromptValidator {
    var validator = PromptValidator()
    validator.ignoredRules = soundRules
    return validator
  }

  /// What became of each file: `written`, `kept` or an error's id.
  @discardableResult
  private func build(
    force: Bool = false, prune: Bool = false, jobs: Int = 2
  ) async throws -> (files: [String], summary: PromptSetBuild.Summary) {
    var build = PromptSetBuild(try PromptSet(folder("prompts.yml")))
    build.isForced = force
    build.prunes = prune
    var files: [String] = []
    let summary = try await build.run(jobs: jobs, validator: { _ in PromptValidator() }) {
      outcome in
      switch outcome.result {
      case .success(let made):
        files += made.map { "\(PathName($0.path).name) \($0.isWritten ? "written" : "kept")" }
      case .failure(let error): files.append("\(outcome.entry.name) \(error.code.id)")
      }
    }
    return (files, summary)
  }

  private func findings(
    validator: @escaping @Sendable (String) -> PromptValidator = withoutSound
  ) async throws -> [String] {
    try await PromptSetCheck(try PromptSet(folder("prompts.yml")))
      .run(jobs: 2, validator: validator)
      .flatMap { file in
        (file.failure.map { [$0.code.id] } ?? file.findings.map(\.rule))
          .map { "\(PathName(file.path).name) \($0)" }
      }
  }

  /// Every file's modification time and number.
  private func stamps() throws -> [String: String] {
    var stamps: [String: String] = [:]
    for name in folder.files() {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder(name))
      stamps[name] = "\(attributes[.modificationDate] ?? "") \(attributes[.systemFileNumber] ?? "")"
    }
    return stamps
  }

  private func change(_ name: String, at offset: Int) throws {
    var bytes = try folder.read(name)
    bytes[bytes.count - offset] ^= 0x10
    try folder.write(bytes, to: name)
  }

  @Test func aSecondBuildTouchesNothing() async throws {
    #expect(try await build().files == ["a.wav written", "b.wav written"])
    let before = try stamps()
    let second = try await build()
    #expect(second.files == ["a.wav kept", "b.wav kept"])
    #expect(!second.summary.isLockWritten)
    #expect(try stamps() == before)
    #expect(try await findings() == [])
  }

  @Test func theLockSaysWhatWasMadeOfWhat() async throws {
    try await build()
    let lock = try #require(try PromptLock.read(folder("prompts.lock")))
    let prompt = try #require(lock.prompts.first)
    #expect(lock.setSHA256 == SHA256.digest(try folder.read("prompts.yml")))
    #expect(prompt.source == "masters/a.wav")
    #expect(prompt.sourceSHA256 == SHA256.digest(try folder.read("masters/a.wav")))
    #expect(prompt.tool == Version.current)
    #expect(prompt.options.maxSize == 2_000_000)
    let output = try #require(prompt.outputs.first)
    #expect(output.name == "a.wav")
    #expect(output.sha256 == SHA256.digest(try folder.read("prompts/a.wav")))
    #expect(output.bytes == 8058)
    #expect(output.duration == 1)
  }

  @Test func aChangedMasterIsNoticedAndBuilt() async throws {
    try await build()
    try change("masters/a.wav", at: 101)
    #expect(try await findings() == ["a.wav outdated"])
    #expect(try await build().files == ["a.wav written", "b.wav kept"])
    #expect(try await findings() == [])
  }

  @Test func aMissingPromptIsNoticedAndBuilt() async throws {
    try await build()
    try TemporaryFolder.remove(folder("prompts/a.wav"))
    #expect(try await findings() == ["a.wav not-built"])
    try await build()
    #expect(try await findings() == [])
  }

  @Test func changedOptionsAreNoticedAndBuilt() async throws {
    try await build()
    try write(
      "- {name: a.wav, source: masters/a.wav, start: 0.5}",
      "- {name: b.wav, source: masters/b.wav}")
    #expect(try await findings() == ["a.wav outdated", "prompts.lock lock-outdated"])
    #expect(try await build().files == ["a.wav written", "b.wav kept"])
    #expect(try folder.read("prompts/a.wav").count == 4058)
    #expect(try await findings() == [])
  }

  @Test func anyChangeOfTheSetIsNoticed() async throws {
    try await build()
    try folder.write(try folder.read("prompts.yml") + Array("# more\n".utf8), to: "prompts.yml")
    #expect(try await findings() == ["prompts.lock lock-outdated"])
    #expect(try await build().files == ["a.wav kept", "b.wav kept"])
    #expect(try await findings() == [])
  }

  @Test func aSetThatWasNeverBuiltFailsTheCheck() async throws {
    #expect(
      try await findings() == ["a.wav not-built", "b.wav not-built", "prompts.lock lock-outdated"])
  }

  @Test func whatIsNoLongerListedIsKeptUntilItIsPruned() async throws {
    try await build()
    try write("- {name: a.wav, source: masters/a.wav}")
    let (_, summary) = try await build()
    #expect(summary.prunable == [folder("prompts/b.wav")])
    #expect(summary.foreign == [])
    #expect(try await findings() == ["b.wav unlisted"])
    let pruned = try await build(prune: true).summary
    #expect(pruned.pruned == [folder("prompts/b.wav")])
    #expect(pruned.foreign == [])
    #expect(
      folder.files() == [
        "masters/a.wav", "masters/b.wav", "prompts.lock", "prompts.yml", "prompts/a.wav",
      ])
    #expect(try await findings() == [])
  }

  @Test func onlyWhatABuildHasMadeIsPruned() async throws {
    try await build()
    try write("- {name: a.wav, source: masters/a.wav}")
    try change("prompts/b.wav", at: 100)
    try folder.write(PromptFixture.file(PromptFixture.codes(80)), to: "prompts/mine.wav")
    let summary = try await build(prune: true).summary
    #expect(summary.pruned == [])
    #expect(summary.foreign == [folder("prompts/b.wav"), folder("prompts/mine.wav")])
  }

  @Test func aPromptThatWasChangedLaterIsReplacedOnlyByForce() async throws {
    try await build()
    try change("prompts/a.wav", at: 100)
    let changed = try folder.read("prompts/a.wav")
    for _ in 1...2 {
      #expect(try await build().files == ["a.wav edited-prompt", "b.wav kept"])
      #expect(try folder.read("prompts/a.wav") == changed)
      #expect(try await findings() == ["a.wav edited"])
    }
    #expect(try await build(force: true).files == ["a.wav written", "b.wav kept"])
    #expect(try await findings() == [])
  }

  @Test func aFileThatNoBuildHasMadeIsReplacedOnlyByForce() async throws {
    try folder.write([1, 2], to: "prompts/a.wav")
    #expect(try await build().files == ["a.wav foreign-prompt", "b.wav written"])
    #expect(try folder.read("prompts/a.wav") == [1, 2])
    #expect(try await build(force: true).files == ["a.wav written", "b.wav kept"])
    #expect(try await findings() == [])
  }

  @Test func withoutALockWhatIsRightIsTakenOver() async throws {
    try await build()
    let lock = try folder.read("prompts.lock")
    try TemporaryFolder.remove(folder("prompts.lock"))
    #expect(try await build().files == ["a.wav kept", "b.wav kept"])
    #expect(try folder.read("prompts.lock") == lock)
  }

  @Test func aBadMasterDoesNotStopTheOthers() async throws {
    try folder.write(Array("text".utf8), to: "masters/a.wav")
    #expect(try await build().files == ["a.wav not-audio", "b.wav written"])
    try TemporaryFolder.remove(folder("masters/a.wav"))
    #expect(try await build().files == ["a.wav not-found", "b.wav kept"])
    #expect(try await findings() == ["a.wav not-found", "prompts.lock lock-outdated"])
  }

  @Test(
    arguments: [
      ("channel: 2", "has no channel 2: it has 1 channel", .mixChannels),
      ("start: 3", "is over after 1.00 s", .startEarlier),
    ] as [(String, String, Remedy)])
  func whatFailsIsSaidWithThePlaceInTheSet(
    _ key: String, _ message: String, _ remedy: Remedy
  ) async throws {
    try write("- {name: a.wav, source: masters/a.wav, \(key)}")
    let build = PromptSetBuild(try PromptSet(folder("prompts.yml")))
    var errors: [PromptError] = []
    _ = try await build.run(jobs: 1, validator: { _ in PromptValidator() }) { outcome in
      if case .failure(let error) = outcome.result { errors.append(error) }
    }
    #expect(errors.map { $0.description.hasSuffix(message) } == [true], "\(errors)")
    #expect(errors.map(\.remedy) == [remedy])
    #expect(errors.map(\.listing) == [folder("prompts.yml") + ":2:3"])
  }

  @Test func aMasterIsNeverReplaced() async throws {
    try folder.write(
      Array("output: masters\nprompts: [{name: b.wav, source: masters/a.wav}, ".utf8)
        + Array("{name: c.wav, source: link.wav}]".utf8), to: "prompts.yml")
    try FileManager.default.createSymbolicLink(
      atPath: folder("link.wav"), withDestinationPath: "masters/b.wav")
    let master = try folder.read("masters/b.wav")
    #expect(try await build(force: true).files == ["b.wav output-is-source", "c.wav written"])
    #expect(try folder.read("masters/b.wav") == master)
  }

  @Test func aLockThatIsNoneIsRefusedUnlessForced() async throws {
    try await build()
    let lock = try folder.read("prompts.lock")
    try folder.write(Array("<<<<<<< ours\n".utf8) + lock, to: "prompts.lock")
    let error = await #expect(throws: PromptError.self) { try await build() }
    #expect(
      error?.message.english.hasPrefix("this is no lock that a build has written; remove it")
        == true)
    #expect(
      try await findings() == ["a.wav not-built", "b.wav not-built", "prompts.lock lock-outdated"])
    try await build(force: true)
    #expect(try folder.read("prompts.lock") == lock)
  }

  @Test func whatAnotherVersionHasMadeStays() async throws {
    try await build()
    var lock = try #require(try PromptLock.read(folder("prompts.lock")))
    lock.prompts[0].tool = "0.0.9"
    // As locks were before sound was listened to.
    lock.prompts[0].outputs[0].sound = nil
    #expect(!String(decoding: lock.text, as: UTF8.self).contains("null"))
    // It need not be what this version would make.
    try change("prompts/a.wav", at: 101)
    lock.prompts[0].outputs[0].sha256 = SHA256.digest(try folder.read("prompts/a.wav"))
    try folder.write(lock.text, to: "prompts.lock")
    let before = try stamps()
    #expect(try await findings() == [])
    #expect(try await build().files == ["a.wav kept", "b.wav kept"])
    #expect(try stamps() == before)
    #expect(try await build(force: true).files == ["a.wav written", "b.wav kept"])
  }

  // MARK: Sound

  private func speak(_ name: String, amplitude: Float) throws {
    let samples = Signal.speech(amplitude: amplitude).map { Int16($0 * 32767) }
    try folder.write(SoundFixture.wav(samples), to: "masters/\(name).wav")
  }

  private func lock() throws -> PromptLock {
    try #require(try PromptLock.read(folder("prompts.lock")))
  }

  @Test func theLockHasTheSoundAndTheLevelFound() async throws {
    try speak("a", amplitude: 0.05)
    try write("- {name: a.wav, source: masters/a.wav, sound: speech}")
    try await build()
    let prompt = try #require(try lock().prompts.first)
    #expect(prompt.options.sound?.level == -22)
    #expect(prompt.options.sound?.noiseShaping == true)
    let level = try #require(prompt.level)
    #expect((try #require(level.before) + 22 + level.gain).magnitude < 0.1)
    #expect((try #require(prompt.outputs.first?.sound?.level) + 22).magnitude < 0.1)
    #expect(try await build().files == ["a.wav kept"])
    // Spelt out, it is the same.
    try write(
      "- {name: a.wav, source: masters/a.wav, level: -22, trim: auto, high-pass: auto, "
        + "noise-shaping: on}")
    #expect(try await build().files == ["a.wav kept"])
    try write("- {name: a.wav, source: masters/a.wav, sound: speech, level: -20}")
    #expect(try await findings().contains("a.wav outdated"))
    #expect(try await build().files == ["a.wav written"])
  }

  @Test func promptsThatAreTogetherAreMadeAgainTogether() async throws {
    try speak("a", amplitude: 0.05)
    try speak("b", amplitude: 0.1)
    let yaml = """
      defaults: {together: true}
      prompts:
      - {name: a.wav, source: masters/a.wav}
      - {name: b.wav, source: masters/b.wav}

      """
    try folder.write(yaml, to: "prompts.yml")
    #expect(try await build().files == ["a.wav written", "b.wav written"])
    let first = try lock()
    #expect(first.prompts[0].level?.gain == first.prompts[1].level?.gain)
    #expect(try await build().files == ["a.wav kept", "b.wav kept"])
    #expect(try await findings() == [])
    try speak("b", amplitude: 0.4)
    #expect(try await findings() == ["a.wav outdated", "b.wav outdated"])
    #expect(try await build().files == ["a.wav written", "b.wav written"])
    #expect(try lock().prompts[0].level?.gain != first.prompts[0].level?.gain)
    #expect(try await findings() == [])
  }

  @Test func soundIsJudgedAsItIsMadeAndFromTheLockLater() async throws {
    for (name, amplitude) in [("a", 0.4), ("b", 0.4), ("c", 0.08)] as [(String, Float)] {
      try speak(name, amplitude: amplitude)
    }
    try write(
      "- {name: a.wav, source: masters/a.wav}", "- {name: b.wav, source: masters/b.wav}",
      "- {name: c.wav, source: masters/c.wav}")
    let made = try await build().summary.files.flatMap { $0.findings.map(\.rule) }
    #expect(made == ["speech-level", "set-level"])
    let all: @Sendable (String) -> PromptValidator = { _ in PromptValidator() }
    #expect(
      try await findings(validator: all) == ["c.wav speech-level", "c.wav set-level"])
    // Nobody listens again.
    var lock = try lock()
    lock.prompts[2].outputs[0].sound = nil
    try folder.write(lock.text, to: "prompts.lock")
    #expect(try await findings(validator: all) == [])
  }

  // MARK: Parts

  @Test func longTextsAreSplitAndPartsThatAreNoLongerMadeAreToldOf() async throws {
    var samples = Signal.noise(frames: 80_000, seed: 9).map { Int16($0 * 5000) }
    for second in 1..<10 {
      samples.replaceSubrange(
        second * 8000..<second * 8000 + 2400, with: repeatElement(0, count: 2400))
    }
    try folder.write(SoundFixture.wav(samples), to: "masters/long.wav")
    let entry = "prompts: [{for: notifyVoice, name: n.wav, source: masters/long.wav, split: true}]"
    try folder.write(Array("max-size: 45000\n\(entry)".utf8), to: "prompts.yml")
    #expect(try await build().files == ["n_1.wav written", "n_2.wav written"])
    let parts = try (1...2).map { try folder.read("prompts/n_\($0).wav") }
    // 95 % of the limit, so that no part is near it.
    #expect(parts.allSatisfy { $0.count <= 42_750 })
    #expect(parts.reduce(0) { $0 + $1.count - 58 } == 80_000)
    #expect(try await findings() == [])
    #expect(try await build().files == ["n_1.wav kept", "n_2.wav kept"])

    try folder.write(Array("max-size: 90000\n\(entry)".utf8), to: "prompts.yml")
    let (files, summary) = try await build(prune: true)
    #expect(files == ["n.wav written"])
    #expect(summary.pruned.count == 2)
    #expect(
      try folder.read("prompts/n.wav").dropFirst(58) == parts.flatMap { $0.dropFirst(58) }[...])
  }

  @Test func theLockDoesNotDependOnTheNumberOfJobs() async throws {
    try await build(jobs: 1)
    let lock = try folder.read("prompts.lock")
    try TemporaryFolder.remove(folder("prompts.lock"))
    try TemporaryFolder.remove(folder("prompts"))
    try await build(jobs: 8)
    #expect(try folder.read("prompts.lock") == lock)
  }

  @Test func whatAKilledBuildHasLeftIsCleared() async throws {
    try folder.write([1], to: "prompts/.voiceprompt-abc.tmp")
    try await build()
    #expect(!folder.files().contains { $0.hasSuffix(".tmp") })
  }

  // MARK: Locks that lie

  /// Changes the lock's text.
  private func changeLock(_ old: String, _ new: String) throws {
    let text = String(decoding: try folder.read("prompts.lock"), as: UTF8.self)
    try #require(text.contains(old))
    try folder.write(Array(text.replacing(old, with: new).utf8), to: "prompts.lock")
  }

  @Test func aLockCannotLeadOutOfTheFolder() async throws {
    try await build()
    try changeLock("\"name\" : \"a.wav\"", "\"name\" : \"../masters/a.wav\"")
    let error = await #expect(throws: PromptError.self) { try await build(prune: true) }
    #expect(error?.message.english.hasPrefix("it names \"../masters/a.wav\"") == true)
    #expect(folder.files().contains("masters/a.wav"))
  }

  @Test(arguments: ["../masters/a.wav", "/a.wav", ".a.wav", "prompts.yml", "a/b.wav"])
  func aNameThatNoPromptCanHaveIsRefused(_ name: String) async throws {
    for lock in [
      #"{"lockVersion":1,"setSHA256":"x","prompts":[],"unlisted":[],"pending":["\#(name)"]}"#,
      #"{"lockVersion":1,"setSHA256":"x","prompts":[],"unlisted":[{"name":"\#(name)","#
        + #""sha256":"x","bytes":1,"duration":1}]}"#,
    ] {
      try folder.write(lock, to: "prompts.lock")
      let error = await #expect(throws: PromptError.self) { try await build(prune: true) }
      #expect(
        error?.description == folder("prompts.lock")
          + ": it names \"\(name)\", which no prompt of a "
          + "set can be called; remove it, or use --force to write it anew")
    }
    #expect(try await build(force: true).files == ["a.wav written", "b.wav written"])
  }

  // MARK: Where prompts are

  /// A set of somebody else, whose lock says that a build was about to make what is elsewhere.
  private func writeHostileSet(output: String) throws -> String {
    try folder.write([9], to: "victim/a.wav")
    try folder.write(
      #"{"lockVersion":1,"setSHA256":"x","prompts":[],"unlisted":[],"pending":["a.wav"]}"#,
      to: "set/prompts.lock")
    try FileManager.default.createSymbolicLink(
      atPath: folder("set/link"), withDestinationPath: "../victim")
    return try folder.write(
      "output: \(output)\nprompts: [{name: a.wav, source: ../masters/a.wav}]", to: "set/prompts.yml"
    )
  }

  @Test(arguments: ["../victim", "link", "new/../../victim", "link/new", "/absolute"])
  func aSetNamesNoFolderOutsideItsOwn(_ output: String) throws {
    let output = output == "/absolute" ? folder("victim") : output
    let path = try writeHostileSet(output: output)
    let error = #expect(throws: PromptError.self) { try PromptSet(path) }
    #expect(error?.description.hasPrefix(path + ":1:9: the output ") == true)
    #expect(
      error?.description.hasSuffix(
        " is not below the set's own folder; choose one there, or name this one on the command line "
          + "with -o") == true)
  }

  @Test func aLinkInPlaceOfTheUsualFolderIsRefused() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder("prompts"), withDestinationPath: "/")
    #expect(throws: PromptError.self) { try PromptSet(folder("prompts.yml")) }
  }

  @Test func aFolderBelowTheSetMayBeALinkOrAbsolute() async throws {
    let path = try writeHostileSet(output: "real")
    try folder.write([1], to: "set/real/other.txt")
    try FileManager.default.createSymbolicLink(
      atPath: folder("set/inner"), withDestinationPath: "real")
    for output in ["inner", folder("set/real"), "."] {
      try folder.write(
        "output: \(output)\nprompts: [{name: a.wav, source: ../masters/a.wav}]",
        to: "set/prompts.yml")
      _ = try await PromptSetBuild(try PromptSet(path)).run(
        jobs: 1, validator: { _ in PromptValidator() }, report: { _ in })
    }
    #expect(
      folder.files().filter { $0.hasPrefix("set/") && $0.hasSuffix(".wav") }
        == ["set/a.wav", "set/real/a.wav"])
  }

  @Test func aLinkThatIsPutThereAfterTheSetWasReadEndsTheBuild() async throws {
    let path = try writeHostileSet(output: "out")
    let set = try PromptSet(path)
    try FileManager.default.createSymbolicLink(
      atPath: folder("set/out"), withDestinationPath: "../victim")
    let error = await #expect(throws: PromptError.self) {
      _ = try await PromptSetBuild(set).run(
        jobs: 1, validator: { _ in PromptValidator() }, report: { _ in })
    }
    #expect(error?.description.hasPrefix("\(path): \(folder("set/out")) cannot be written") == true)
    #expect(try folder.read("victim/a.wav") == [9])
    #expect(folder.files().filter { $0.hasPrefix("victim/") } == ["victim/a.wav"])
  }

  @Test func theSetsOwnLockHasNoSayInAChosenFolder() async throws {
    let path = try writeHostileSet(output: "../victim")
    let set = try PromptSet(path, output: folder("victim"))
    #expect(set.lockPath == folder("victim/prompts.lock"))
    let lock = try folder.read("set/prompts.lock")
    var build = PromptSetBuild(set)
    func codes() async throws -> [String] {
      var codes: [String] = []
      _ = try await build.run(jobs: 1, validator: { _ in PromptValidator() }) { outcome in
        if case .failure(let error) = outcome.result { codes.append(error.code.id) }
      }
      return codes
    }
    #expect(try await codes() == ["foreign-prompt"])
    #expect(try folder.read("victim/a.wav") == [9])
    build.isForced = true
    #expect(try await codes() == [])
    #expect(try PromptLock.read(set.lockPath)?.prompts.map(\.name) == ["a.wav"])
    #expect(try folder.read("set/prompts.lock") == lock)
    let checked = try await PromptSetCheck(set).run(
      jobs: 1, validator: { _ in PromptValidator() })
    #expect(checked.flatMap(\.findings).filter { $0.severity == .error } == [])
    #expect(try PromptLibrary(path, output: folder("victim")).prompts.map(\.isThere) == [true])
  }

  @Test func aCheckOfAChosenFolderThatIsMissingMakesNone() async throws {
    let set = try PromptSet(folder("prompts.yml"), output: folder("new"))
    let checked = try await PromptSetCheck(set).run(
      jobs: 1, validator: { _ in PromptValidator() })
    #expect(checked.flatMap(\.findings).map(\.rule) == ["not-built", "not-built", "lock-outdated"])
    #expect(!FileManager.default.fileExists(atPath: folder("new")))
  }

  @Test func aLockWithoutItsFilesIsNotTrusted() async throws {
    try await build()
    try changeLock(
      "\"name\" : \"a.wav\",\n          \"sha", "\"name\" : \"b.wav\",\n          \"sha")
    try TemporaryFolder.remove(folder("prompts/a.wav"))
    #expect(try await findings() == ["a.wav not-built"])
    #expect(try await build().files == ["a.wav written", "b.wav kept"])
  }

  @Test func aMasterThatChangesWhileItIsConvertedFails() async throws {
    try write("- {name: a.wav, source: masters/a.wav}")
    // Asked before the master is hashed, and then between its blocks.
    let questions = Mutex(0)
    let (path, other) = (folder("masters/a.wav"), try folder.read("masters/b.wav"))
    let progress = WorkProgress {
      let count = questions.withLock { count in
        count += 1
        return count
      }
      if count == 2 { try? Data(other).write(to: URL(fileURLWithPath: path)) }
      return false
    }
    let build = PromptSetBuild(try PromptSet(folder("prompts.yml")))
    var ids: [String] = []
    _ = try await build.run(
      jobs: 1, progress: progress, validator: { _ in PromptValidator() }
    ) { outcome in
      if case .failure(let error) = outcome.result { ids.append(error.code.id) }
    }
    #expect(ids == ["changed-meanwhile"])
    #expect(!folder.files().contains("prompts/a.wav"))
    #expect(try await self.build().files == ["a.wav written"])
  }

  @Test func aMasterIsNeverPruned() async throws {
    try await build()
    try write("- {name: c.wav, source: prompts/a.wav}")
    let summary = try await build(prune: true).summary
    #expect(summary.pruned == [folder("prompts/b.wav")])
    #expect(folder.files().contains("prompts/a.wav"))
  }

  @Test func nothingIsPrunedWhileAPromptFails() async throws {
    try await build()
    try write("- {name: c.wav, source: masters/gone.wav}")
    #expect(try await build(prune: true).summary.pruned == [])
    #expect(folder.files().contains("prompts/a.wav"))
  }

  @Test func whatAKilledBuildHasMadeIsItsOwnForTheNext() async throws {
    // As a build leaves it that is killed after its first prompt.
    var lock = PromptLock(setSHA256: "")
    lock.pending = ["a.wav", "b.wav"]
    _ = try lock.write(to: folder("prompts.lock"), .disk)
    try folder.write(PromptFixture.file(PromptFixture.codes(80)), to: "prompts/a.wav")
    #expect(try await findings().last == "prompts.lock lock-outdated")
    #expect(try await build().files == ["a.wav written", "b.wav written"])
    #expect(try PromptLock.read(folder("prompts.lock"))?.pending == nil)
  }

  @Test func aLinkThatLeadsNowhereIsReplacedOnlyByForce() async throws {
    try FileManager.default.createDirectory(
      atPath: folder("prompts"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder("prompts/a.wav"), withDestinationPath: "nowhere")
    #expect(try await build().files == ["a.wav foreign-prompt", "b.wav written"])
    #expect(try await build(force: true).files == ["a.wav written", "b.wav kept"])
  }

  // MARK: Others at work

  @Test(arguments: [FileSystem.Sharing.exclusive, .shared])
  func aBuildWaitsForWhoeverIsAtWorkInItsFolder(_ sharing: FileSystem.Sharing) async throws {
    let other = try FileSystem.open(folder.path)
    defer { FileSystem.close(other) }
    try #require(try FileSystem.tryLock(other, sharing))
    let waits = Atomic<Bool>(false)
    let build = PromptSetBuild(try PromptSet(folder("prompts.yml")))
    await #expect(throws: PromptError(folder.path, .interrupted)) {
      _ = try await build.run(
        jobs: 2,
        progress: WorkProgress { waits.load(ordering: .sequentiallyConsistent) },
        validator: { _ in PromptValidator() },
        whileWaiting: { waits.store(true, ordering: .sequentiallyConsistent) }, report: { _ in })
    }
    #expect(folder.files() == ["masters/a.wav", "masters/b.wav", "prompts.yml"])
  }

  @Test func aCheckWaitsForABuildAndNotForAnotherCheck() async throws {
    let other = try FileSystem.open(folder.path)
    defer { FileSystem.close(other) }
    try #require(try FileSystem.tryLock(other, .exclusive))
    let waits = Atomic<Bool>(false)
    let check = PromptSetCheck(try PromptSet(folder("prompts.yml")))
    func run() async throws -> [FileFindings] {
      try await check.run(
        jobs: 1, progress: WorkProgress { waits.load(ordering: .sequentiallyConsistent) },
        validator: { _ in PromptValidator() },
        whileWaiting: { waits.store(true, ordering: .sequentiallyConsistent) })
    }
    await #expect(throws: PromptError.self) { _ = try await run() }
    waits.store(false, ordering: .sequentiallyConsistent)
    try #require(try FileSystem.tryLock(other, .shared))
    #expect(try await run().count == 3)
    let hasWaited = waits.load(ordering: .sequentiallyConsistent)
    #expect(!hasWaited)
  }

  @Test func promptsAndLockAreOnTheDiskWhenABuildIsDone() async throws {
    let folder = folder
    let files = Atomic<Int>(0)
    let folders = Mutex<[String: [String]]>([:])
    var build = PromptSetBuild(try PromptSet(folder("prompts.yml")))
    build.sync = DiskSync(
      file: { _ throws(Errno) in files.add(1, ordering: .relaxed) },
      folder: { path in folders.withLock { $0[path] = folder.files() } })
    _ = try await build.run(jobs: 2, validator: { _ in PromptValidator() }, report: { _ in })
    // Two prompts, and the lock before and after.
    let filesCount = files.load(ordering: .relaxed)
    #expect(filesCount == 4)
    let masters = ["masters/a.wav", "masters/b.wav", "prompts.lock", "prompts.yml"]
    let all = masters + ["prompts/a.wav", "prompts/b.wav"]
    #expect(folders.withLock { $0[folder("prompts")] } == all)
    #expect(folders.withLock { $0[folder.path] } == all)
  }
}
