import TelephonyAudio
import Testing

@testable import AudioFiles

@Suite struct WAVWriterTests {
  @Test func pcmIsWhatEveryPlayerTakes() throws {
    let file = WAVWriter.pcm([1, -1, .max, .min], sampleRate: 8000)
    #expect(file.count == 44 + 8)
    #expect(Array(file[44...]) == [1, 0, 255, 255, 255, 127, 0, 128])
    let decoder = try AudioDecoding.decoder(for: try InputFile(bytes: file, name: "a.wav"))
    #expect(decoder.format.summary.english == "WAV 16-bit PCM, 8000 Hz, mono")
    #expect(decoder.frameCount == 4)
    guard case .sixteenBit(let samples) = decoder.read(frameLimit: 9) else {
      Issue.record("not 16 bits")
      return
    }
    #expect(samples == [1, -1, .max, .min])
  }

  @Test func ofNoSamplesThereIsAHeader() {
    #expect(WAVWriter.pcm([], sampleRate: 8000).count == 44)
  }
}
