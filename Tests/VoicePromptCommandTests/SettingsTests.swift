import Foundation
import TestSupport
import Testing

@testable import VoicePromptCommand

/// `.voiceprompt.yml`, in every command that it concerns.
@Suite struct SettingsTests {
  private let folder = TemporaryFolder()

  private func set(_ yaml: String) throws {
    try folder.write(Array(yaml.utf8), to: ".voiceprompt.yml")
  }

  /// Two seconds of 8 kHz, which become 16,058 bytes.
  private func addRecording() throws {
    let samples = (0..<16_000).map { Int16($0.isMultiple(of: 2) ? 1000 : -1000) }
    try folder.write(SoundFixture.wav(samples), to: "m/a.wav")
  }

  @Test func settingsThatCannotBeReadAreRefused() async throws {
    try folder.write(PromptFixture.file(PromptFixture.codes(800)), to: "prompts/a.wav")
    try folder.write([], to: ".voiceprompt.yml/x")
    let run = try await CommandRun("validate", "prompts", in: folder)
    #expect(run.errors.hasSuffix("/.voiceprompt.yml: is not a regular file\n"))
    #expect(run.status == 2)
  }

  @Test func theNearestSettingsAboveTheWorkingFolderHold() async throws {
    let file = PromptFixture.file(PromptFixture.codes(800)) { $0.fact = nil }
    try folder.write(file, to: "prompts/a.wav")
    try folder.write(file, to: "prompts/old/b.wav")
    try folder.write(
      Array("strict: true\noverrides:\n- {files: prompts/old/*, ignore: [fact-missing]}".utf8),
      to: ".voiceprompt.yml")
    let run = try await CommandRun("validate", "prompts", in: folder)
    #expect(
      run.output.hasPrefix("prompts/a.wav: warning: there is no \"fact\" chunk [fact-missing]\n"))
    #expect(!run.output.contains("b.wav"))
    #expect(run.status == 1)
    try folder.write(Array("sctrict: true".utf8), to: ".voiceprompt.yml")
    let wrong = try await CommandRun("validate", "prompts", in: folder)
    #expect(
      wrong.errors.hasSuffix(
        "/.voiceprompt.yml:1:1: there is no key sctrict, only max-size, strict, ffmpeg, ignore, "
          + "overrides, profile\n"
      ))
    #expect(wrong.status == 2)
  }

  @Test func noStrictWinsOverTheSettings() async throws {
    try folder.write(
      PromptFixture.file(PromptFixture.codes(800)) { $0.fact = nil }, to: "prompts/a.wav")
    try set("strict: true")
    #expect(try await CommandRun("validate", "prompts", in: folder).status == 1)
    #expect(try await CommandRun("validate", "prompts", "--no-strict", in: folder).status == 0)
  }

  @Test func theLargestSizeHoldsForConvertingInspectingAndBuilding() async throws {
    try addRecording()
    try set("max-size: 16000")
    let converted = try await CommandRun("convert", "m", in: folder)
    #expect(converted.errors.contains("the limit of 16,000 bytes is reached after 1.99 s"))
    #expect(converted.status == 1)
    #expect(try await CommandRun("convert", "m", "--max-size", "2MB", in: folder).status == 0)
    let inspected = try await CommandRun("inspect", "m/a.wav", in: folder)
    #expect(inspected.output.contains("over the limit of 16,000 bytes"))
    try folder.write(
      Array("output: built\nprompts: [{name: a.wav, source: m/a.wav}]".utf8), to: "prompts.yml")
    let built = try await CommandRun("build", in: folder)
    #expect(built.errors.contains("the limit of 16,000 bytes"))
    #expect(built.status == 1)
    // What the set says is nearer.
    try folder.write(
      Array("output: built\nmax-size: 20kB\nprompts: [{name: a.wav, source: m/a.wav}]".utf8),
      to: "prompts.yml")
    #expect(try await CommandRun("build", in: folder).status == 0)
  }

  @Test func ignoredRulesSayNothingInAnyCommand() async throws {
    try folder.write(SoundFixture.wav([Int16](repeating: 0, count: 8000)), to: "m/a.wav")
    try folder.write(Array(#"{"callerNbr": "1", "waitVoice": "b.wav"}"#.utf8), to: "r/a.json")
    let converted = try await CommandRun("convert", "m", in: folder)
    #expect(converted.errors.contains("note: m/a.wav: the prompt is silent"))
    let checked = try await CommandRun("check-request", "r", in: folder)
    #expect(checked.output.contains("[prompt-absent]"))
    try set(
      """
      overrides:
      - {files: prompts/*, ignore: [silence]}
      - {files: r/*, ignore: [prompt-absent, required-field]}
      """)
    let silent = try await CommandRun("convert", "m", "--force", in: folder)
    #expect(!silent.errors.contains("note:"))
    #expect(try await CommandRun("check-request", "r", in: folder).status == 0)
    try folder.write(Array("prompts: [{name: a.wav, source: m/a.wav}]".utf8), to: "prompts.yml")
    let built = try await CommandRun("build", "--force", in: folder)
    #expect(!built.output.contains("silence"))
    // What is missing is no file, and has a path all the same.
    try set("overrides: [{files: prompts/*, ignore: [not-built]}]")
    try FileManager.default.removeItem(atPath: folder("prompts/a.wav"))
    #expect(try await CommandRun("build", "--check", in: folder).status == 0)
  }
}
