import TelephonyAudio
import TestSupport
import Testing

@Suite struct TrimTests {
  /// A second of something on both sides of words.
  private func padded(_ pad: (Int) -> [Float] = SoundSignal.silence) -> [Float] {
    pad(8000) + SoundSignal.words() + pad(8000)
  }

  private func noise(_ decibels: Double, _ count: Int) -> [Float] {
    // Uniform noise has a third of its amplitude's power.
    Signal.noise(frames: count, seed: 9, amplitude: Float(Gain(decibels + 30).factor / 31.6 * 1.73))
  }

  @Test func silenceIsCutUpToTheMargins() throws {
    let trim = Trim()
    let signal = padded()
    let result = try SoundSignal.result(of: [trim], on: signal)
    // What is heard in a frame is heard in the mean of three.
    #expect(abs(trim.trimmedBefore - 0.94) <= 0.0101)
    #expect(abs(trim.trimmedAfter - 0.9) <= 0.0201)
    let before = Int((trim.trimmedBefore * 8000).rounded())
    let after = Int((trim.trimmedAfter * 8000).rounded())
    #expect(result == Array(signal[before..<signal.count - after]))
  }

  @Test func whatHasNoSilenceStaysWhole() throws {
    for signal in [SoundSignal.words(), SoundSignal.words(1)] {
      let trim = Trim()
      #expect(try SoundSignal.result(of: [trim], on: signal) == signal)
      #expect(trim.trimmedBefore == 0)
      #expect(trim.trimmedAfter == 0)
    }
  }

  @Test func aCutIsFaded() throws {
    // Noise that is there where it is cut.
    let level = try #require(SoundSignal.level(SoundSignal.words()))
    let signal = zip(padded(), noise(level - 46, 40_000)).map { $0 + $1 }
    let trim = Trim()
    let result = try SoundSignal.result(of: [trim], on: signal)
    let before = Int((trim.trimmedBefore * 8000).rounded())
    #expect(before > 7000)
    #expect(abs(result[0]) < 0.001 * abs(signal[before]) + 1e-9)
    #expect(abs(result[20] / signal[before + 20] - 0.5) < 0.03)
    #expect(result[40] == signal[before + 40])
    #expect(abs(try #require(result.last)) < 1e-5)
  }

  @Test func softEndsOfWordsAreKept() throws {
    // A fricative before and after: 28 dB below the words, 0.15 s long.
    let level = try #require(SoundSignal.level(SoundSignal.words()))
    let soft = noise(level - 28, 1200)
    let signal =
      SoundSignal.silence(8000) + soft + SoundSignal.words() + soft + SoundSignal.silence(8000)
    let trim = Trim()
    _ = try SoundSignal.result(of: [trim], on: signal)
    #expect(trim.trimmedBefore < 1)
    #expect(trim.trimmedAfter < 1)
    #expect(trim.trimmedBefore > 0.8)
  }

  @Test func inNoiseAllIsKept() throws {
    let level = try #require(SoundSignal.level(SoundSignal.words()))
    let signal = zip(padded(), noise(level - 18, 40_000)).map { $0 + $1 }
    let trim = Trim()
    #expect(try SoundSignal.result(of: [trim], on: signal) == signal)
    #expect(trim.trimmedBefore == 0)
  }

  @Test func aClickInTheSilenceIsNoSpeech() throws {
    var signal = padded()
    signal[3000] = 0.3
    signal[signal.count - 3000] = -0.3
    let trim = Trim()
    _ = try SoundSignal.result(of: [trim], on: signal)
    #expect(trim.trimmedBefore > 0.9)
    #expect(trim.trimmedAfter > 0.85)
  }

  @Test func humAndAMeanAreNoSpeech() throws {
    let signal = padded()
    let hum = Signal.sine(50, rate: 8000, frames: signal.count, amplitude: 0.01)
    for added in [hum, [Float](repeating: 0.02, count: signal.count)] {
      let trim = Trim()
      _ = try SoundSignal.result(of: [trim], on: zip(signal, added).map { $0 + $1 })
      #expect(trim.trimmedBefore > 0.9)
      #expect(trim.trimmedAfter > 0.85)
    }
  }

  @Test func whatHasNoSpeechStaysWhole() throws {
    for signal in [[], [0.5], SoundSignal.silence(5000), noise(-90, 5000)] {
      let trim = Trim()
      #expect(try SoundSignal.result(of: [trim], on: signal) == signal)
      #expect(trim.trimmedBefore == 0)
      #expect(trim.trimmedAfter == 0)
    }
  }

  @Test(arguments: [1, 7, 4096, 100_000])
  func theResultIsTheSameHoweverTheSignalIsCut(_ cut: Int) throws {
    let signal = padded { noise(-60, $0) } + [0.1, 0.2]
    let trim = Trim()
    let expected = Trim()
    #expect(
      try SoundSignal.result(of: [trim], on: signal, cut: cut)
        == SoundSignal.result(of: [expected], on: signal, cut: 999))
    #expect(trim.trimmedBefore == expected.trimmedBefore)
    #expect(trim.trimmedAfter == expected.trimmedAfter)
  }
}
