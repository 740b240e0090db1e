import Foundation
import Testing

@testable import TelephonyAudio

@Suite struct BiquadTests {
  /// The gain of a filter for a steady sine, in dB.
  private func decibels(
    at frequency: Double, rate: Int, _ filter: (Double) -> Double
  ) -> Double {
    var energy = 0.0
    for index in 0..<rate {
      let output = filter(sin(2 * .pi * frequency * Double(index) / Double(rate)))
      // The second half: the filter has settled.
      if index >= rate / 2 { energy += output * output }
    }
    return 10 * log10(energy / (Double(rate) / 4))
  }

  @Test func aSectionIsItsDifferenceEquation() {
    var section = Biquad(b: (0.5, 0.25, -0.125), a: (-0.75, 0.5))
    var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0)
    for x in [1.0, 0, -0.5, 0.25, 0, 0, 0.75] {
      let expected = 0.5 * x + 0.25 * x1 - 0.125 * x2 + 0.75 * y1 - 0.5 * y2
      (x2, x1, y2, y1) = (x1, x, y1, expected)
      #expect(abs(section.process(x) - expected) < 1e-15)
    }
  }

  @Test func silenceLeavesNothingThatIsSlow() {
    var section = Biquad(highPass: 0.8948586061225731, a: (-1.7786317778245846, 0.8008026466657073))
    var output = section.process(1)
    for _ in 0..<20_000 { output = section.process(0) }
    #expect(abs(output) < 1e-19)
    #expect(!output.isSubnormal)
  }

  /// By the definition of a Butterworth of order n: 1 / (1 + (f / fc)^2n), at prewarped frequencies.
  private func butterworth(
    order: Double, at frequency: Double, cutoff: Double, rate: Int, isHighPass: Bool
  ) -> Double {
    let ratio = tan(.pi * frequency / Double(rate)) / tan(.pi * cutoff / Double(rate))
    return -10 * log10(1 + pow(isHighPass ? 1 / ratio : ratio, 2 * order))
  }

  @Test(arguments: [8000, 16_000], [40.0, 80, 100, 150, 300, 1000])
  func theHighPassIsAButterworth(_ rate: Int, _ frequency: Double) {
    var filter = HighPass.filter(sampleRate: rate)
    let expected = butterworth(
      order: 4, at: frequency, cutoff: 100, rate: rate, isHighPass: true)
    #expect(abs(decibels(at: frequency, rate: rate) { filter.process($0) } - expected) < 0.001)
  }

  @Test(arguments: [8000, 16_000], [20.0, 40, 80, 100, 160, 300])
  func whatIsBelowVoicesIsFoundByAButterworth(_ rate: Int, _ frequency: Double) {
    var filter = LowFrequencies.lowPass(sampleRate: rate)
    let expected = butterworth(
      order: 4, at: frequency, cutoff: 80, rate: rate, isHighPass: false)
    #expect(abs(decibels(at: frequency, rate: rate) { filter.process($0) } - expected) < 0.001)
  }

  @Test(arguments: [8000, 16_000], [50.0, 100, 200, 1000])
  func whatIsCutIsFoundBehindAButterworth(_ rate: Int, _ frequency: Double) {
    var filter = TrimFrames.highPass(sampleRate: rate)
    let expected = butterworth(
      order: 2, at: frequency, cutoff: 200, rate: rate, isHighPass: true)
    #expect(abs(decibels(at: frequency, rate: rate) { filter.process($0) } - expected) < 0.001)
  }
}
