import TelephonyAudio
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct HeaderlessDecoderTests {
  private static let codes = (0..<1024).map { UInt8(truncatingIfNeeded: $0) }

  private func decoder(_ bytes: [UInt8], _ name: String) throws -> (any AudioDecoder)? {
    try HeaderlessDecoder(InputFile(bytes: bytes, name: name))
  }

  @Test(arguments: ["a.al", "a.alaw", "a.ALAW"])
  func theNameTellsWhatTheBytesAre(_ name: String) throws {
    let decoder = try AudioDecoding.decoder(for: InputFile(bytes: Self.codes, name: name))
    #expect(decoder is HeaderlessDecoder)
    #expect(
      decoder.format
        == SoundFormat(
          container: .headerless, encoding: .aLaw, sampleRate: 8000, channelCount: 1))
    #expect(decoder.frameCount == 1024)
    #expect(decoder.samples(frameLimit: 100) == ALaw.decode(Self.codes).map { Float($0) / 32768 })
    #expect(decoder.failure == nil)
  }

  @Test func everyCodeIsDecodedToASampleThatEncodesToIt() throws {
    let decoder = try #require(try decoder(Self.codes, "a.alaw"))
    var codes: [UInt8] = []
    ALaw.encode(decoder.samples(), into: &codes)
    #expect(codes == Self.codes)
  }

  @Test func aTextOfThatNameIsRefused() throws {
    let text = Array("just a text\nof two lines\n".utf8)
    #expect(try decoder(text, "a.alaw") == nil)
    #expect(throws: AudioFileError("a.alaw", .notAudio(Text(english: "a text file")))) {
      _ = try AudioDecoding.decoder(for: InputFile(bytes: text, name: "a.alaw"))
    }
  }

  @Test func otherFormatsOfThatNameAreWhatTheyAre() throws {
    let file = SoundFixture.wav([1, 2, 3])
    #expect(try decoder(file, "a.alaw") == nil)
    let decoder = try AudioDecoding.decoder(for: InputFile(bytes: file, name: "a.alaw"))
    #expect(decoder.format.container == .wav)
  }

  @Test func otherNamesAreNoneOfIts() throws {
    #expect(try decoder(Self.codes, "a.wav") == nil)
    #expect(try decoder(Self.codes, "a.g722") == nil)
  }
}
