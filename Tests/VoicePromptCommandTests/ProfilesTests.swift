import Foundation
import TestSupport
import Testing

@Suite struct ProfilesTests {
  private let folder = TemporaryFolder()

  private func writeRecording() throws {
    let samples = Signal.noise(frames: 8000, amplitude: 0.25).map { Int16($0 * 32767) }
    try folder.write(SoundFixture.wav(samples), to: "hold.wav")
  }

  /// The format tag and the rate of a prompt.
  private func format(_ path: String) throws -> [Int] {
    let bytes = try folder.read(path)
    return [Int(bytes[20]), Int(bytes[24]) + Int(bytes[25]) << 8]
  }

  @Test func everyPlatformHasALine() async throws {
    let run = try await CommandRun("profiles", in: folder)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 20)
    #expect(lines[0].hasPrefix("PROFILE "))
    #expect(
      run.output.contains(
        "amazon-connect     µ-law, 8000 Hz, .wav          49,999,999 bytes, less than 300 s  -\n"))
  }

  @Test func aPlatformIsExplainedWithItsSources() async throws {
    let run = try await CommandRun("profiles", "asterisk-alaw", in: folder)
    #expect(
      run.output == """
        asterisk-alaw: Asterisk, A-law without a header
          writes   A-law, 8000 Hz, .alaw, no header
          accepts  A-law, 8000 Hz, mono; of others nobody says anything
          says     wazo-platform.org/uc-doc/administration/music_on_hold, 2026-11-21 (third)
        name-extension (warning)
          must be  .alaw at the end
          says     wazo-platform.org/uc-doc/administration/music_on_hold, 2026-11-21 (third)
        no-header (warning)
          must be  samples from the first byte on
          says     wazo-platform.org/uc-doc/administration/music_on_hold, 2026-11-21 (third)

        """)
    let markdown = try await CommandRun("profiles", "twilio", "--markdown", in: folder)
    #expect(markdown.output.split(separator: "\n").count == 3)
    #expect(try await CommandRun("profiles", "nokia", in: folder).status == 2)
  }

  @Test func theRulesOfAPlatformAreListed() async throws {
    let run = try await CommandRun("rules", "--profile", "asterisk-ulaw", in: folder)
    let ids = run.output.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: " ").first
    }
    #expect(
      ids == [
        "name-extension", "no-header", "size", "whole-samples", "silence", "leading-silence",
        "trailing-silence", "speech-level", "rumble", "noise",
      ])
    let one = try await CommandRun("rules", "size", "--profile", "ms-teams", in: folder)
    #expect(one.output.contains("must be  at most 5,000,000 bytes, or what --max-size says"))
  }

  @Test func thePlatformOfTheCommandLineWinsOverTheSettings() async throws {
    try writeRecording()
    try folder.write(Array("profile: amazon-connect\n".utf8), to: ".voiceprompt.yml")
    var run = try await CommandRun("convert", "hold.wav", "-o", "a", in: folder)
    #expect(run.status == 0)
    #expect(try format("a/hold.wav") == [7, 8000])
    run = try await CommandRun(
      "convert", "hold.wav", "-o", "b", "--profile", "vonage", in: folder)
    #expect(try format("b/hold.wav") == [1, 16_000])
    run = try await CommandRun("validate", "a", in: folder)
    #expect(run.status == 0)
    run = try await CommandRun("validate", "b", in: folder)
    #expect(run.status == 1)
    #expect(
      run.output.contains(
        "should be 0x0007 (µ-law), for amazon-connect (official) [encoding]\n"))
    #expect(run.output.contains("voiceprompt convert --profile amazon-connect\n"))
    #expect(try await CommandRun("validate", "b", "--profile", "vonage", in: folder).status == 0)
    run = try await CommandRun("inspect", "hold.wav", in: folder)
    #expect(run.output.contains("for amazon-connect, within the limit of 49,999,999 bytes"))
  }

  @Test func jsonHasThePlatformAndWhoSaysSo() async throws {
    try writeRecording()
    _ = try await CommandRun("convert", "hold.wav", in: folder)
    let run = try await CommandRun(
      "validate", "prompts", "--profile", "five9", "--format", "json", in: folder)
    #expect(run.output.contains("\"profile\" : \"five9\""))
    #expect(run.output.contains("\"basis\" : \"client\""))
    let sarif = try await CommandRun(
      "validate", "prompts", "--profile", "twilio", "--format", "sarif", in: folder)
    #expect(sarif.output.contains("\"helpUri\" : \"https://twilio.com/docs/voice/twiml/play\""))
  }

  @Test func namesAreThoseOfThePlatform() async throws {
    try writeRecording()
    try folder.write(try folder.read("hold.wav"), to: "等 待.wav")
    var run = try await CommandRun(
      "convert", "hold.wav", "--name", "x.wav", "--profile", "asterisk-ulaw", in: folder)
    #expect(run.status == 2)
    #expect(run.errors.contains("--name must end in .ulaw, or in no extension, and ends in .wav"))
    run = try await CommandRun(
      "convert", "hold.wav", "--for", "waitVoice", "--profile", "asterisk-ulaw", in: folder)
    #expect(run.output.contains("-> prompts/waitVoice.ulaw  1.00 s  8,000 bytes"))
    run = try await CommandRun(
      "convert", "等 待.wav", "--profile", "cisco-cvp", "--rename", in: folder)
    #expect(run.output.contains("-> prompts/deng_dai.wav"))
    run = try await CommandRun("convert", "等 待.wav", "--profile", "cisco-cvp", in: folder)
    #expect(run.status == 1)
    // Somebody else says so: the prompt is written, with a warning.
    run = try await CommandRun(
      "convert", "等 待.wav", "--profile", "genesys-cloud", "-o", "g", in: folder)
    #expect(run.status == 0)
    #expect(run.errors.contains("are allowed, for genesys-cloud (third); rename the file"))
  }

  @Test func aSettingThatTheCommandLineDoesNotKnowOfIsHeeded() async throws {
    try writeRecording()
    try folder.write(Array("profile: asterisk-ulaw\n".utf8), to: ".voiceprompt.yml")
    let wrong = try await CommandRun("convert", "hold.wav", "--name", "x.wav", in: folder)
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("--name must end in .ulaw"))
    let run = try await CommandRun("convert", "hold.wav", "--name", "x.ulaw", in: folder)
    #expect(run.status == 0)
  }

  @Test func aSetForSeveralPlatformsIsBuiltForEach() async throws {
    try writeRecording()
    let text = "profiles: [huawei-voicecall, twilio]\nprompts:\n  - name: a\n    source: hold.wav\n"
    try folder.write(Array(text.utf8), to: "prompts.yml")
    var run = try await CommandRun("build", in: folder)
    #expect(run.status == 0)
    #expect(
      run.errors.hasPrefix(
        """
        prompts.yml for huawei-voicecall: 1 built, 0 unchanged; prompts.huawei-voicecall.lock written
        prompts.yml for twilio: 1 built, 0 unchanged; prompts.twilio.lock written
        2 of 2 files are up to date and fit for the platform: 
        """))
    #expect(try format("prompts/huawei-voicecall/a.wav") == [6, 8000])
    #expect(try format("prompts/twilio/a.wav") == [1, 8000])
    #expect(try await CommandRun("build", "--check", in: folder).status == 0)
    try FileManager.default.removeItem(atPath: folder("prompts/twilio/a.wav"))
    run = try await CommandRun("build", "--check", in: folder)
    #expect(run.status == 1)
    #expect(run.output.contains("prompts/twilio/a.wav: error: the prompt is missing"))
    run = try await CommandRun("build", "--profile", "huawei-voicecall", in: folder)
    #expect(run.errors.contains("prompts.yml for huawei-voicecall: 0 built, 1 unchanged\n"))
    run = try await CommandRun("build", "--profile", "five9", in: folder)
    #expect(run.status == 2)
    #expect(run.errors.contains("the set is for huawei-voicecall, twilio, and not for five9"))
    // Requests are those of one platform.
    try folder.write(
      Array(#"{"notifyVoice": "a.wav"}"#.utf8), to: "src/a.json")
    run = try await CommandRun("check-request", "--scan", "src", in: folder)
    #expect(run.status == 0)
  }
}
