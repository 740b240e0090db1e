import TelephonyAudio
import TestSupport
import Testing

@Suite struct HighPassTests {
  private func words(and added: [Float]) -> [Float] {
    zip(SoundSignal.words(), added).map { $0 + $1 }
  }

  private let count = SoundSignal.words().count

  private func hum(_ frequency: Double, _ amplitude: Double) -> [Float] {
    Signal.sine(frequency, rate: 8000, frames: count, amplitude: amplitude)
  }

  @Test func aCleanRecordingStaysAsItIs() throws {
    let stage = HighPass()
    #expect(try SoundSignal.result(of: [stage], on: SoundSignal.words()) == SoundSignal.words())
    #expect(!stage.isApplied)
    let found = try #require(stage.found)
    #expect(found.lowEnergy < -35)
    #expect(!found.isNoticeable)
  }

  @Test func rumbleIsFoundAndRemoved() throws {
    let stage = HighPass()
    let result = try SoundSignal.result(of: [stage], on: words(and: hum(40, 0.05)))
    #expect(stage.isApplied)
    #expect(try #require(stage.found).lowEnergy > -20)
    // 32 dB at 40 Hz.
    #expect(Signal.tone(40, in: Array(result[4000...]), rate: 8000).amplitude < 0.05 / 35)
    #expect(Signal.tone(700, in: result, rate: 8000).amplitude > 0.1)
  }

  @Test func aLowVoiceIsNoRumble() throws {
    let stage = HighPass()
    _ = try SoundSignal.result(of: [stage], on: words(and: hum(110, 0.02)))
    #expect(!stage.isApplied)
  }

  @Test func aMeanIsFoundAndRemovedWithoutAStep() throws {
    let stage = HighPass()
    let constant = [Float](repeating: 0.02, count: 4000)
    let signal = constant + words(and: [Float](repeating: 0.02, count: count)) + constant
    let result = try SoundSignal.result(of: [stage], on: signal)
    #expect(stage.isApplied)
    let found = try #require(stage.found)
    #expect(abs(found.mean - 0.02) < 0.001)
    #expect(found.meanDecibels > -20)
    #expect(SignalLevel.peak(of: Array(result.prefix(3900))) < 0.001)
  }

  @Test func itIsAppliedWhereItIsAskedFor() throws {
    let stage = HighPass(.on)
    #expect(stage.isApplied)
    #expect(try SoundSignal.result(of: [stage], on: SoundSignal.words()) != SoundSignal.words())
    #expect(stage.found != nil)
  }

  @Test func silenceHasNothingToRemove() throws {
    for signal in [[], SoundSignal.silence(3000)] {
      let stage = HighPass()
      #expect(try SoundSignal.result(of: [stage], on: signal) == signal)
      #expect(!stage.isApplied)
      #expect(stage.found?.meanDecibels == -.infinity)
    }
  }

  @Test(arguments: [1, 7, 4096, 100_000])
  func theResultIsTheSameHoweverTheSignalIsCut(_ cut: Int) throws {
    let signal = words(and: hum(40, 0.05))
    #expect(
      try SoundSignal.result(of: [HighPass()], on: signal, cut: cut)
        == SoundSignal.result(of: [HighPass()], on: signal, cut: 999))
  }
}
