import TelephonyAudio
import TestSupport
import Testing

@Suite struct LinearPCMTests {
  private static let allSamples = (UInt16.min...UInt16.max).map { Int16(bitPattern: $0) }

  @Test func everySampleComesBack() {
    var bytes: [UInt8] = []
    #expect(LinearPCM.encode(Self.allSamples.map { Float($0) / 32768 }, into: &bytes) == 0)
    #expect(LinearPCM.decode(bytes) == Self.allSamples)
  }

  @Test func theLeastSignificantByteIsFirst() {
    var bytes: [UInt8] = [9]
    LinearPCM.encode([258.0 / 32768, -2.0 / 32768], into: &bytes)
    #expect(bytes == [9, 0x02, 0x01, 0xFE, 0xFF])
  }

  @Test func valuesRoundToTheNearestTiesToEven() {
    let table: [(Double, Int16)] = [
      (0.49, 0), (0.5, 0), (0.51, 1), (1.5, 2), (2.5, 2), (-0.5, 0), (-0.51, -1), (-1.5, -2),
      (-2.5, -2), (32766.5, 32766), (32767.49, 32767), (-32767.5, -32768), (-32768.5, -32768),
    ]
    for (value, expected) in table {
      var bytes: [UInt8] = []
      #expect(LinearPCM.encode([Float(value / 32768)], into: &bytes) == 0, "\(value)")
      #expect(LinearPCM.decode(bytes) == [expected], "\(value)")
    }
  }

  @Test func whatIsBeyondFullScaleSaturatesAndIsCounted() {
    var bytes: [UInt8] = []
    #expect(LinearPCM.encode([1, .infinity, -1.5, -.infinity, .nan, -1], into: &bytes) == 5)
    #expect(LinearPCM.decode(bytes) == [32767, 32767, -32768, -32768, 0, -32768])
  }

  @Test(arguments: 0..<20)
  func anyNumberOfSamplesIsCoded(_ count: Int) {
    let samples = Signal.noise(frames: count, amplitude: 0.9)
    var bytes: [UInt8] = []
    LinearPCM.encode(samples, into: &bytes)
    #expect(
      LinearPCM.decode(bytes) == samples.map { Int16(($0 * 32768).rounded(.toNearestOrEven)) })
    #expect(LinearPCM.decode(bytes + [1]).count == count)
  }
}
