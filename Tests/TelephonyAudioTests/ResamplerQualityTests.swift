import Foundation
import TelephonyAudio
import TestSupport
import Testing

/// What the resampler's filters let through and keep out, measured on its float output, for both
/// rates that platforms take. Frequencies are shares of the lower rate; in brackets, of 8000 Hz.
///
/// | property | must be |
/// |---|---|
/// | passband, up to 0.4625 (3700 Hz) | within ±0.001 dB |
/// | at 0.475 (3800 Hz) | not below -3 dB |
/// | any tone above 0.50625 (4050 Hz) | aliases at -120 dB or less |
/// | images of a source below the output's rate | -120 dB or less |
/// | 997 Hz at -1 dBFS | SNR of 125 dB or more |
/// | against libsamplerate's best, in the passband | difference of -90 dB or less |
@Suite struct ResamplerQualityTests {
  static let ratios = ResamplerTests.ratios.filter { $0 != $1 }

  /// What a tone becomes, without the ends, where the filter sees silence.
  private func response(
    _ frequency: Double, _ rates: (input: Int, output: Int), amplitude: Double = 0.5,
    method: Resampler.Method = .automatic
  ) throws -> [Float] {
    var resampler = try Resampler(
      inputRate: rates.input, outputRate: rates.output, method: method)
    var output: [Float] = []
    let frames = max(rates.input * 2000 / rates.output, 4000)
    let tone = Signal.sine(frequency, rate: rates.input, frames: frames, amplitude: amplitude)
    try resampler.process(tone, into: &output)
    try resampler.finish(into: &output)
    return Array(output.dropFirst(output.count / 4).prefix(output.count / 2))
  }

  private func decibels(_ ratio: Double) -> Double { 20 * log10(ratio) }

  private func rms(_ samples: [Float]) -> Double {
    (samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(samples.count)).squareRoot()
  }

  /// A share of the lower rate, in Hz.
  private func edge(_ share: Double, _ rates: (Int, Int)) -> Double {
    share * Double(min(rates.0, rates.1))
  }

  @Test(arguments: ratios)
  func thePassbandIsFlat(_ rates: (Int, Int)) throws {
    let edge = edge(0.4625, rates)
    for step in 1...24 {
      let frequency = edge * Double(step) / 24
      let tone = Signal.tone(frequency, in: try response(frequency, rates), rate: rates.1)
      #expect(abs(decibels(tone.amplitude / 0.5)) < 0.001, "\(frequency) Hz")
    }
  }

  @Test(arguments: ratios)
  func theEdgeOfThePassbandIsSoft(_ rates: (Int, Int)) throws {
    let frequency = edge(0.475, rates)
    let tone = Signal.tone(frequency, in: try response(frequency, rates), rate: rates.1)
    #expect(decibels(tone.amplitude / 0.5) > -3)
  }

  @Test(arguments: ratios.filter { $0 > $1 })
  func nothingAboveTheStopbandsEdgeIsAliased(_ rates: (Int, Int)) throws {
    let highest = Double(rates.0) / 2
    let unit = Double(rates.1) / 8000
    // Close to the edge, around the places that each stage mirrors, and everywhere between.
    var frequencies = [4050.0, 4060, 4100, 4200, 4400, 5000].map { $0 * unit }
    for mirror in stride(from: 8000 * unit, to: highest, by: 4000 * unit) {
      frequencies += [-3900.0, -1000, 0, 997, 3700].map { mirror + $0 * unit }
    }
    for divisor in [16.0, 8, 4, 2] {
      let mirror = Double(rates.0) / divisor
      frequencies += [4050.0, 3700, 1000, 100].map { mirror - $0 * unit }
    }
    for frequency in frequencies where frequency >= 4050 * unit && frequency < highest {
      let level = decibels(rms(try response(frequency, rates)) / (0.5 / 2.0.squareRoot()))
      #expect(level <= -120, "\(frequency) Hz at \(level) dB")
    }
  }

  @Test(
    arguments: [6000, 4000, 1000].map { ($0, 8000) } + [6000, 8000, 11_025].map { ($0, 16_000) })
  func aLowSourceHasNoImages(_ rates: (Int, Int)) throws {
    for share in [0.05, 0.17, 0.3, 0.42, 0.46] {
      let frequency = Double(rates.0) * share
      let samples = try response(frequency, rates)
      let residue = Signal.tone(frequency, in: samples, rate: rates.1).residue
      #expect(decibels(residue / (0.5 / 2.0.squareRoot())) <= -120, "\(frequency) Hz")
    }
  }

  @Test(arguments: ratios)
  func aToneIsPure(_ rates: (Int, Int)) throws {
    let amplitude = pow(10, -1.0 / 20)
    let tone = Signal.tone(
      997, in: try response(997, rates, amplitude: amplitude), rate: rates.1)
    let ratio = decibels(tone.amplitude / 2.0.squareRoot() / tone.residue)
    #expect(ratio >= 125)
  }

  @Test(arguments: ratios)
  func theResultIsThatOfLibsamplerate(_ rates: (Int, Int)) throws {
    for share in [0.025, 0.125, 0.3125, 0.425, 0.45625] {
      let frequency = edge(share, rates)
      let ours = try response(frequency, rates)
      let reference = try response(frequency, rates, method: .samplerate)
      let difference = rms(zip(ours, reference).map { $0 - $1 })
      #expect(decibels(difference / rms(reference)) <= -90, "\(frequency) Hz")
    }
  }
}
