import Testing

@testable import VoicePrompts

@Suite struct SoundKeysTests {
  private func sounds(_ yaml: String) throws -> [SoundOptions] {
    try PromptSet(yaml: yaml, path: "s.yml").entries.map(\.options.sound)
  }

  private func failure(_ yaml: String) -> String? {
    do {
      _ = try PromptSet(yaml: yaml, path: "s.yml")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func everyKeyIsRead() throws {
    let sounds = try sounds(
      """
      defaults: { sound: speech, level: -20, noise-shaping: off }
      prompts:
        - { name: a, source: a.wav }
        - { name: b, source: b.wav, sound: music, gain: 3.5, trim: auto, high-pass: true }
        - { name: c, source: c.wav, noise-shaping: on, fade-in: 0.5, fade-out: 2, trim: false }
      """)
    var first = SoundOptions(.speech)
    first.level = .target(-20)
    first.noiseShaping = false
    #expect(sounds[0] == first)
    var second = first
    second.preset = .music
    second.level = .gain(3.5)
    second.trim = .auto
    second.highPass = .on
    #expect(sounds[1] == second)
    var third = first
    third.noiseShaping = true
    third.fadeIn = 0.5
    third.fadeOut = 2
    third.trim = .off
    #expect(sounds[2] == third)
  }

  @Test func togetherIsForAllPrompts() throws {
    let set = try PromptSet(
      yaml: """
        defaults: { together: true }
        prompts: [{ name: a, source: a.wav }, { name: b, source: b.wav }]
        """, path: "s.yml")
    #expect(set.isTogether)
    let one = try PromptSet(
      yaml: "defaults: {together: true}\nprompts: [{ name: a, source: a.wav }]", path: "s.yml")
    #expect(!one.isTogether)
    #expect(one.entries[0].options.sound.wantedLevel == .target(-22))
  }

  @Test(arguments: [
    ("sound: loud", "sound must be one of speech, music, untouched, and is loud"),
    ("level: 3", "level must be a level in dBov, -32 to -16, and is 3"),
    ("level: loud", "level must be a level in dBov, -32 to -16, and is loud"),
    ("gain: 31", "gain must be a gain in dB, -30 to 30, and is 31"),
    ("trim: maybe", "trim must be auto, on or off, and is maybe"),
    ("high-pass: 100", "high-pass must be auto, on or off, and is 100"),
    ("noise-shaping: auto", "noise-shaping must be on or off, and is auto"),
    ("fade-in: -1", "fade-in must be seconds, 0 to 10, and is -1"),
    ("fade-out: 11", "fade-out must be seconds, 0 to 10, and is 11"),
  ])
  func aWrongValueIsRefusedWithItsPlace(_ pair: String, _ message: String) {
    let column = 12 + pair.count { $0 != ":" } - pair.split(separator: ": ")[1].count + 1
    #expect(
      failure("defaults: {\(pair)}\nprompts: [{name: a, source: a.wav}]")
        == "s.yml:1:\(column): \(message)")
  }

  @Test func aLevelAndAGainInOnePlaceAreRefused() {
    #expect(
      failure("prompts: [{name: a, source: a.wav, gain: 1, level: -20}]")
        == "s.yml:1:52: level and gain exclude each other")
    #expect(
      failure("defaults: {together: true, gain: 1}\nprompts: [{name: a, source: a.wav}]")
        == "s.yml:1:11: gain and together exclude each other: together finds the gain")
  }

  @Test(arguments: ["level: -20", "gain: 3"])
  func noPromptHasItsOwnLevelWhereAllShareOne(_ pair: String) throws {
    let yaml = "defaults: {together: true}\nprompts: [{name: a, source: a.wav, \(pair)}]"
    #expect(try #require(failure(yaml)).contains("where together is true: all get one gain"))
  }

  @Test func togetherIsNoKeyOfAPrompt() throws {
    let yaml = "prompts: [{name: a, source: a.wav, together: true}]"
    #expect(try #require(failure(yaml)).contains("there is no key together"))
  }
}
