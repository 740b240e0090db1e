import TestSupport
import Testing

@testable import TelephonyAudio

/// On a CPU with AVX2 these compare C with Swift; elsewhere both sides are Swift.
@Suite struct KernelsTests {
  private let signal = Signal.noise(frames: 4000)

  @Test func everySampleHasTheCodeOfThePlainTable() {
    let samples = (UInt16.min...UInt16.max).map { Int16(bitPattern: $0) }
    var fast = [UInt8](repeating: 0, count: samples.count)
    var plain = fast
    Kernels.encode(samples, count: samples.count, into: &fast)
    Kernels.Plain.encode(samples, count: samples.count, into: &plain)
    #expect(fast == plain)
  }

  @Test func floatsHaveTheCodesOfThePlainTable() {
    let halves = (-65_600...65_600).map { Float($0) / 65_536 }
    let odd: [Float] = [.nan, .infinity, -.infinity, 1e30, -1e30, -0.0, 32767.5 / 32768]
    let samples = halves + odd + halves.map { $0.nextUp } + Signal.noise(frames: 1000)
    var fast = [UInt8](repeating: 0, count: samples.count)
    var plain = fast
    let misfits = Kernels.encode(samples, count: samples.count, into: &fast)
    #expect(misfits == Kernels.Plain.encode(samples, count: samples.count, into: &plain))
    #expect(fast == plain)
  }

  @Test func theMeanOfTwoChannelsIsBitEqualToThePlainPath() {
    let frames = (0..<3200).map { Int16(truncatingIfNeeded: $0 &* 25_173 &+ 13_849) }
    let loudest = [Int16](repeating: .min, count: 3200)
    for input in [frames, loudest] {
      var fast = [Float](repeating: 0, count: 1600)
      var plain = fast
      let fastEnergies = Kernels.mixStereo(input, count: 1600, into: &fast)
      let plainEnergies = Kernels.Plain.mixStereo(input, count: 1600, into: &plain)
      #expect(fast.map(\.bitPattern) == plain.map(\.bitPattern))
      #expect(fastEnergies == plainEnergies)
    }
  }

  @Test(arguments: [1, 6, 7, 13, 31])
  func decimationIsBitEqualToThePlainPath(_ coefficientCount: Int) {
    let coefficients = Signal.noise(frames: coefficientCount, seed: 2)
    var fast = [Float](repeating: 0, count: 1600)
    var plain = fast
    Kernels.decimate(
      even: signal, odd: signal, coefficients: coefficients, coefficientCount: coefficientCount,
      into: &fast, count: fast.count)
    Kernels.Plain.decimate(
      even: signal, odd: signal, coefficients: coefficients, coefficientCount: coefficientCount,
      into: &plain, count: plain.count)
    #expect(fast.map(\.bitPattern) == plain.map(\.bitPattern))
    #expect(fast.contains { $0 != 0 })
  }

  @Test(arguments: [8, 16, 216, 328])
  func convolutionIsBitEqualToThePlainPath(_ tapCount: Int) {
    let row = Signal.noise(frames: tapCount, seed: 3)
    for stride in [1, 3, 441] {
      var fast = [Float](repeating: 0, count: 8 * 5)
      var plain = fast
      Kernels.convolve(
        row: row, tapCount: tapCount, input: signal, inputStride: stride, into: &fast,
        outputStride: 5)
      Kernels.Plain.convolve(
        row: row, tapCount: tapCount, input: signal, inputStride: stride, into: &plain,
        outputStride: 5)
      #expect(fast.map(\.bitPattern) == plain.map(\.bitPattern))
      #expect(fast.contains { $0 != 0 })
    }
  }
}
