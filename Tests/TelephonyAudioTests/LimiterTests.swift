import TestSupport
import Testing

@testable import TelephonyAudio

@Suite struct LimiterTests {
  private func limited(
    _ signal: [Float], cut: Int = 4096, rate: Int = 8000
  ) -> (signal: [Float], limiter: Limiter) {
    var limiter = Limiter(sampleRate: rate)
    var result: [Float] = []
    for start in stride(from: 0, to: signal.count, by: cut) {
      var block = Array(signal[start..<min(start + cut, signal.count)])
      limiter.process(&block)
      result += block
    }
    limiter.finish(into: &result)
    return (result, limiter)
  }

  private let loud = SoundSignal.words(amplitude: 1.4)

  @Test func nothingIsAboveTheCeilingNotEvenBetweenSamples() {
    let result = limited(loud).signal
    #expect(result.count == loud.count)
    #expect(SignalLevel.peak(of: result) <= Limiter.ceiling)
    // Not even where the signal begins and ends with a peak.
    #expect(SignalLevel.peak(of: limited([2, 0, 0, 1.5, -3]).signal) <= Limiter.ceiling)
    // A sine of a quarter of the rate whose samples all lie beside its peaks.
    let sine = (0..<4000).map { [Float(0.8), 0.8, -0.8, -0.8][$0 % 4] }
    let peak = SignalLevel.peak(of: Array(limited(sine).signal[500..<3500]))
    #expect(abs(peak - Limiter.ceiling / Float(2).squareRoot()) < 0.003)
  }

  @Test func whatIsBelowTheCeilingStaysAsItIs() {
    let soft = SoundSignal.words(amplitude: 0.5)
    let (result, limiter) = limited(soft)
    #expect(result == soft)
    #expect(limiter.reduction == 0)
    #expect(limiter.loweredShare == 0)
  }

  @Test func aPeakIsLoweredSmoothlyAndReleased() throws {
    // A steady tone with one cycle too loud in its middle.
    var signal = Signal.sine(1000, rate: 8000, frames: 8000, amplitude: 0.5)
    for index in 4000..<4008 { signal[index] *= 3 }
    let (result, limiter) = limited(signal)
    // 1.5 to 0.891: 4.5 dB, a little more between samples.
    #expect(abs(limiter.reduction - 4.6) < 0.2)
    let gains = signal.indices.filter { $0 % 4 == 2 }.map { result[$0] / signal[$0] }
    #expect(gains.prefix(970).allSatisfy { $0 == 1 })
    // Over 5 ms the gain falls by 0.4 at most.
    #expect(zip(gains, gains.dropFirst()).allSatisfy { abs($0 - $1) < 0.05 })
    // 60 ms later a third is left, after half a second nothing.
    let later = try #require(gains.dropFirst(1000 + 120).first)
    #expect(abs(1 - later - 0.41 / 2.718) < 0.03)
    #expect(try #require(gains.last) > 0.999)
    #expect(limiter.loweredShare > 0.15 && limiter.loweredShare < 0.25)
  }

  @Test(arguments: [8000, 16_000], [1, 7, 4096, 100_000])
  func theResultIsTheSameHoweverTheSignalIsCut(_ rate: Int, _ cut: Int) {
    let (result, limiter) = limited(loud, cut: cut, rate: rate)
    let (expected, other) = limited(loud, cut: 999, rate: rate)
    #expect(result == expected)
    #expect(limiter.reduction == other.reduction)
    #expect(limiter.loweredShare == other.loweredShare)
  }

  @Test func anySignalComesOutAsLongAsItWent() {
    for count in [0, 1, 9, 50, 51, 200] {
      #expect(limited(Signal.noise(frames: count, amplitude: 2)).signal.count == count)
    }
    #expect(limited([.nan, .infinity, -3, 0.5]).signal.count == 4)
  }
}
