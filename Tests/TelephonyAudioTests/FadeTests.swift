import TelephonyAudio
import Testing

@Suite struct FadeTests {
  private let constant = [Float](repeating: 1, count: 200)

  @Test func aSignalBeginsAndEndsSoftly() throws {
    // 40 samples, and 80.
    let result = try SoundSignal.result(of: [Fade(start: 0.005, end: 0.01)], on: constant)
    #expect(result.count == 200)
    #expect(result[0] > 0 && result[0] < 0.001)
    #expect(abs(result[19] + result[20] - 1) < 1e-6)
    #expect(result[39] > 0.999)
    #expect(result[40..<120].allSatisfy { $0 == 1 })
    #expect(abs(result[159] + result[160] - 1) < 1e-6)
    #expect(result[199] > 0 && result[199] < 0.001)
    #expect(zip(result[...40], result[1...]).allSatisfy { $0 <= $1 })
    #expect(zip(result[120...], result[121...]).allSatisfy { $0 >= $1 })
  }

  @Test func aShortSignalHasBothFades() throws {
    let result = try SoundSignal.result(
      of: [Fade(start: 0.005, end: 0.01)], on: Array(constant.prefix(30)))
    let whole = try SoundSignal.result(of: [Fade(start: 0, end: 0.01)], on: constant)
    let start = try SoundSignal.result(of: [Fade(start: 0.005, end: 0)], on: constant)
    #expect(result == zip(start.prefix(30), whole.suffix(30)).map { $0 * $1 })
  }

  @Test func noFadeChangesNothing() throws {
    #expect(try SoundSignal.result(of: [Fade(start: 0, end: 0)], on: constant) == constant)
    #expect(try SoundSignal.result(of: [Fade(start: 1, end: 1)], on: []) == [])
  }

  @Test(arguments: [1, 7, 4096])
  func theResultIsTheSameHoweverTheSignalIsCut(_ cut: Int) throws {
    let stage = Fade(start: 0.005, end: 0.01)
    let expected = try SoundSignal.result(of: [Fade(start: 0.005, end: 0.01)], on: constant)
    #expect(try SoundSignal.result(of: [stage], on: constant, cut: cut) == expected)
  }
}
