import Foundation
import TestSupport
import Testing

@testable import VoicePromptCommand

@Suite struct BuildTests {
  private let set: ExampleSet
  private static let yml = "samples/prompts.yml"

  init() throws {
    set = try ExampleSet()
  }

  @Test func theExampleIsBuiltOnceAndChecked() async throws {
    let first = try await set.run("build", Self.yml)
    #expect(
      first.output.hasPrefix(
        """
        samples/please-hold.wav -> samples/prompts/pre_voice.wav  2.64 s  -0.8 dB to -22.0 dBov, 0.3 s \
        trimmed, high-passed
        samples/hold-music.flac -> samples/prompts/wait_voice.wav  5.50 s  +6.5 dB to -22.0 dBov

        """))
    #expect(
      first.errors == """
        samples/prompts.yml: 13 built, 0 unchanged; samples/prompts.lock written
        13 of 13 files are up to date and fit for the platform: no findings

        """)
    #expect(first.status == 0)

    let second = try await set.run("build", Self.yml)
    #expect(second.output == "")
    #expect(
      second.errors == """
        samples/prompts.yml: 0 built, 13 unchanged
        13 of 13 files are up to date and fit for the platform: no findings

        """)
    let check = try await set.run("build", Self.yml, "--check")
    #expect(check.output == "")
    #expect(
      check.errors == "13 of 13 files are up to date and fit for the platform: no findings\n")
    #expect(check.status == 0)
  }

  @Test(arguments: [
    (
      "samples/ringback.wav", 40_001,
      """
      samples/prompts/y_hint_tone.wav: error: the master samples/ringback.wav has changed since it was \
      built [outdated]
        build the set: voiceprompt build
      samples/prompts/callee_hint.wav: error: the master samples/ringback.wav has changed since it was \
      built [outdated]
        build the set: voiceprompt build

      """
    ),
    (
      "samples/prompts/goodbye.wav", 100,
      """
      samples/prompts/goodbye.wav: error: is not what was built from samples/goodbye.wav: it was changed \
      later [edited]
        change the master instead, and replace it: voiceprompt build --force

      """
    ),
    (
      "samples/prompts.yml", 2,
      """
      samples/prompts.lock: error: prompts.yml has changed since it was built [lock-outdated]
        build the set: voiceprompt build

      """
    ),
  ])
  func aChangedByteFailsTheCheckUntilItIsBuilt(
    _ file: String, _ offset: Int, _ expected: String
  ) async throws {
    _ = try await set.run("build", Self.yml)
    if file == Self.yml {
      try set.folder.write(try set.folder.read(file) + [UInt8(ascii: "\n")], to: file)
    } else {
      try set.change(file, at: offset)
    }
    let check = try await set.run("build", Self.yml, "--check")
    #expect(check.output == expected)
    #expect(check.status == 1)
    let isEdited = check.output.contains("[edited]")
    #expect(try await set.run("build", Self.yml).status == (isEdited ? 1 : 0))
    if isEdited { #expect(try await set.run("build", Self.yml, "--force").status == 0) }
    #expect(try await set.run("build", Self.yml, "--check").status == 0)
  }

  @Test func whatConversionNoticesIsAFindingOfThePromptInTheWordsOfASet() async throws {
    let opposite = (0..<8000).flatMap { [Int16($0 % 1000), -Int16($0 % 1000)] }
    try set.folder.write(SoundFixture.wav(opposite, channels: 2), to: "m/a.wav")
    try set.folder.write("prompts: [{name: a.wav, source: m/a.wav}]", to: "prompts.yml")
    let run = try await set.run("build", "--strict")
    #expect(
      run.output.contains(
        """
        prompts/a.wav: warning: the channels cancel each other: the mix is silent [channels-cancel]
          set channel: 1
        """))
    #expect(
      run.errors.hasSuffix(
        "0 of 1 file is up to date and fit for the platform: "
          + "1 warning, 1 note\n"))
    #expect(run.status == 1)
  }

  @Test func theCheckReportsInEveryFormat() async throws {
    let check = try await set.run("build", Self.yml, "--check", "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any]
    #expect(object?["errors"] as? Int == 14)
    let github = try await set.run("build", Self.yml, "--check", "--format", "github")
    #expect(
      github.output.hasPrefix(
        "::error file=samples/prompts/pre_voice.wav,title=not-built::the prompt is missing; it is made from "
          + "samples/please-hold.wav; build the set: voiceprompt build\n"))
    #expect(github.status == 1)
  }

  @Test func whatTheSetNoLongerListsIsRemovedWithPruneOnly() async throws {
    try set.folder.write(SoundFixture.wav([1, 2, 3]), to: "m/a.wav")
    let entry = { (name: String) in "- {name: \(name).wav, source: m/a.wav}\n" }
    try set.folder.write(Array("prompts:\n\(entry("a"))\(entry("b"))".utf8), to: "prompts.yml")
    _ = try await set.run("build")
    try set.folder.write(Array("prompts:\n\(entry("a"))".utf8), to: "prompts.yml")
    let build = try await set.run("build")
    #expect(
      build.errors.hasPrefix(
        "warning: prompts/b.wav: prompts.yml no longer lists it; remove it: voiceprompt build "
          + "--prune\nprompts.yml: 0 built, 1 unchanged; prompts.lock written\n"))
    #expect(build.status == 0)
    #expect(try await set.run("build", "--check").status == 1)
    let prune = try await set.run("build", "--prune")
    #expect(prune.output.hasPrefix("removed prompts/b.wav\n"))
    #expect(try await set.run("build", "--check").status == 0)
  }

  @Test func aBadMasterIsReportedAndTheRestIsBuilt() async throws {
    try TemporaryFolder.remove(set.folder("samples/goodbye.wav"))
    let build = try await set.run("build", Self.yml)
    #expect(
      build.errors.hasPrefix(
        """
        samples/prompts.yml: 12 built, 0 unchanged; samples/prompts.lock written
        error: samples/goodbye.wav (samples/prompts.yml:34:5): there is no such file or folder; check the spelling
        12 of 13 files are up to date and fit for the platform: no findings, 1 failed

        """))
    #expect(build.status == 1)
  }

  @Test func aSetThatCannotBeReadIsStatus2() async throws {
    let missing = try await set.run("build")
    #expect(
      missing.errors == "error: there is no prompts.yml; voiceprompt init writes a first set\n")
    #expect(missing.status == 2)
    try set.folder.write(Array("prompts:\n  - nam: a".utf8), to: "prompts.yml")
    let wrong = try await set.run("build")
    #expect(
      wrong.errors == "error: prompts.yml:2:5: there is no key nam, only for, name, source, text, "
        + "start, duration, split, channel, allow-truncated, sound, level, gain, trim, high-pass, "
        + "noise-shaping, fade-in, fade-out\n")
    #expect(wrong.status == 2)
    #expect(try await set.run("build", "--check", "--force").status == 2)
  }

  @Test func theRulesForPromptsHoldToo() async throws {
    try set.folder.write(SoundFixture.wav([Int16](repeating: 0, count: 80)), to: "m/a.wav")
    try set.folder.write(
      Array("prompts: [{name: a.wav, source: m/a.wav}]".utf8), to: "prompts.yml")
    let build = try await set.run("build", "--quiet")
    #expect(build.output.hasPrefix("prompts/a.wav: note: the prompt is silent"))
    #expect(build.status == 0)
  }

  // MARK: Another folder

  @Test func aSetWritesElsewhereOnlyWhereItIsTold() async throws {
    try set.folder.write(SoundFixture.wav([1, 2, 3]), to: "set/a.wav")
    try set.folder.write("output: ../out\nprompts: [{name: a.wav, source: a.wav}]", to: "set/s.yml")
    let refused = try await set.run("build", "set/s.yml")
    #expect(
      refused.errors == "error: set/s.yml:1:9: the output out is not below the set's own folder; "
        + "choose one there, or name this one on the command line with -o\n")
    #expect(refused.status == 2)
    #expect(try await set.run("build", "set/s.yml", "-o", "").status == 2)
    let built = try await set.run("build", "set/s.yml", "-o", "out")
    #expect(built.output.hasPrefix("set/a.wav -> out/a.wav  0.00 s  62 bytes\n"))
    #expect(built.status == 0)
    #expect(
      set.folder.files().filter { !$0.hasPrefix("samples/") }
        == ["out/a.wav", "out/s.lock", "set/a.wav", "set/s.yml"])
    #expect(try await set.run("build", "set/s.yml", "--output", "out", "--check").status == 0)
    #expect(try await set.run("validate", "out").status == 0)

    try set.folder.write(#"{"waitVoice": "a.wav"}"#, to: "r/a.json")
    let check = ["check-request", "r", "--api", "callback"]
    let known = try await CommandRun(
      check + ["--prompts", "set/s.yml", "-o", "out"], in: set.folder)
    #expect(!known.output.contains("a.wav has not been built"))
    let missing = try await CommandRun(
      check + ["--prompts", "set/s.yml", "-o", "none"], in: set.folder)
    #expect(missing.output.contains("none/a.wav has not been built"))
    let folder = try await CommandRun(check + ["--prompts", "out", "-o", "out"], in: set.folder)
    #expect(folder.errors == "error: -o is for a set, and out is a folder of prompts\n")
    #expect(folder.status == 2)

    try set.folder.write("prompts: []", to: "set/s.yml")
    let pruned = try await set.run("build", "set/s.yml", "-o", "out", "--prune")
    #expect(pruned.output == "removed out/a.wav\n")
  }

  // MARK: Killed, and two at once

  private static let prompts = 16

  /// Writes a set of short recordings, so that a build has many steps and takes little time.
  private func writeShortSet() throws -> String {
    var yaml = "prompts:\n"
    for number in 1...Self.prompts {
      let noise = Signal.noise(frames: 500 * number, seed: UInt64(number), amplitude: 0.2)
      try set.folder.write(SoundFixture.wav(noise.map { Int16($0 * 32767) }), to: "m/\(number).wav")
      yaml += "- {name: \(number).wav, source: m/\(number).wav}\n"
    }
    try set.folder.write(yaml, to: "short.yml")
    return "short.yml"
  }

  private func removeResults() {
    for name in ["prompts", "short.lock", "samples/prompts", "samples/prompts.lock"] {
      try? TemporaryFolder.remove(set.folder(name))
    }
  }

  /// Starts a build.
  private func start(_ yml: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandRun.command)
    process.arguments = ["build", yml, "--quiet"]
    process.currentDirectoryURL = URL(fileURLWithPath: set.folder.path)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// When a build is killed.
  private enum Moment {
    case after(milliseconds: Int)
    /// As soon as so many files are there that it has made, its lock among them.
    case with(files: Int)
  }

  private static let moments: [Moment] =
    [1, 5, 10].map { .after(milliseconds: $0) } + [1, 2, 4, 8, 12, 16].map { .with(files: $0) }

  private func wait(for moment: Moment, _ process: Process) throws {
    switch moment {
    case .after(let milliseconds): usleep(UInt32(milliseconds * 1000))
    case .with(let count):
      while process.isRunning {
        let names = try? FileManager.default.contentsOfDirectory(atPath: set.folder("prompts"))
        let hasLock = FileManager.default.fileExists(atPath: set.folder("short.lock"))
        if (names ?? []).count + (hasLock ? 1 : 0) >= count { return }
        usleep(200)
      }
    }
  }

  @Test(.enabled(if: LongTests.areWanted, Comment(rawValue: LongTests.hint)))
  func aBuildThatWasKilledIsFinishedByTheNext() async throws {
    let yml = try writeShortSet()
    _ = try await set.run("build", yml)
    let expected = try set.results()
    #expect(expected.count == Self.prompts + 1)
    var killed = 0
    for moment in Self.moments {
      removeResults()
      let process = try start(yml)
      try wait(for: moment, process)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal { killed += 1 }
      #expect(try await set.run("build", yml).status == 0)
      #expect(try set.results() == expected, "killed \(moment)")
    }
    #expect(killed > Self.moments.count / 2)
  }

  @Test func buildsAtOnceEndInTheSameBytes() async throws {
    _ = try await set.run("build", Self.yml)
    let expected = try set.results()
    removeResults()
    let processes = try (0..<4).map { _ in try start(Self.yml) }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(try set.results() == expected)
  }
}
