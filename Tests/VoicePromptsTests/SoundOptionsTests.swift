import Testing

@testable import VoicePrompts

@Suite struct SoundOptionsTests {
  @Test func aPresetDecidesWhatNothingElseHas() {
    let speech = SoundOptions(.speech)
    #expect(speech.wantedLevel == .target(-22))
    #expect([speech.wantedTrim, speech.wantedHighPass] == [.auto, .auto])
    #expect(speech.shapesNoise && !speech.takesRMS && !speech.leavesSound)
    let music = SoundOptions(.music)
    #expect(music.wantedLevel == .target(-22))
    #expect([music.wantedTrim, music.wantedHighPass] == [.off, .off])
    #expect(!music.shapesNoise && music.takesRMS && !music.leavesSound)
    let untouched = SoundOptions()
    #expect(untouched.wantedLevel == nil)
    #expect(untouched.leavesSound)
  }

  @Test func eachOptionChangesOneThing() {
    var sound = SoundOptions(.speech)
    sound.level = .target(-18)
    sound.trim = .off
    sound.noiseShaping = false
    #expect(sound.wantedLevel == .target(-18))
    #expect([sound.wantedTrim, sound.wantedHighPass] == [.off, .auto])
    #expect(!sound.shapesNoise)
  }

  @Test(
    arguments: [
      { $0.level = .target(-22) }, { $0.level = .gain(0) }, { $0.trim = .on }, { $0.trim = .auto },
      { $0.highPass = .on }, { $0.noiseShaping = true }, { $0.fadeIn = 0.1 }, { $0.fadeOut = 0.1 },
      { $0.isTogether = true },
    ] as [@Sendable (inout SoundOptions) -> Void])
  func nothingThatChangesTheSoundLeavesIt(_ change: @Sendable (inout SoundOptions) -> Void) {
    var sound = SoundOptions()
    change(&sound)
    #expect(!sound.leavesSound)
  }

  @Test func togetherTakesTheUsualLevelWhereNoneIsNamed() {
    var sound = SoundOptions()
    sound.isTogether = true
    #expect(sound.wantedLevel == .target(-22))
    sound.level = .target(-20)
    #expect(sound.wantedLevel == .target(-20))
  }
}
