import Testing

@testable import AudioFiles

@Suite struct MPEGFramesTests {
  // Layer, rate and size of frames as ISO/IEC 11172-3 and 13818-3 define them.
  @Test(
    arguments: [
      ([0xFF, 0xFB, 0x90, 0x00], 44_100, 1152, 417),  // MPEG 1, III, 128 kbit/s
      ([0xFF, 0xFB, 0x92, 0x00], 44_100, 1152, 418),  // the same with a padding byte
      ([0xFF, 0xFD, 0x84, 0x00], 48_000, 1152, 384),  // MPEG 1, II, 128 kbit/s
      ([0xFF, 0xFF, 0x44, 0x00], 48_000, 384, 128),  // MPEG 1, I, 128 kbit/s
      ([0xFF, 0xF3, 0x88, 0x00], 16_000, 576, 288),  // MPEG 2, III, 64 kbit/s
      ([0xFF, 0xE3, 0x48, 0x00], 8_000, 576, 288),  // MPEG 2.5, III, 32 kbit/s
    ] as [([UInt8], Int, Int, Int)])
  func sizesFollowFromTheHeader(_ bytes: [UInt8], _ rate: Int, _ frames: Int, _ size: Int) throws {
    let header = try #require(MPEGFrameHeader(bytes[...]))
    #expect(header.sampleRate == rate)
    #expect(header.sampleFrames == frames)
    #expect(header.size == size)
  }

  @Test(
    arguments: [
      [0xFF, 0xFB, 0x90], [0xFE, 0xFB, 0x90, 0x00], [0xFF, 0xEB, 0x90, 0x00],
      [0xFF, 0xF9, 0x90, 0x00], [0xFF, 0xFB, 0xF0, 0x00], [0xFF, 0xFB, 0x00, 0x00],
      [0xFF, 0xFB, 0x9C, 0x00],
    ] as [[UInt8]])
  func otherBytesAreNoHeader(_ bytes: [UInt8]) {
    #expect(MPEGFrameHeader(bytes[...]) == nil)
  }
}
