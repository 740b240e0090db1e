import TelephonyAudio
import TestSupport
import Testing

@Suite struct WaveformTests {
  private func waveform(_ samples: [Float], size: Int, cut: Int = 1 << 20) -> Waveform {
    var waveform = Waveform(samplesPerExtent: size)
    for start in stride(from: 0, to: samples.count, by: cut) {
      waveform.add(Array(samples[start..<min(start + cut, samples.count)]))
    }
    return waveform
  }

  @Test func eachStretchHasItsLowestAndHighestSample() {
    let shape = waveform([0, 0.5, -0.25, 0.1, 0.2, 0.3, -1], size: 3)
    #expect(shape.extents.map(\.lowest) == [-0.25, 0.1, -1])
    #expect(shape.extents.map(\.highest) == [0.5, 0.3, -1])
    #expect(shape.sampleCount == 7)
  }

  @Test(arguments: [1, 7, 80, 1000])
  func itIsTheSameHoweverTheSignalIsCut(_ cut: Int) {
    let noise = Signal.noise(frames: 1234)
    #expect(waveform(noise, size: 80, cut: cut) == waveform(noise, size: 80))
  }

  @Test func nothingIsDrawnOfNothingAndOfWhatIsNoNumber() {
    #expect(waveform([], size: 0).extents.isEmpty)
    let shape = waveform([.nan, .nan, 0.5], size: 2)
    #expect(shape.extents.map(\.lowest) == [0, 0.5])
    #expect(shape.extents.map(\.highest) == [0, 0.5])
  }
}
