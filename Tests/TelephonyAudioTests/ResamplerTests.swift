import Foundation
import TelephonyAudio
import TestSupport
import Testing

@Suite struct ResamplerTests {
  static let rates = [
    6000, 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200,
    96_000, 176_400, 192_000,
  ]

  /// Rates, and the two that platforms take.
  static let ratios = [8000, 16_000].flatMap { output in rates.map { ($0, output) } }

  private func resampled(
    _ input: [Float], from rate: Int, to outputRate: Int = 8000, blockSize: Int = .max,
    threads: Int = 1
  ) throws -> [Float] {
    var resampler = try Resampler(inputRate: rate, outputRate: outputRate, threads: threads)
    var output: [Float] = []
    var rest = input[...]
    while !rest.isEmpty {
      try resampler.process(Array(rest.prefix(blockSize)), into: &output)
      rest = rest.dropFirst(blockSize)
    }
    try resampler.finish(into: &output)
    return output
  }

  @Test(
    arguments: ratios + [1000, 7999, 8001, 44_056, 768_000].map { ($0, 8000) }
      + [(44_100, 22_050), (8000, 44_100), (16_000, 11_025)])
  func theOutputHasExactlyTheRightLength(_ rate: Int, _ outputRate: Int) throws {
    for frames in [0, 1, 2, rate / 8000, 999, 1000, rate / 10 + 1, rate + 1] {
      let output = try resampled(Signal.noise(frames: frames), from: rate, to: outputRate)
      let expected = (frames * outputRate + rate - 1) / rate
      #expect(output.count == expected, "\(frames) frames at \(rate) Hz")
      #expect(
        Resampler.outputCount(frames: frames, inputRate: rate, outputRate: outputRate) == expected)
    }
  }

  @Test(
    arguments: [1000, 6000, 11_025, 44_100, 48_000, 192_000, 44_056].map { ($0, 8000) }
      + [(44_100, 16_000), (48_000, 16_000), (8000, 16_000)])
  func theOutputDoesNotDependOnTheBlockSize(_ rate: Int, _ outputRate: Int) throws {
    let input = Signal.noise(frames: 5000)
    let whole = try resampled(input, from: rate, to: outputRate)
    for blockSize in [1, 7, 64, 999, 4096] {
      let output = try resampled(input, from: rate, to: outputRate, blockSize: blockSize)
      #expect(output == whole, "\(blockSize)")
    }
    #expect(try resampled(input, from: rate, to: outputRate, threads: 2) == whole)
  }

  @Test(arguments: ratios)
  func aToneKeepsLevelPhaseAndPurity(_ rate: Int, _ outputRate: Int) throws {
    for frequency in [100.0, 300, 997, 2000, 3400] where frequency < Double(rate) * 0.45 {
      let input = Signal.sine(frequency, rate: rate, frames: rate)
      // The ends are left out: a tone that begins at once is no pure tone.
      let output = try resampled(input, from: rate, to: outputRate)
      let start = outputRate / 8
      let tone = Signal.tone(
        frequency, in: Array(output[start..<outputRate - start]), rate: outputRate)
      let shifted = 2 * Double.pi * frequency / 8
      let phase = remainder(tone.phase - shifted, 2 * .pi)
      #expect(abs(20 * log10(tone.amplitude / 0.5)) < 0.001, "\(frequency) Hz at \(rate) Hz")
      #expect(abs(phase) < 1e-4, "\(frequency) Hz at \(rate) Hz")
      #expect(20 * log10(tone.residue / 0.5) < -120, "\(frequency) Hz at \(rate) Hz")
    }
  }

  @Test(
    arguments: [44_100, 48_000, 16_000, 96_000].map { ($0, 8000) }
      + [(44_100, 16_000), (48_000, 16_000), (96_000, 16_000), (8000, 16_000)])
  func anImpulseStaysWhereItIs(_ rate: Int, _ outputRate: Int) throws {
    var input = [Float](repeating: 0, count: rate)
    input[rate / 2] = 1
    let output = try resampled(input, from: rate, to: outputRate)
    let peak = output.indices.max { output[$0] < output[$1] }
    #expect(peak == outputRate / 2)
  }

  @Test(arguments: [44_100, 48_000])
  func theFirstAndLastMomentsAreThere(_ rate: Int) throws {
    let input = [Float](repeating: 0.5, count: rate / 10)
    let output = try resampled(input, from: rate)
    // At both ends the filter sees as much silence as signal.
    #expect(abs(output[0] - 0.25) < 0.1)
    #expect(output[400...799].allSatisfy { $0 > 0.2 })
  }

  @Test(arguments: [8000, 16_000, 44_056])
  func oneRatePassesThroughUntouched(_ rate: Int) throws {
    let input = Signal.noise(frames: 1000)
    #expect(try resampled(input, from: rate, to: rate) == input)
  }

  @Test(arguments: [-1, 0, 1, 999, 768_001, 541_000_000])
  func otherRatesAreRefused(_ rate: Int) {
    #expect(throws: TelephonyAudioError.unsupportedSampleRate(rate)) {
      _ = try Resampler(inputRate: rate)
    }
    #expect(throws: TelephonyAudioError.unsupportedSampleRate(rate)) {
      _ = try Resampler(inputRate: 8000, outputRate: rate)
    }
  }

  @Test func absurdLengthsDoNotOverflow() {
    #expect(Resampler.outputCount(frames: .max, inputRate: 1000) == .max)
    #expect(Resampler.outputCount(frames: .max, inputRate: 48_000) == .max / 6 + 1)
  }
}
