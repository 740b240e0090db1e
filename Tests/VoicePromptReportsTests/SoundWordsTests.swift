import AudioFiles
import Testing

@testable import TelephonyAudio
@testable import VoicePromptReports
@testable import VoicePrompts

@Suite struct SoundWordsTests {
  private func words(
    gain: Double?, limited: Double = 0, trimmed: Double = 0, highPassed: Bool = false
  ) -> String {
    let level = gain.map {
      LevelChange(
        before: -29.3, after: $0 == 0 ? nil : -22, gain: $0, limited: limited, limitedShare: 0,
        missing: 0, bound: nil)
    }
    return SoundChange(
      isHighPassed: highPassed, trimmedBefore: trimmed, trimmedAfter: 0, level: level,
      isNoiseShaped: true
    ).words.english
  }

  @Test func whatWasDoneIsSaidAndNothingElse() {
    #expect(
      words(gain: 7.3, limited: 1.2, trimmed: 0.4, highPassed: true)
        == "+7.3 dB to -22.0 dBov, 0.4 s trimmed, high-passed, limited by 1.2 dB")
    #expect(words(gain: -7.3) == "-7.3 dB to -22.0 dBov")
    #expect(words(gain: 0) == "0.0 dB")
    #expect(words(gain: nil, trimmed: 0.04) == "sound unchanged")
  }

  @Test func theLevelAtTheExchangeIsThatOfTheEncoding() {
    let facts = SoundFacts(
      speechLevel: -22.02, activeLevel: -21, activity: 0.5, noiseFloor: nil, lowEnergy: -.infinity,
      lowEnergyOfVoice: -.infinity, mean: 0, meanDecibels: -.infinity, leadingSilence: 0,
      trailingSilence: 0, isSilent: false)
    func line(_ encoding: SampleEncoding) -> String {
      var table = TextTable()
      facts.add(to: &table, encoding)
      return table.lines[0]
    }
    #expect(line(.muLaw).contains("-22.0 dBov (-15.8 dBm0)"))
    #expect(line(.aLaw).contains("-22.0 dBov (-15.9 dBm0)"))
  }
}
