import TelephonyAudio
import Testing

@testable import AudioFiles

@Suite struct WAVHeaderTests {
  private let format = WAVFormat(encoding: .aLaw, sampleRate: 8000, channelCount: 1)

  @Test func theHeaderIsThatOfTheFormat() {
    // What SoX writes for 5 samples, as `xxd -p` shows it, one chunk a line.
    let expected: [UInt8] = [
      0x52, 0x49, 0x46, 0x46, 0x38, 0x00, 0x00, 0x00, 0x57, 0x41, 0x56, 0x45,
      0x66, 0x6D, 0x74, 0x20, 0x12, 0x00, 0x00, 0x00, 0x06, 0x00, 0x01, 0x00,
      0x40, 0x1F, 0x00, 0x00, 0x40, 0x1F, 0x00, 0x00, 0x01, 0x00, 0x08, 0x00, 0x00, 0x00,
      0x66, 0x61, 0x63, 0x74, 0x04, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00,
      0x64, 0x61, 0x74, 0x61, 0x05, 0x00, 0x00, 0x00,
    ]
    #expect(WAVHeader.bytes(format, frameCount: 5) == expected)
    #expect(expected.count == format.header.size)
  }

  @Test func theHeaderOfPCMHasNothingButFormatAndData() {
    let format = WAVFormat(encoding: .pcm16, sampleRate: 16_000, channelCount: 1)
    // What SoX writes for 5 samples of 16-bit PCM.
    let expected: [UInt8] = [
      0x52, 0x49, 0x46, 0x46, 0x2E, 0x00, 0x00, 0x00, 0x57, 0x41, 0x56, 0x45,
      0x66, 0x6D, 0x74, 0x20, 0x10, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00,
      0x80, 0x3E, 0x00, 0x00, 0x00, 0x7D, 0x00, 0x00, 0x02, 0x00, 0x10, 0x00,
      0x64, 0x61, 0x74, 0x61, 0x0A, 0x00, 0x00, 0x00,
    ]
    #expect(WAVHeader.bytes(format, frameCount: 5) == expected)
    #expect(expected.count == format.header.size)
  }

  @Test func withoutAHeaderThereAreCodesOnly() {
    let format = WAVFormat(
      encoding: .muLaw, sampleRate: 8000, channelCount: 1, header: WAVFormat.Header.none)
    #expect(WAVWriter.parts(of: [1, 2, 3], format).flatMap { $0 } == [1, 2, 3])
    #expect(format.fileSize(frameCount: 3) == 3)
    #expect(format.frameCapacity(ofSize: 3) == 3)
  }

  @Test(arguments: [(0, 50), (1, 52), (2, 52), (80_000, 80_050)])
  func theRIFFSizeCountsThePadByte(_ samples: Int, _ size: Int) {
    let header = WAVHeader.bytes(format, frameCount: samples)
    #expect(header.number(at: 4, count: 4, .little) == UInt64(size))
    #expect(header.number(at: 46, count: 4, .little) == UInt64(samples))
    #expect(header.number(at: 54, count: 4, .little) == UInt64(samples))
    #expect(format.fileSize(frameCount: samples) == size + 8)
  }
}
