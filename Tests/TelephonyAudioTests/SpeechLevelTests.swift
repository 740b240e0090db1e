import TelephonyAudio
import TestSupport
import Testing

@Suite struct SpeechLevelTests {
  private func level(_ signal: [Float], cut: Int = 4096, rate: Int = 8000) -> Double? {
    var meter = SpeechLevelMeter(sampleRate: rate)
    for start in stride(from: 0, to: signal.count, by: cut) {
      meter.measure(Array(signal[start..<min(start + cut, signal.count)]))
    }
    return meter.level
  }

  /// The high-pass of RFC 7874 is at -3 dB at 300 Hz; a sine has 3.01 dB less than its amplitude.
  @Test(arguments: [8000, 16_000], [(2000.0, -9.03), (300, -12.04), (30, -49)])
  func lowFrequenciesCountLess(_ rate: Int, _ tone: (frequency: Double, level: Double)) throws {
    // 20 s, so that the hangover at the end weighs little.
    let signal = Signal.sine(tone.frequency, rate: rate, frames: 20 * rate)
    #expect(abs(try #require(level(signal, rate: rate)) - tone.level) < 0.25)
  }

  @Test func whatIsShorterThanFourTenthsCountsAsThatLong() throws {
    let word = Signal.noise(frames: 800)
    let energy = word.reduce(0) { $0 + Double($1 * $1) }
    let level = try #require(self.level(word))
    // White noise loses less than a tenth of its energy below 300 Hz.
    #expect(abs(level - SignalLevel.decibels(energy / 3200) / 2) < 0.6)
    let sentence = Signal.noise(frames: 40_000)
    #expect(try #require(self.level(sentence)) > level + 5)
  }

  @Test(arguments: [1, 7, 4096, 100_000])
  func theLevelIsTheSameHoweverTheSignalIsCut(_ cut: Int) {
    let signal = Signal.noise(frames: 9000)
    #expect(level(signal, cut: cut) == level(signal, cut: 999))
  }

  @Test func silenceHasNoLevel() {
    #expect(level([]) == nil)
    #expect(level([Float](repeating: 0, count: 9000)) == nil)
  }

  @Test func severalSignalsHaveOneLevel() {
    var meter = SpeechLevelMeter()
    meter.measure(Signal.noise(frames: 9000))
    var sum = meter.countersAtEnd
    sum += meter.countersAtEnd
    #expect(SpeechLevelMeter.level(of: sum) == meter.level)
    #expect(meter.counters.sampleCount == 9000)
  }

  @Test func aSineOfFullScaleHasTheLevelThatTheCodesGiveIt() {
    #expect(abs(SpeechLevelMeter.dBm0(ofALaw: -3.01) - 3.14) < 0.001)
    #expect(abs(SpeechLevelMeter.dBm0(ofMuLaw: -3.01) - 3.17) < 0.001)
  }
}
