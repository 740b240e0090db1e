import TelephonyAudio
import TestSupport
import Testing

@Suite struct SoundFactsTests {
  private func facts(_ signal: [Float], cut: Int = 4096) -> SoundFacts {
    var meter = SoundMeter()
    for start in stride(from: 0, to: signal.count, by: cut) {
      meter.measure(Array(signal[start..<min(start + cut, signal.count)]))
    }
    return meter.facts
  }

  private let words = SoundSignal.words()

  @Test func levelsAreThoseOfTheMeters() {
    let facts = facts(words)
    var meter = SpeechMeter()
    meter.measure(words)
    #expect(facts.speechLevel == SoundSignal.level(words))
    #expect(facts.activeLevel == meter.countersAtEnd.level)
    #expect(facts.activity == meter.countersAtEnd.activity)
  }

  @Test(arguments: [-60.0, -50, -40])
  func theNoiseOfPausesIsFound(_ decibels: Double) throws {
    let pause = SoundSignal.silence(8000)
    let signal = pause + words + pause + words + pause
    let amplitude = Float(Gain(decibels + 30).factor / 31.6228 * 1.7321)
    let noise = Signal.noise(frames: signal.count, seed: 7, amplitude: amplitude)
    let facts = facts(zip(signal, noise).map { $0 + $1 })
    let level = try #require(facts.activeLevel)
    #expect(abs(try #require(facts.noiseFloor) - (decibels - level)) < 0.5)
  }

  @Test func withoutPausesThereIsNoNoiseFloor() {
    #expect(facts(words).noiseFloor == nil)
    #expect(facts(SoundSignal.silence(9000)).noiseFloor == nil)
  }

  @Test func theNoiseOfDigitalSilenceIsAFigure() throws {
    let silence = SoundSignal.silence(8000)
    let facts = facts(silence + words + silence)
    let level = try #require(facts.activeLevel)
    #expect(try #require(facts.noiseFloor) == -100 - level)
  }

  @Test func silenceAtTheEndsIsMeasured() {
    let around = facts(SoundSignal.silence(4000) + words + SoundSignal.silence(2000))
    #expect(abs(around.leadingSilence - 0.5) < 0.002)
    #expect(abs(around.trailingSilence - 0.25) < 0.002)
    let only = facts(SoundSignal.silence(4000))
    #expect(only.leadingSilence == 0.5)
    #expect(only.trailingSilence == 0)
    #expect(facts([]).leadingSilence == 0)
    // What A-law makes of silence is silence.
    #expect(facts([Float](repeating: 8.0 / 32768, count: 800)).leadingSilence == 0.1)
  }

  @Test func whatIsBelowAnyVoiceIsFound() {
    let rumble = Signal.sine(30, rate: 8000, frames: 80_000, amplitude: 0.1)
    #expect(facts(rumble).lowEnergy > -0.1)
    let tone = Signal.sine(1000, rate: 8000, frames: 80_000, amplitude: 0.1)
    #expect(facts(tone).lowEnergy < -60)
    #expect(abs(facts(zip(tone, rumble).map { $0 + $1 }).lowEnergy + 3.01) < 0.1)
    #expect(abs(facts(tone.map { $0 + 0.05 }).mean - 0.05) < 1e-5)
    // A mean is no rumble.
    #expect(facts(tone.map { $0 + 0.05 }).lowEnergy < -25)
    #expect(facts([]).mean == 0)
  }

  @Test(arguments: [1, 7, 4096, 100_000])
  func theyAreTheSameHoweverTheSignalIsCut(_ cut: Int) {
    let signal = SoundSignal.silence(3000) + words + Signal.noise(frames: 9000, amplitude: 0.001)
    #expect(facts(signal, cut: cut) == facts(signal, cut: 999))
  }
}
