import Foundation
import TelephonyAudio
import Testing

@Suite struct GainTests {
  @Test func theFactorIsThePowerOfTen() throws {
    let errors = (-3000...3000).map { step in
      abs(Gain(Double(step) / 100).factor / pow(10, Double(step) / 2000) - 1)
    }
    #expect(try #require(errors.max()) < 1e-12)
    #expect(Gain(0).factor == 1)
  }

  @Test func itIsRoundedAndHasBounds() {
    #expect(Gain(1.234).decibels == 1.23)
    #expect(Gain(-1.236).decibels == -1.24)
    #expect(Gain(31).decibels == 30)
    #expect(Gain(-.infinity).decibels == -30)
    #expect(Gain(.nan).decibels == 0)
    #expect(Gain(from: -31.4, to: -22).decibels == 9.4)
    #expect(Gain(-1) < Gain(0.01))
  }
}
