import TestSupport
import Testing

@testable import AudioFiles

@Suite struct OggPagesTests {
  /// A page without content: RFC 3533, section 6.
  private func page(flags: UInt8, serial: UInt8) -> [UInt8] {
    var page = Array("OggS".utf8) + [0, flags] + [UInt8](repeating: 0, count: 8)
    page += [serial] + [UInt8](repeating: 0, count: 12)
    var checksum: UInt32 = 0
    for byte in page {
      checksum ^= UInt32(byte) << 24
      for _ in 0..<8 { checksum = checksum << 1 ^ (checksum >> 31 == 1 ? 0x04C1_1DB7 : 0) }
    }
    for index in 0..<4 { page[22 + index] = UInt8(truncatingIfNeeded: checksum >> (8 * index)) }
    return page
  }

  /// A stream that goes on, and `count` that end where they begin.
  private func pages(besides count: Int) throws -> OggPages {
    let others = (0..<count).flatMap { page(flags: 6, serial: UInt8($0 + 1)) }
    let bytes = page(flags: 2, serial: 0) + others
    return try OggPages(InputFile(bytes: bytes, name: "a.ogg"))
  }

  @Test func streamsAtOnceHaveALimit() throws {
    #expect(try pages(besides: OggPages.maximumStreamCount - 1).fault == .noEnd)
    let refusal = #expect(throws: AudioFileError.self) {
      try pages(besides: OggPages.maximumStreamCount)
    }
    #expect(
      refusal?.reason
        == .unsupportedFormat(
          Text(english: "Ogg of more than 64 streams at once"), ffmpegOptions: ""))
  }
}
