import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct SoundRulesTests {
  private func findings(
    _ change: (inout SoundFigures) -> Void, music: Bool = false
  ) -> [String] {
    var figures = SoundFigures(level: -22, noise: -50, rumble: -60, offset: -70)
    change(&figures)
    return SoundRule.findings(
      in: [SoundSubject(figures, carriesMusic: music)], PromptAdvice()
    )[0].map { "\($0.severity) \($0.rule): \($0.message)" }
  }

  @Test func aPromptThatSoundsRightHasNoFindings() { #expect(findings { _ in } == []) }

  @Test(
    arguments: [
      (-28.0, nil), (-16.0, nil), (-28.01, "note speech-level: speech is at -28.0 dBov, too quiet"),
      (-15.9, "note speech-level: speech is at -15.9 dBov, too loud"),
      (-34.0, "note speech-level: speech is at -34.0 dBov, too quiet"),
      (-34.1, "warning speech-level: speech is at -34.1 dBov, too quiet"),
      (-11.9, "warning speech-level: speech is at -11.9 dBov, too loud"), (nil, nil),
    ] as [(Double?, String?)])
  func theLevelIsJudged(_ level: Double?, _ finding: String?) {
    #expect(findings { $0.level = level } == [finding].compactMap { $0 })
  }

  @Test func rumbleIsWhatAHighPassWouldRemove() {
    #expect(findings { $0.rumble = -30 } == [])
    #expect(
      findings { $0.rumble = -19.4 }
        == ["note rumble: what lies below 80 Hz is at -19.4 dB of the whole"])
    #expect(
      findings { $0.offset = -39 } == ["note rumble: the DC offset is at -39.0 dB of the level"])
  }

  @Test func noiseIsForSpeechOnly() {
    #expect(findings { $0.noise = -25 } == [])
    #expect(
      findings { $0.noise = -18.2 }
        == ["note noise: the noise between the words is only 18.2 dB below them"])
    #expect(findings({ $0.noise = -18.2 }, music: true) == [])
  }

  @Test func outliersOfASetAreFound() {
    func outliers(_ levels: [Double?]) -> [String?] {
      SetLevel.findings(levels, PromptAdvice()).map { $0.map { "\($0.message)" } }
    }
    #expect(outliers([-20, -29]) == [nil, nil])
    #expect(outliers([-20, nil, -29]) == [nil, nil, nil])
    #expect(
      outliers([-20, -22, nil, -29, -23]) == [
        nil, nil, nil,
        "speech is at -29.0 dBov, 6.5 dB below the median of the 4 prompts that speak", nil,
      ])
    #expect(outliers([-20, -23, -26]) == [nil, nil, nil])
  }
}

extension SoundFigures {
  init(level: Double?, noise: Double?, rumble: Double?, offset: Double?) {
    self.init()
    (self.level, self.noise, self.rumble, self.offset) = (level, noise, rumble, offset)
  }
}
