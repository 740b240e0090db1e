import Testing

@testable import VoicePrompts

@Suite struct WAVHeaderTests {
  @Test func theHeaderIsThatOfTheFormat() {
    // What SoX writes for 5 samples, as `xxd -p` shows it, one chunk a line.
    let expected: [UInt8] = [
      0x52, 0x49, 0x46, 0x46, 0x38, 0x00, 0x00, 0x00, 0x57, 0x41, 0x56, 0x45,
      0x66, 0x6D, 0x74, 0x20, 0x12, 0x00, 0x00, 0x00, 0x06, 0x00, 0x01, 0x00,
      0x40, 0x1F, 0x00, 0x00, 0x40, 0x1F, 0x00, 0x00, 0x01, 0x00, 0x08, 0x00, 0x00, 0x00,
      0x66, 0x61, 0x63, 0x74, 0x04, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00,
      0x64, 0x61, 0x74, 0x61, 0x05, 0x00, 0x00, 0x00,
    ]
    #expect(WAVHeader.bytes(sampleCount: 5) == expected)
    #expect(expected.count == WAVHeader.size)
  }

  @Test(arguments: [(0, 50), (1, 52), (2, 52), (80_000, 80_050)])
  func theRIFFSizeCountsThePadByte(_ samples: Int, _ size: Int) {
    let header = WAVHeader.bytes(sampleCount: samples)
    #expect(header.number(at: 4, count: 4, .little) == UInt64(size))
    #expect(header.number(at: 46, count: 4, .little) == UInt64(samples))
    #expect(header.number(at: 54, count: 4, .little) == UInt64(samples))
    #expect(PromptSpec.fileSize(sampleCount: samples) == size + 8)
  }

  @Test func theLimitHoldsAsMuchAsTheFileSizeSays() {
    for limit in [58, 59, 60, 61, 2_000_000, 2_097_152] {
      let capacity = PromptSpec.sampleCapacity(of: ByteSize(limit))
      #expect(PromptSpec.fileSize(sampleCount: capacity) <= limit)
      #expect(PromptSpec.fileSize(sampleCount: capacity + 1) > limit)
    }
    #expect(PromptSpec.sampleCapacity(of: ByteSize(0)) == 0)
  }
}
