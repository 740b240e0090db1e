import TestSupport
import Testing

@testable import TelephonyAudio

@Suite struct NoiseShapingTests {
  private func codes(_ signal: [Float], shaped: Bool = true, cut: Int = 4096) throws -> [UInt8] {
    try SoundSignal.codes(of: shaped ? [NoiseShaping()] : [], on: signal, cut: cut)
  }

  /// Words of which no sample lies on a step.
  private let words = SoundSignal.words(amplitude: 0.2)

  @Test func thePlainEncoderKeepsWhatWasShaped() throws {
    let result = try SoundSignal.result(of: [NoiseShaping()], on: words)
    var codes: [UInt8] = []
    ALaw.encode(result, into: &codes)
    // Silence is left to the encoder.
    #expect(zip(SoundSignal.decoded(codes), result).allSatisfy { $0 == $1 || $1 == 0 })
    #expect(try self.codes(words, shaped: false) != codes)
  }

  @Test func silenceStaysSilence() throws {
    for count in [0, 1, 7, 8, 200, 5000] {
      let codes = try codes(SoundSignal.silence(count))
      #expect(codes == [UInt8](repeating: 0xD5, count: count))
    }
    let codes = try codes(words + SoundSignal.silence(500) + words)
    #expect(codes[words.count..<words.count + 500].allSatisfy { $0 == 0xD5 })
  }

  @Test func whatWasDecodedKeepsItsCodes() throws {
    let plain = try codes(words, shaped: false)
    #expect(try codes(SoundSignal.decoded(plain)) == plain)
    let all = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 73) }
    #expect(try codes(SoundSignal.decoded(all)) == all)
  }

  /// A vowel of two formants: the error follows them, and is softer where the speech is soft.
  @Test func theErrorHasTheShapeOfTheSpeech() throws {
    let count = 16_000
    let vowel = zip(
      Signal.sine(400, rate: 8000, frames: count, amplitude: 0.2),
      Signal.noise(frames: count, amplitude: 0.002)
    ).map { $0 + $1 }
    func error(shaped: Bool) throws -> [Float] {
      zip(SoundSignal.decoded(try codes(vowel, shaped: shaped)), vowel).map { $0 - $1 }
    }
    let (plain, shaped) = (try error(shaped: false), try error(shaped: true))
    func highBand(_ signal: [Float]) -> Double {
      var filter = SoundSignal.HighBand()
      return SoundSignal.energy(signal.map { filter.process($0) })
    }
    // Above 2 kHz there is less, at the cost of what is below.
    let growth = SoundSignal.energy(shaped) / SoundSignal.energy(plain)
    #expect(growth > 1.5 && growth < 8)
    #expect(highBand(shaped) < 0.9 * highBand(plain))
  }

  @Test func aPeakBelowTheCeilingStaysBelowIt() throws {
    let loud = try SoundSignal.result(
      of: [Leveler(.level(-9))], on: SoundSignal.words(amplitude: 0.6))
    let result = try SoundSignal.result(of: [NoiseShaping()], on: loud)
    #expect(SignalLevel.peak(of: loud) > 0.85)
    // -0.9 dB of full scale.
    #expect(SignalLevel.peak(of: result) <= 0.9016)
  }

  @Test func whatDoesNotFitIsLeftToTheEncoder() throws {
    let signal: [Float] = [0.1, 1.5, -2, .nan, .infinity, 0.2]
    let result = try SoundSignal.result(of: [NoiseShaping()], on: signal)
    #expect(result[1...2] == [1.5, -2])
    #expect(result[3].isNaN)
    #expect(result[4] == .infinity)
    var codes: [UInt8] = []
    #expect(ALaw.encode(result, into: &codes) == 4)
  }

  @Test(arguments: [1, 7, 160, 4096, 100_000])
  func theCodesAreTheSameHoweverTheSignalIsCut(_ cut: Int) throws {
    #expect(try codes(words, cut: cut) == codes(words, cut: 999))
  }

  @Test(arguments: [0, 1, 159, 160, 161, 200, 201, 1000])
  func aSignalKeepsItsLength(_ count: Int) throws {
    let signal = Signal.noise(frames: count)
    #expect(try codes(signal).count == count)
    // And its start does not depend on what follows a window later.
    #expect(
      try codes(signal).prefix(max(0, count - 400))
        == codes(Signal.noise(frames: 1500)).prefix(max(0, count - 400)))
  }

  @Test func aQuantizerIsItsEncoding() {
    let samples = [Int16](Int16.min...Int16.max)
    let decoded = ALaw.decode(ALaw.encode(samples)).map { Double($0) }
    #expect(samples.map { Quantizer.aLaw.decoded(Double($0)) } == decoded)
    // To even, as the encoder rounds.
    #expect(Quantizer.aLaw.decoded(15.5) == 24)
    #expect(Quantizer.aLaw.decoded(16.5) == 24)
    #expect(Quantizer.aLaw.decoded(-16.5) == -8)
    #expect(!Quantizer.fits(.nan))
    #expect(!Quantizer.fits(32767.5))
    #expect(Quantizer.fits(-32768.5))
  }
}
