import AudioFiles
import TelephonyAudio
import Testing

@Suite struct WAVFormatTests {
  private let mono = WAVFormat(encoding: .aLaw, sampleRate: 8000, channelCount: 1)
  private let stereo = WAVFormat(encoding: .aLaw, sampleRate: 16_000, channelCount: 2)

  @Test func bitsAndBytesFollowFromEncodingAndChannels() {
    #expect(mono.bitsPerSample == 8)
    #expect(mono.bytesPerFrame == 1)
    #expect(stereo.bytesPerFrame == 2)
    #expect(mono.duration(frameCount: 12_000) == 1.5)
    #expect(stereo.duration(frameCount: 12_000) == 0.75)
  }

  @Test(arguments: [(0, 58), (1, 60), (2, 60), (3, 62), (80_000, 80_058)])
  func aFileIsHeaderCodesAndPadByte(_ frames: Int, _ size: Int) {
    #expect(mono.fileSize(frameCount: frames) == size)
    #expect(stereo.fileSize(frameCount: frames) == 58 + 2 * frames)
  }

  @Test func theHeaderFollowsFromTheEncoding() {
    let headers = SampleEncoding.all.map {
      WAVFormat(encoding: $0, sampleRate: 8000, channelCount: 1).header
    }
    #expect(headers == [.extended, .extended, .plain])
    #expect(
      WAVFormat(encoding: .pcm16, sampleRate: 8000, channelCount: 1).fileSize(frameCount: 3) == 50)
  }

  @Test func theLimitHoldsAsMuchAsTheFileSizeSays() {
    for format in [mono, stereo] {
      for limit in [58, 59, 60, 61, 62, 63, 2_000_000, 2_097_152] {
        let capacity = format.frameCapacity(ofSize: limit)
        #expect(format.fileSize(frameCount: capacity) <= limit)
        #expect(format.fileSize(frameCount: capacity + 1) > limit)
      }
      #expect(format.frameCapacity(ofSize: 0) == 0)
    }
  }

  @Test func sizesBeyondAnIntegerAreTheLargest() {
    #expect(mono.fileSize(frameCount: .max) == .max)
    #expect(stereo.fileSize(frameCount: .max / 2 + 1) == .max)
    #expect(mono.fileSize(frameCount: .max - 58) == .max)
  }
}
