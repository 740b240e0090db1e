import TelephonyAudio
import TestSupport
import Testing

@Suite struct SampleEncodingTests {
  private static let allCodes = (UInt8.min...UInt8.max).map { $0 }

  @Test func namesAreUnique() {
    #expect(Set(SampleEncoding.all.map(\.name)).count == SampleEncoding.all.count)
    #expect(Set(SampleEncoding.all).count == SampleEncoding.all.count)
  }

  @Test func aLawIsFormatSixWithOneByteASample() {
    let encoding = SampleEncoding.aLaw
    #expect(encoding.name == "A-law")
    #expect(encoding.waveFormatTag == 6)
    #expect(encoding.bytesPerSample == 1)
    #expect(SampleEncoding.all.contains(encoding))
  }

  @Test func aLawHasTheCodesAndSamplesOfItsCodec() {
    let samples = Signal.noise(frames: 5000, amplitude: 1.2) + [.nan, .infinity]
    var codes: [UInt8] = [1]
    var expected: [UInt8] = [1]
    let clipped = SampleEncoding.aLaw.encode(samples, into: &codes)
    #expect(clipped == ALaw.encode(samples, into: &expected))
    #expect(clipped > 2)
    #expect(codes == expected)
    #expect(SampleEncoding.aLaw.decode(Self.allCodes) == ALaw.decode(Self.allCodes))
  }

  @Test func theOthersHaveTheirTagsAndSizes() {
    #expect(SampleEncoding.muLaw.waveFormatTag == 7)
    #expect(SampleEncoding.muLaw.bytesPerSample == 1)
    #expect(SampleEncoding.pcm16.waveFormatTag == 1)
    #expect(SampleEncoding.pcm16.bytesPerSample == 2)
    #expect(SampleEncoding.all.map(\.isLinear) == [false, false, true])
  }

  @Test(arguments: SampleEncoding.all)
  func aSampleTakesItsBytesAndClipsBeyondFullScale(_ encoding: SampleEncoding) {
    var codes: [UInt8] = []
    #expect(encoding.encode([0, 0.5, 1.5, -1.5], into: &codes) == 2)
    #expect(codes.count == 4 * encoding.bytesPerSample)
    let largest = encoding.decode(codes).map { Int($0.magnitude) }.max()
    #expect(largest == encoding.largestMagnitude)
  }

  @Test(arguments: SampleEncoding.all.filter { $0.bytesPerSample == 1 })
  func aDecodedCodeEncodesToItself(_ encoding: SampleEncoding) {
    var codes: [UInt8] = []
    let samples = encoding.decode(Self.allCodes).map { Float($0) / 32768 }
    #expect(encoding.encode(samples, into: &codes) == 0)
    #expect(encoding.decode(codes) == encoding.decode(Self.allCodes))
    // Two codes of µ-law stand for 0.
    let negativeZero = encoding == .muLaw ? [0x7F] : []
    #expect(codes.indices.filter { codes[$0] != Self.allCodes[$0] } == negativeZero)
  }

  @Test(arguments: SampleEncoding.all.filter { $0.bytesPerSample == 1 })
  func noCodeIsLouderThanTheLargestMagnitude(_ encoding: SampleEncoding) {
    let magnitudes = encoding.decode(Self.allCodes).map { Int($0.magnitude) }
    #expect(magnitudes.max() == encoding.largestMagnitude)
  }
}
