import Testing

@testable import AudioFiles

@Suite struct ADTSFramesTests {
  /// A frame of 1024 samples at 44,100 Hz, and as many blocks more.
  private static func frame(size: Int, blocks: UInt8 = 0) -> [UInt8] {
    var frame = [UInt8](repeating: 0xA5, count: size)
    frame.replaceSubrange(
      0..<7,
      with: [
        0xFF, 0xF1, 0x50, 0x80 | UInt8(size >> 11), UInt8(size >> 3 & 0xFF),
        UInt8(size & 7) << 5 | 0x1F, 0xFC | blocks,
      ])
    return frame
  }

  private func frames(_ bytes: [UInt8]) throws -> ADTSFrames {
    try ADTSFrames(InputFile(bytes: bytes, name: "a.aac"))
  }

  @Test func framesAreAddedUp() throws {
    let frames = try frames(Self.frame(size: 100) + Self.frame(size: 3000, blocks: 2))
    #expect(abs(frames.duration - 4096.0 / 44_100) < 1e-9)
    #expect(!frames.endsInFrame && !frames.isInterrupted)
  }

  @Test func tagsAreNoInterruption() throws {
    let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 5] + [1, 2, 3, 4, 5]
    let end = Array("TAG".utf8) + [UInt8](repeating: 0, count: 125)
    let frames = try frames(tag + Self.frame(size: 50) + end)
    #expect(!frames.isInterrupted)
    #expect(abs(frames.duration - 1024.0 / 44_100) < 1e-9)
  }

  @Test(arguments: [1, 5, 60, 99])
  func aPartOfAFrameIsAnEndThatIsMissing(_ size: Int) throws {
    let frames = try frames(Self.frame(size: 100) + Self.frame(size: 100).prefix(size))
    #expect(frames.endsInFrame)
    #expect(!frames.isInterrupted)
  }

  @Test func otherBytesInterrupt() throws {
    #expect(try frames(Self.frame(size: 100) + [1, 2, 3, 4] + Self.frame(size: 9)).isInterrupted)
    // A frame that is shorter than its header would never end.
    #expect(
      try frames(Self.frame(size: 100) + [0xFF, 0xF1, 0x50, 0x80, 0, 0x1F, 0xFC]).isInterrupted)
  }
}
