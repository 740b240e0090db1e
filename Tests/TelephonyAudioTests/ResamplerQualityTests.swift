import Foundation
import TelephonyAudio
import TestSupport
import Testing

/// What the resampler's filters let through and keep out, measured on its float output.
///
/// | property | must be |
/// |---|---|
/// | passband, up to 3700 Hz | within ±0.01 dB |
/// | at 3800 Hz | not below -3 dB |
/// | any tone above 4050 Hz | aliases at -100 dB or less |
/// | images of a source below 8000 Hz | -100 dB or less |
/// | 997 Hz at -1 dBFS | SNR of 110 dB or more |
/// | against libsamplerate's best, in the passband | difference of -90 dB or less |
@Suite struct ResamplerQualityTests {
  static let rates = ResamplerTests.rates.filter { $0 != 8000 }

  /// What a tone becomes, without the ends, where the filter sees silence.
  private func response(
    _ frequency: Double, rate: Int, amplitude: Double = 0.5,
    method: Resampler.Method = .automatic
  ) throws -> [Float] {
    var resampler = try Resampler(inputRate: rate, method: method)
    var output: [Float] = []
    let frames = max(rate / 4, 4000)
    let tone = Signal.sine(frequency, rate: rate, frames: frames, amplitude: amplitude)
    try resampler.process(tone, into: &output)
    try resampler.finish(into: &output)
    return Array(output.dropFirst(output.count / 4).prefix(output.count / 2))
  }

  private func decibels(_ ratio: Double) -> Double { 20 * log10(ratio) }

  private func rms(_ samples: [Float]) -> Double {
    (samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(samples.count)).squareRoot()
  }

  /// The edge of the passband: in sources below 8000 Hz it scales with the rate.
  private func edge(_ frequency: Double, _ rate: Int) -> Double {
    frequency * min(1, Double(rate) / 8000)
  }

  @Test(arguments: rates)
  func thePassbandIsFlat(_ rate: Int) throws {
    let edge = edge(3700, rate)
    for step in 1...24 {
      let frequency = edge * Double(step) / 24
      let tone = Signal.tone(frequency, in: try response(frequency, rate: rate), rate: 8000)
      #expect(abs(decibels(tone.amplitude / 0.5)) < 0.01, "\(frequency) Hz")
    }
  }

  @Test(arguments: rates)
  func theEdgeOfThePassbandIsSoft(_ rate: Int) throws {
    let frequency = edge(3800, rate)
    let tone = Signal.tone(frequency, in: try response(frequency, rate: rate), rate: 8000)
    #expect(decibels(tone.amplitude / 0.5) > -3)
  }

  @Test(arguments: rates.filter { $0 > 8100 })
  func nothingAbove4050HertzIsAliased(_ rate: Int) throws {
    let highest = Double(rate) / 2
    // Close to the edge, around the places that each stage mirrors, and everywhere between.
    var frequencies = [4050.0, 4060, 4100, 4200, 4400, 5000]
    for mirror in stride(from: 8000.0, to: highest, by: 4000) {
      frequencies += [mirror - 3900, mirror - 1000, mirror, mirror + 997, mirror + 3700]
    }
    for divisor in [4.0, 2] {
      let mirror = Double(rate) / divisor
      frequencies += [mirror - 4050, mirror - 3700, mirror - 1000, mirror - 100]
    }
    for frequency in frequencies where frequency >= 4050 && frequency < highest {
      let level = decibels(rms(try response(frequency, rate: rate)) / (0.5 / 2.0.squareRoot()))
      #expect(level <= -100, "\(frequency) Hz at \(level) dB")
    }
  }

  @Test(arguments: [6000, 4000, 1000])
  func aLowSourceHasNoImages(_ rate: Int) throws {
    for share in [0.05, 0.17, 0.3, 0.42, 0.46] {
      let frequency = Double(rate) * share
      let samples = try response(frequency, rate: rate)
      let residue = Signal.tone(frequency, in: samples, rate: 8000).residue
      #expect(decibels(residue / (0.5 / 2.0.squareRoot())) <= -100, "\(frequency) Hz")
    }
  }

  @Test(arguments: rates)
  func aToneIsPure(_ rate: Int) throws {
    let amplitude = pow(10, -1.0 / 20)
    let tone = Signal.tone(
      997, in: try response(997, rate: rate, amplitude: amplitude), rate: 8000)
    let ratio = decibels(tone.amplitude / 2.0.squareRoot() / tone.residue)
    #expect(ratio >= 110)
  }

  @Test(arguments: rates)
  func theResultIsThatOfLibsamplerate(_ rate: Int) throws {
    for frequency in [200.0, 997, 2501, 3400, 3650] {
      let frequency = edge(frequency, rate)
      let ours = try response(frequency, rate: rate)
      let reference = try response(frequency, rate: rate, method: .samplerate)
      let difference = rms(zip(ours, reference).map { $0 - $1 })
      #expect(decibels(difference / rms(reference)) <= -90, "\(frequency) Hz")
    }
  }
}
