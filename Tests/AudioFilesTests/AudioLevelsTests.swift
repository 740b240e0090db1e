import TelephonyAudio
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct AudioLevelsTests {
  private static let silence = [UInt8](repeating: 0xD5, count: 800)

  private func levels(_ codes: [UInt8], rate: UInt32 = 8000) throws -> AudioLevels {
    let file = PromptFixture.file(codes) { $0.rate = rate }
    return try #require(try WAVInspector.facts(of: InputFile(bytes: file, name: "a.wav")).audio)
  }

  @Test func levelsComeFromTheCodes() throws {
    // 0xAA is the largest sample, 32256; silence at both ends.
    let audio = try levels(
      Self.silence + [0xAA, 0x2A, 0xAA, 0x2A] + Self.silence + Self.silence)
    #expect(audio.leadingSilence == 0.1)
    #expect(audio.trailingSilence == 0.2)
    #expect(abs(audio.peakDecibels - -0.137) < 0.001)
    #expect(abs(audio.rmsDecibels - -0.137) < 0.01)
    #expect(audio.fullScaleShare == 4 / 2404.0)
    // Silence is not 0 but 8, half of the smallest step (G.711).
    #expect(abs(audio.mean - 2400.0 / 2404 * 8 / 32768) < 1e-12)
    #expect(!audio.isSilent)
  }

  @Test func silenceCountsByTheFilesOwnRate() throws {
    let codes = Self.silence + [0xAA, 0x2A] + Self.silence + Self.silence
    let audio = try levels(codes, rate: 16_000)
    #expect(audio.leadingSilence == 0.05)
    #expect(audio.trailingSilence == 0.1)
  }

  @Test func silenceHasNoLevelAndIsAllAtTheStart() throws {
    let audio = try levels(Self.silence)
    #expect(audio.isSilent)
    #expect(audio.peakDecibels == -.infinity)
    #expect(audio.leadingSilence == 0.1)
    #expect(audio.trailingSilence == 0)
  }

  @Test func sixteenBitSamplesAreCountedAsTheyAre() throws {
    let quiet = [Int16](repeating: 64, count: 800)
    let samples = quiet + [32767, -32768, 16384, -16384] + quiet + quiet
    let codes = samples.flatMap { RIFFFixture.number($0) }
    var counter = AudioLevels.Counter(.pcm16)
    counter.add((codes + [1])[...])
    #expect(counter.count == samples.count)
    let audio = try #require(counter.levels(sampleRate: 8000))
    #expect(audio.leadingSilence == 0.1)
    #expect(audio.trailingSilence == 0.2)
    #expect(audio.peakDecibels == 0)
    #expect(audio.fullScaleShare == 2 / 2404.0)
    #expect(abs(audio.mean - (2400.0 * 64 - 1) / 2404 / 32768) < 1e-12)
    #expect(abs(audio.rmsDecibels - -2.041) < 0.02)
    // The same samples in two channels last half as long.
    #expect(counter.levels(sampleRate: 8000, channelCount: 2)?.leadingSilence == 0.05)
    let file = SoundFixture.wav(samples)
    #expect(try WAVInspector.facts(of: InputFile(bytes: file, name: "a.wav")).audio == audio)
  }

  @Test(arguments: [1, 7, 4096, 100_000])
  func codesCountTheSameHoweverTheyAreCut(_ size: Int) {
    let codes = Self.silence + PromptFixture.codes(9001) + Self.silence
    var whole = AudioLevels.Counter(.aLaw)
    whole.add(codes[...])
    var cut = AudioLevels.Counter(.aLaw)
    for start in stride(from: 0, to: codes.count, by: size) {
      cut.add(codes[start..<min(start + size, codes.count)])
    }
    #expect(cut.count == codes.count)
    #expect(cut.levels(sampleRate: 8000) == whole.levels(sampleRate: 8000))
    #expect(AudioLevels.Counter(.aLaw).levels(sampleRate: 8000) == nil)
  }
}
