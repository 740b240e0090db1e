import TestSupport
import Testing

@testable import AudioFiles

@Suite struct VOCBlocksTests {
  private let folder = TemporaryFolder()

  /// A Creative Voice file of one block.
  private func voc(type: UInt8, _ content: [UInt8]) -> [UInt8] {
    let size = RIFFFixture.number(UInt32(content.count)).prefix(3)
    return Array("Creative Voice File\u{1A}".utf8) + [26, 0, 0x0A, 1, 0x29, 0x11] + [type] + size
      + content + [0]
  }

  private let sound = [UInt8](repeating: 0x80, count: 800)

  private func refusal(_ bytes: [UInt8]) throws -> Text? {
    let file = try InputFile(path: folder.write(bytes, to: "a.voc"))
    do {
      let decoder = try AudioDecoding.decoder(for: file)
      _ = try IntegrityCheck(file, format: decoder.format, frameCount: decoder.frameCount)
      return nil
    } catch {
      guard case .unsupportedFormat(let format, _) = error.reason else { throw error }
      return format
    }
  }

  @Test(arguments: [(1, "4"), (2, "2.6"), (3, "2")] as [(UInt8, String)])
  func packedSamplesAreRefused(_ codec: UInt8, _ bits: String) throws {
    #expect(
      try refusal(voc(type: 1, [0x83, codec] + sound))
        == Text(english: "VOC with samples packed to \(bits) bits"))
  }

  @Test func plainSamplesAreDecoded() throws {
    #expect(try refusal(voc(type: 1, [0x83, 0] + sound)) == nil)
  }

  @Test func packedSamplesOfTheNewerBlockAreRefused() throws {
    let block: [UInt8] = [0x40, 0x1F, 0, 0, 4, 1, 0, 2, 0, 0, 0, 0]
    let bytes = voc(type: 9, block + sound)
    #expect(try VOCBlocks.packedBits(in: InputFile(bytes: bytes, name: "a.voc")) == "4")
  }
}
