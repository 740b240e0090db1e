import TelephonyAudio
import TestSupport
import Testing

@Suite struct SpectrumTests {
  private func spectrum(_ samples: [Float], cut: Int = 1 << 20) -> Spectrum {
    var spectrum = Spectrum()
    for start in stride(from: 0, to: samples.count, by: cut) {
      spectrum.add(Array(samples[start..<min(start + cut, samples.count)]))
    }
    return spectrum
  }

  @Test(arguments: [4, 32, 100, 127])
  func aSineIsAtItsFrequencyWithItsLevel(_ band: Int) {
    let frequency = Spectrum().frequency(of: band)
    #expect(frequency == Double(band) * 31.25)
    let levels = spectrum(
      Signal.sine(frequency, rate: 8000, frames: 25_600, amplitude: 1)
    ).levels
    #expect(levels.indices.max { levels[$0] < levels[$1] } == band)
    // A Hann window gives two thirds of a sine's power to its own band, a sixth to each beside it.
    #expect(abs(levels[band] - (-3.01 - 1.76)) < 0.05)
    #expect(abs(levels[band - 1] - (-3.01 - 7.78)) < 0.1)
    #expect(levels[(band + 60) % 129] < -60)
  }

  @Test func theBandsAddUpToTheSignal() {
    let noise = Signal.noise(frames: 128_000, amplitude: 0.5)
    let sum = spectrum(noise).powers.reduce(0, +)
    #expect(abs(sum / (0.25 / 3) - 1) < 0.02)
  }

  @Test func whatIsShorterThanAWindowIsHeardToo() {
    let short = Signal.sine(1000, rate: 8000, frames: 100)
    let levels = spectrum(short).levels
    #expect(levels.indices.max { levels[$0] < levels[$1] } == 32)
    #expect(spectrum([]).levels.allSatisfy { $0 == Spectrum.softest })
    #expect(spectrum([Float](repeating: 0, count: 999)).levels.allSatisfy { $0 <= -120 })
  }

  @Test(arguments: [1, 100, 128, 4096])
  func itIsTheSameHoweverTheSignalIsCut(_ cut: Int) {
    let noise = Signal.noise(frames: 5000)
    #expect(spectrum(noise, cut: cut).powers == spectrum(noise).powers)
  }

  @Test func whatIsNoNumberDoesNotCount() {
    var samples = Signal.sine(1000, rate: 8000, frames: 2560)
    samples[7] = .nan
    samples[9] = .infinity
    #expect(spectrum(samples).powers.allSatisfy { $0.isFinite })
  }

  /// Of a signal that no library of C has made: the same bits on every CPU.
  @Test func theBitsStayTheSame() {
    let powers = spectrum(Signal.noise(frames: 4000)).powers
    let digest = powers.reduce(UInt64(14_695_981_039_346_656_037)) {
      ($0 ^ $1.bitPattern) &* 1_099_511_628_211
    }
    #expect(digest == 6_696_198_428_228_234_742)
  }
}
