import TelephonyAudio
import TestSupport
import Testing

@Suite struct SpeechMeterTests {
  private func counters(
    _ signal: [Float], cut: Int = 4096, rate: Int = 8000
  ) -> (heard: SpeechCounters, atEnd: SpeechCounters) {
    var meter = SpeechMeter(sampleRate: rate)
    for start in stride(from: 0, to: signal.count, by: cut) {
      meter.measure(Array(signal[start..<min(start + cut, signal.count)]))
    }
    return (meter.counters, meter.countersAtEnd)
  }

  /// Bursts of noise between pauses of softer noise.
  private let bursts = (0..<6).flatMap { index in
    Signal.noise(
      frames: 900 + 700 * index, seed: UInt64(index + 1),
      amplitude: index % 2 == 0 ? 0.3 : 0.002)
  }

  /// P.56's counting word by word: the threshold is reached, or the hangover has not passed.
  private func definition(_ signal: [Float], hangover: Int, decay: Double) -> [Int] {
    var counts = [Int](repeating: 0, count: 15)
    var left = [Int](repeating: 0, count: 15)
    var (smoothed, envelope) = (0.0, 0.0)
    for sample in signal {
      smoothed = decay * smoothed + (1 - decay) * Double(sample.magnitude)
      envelope = decay * envelope + (1 - decay) * smoothed
      for index in counts.indices {
        if envelope >= 1 / Double(1 << (15 - index)) {
          counts[index] += 1
          left[index] = hangover
        } else if left[index] > 0 {
          counts[index] += 1
          left[index] -= 1
        }
      }
    }
    return counts
  }

  @Test func itCountsAsTheStandardDefines() {
    let (heard, atEnd) = counters(bursts)
    let decay = 0.99584200184511
    #expect(heard.activeCounts == definition(bursts, hangover: 1600, decay: decay))
    #expect(heard.sampleCount == bursts.count)
    let silence = [Float](repeating: 0, count: 1600)
    #expect(atEnd.activeCounts == definition(bursts + silence, hangover: 1600, decay: decay))
    let wide = counters(bursts, rate: 16_000).heard
    #expect(
      wide.activeCounts == definition(bursts, hangover: 3200, decay: 0.9979188352992993))
  }

  /// Levels by an independent implementation; of the first, the power is -9.03 dBov.
  @Test(arguments: [
    ("steady", -9.02047, 0.997600), ("soft", -25.98961, 0.997612),
    ("half", -10.08377, 0.637173), ("short", -10.95917, 0.077947),
  ])
  func levelsOfTonesAreThoseOfTheFormulas(_ name: String, _ level: Double, _ activity: Double) {
    let tone = Signal.sine(1000, rate: 8000, frames: 80_000)
    let signal =
      switch name {
      case "soft": Signal.sine(1000, rate: 8000, frames: 80_000, amplitude: 0.0708793)
      case "half": tone.indices.map { $0 / 8000 % 2 == 0 ? tone[$0] : 0 }
      case "short": tone.indices.map { $0 < 4000 ? tone[$0] : 0 }
      default: tone
      }
    let heard = counters(signal).heard
    #expect(abs((heard.level ?? 0) - level) < 0.001)
    #expect(abs((heard.activity ?? 0) - activity) < 0.0001)
  }

  @Test func thereIsNoSpeechInWhatIsTooSoft() {
    for amplitude in [0.0, 1.0 / 16384] {
      let signal = Signal.sine(1000, rate: 8000, frames: 80_000, amplitude: amplitude)
      let atEnd = counters(signal).atEnd
      #expect(atEnd.level == nil)
      #expect(atEnd.activity == nil)
    }
    #expect(counters([]).atEnd.level == nil)
    #expect(counters([.nan, .infinity, 0.5]).atEnd.level == nil)
  }

  @Test(arguments: [1, 7, 4096, 100_000])
  func itCountsTheSameHoweverTheSignalIsCut(_ cut: Int) {
    #expect(counters(bursts, cut: cut) == counters(bursts, cut: 999))
  }

  @Test func silenceAroundASignalHardlyMovesItsLevel() throws {
    let silence = [Float](repeating: 0, count: 80_000)
    let level = try #require(counters(bursts).atEnd.level)
    let padded = try #require(counters(silence + bursts + silence).atEnd.level)
    #expect(abs(level - padded) < 0.1)
    #expect(abs(counters(bursts).atEnd.power - counters(bursts + silence).atEnd.power) > 5)
  }

  @Test func aLevelFollowsTheSignalsGain() throws {
    let level = try #require(counters(bursts).atEnd.level)
    for (factor, gain) in [(Float(0.5), -6.02), (0.25, -12.04)] {
      let soft = try #require(counters(bursts.map { $0 * factor }).atEnd.level)
      #expect(abs(soft - level - gain) < 0.01)
    }
  }

  @Test func whatIsCountedInSeveralSignalsAddsUp() throws {
    let one = counters(bursts).atEnd
    var sum = SpeechCounters()
    #expect(sum.level == nil)
    sum += one
    #expect(sum == one)
    sum += one
    #expect(sum.sampleCount == 2 * one.sampleCount)
    #expect(sum.level == one.level)
    sum += counters(bursts.map { $0 / 2 }).atEnd
    let level = try #require(sum.level)
    let loud = try #require(one.level)
    #expect(level < loud && level > loud - 3)
  }
}
