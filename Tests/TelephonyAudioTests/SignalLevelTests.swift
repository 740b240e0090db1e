import TelephonyAudio
import TestSupport
import Testing

@Suite struct SignalLevelTests {
  @Test(arguments: [0, 1, 7, 8, 9, 1000])
  func thePeakIsTheLargestMagnitudeWhereverItIs(_ count: Int) {
    let noise = Signal.noise(frames: count)
    #expect(SignalLevel.peak(of: noise) == noise.map(\.magnitude).max() ?? 0)
    for index in noise.indices {
      var spiked = noise
      spiked[index] = index % 2 == 0 ? 3 : -3
      #expect(SignalLevel.peak(of: spiked) == 3)
    }
  }

  @Test func whatIsNotANumberDoesNotCount() {
    #expect(SignalLevel.peak(of: [.nan, 0.5, -.nan]) == 0.5)
    #expect(SignalLevel.peak(of: [Float](repeating: .nan, count: 8) + [-0.25]) == 0.25)
  }
}
