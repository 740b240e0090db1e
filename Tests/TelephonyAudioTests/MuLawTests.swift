import AudioFiles
import TelephonyAudio
import TestSupport
import Testing

@Suite struct MuLawTests {
  private static let allSamples = (UInt16.min...UInt16.max).map { Int16(bitPattern: $0) }
  private static let allCodes = (UInt8.min...UInt8.max).map { $0 }

  @Test func everySampleHasTheCodeOfTheReference() {
    // SHA-256 of the codes that ITU-T G.191 (ulaw_compress) gives for the unsigned bit patterns
    // 0 to 65535.
    let digest = SHA256.digest(MuLaw.encode(Self.allSamples))
    #expect(digest == "455d3ccb989aea3ed20d8783a99859635739069ad7ffab3bfc61f36feb6de709")
  }

  @Test func everySampleLiesBetweenTheDecisionValuesOfItsCode() {
    // ITU-T G.711, table 2: decision values, here in 14-bit scale, of magnitude bits 0 to 127.
    let decisionValues = (0..<128).map { bits in
      max(0, (32 + 2 * (bits % 16)) << (bits / 16) - 33)
    }
    #expect(decisionValues.last == 7903)
    for (sample, code) in zip(Self.allSamples, MuLaw.encode(Self.allSamples)) {
      let magnitude = (sample < 0 ? -1 - Int(sample) : Int(sample)) / 4
      let bits = decisionValues.lastIndex { $0 <= magnitude } ?? 0
      let expected = ~UInt8(bits | (sample < 0 ? 0x80 : 0))
      if code != expected {
        Issue.record("sample \(sample) has code \(code), should have \(expected)")
        return
      }
    }
  }

  @Test func theEndsOfTheTableAreThoseOfTheRecommendation() {
    // Table 2a: the decoder's output values 0, 2, 30, 33, 8031 in 14-bit scale.
    #expect(MuLaw.decode([0xFF, 0xFE, 0xF0, 0xEF, 0x80]) == [0, 8, 120, 132, 32124])
    #expect(MuLaw.decode([0x7F, 0x7E, 0x70, 0x6F, 0x00]) == [0, -8, -120, -132, -32124])
    // Decision values 1, 3, 31, 35 and 7903.
    #expect(
      MuLaw.encode([3, 4, 11, 12, 123, 124, 139, 140, 31611, 31612, 32767])
        == [0xFF, 0xFE, 0xFE, 0xFD, 0xF0, 0xEF, 0xEF, 0xEE, 0x81, 0x80, 0x80])
    #expect(MuLaw.encode([-1, -4, -5, -32768]) == [0x7F, 0x7F, 0x7E, 0x00])
  }

  @Test func allCodesComeBackButTheNegativeZero() {
    var expected = Self.allCodes
    expected[0x7F] = 0xFF
    #expect(MuLaw.encode(MuLaw.decode(Self.allCodes)) == expected)
  }

  @Test func floatsOfAllSixteenBitValuesHaveTheSameCodes() {
    var codes: [UInt8] = [1]
    let clipped = MuLaw.encode(Self.allSamples.map { Float($0) / 32768 }, into: &codes)
    #expect(codes == [1] + MuLaw.encode(Self.allSamples))
    #expect(clipped == 0)
  }

  @Test(arguments: 0..<20)
  func anyNumberOfSamplesIsCoded(_ count: Int) {
    let samples = Signal.noise(frames: count, amplitude: 0.9)
    var codes: [UInt8] = []
    MuLaw.encode(samples, into: &codes)
    #expect(codes == MuLaw.encode(samples.map { Int16(($0 * 32768).rounded(.toNearestOrEven)) }))
  }

  @Test func whatIsBeyondFullScaleSaturatesAndIsCounted() {
    var codes: [UInt8] = []
    #expect(MuLaw.encode([1, .infinity, -1.5, -.infinity, .nan, 0.9999], into: &codes) == 5)
    #expect(codes == [0x80, 0x80, 0x00, 0x00, 0xFF, 0x80])
  }
}
