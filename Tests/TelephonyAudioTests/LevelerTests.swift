import TelephonyAudio
import TestSupport
import Testing

@Suite struct LevelerTests {
  private func result(
    _ leveler: Leveler, on signal: [Float], cut: Int = 4096
  ) throws -> [Float] {
    try SoundSignal.result(of: [leveler], on: signal, cut: cut)
  }

  @Test(arguments: [-16.0, -22, -30], [Float(0.03), 0.1, 0.4])
  func speechReachesTheTarget(_ target: Double, _ amplitude: Float) throws {
    let leveler = Leveler(.level(target))
    let signal = SoundSignal.words(amplitude: amplitude)
    let result = try result(leveler, on: signal)
    let reached = try #require(SoundSignal.level(result))
    #expect(abs(reached - target) < 0.03)
    #expect(abs(try #require(leveler.reached) - reached) < 1e-9)
    #expect(leveler.found == SoundSignal.level(signal))
    #expect(abs(leveler.missing) < 0.03)
    #expect(leveler.bound == nil)
    #expect(SignalLevel.peak(of: result) <= 29205.0 / 32768)
  }

  /// Its level changes by more than the gain, because P.56's thresholds are absolute.
  @Test func aShortWordIsMeasuredAgain() throws {
    let word = SoundSignal.words(1, amplitude: 0.02)
    let leveler = Leveler(.level(-20))
    let result = try result(leveler, on: word)
    #expect(abs(try #require(SoundSignal.level(result)) + 20) < 0.05)
  }

  /// Words with one click each: the level is that of the words, the peaks that of the clicks.
  private let clicks = {
    var signal = SoundSignal.words(amplitude: 0.2)
    for index in stride(from: 1000, to: signal.count, by: 3600) { signal[index] = 0.7 }
    return signal
  }()

  @Test func peaksAreLimitedAndTheTargetIsReached() throws {
    let leveler = Leveler(.level(-17))
    let result = try result(leveler, on: clicks)
    #expect(SignalLevel.peak(of: result) <= 29205.0 / 32768)
    #expect(abs(try #require(SoundSignal.level(result)) + 17) < 0.05)
    #expect(leveler.limited > 1 && leveler.limited <= 6)
    #expect(leveler.limitedShare > 0 && leveler.limitedShare < 0.6)
    #expect(leveler.bound == nil)
  }

  @Test func peaksAreLoweredBySixDecibelsAtMost() throws {
    let leveler = Leveler(.level(-6))
    let result = try result(leveler, on: clicks)
    #expect(SignalLevel.peak(of: result) <= 29205.0 / 32768)
    #expect(leveler.limited > 5.9 && leveler.limited <= 6)
    #expect(leveler.missing > 1)
    #expect(abs(leveler.missing - (-6 - (try #require(SoundSignal.level(result))))) < 1e-9)
    #expect(leveler.bound == .limiter)
  }

  @Test func aGainHasItsRange() throws {
    let leveler = Leveler(.level(-16))
    _ = try result(leveler, on: SoundSignal.words(amplitude: 0.003))
    #expect(leveler.gain == 30)
    #expect(leveler.missing > 1)
    #expect(leveler.bound == .gain)
  }

  @Test func aGainThatWasDecidedElsewhereIsApplied() throws {
    let signal = SoundSignal.words(amplitude: 0.1)
    let leveler = Leveler(.gain(6))
    let result = try result(leveler, on: signal)
    #expect(leveler.gain == 6)
    #expect(leveler.missing == 0)
    #expect(zip(result, signal).allSatisfy { abs($0 - $1 * 1.99526) < 1e-6 })
    let level = try #require(SoundSignal.level(result))
    #expect(abs(try #require(leveler.reached) - level) < 1e-9)
    // And does not clip.
    let loud = Leveler(.gain(20))
    let limited = try self.result(loud, on: SoundSignal.words(amplitude: 0.4))
    #expect(SignalLevel.peak(of: limited) <= 29205.0 / 32768)
    #expect(abs(loud.missing - 20 + loud.gain) < 1e-9)
    #expect(loud.missing > 5)
    #expect(loud.bound == .limiter)
  }

  @Test func whatHasNoLevelStaysAsItIs() throws {
    for signal in [[], SoundSignal.silence(5000), Signal.noise(frames: 5000, amplitude: 1e-5)] {
      let leveler = Leveler(.level(-22))
      #expect(try result(leveler, on: signal) == signal)
      #expect(leveler.found == nil)
      #expect(leveler.reached == nil)
      #expect(leveler.gain == 0)
    }
  }

  @Test func withoutSpeechThePowerMayBeTheLevel() throws {
    // Below 2^-15, where P.56 hears nothing.
    let soft = Signal.sine(1000, rate: 8000, frames: 8000, amplitude: 0.00002)
    let leveler = Leveler(.level(-75), fallsBackToRMS: true)
    let result = try result(leveler, on: soft)
    let power = SignalLevel.decibels(SoundSignal.energy(result) / 8000) / 2
    #expect(abs(power + 75) < 0.02)
    #expect(abs(try #require(leveler.found) + 97) < 0.1)
    let silent = Leveler(.level(-22), fallsBackToRMS: true)
    #expect(try self.result(silent, on: SoundSignal.silence(100)) == SoundSignal.silence(100))
    #expect(silent.found == nil)
  }

  @Test(arguments: [1, 7, 4096, 100_000], [-22.0, -14])
  func theResultIsTheSameHoweverTheSignalIsCut(_ cut: Int, _ target: Double) throws {
    let leveler = Leveler(.level(target))
    let expected = Leveler(.level(target))
    #expect(
      try result(leveler, on: clicks, cut: cut) == result(expected, on: clicks, cut: 999))
    #expect(leveler.gain == expected.gain)
    #expect(leveler.limited == expected.limited)
  }

  @Test func aSetHasOneGain() throws {
    let recordings = [0.1, 0.2, 0.4].map { SoundSignal.words(amplitude: $0) }
    var sum = SpeechCounters()
    for recording in recordings {
      let probe = LevelProbe()
      #expect(try SoundSignal.result(of: [probe], on: recording) == recording)
      sum += probe.counters
    }
    let gain = Gain(from: try #require(SpeechLevelMeter.level(of: sum)), to: -22)
    let levels = try recordings.map { recording in
      let leveler = Leveler(.gain(gain.decibels))
      return try #require(SoundSignal.level(result(leveler, on: recording)))
    }
    #expect(abs(levels[1] - levels[0] - 6.02) < 0.1)
    #expect(abs(levels[2] - levels[1] - 6.02) < 0.1)
    #expect(levels[0] < -22 && levels[2] > -22)
  }
}
