import AudioFiles
import TelephonyAudio
import TestSupport
import Testing

@Suite struct ALawTests {
  private static let allSamples = (UInt16.min...UInt16.max).map { Int16(bitPattern: $0) }

  @Test func everySampleHasTheCodeOfTheReference() {
    // SHA-256 of the codes that ITU-T G.191 (alaw_compress) gives for the unsigned bit patterns
    // 0 to 65535.
    let digest = SHA256.digest(ALaw.encode(Self.allSamples))
    #expect(digest == "f77c76aa923ee25617453f87514828a12896227f82ff383bf3bb53d6ac7c2a0f")
  }

  @Test func everySampleLiesBetweenTheDecisionValuesOfItsCode() {
    // ITU-T G.711, table 1: decision values, here in 16-bit scale, of magnitude bits 0 to 127.
    let decisionValues = (0..<128).map { bits in
      bits < 32 ? 16 * bits : (16 + bits % 16) << (bits / 16 + 3)
    }
    for sample in Self.allSamples {
      let magnitude = sample < 0 ? -1 - Int(sample) : Int(sample)
      let bits = decisionValues.lastIndex { $0 <= magnitude } ?? 0
      let expected = UInt8(bits | (sample < 0 ? 0 : 0x80)) ^ 0x55
      let code = ALaw.encode([sample])[0]
      if code != expected {
        Issue.record("sample \(sample) has code \(code), should have \(expected)")
        return
      }
    }
  }

  @Test func aDecodedCodeEncodesToItself() {
    let codes = (UInt8.min...UInt8.max).map { $0 }
    #expect(ALaw.encode(ALaw.decode(codes)) == codes)
  }

  @Test(
    arguments: [
      (0xD5, 8), (0x55, -8), (0xD4, 24), (0xAA, 32256), (0x2A, -32256), (0x80, 5504),
    ] as [(UInt8, Int16)])
  func aCodeDecodesToTheMiddleOfItsInterval(_ code: UInt8, _ sample: Int16) {
    #expect(ALaw.decode([code]) == [sample])
  }

  @Test func floatsOfAllSixteenBitValuesHaveTheSameCodes() {
    var codes: [UInt8] = []
    let saturated = ALaw.encode(Self.allSamples.map { Float($0) / 32768 }, into: &codes)
    #expect(codes == ALaw.encode(Self.allSamples))
    #expect(saturated == 0)
  }

  @Test func floatsRoundToTheNearestSixteenBitValue() {
    // 15 and 16 have different codes, 15.5 rounds to even.
    for (value, sample) in [(15.4, 15), (15.5, 16), (15.6, 16), (-16.4, -16), (-16.6, -17)] {
      var codes: [UInt8] = []
      ALaw.encode([Float(value / 32768)], into: &codes)
      #expect(codes == ALaw.encode([Int16(sample)]), "\(value)")
    }
  }

  @Test func floatsBeyondFullScaleSaturateAndAreCounted() {
    var codes: [UInt8] = []
    let loud: [Float] = [1, 1.002, 16411, .infinity, .greatestFiniteMagnitude, 0.9999]
    #expect(ALaw.encode(loud, into: &codes) == 5)
    #expect(ALaw.encode(loud.map { -$0 }, into: &codes) == 4)
    let largest = ALaw.encode([Int16.max, Int16.min])
    #expect(
      codes == Array(repeating: largest[0], count: 6) + Array(repeating: largest[1], count: 6))
  }

  @Test func whatIsNotANumberIsSilenceAndCounted() {
    var codes: [UInt8] = []
    #expect(ALaw.encode([.nan, -.nan], into: &codes) == 2)
    #expect(codes == ALaw.encode([0, 0] as [Int16]))
  }

  @Test func codesAreAppended() {
    var codes: [UInt8] = [1, 2, 3]
    ALaw.encode([0] as [Float], into: &codes)
    #expect(codes == [1, 2, 3, 0xD5])
    ALaw.encode([] as [Float], into: &codes)
    #expect(codes.count == 4)
  }
}
