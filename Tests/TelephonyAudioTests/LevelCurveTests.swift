import TelephonyAudio
import TestSupport
import Testing

@Suite struct LevelCurveTests {
  private func curve(_ samples: [Float], rate: Int = 8000, cut: Int = 1 << 20) -> LevelCurve {
    var curve = LevelCurve(sampleRate: rate)
    for start in stride(from: 0, to: samples.count, by: cut) {
      curve.add(Array(samples[start..<min(start + cut, samples.count)]))
    }
    return curve
  }

  @Test(arguments: [8000, 16_000])
  func aSineOfFullScaleIsAtMinus3(_ rate: Int) {
    let levels = curve(
      Signal.sine(1000, rate: rate, frames: rate, amplitude: 1), rate: rate
    ).levels()
    #expect(levels.count == 50)
    // The high-pass of the meter has its own way with 1000 Hz: less than 0.2 dB.
    #expect(levels.dropFirst().allSatisfy { abs($0 + 3.01) < 0.2 })
  }

  @Test func aStepOf20MillisecondsThatIsCutShortCounts() {
    let curve = curve(Signal.sine(1000, rate: 8000, frames: 161))
    #expect(curve.steps == 2)
    #expect(curve.levels().count == 2)
  }

  @Test func aLongSignalHasTheLoudestOfSeveralSteps() {
    let loud = Signal.sine(1000, rate: 8000, frames: 160, amplitude: 0.8)
    let soft = Signal.sine(1000, rate: 8000, frames: 480, amplitude: 0.1)
    let curve = curve((0..<25).flatMap { _ in loud + soft })
    #expect(curve.steps == 100)
    #expect(curve.levels(atMost: 30).count == 25)
    #expect(curve.stepsPerLevel(atMost: 30) == 4)
    #expect(curve.levels(atMost: 30).dropFirst().allSatisfy { abs($0 + 5) < 0.5 })
  }

  @Test func speechIsWhereSomebodySpeaks() {
    let speech = Signal.speech(words: 2, before: 1, after: 1)
    let ranges = curve(speech).speech
    // A word of 0.4 s, a pause of 0.3 s, a word; each with the hangover of 0.2 s behind it.
    #expect(ranges.count == 2)
    #expect(ranges.allSatisfy { (20...35).contains($0.count) })
    #expect(ranges.first.map { (49...56).contains($0.lowerBound) } == true)
    #expect(ranges.last.map { (110...122).contains($0.upperBound) } == true)
  }

  @Test func silenceHasNoSpeechAndTheSoftestLevel() {
    let curve = curve([Float](repeating: 0, count: 8000))
    #expect(curve.speech.isEmpty)
    #expect(Set(curve.levels()) == [LevelCurve.softest])
    #expect(LevelCurve().levels().isEmpty)
    #expect(LevelCurve().speech.isEmpty)
  }

  @Test(arguments: [1, 159, 4096])
  func itIsTheSameHoweverTheSignalIsCut(_ cut: Int) {
    let speech = Signal.speech()
    #expect(curve(speech, cut: cut).levels() == curve(speech).levels())
    #expect(curve(speech, cut: cut).speech == curve(speech).speech)
  }
}
