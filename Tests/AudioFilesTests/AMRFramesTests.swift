import Testing

@testable import AudioFiles

@Suite struct AMRFramesTests {
  /// A frame of a type with its bytes all zero, and the quality bit.
  private static func frame(_ type: UInt8, _ size: Int) -> [UInt8] {
    [type << 3 | 4] + [UInt8](repeating: 0, count: size - 1)
  }
  private static let speech = frame(7, 32)

  private func frames(_ bytes: [UInt8], wide: Bool = false) throws -> AMRFrames {
    let mark = Array((wide ? "#!AMR-WB\n" : "#!AMR\n").utf8)
    return try #require(try AMRFrames(InputFile(bytes: mark + bytes, name: "a.amr")))
  }

  @Test func wholeFramesAreCounted() throws {
    let frames = try frames(Self.speech + Self.frame(0, 13) + Self.frame(5, 21))
    #expect(frames.count == 3)
    #expect(!frames.isDiscontinuous && !frames.endsInFrame && !frames.isInterrupted)
    #expect(!frames.isWideband)
  }

  @Test func silenceThatWasNotSentIsNoticed() throws {
    #expect(try frames(Self.speech + Self.frame(8, 6)).isDiscontinuous)
    #expect(try frames(Self.speech + Self.frame(15, 1) + Self.speech).isDiscontinuous)
    // In AMR-WB, 8 is speech at the highest rate, and 9 silence.
    let wide = Self.frame(8, 61)
    #expect(try !frames(wide, wide: true).isDiscontinuous)
    #expect(try frames(wide + Self.frame(9, 6), wide: true).isDiscontinuous)
    #expect(try frames(wide + Self.frame(14, 1), wide: true).isDiscontinuous)
  }

  @Test func aPartOfAFrameIsAnEndThatIsMissing() throws {
    let frames = try frames(Self.speech + Self.speech.dropLast())
    #expect(frames.count == 1)
    #expect(frames.endsInFrame)
  }

  @Test(arguments: [0xFF, 0x3D, 0x60, 0x50] as [UInt8])
  func whatIsNoHeaderInterrupts(_ byte: UInt8) throws {
    let frames = try frames(Self.speech + [byte] + Self.speech)
    #expect(frames.isInterrupted)
    #expect(frames.count == 1)
  }

  @Test func otherFilesAreNone() throws {
    #expect(try AMRFrames(InputFile(bytes: Array("RIFF".utf8), name: "a.amr")) == nil)
    #expect(try AMRFrames(InputFile(bytes: Array("#!AMR_MC1.0\n".utf8), name: "a.amr")) == nil)
  }
}
