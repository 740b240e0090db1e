import TestSupport
import Testing

@testable import TelephonyAudio

/// On a CPU with AVX2 these compare C with Swift; elsewhere both sides are Swift.
@Suite struct SampleTotalsTests {
  /// Sums by the definition.
  private func expected(_ samples: [Int16], _ encoding: SampleEncoding) -> [Int] {
    let range = (samples: samples.map { Int($0) }, largest: encoding.largestMagnitude)
    return [
      range.samples.reduce(0, +), range.samples.reduce(0) { $0 + $1 * $1 },
      range.samples.map(abs).max() ?? 0,
      range.samples.count { abs($0) == range.largest || $0 == Int(Int16.max) },
    ]
  }

  private func figures(_ totals: SampleTotals) -> [Int] {
    [totals.sum, Int(totals.energy), totals.peak, totals.outermostCount]
  }

  @Test(arguments: [0, 1, 31, 32, 33, 511, 512, 515, 2048, 2081, 70_000])
  func bothPathsHaveTheSumsOfTheDefinition(_ count: Int) {
    let all = (0...255).map { UInt8($0) }
    let noise = Signal.noise(frames: 70_000).map { UInt8(truncatingIfNeeded: Int($0 * 1e6)) }
    let loudest: [UInt8] = [0xAA, 0x2A]
    for pattern in [all + noise, [0xD5], [0x55], [loudest[0]], [loudest[1]], loudest] {
      let codes = (0..<count).map { pattern[$0 % pattern.count] }
      for encoding in [SampleEncoding.aLaw, .muLaw] {
        var (best, plain) = (SampleTotals(encoding), SampleTotals(encoding))
        best.add(codes[...], .best)
        plain.add(codes[...], .plain)
        #expect(best == plain)
        #expect(figures(plain) == expected(encoding.decode(codes), encoding))
      }
    }
  }

  @Test func moreThanSixtyFourBitsAreNotTooMany() {
    var totals = SampleTotals(.pcm16)
    for _ in 0..<20 { totals.add(.min, count: 1 << 31) }
    #expect(totals.energy == 20 << 61)
    #expect(totals.outermostCount == 20 << 31)
  }
}
