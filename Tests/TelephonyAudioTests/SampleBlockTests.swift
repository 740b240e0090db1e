import TelephonyAudio
import Testing

@Suite struct SampleBlockTests {
  @Test func sixteenBitSamplesBecomeFloatsOfFullScaleOne() {
    let block = SampleBlock.sixteenBit([.min, -1, 0, .max])
    #expect(block.floats == [-1, -1 / 32768, 0, 32767 / 32768])
    #expect(SampleBlock.float([1.5, -0.25]).floats == [1.5, -0.25])
  }

  @Test func framesAreCutOutWithAllTheirChannels() {
    let blocks = [SampleBlock.sixteenBit([0, 1, 2, 3, 4, 5]), .float([0, 1, 2, 3, 4, 5])]
    for block in blocks {
      let scale = block.floats[1]
      #expect(block.count == 6)
      #expect(block.frames(1..<3, channelCount: 2).floats == [2, 3, 4, 5].map { $0 * scale })
      #expect(block.frames(0..<2, channelCount: 3).floats == block.floats)
      #expect(block.frames(2..<2, channelCount: 3).count == 0)
    }
  }
}
