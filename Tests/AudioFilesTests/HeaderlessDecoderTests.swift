import TelephonyAudio
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct HeaderlessDecoderTests {
  private static let codes = (0..<1024).map { UInt8(truncatingIfNeeded: $0) }

  private func decoder(
    _ bytes: [UInt8], _ name: String, raw: String? = nil
  ) throws -> any AudioDecoder {
    var options = DecodingOptions()
    options.raw = try raw.map { try #require(RawFormat($0)) }
    return try AudioDecoding.decoder(for: InputFile(bytes: bytes, name: name), options)
  }

  @Test(
    arguments: [
      ("a.al", .aLaw, 8000), ("a.ALAW", .aLaw, 8000), ("a.ul", .muLaw, 8000),
      ("a.ulaw", .muLaw, 8000), ("a.mulaw", .muLaw, 8000), ("a.sln", .pcm16, 8000),
      ("a.sln16", .pcm16, 16_000), ("a.sln32", .pcm16, 32_000), ("a.sln48", .pcm16, 48_000),
    ] as [(String, SoundFormat.Encoding, Int)])
  func theNameTellsWhatTheBytesAre(
    _ name: String, _ encoding: SoundFormat.Encoding, _ rate: Int
  ) throws {
    let decoder = try decoder(Self.codes, name)
    #expect(decoder is HeaderlessDecoder)
    #expect(
      decoder.format
        == SoundFormat(
          container: .headerless, encoding: encoding, sampleRate: rate, channelCount: 1))
    #expect(decoder.frameCount == (encoding == .pcm16 ? 512 : 1024))
    #expect(decoder.samples(frameLimit: 100).count == decoder.frameCount)
    #expect(decoder.failure == nil)
  }

  @Test func everyCodeIsDecodedToASampleThatEncodesToIt() throws {
    let decoder = try decoder(Self.codes, "a.alaw")
    var codes: [UInt8] = []
    ALaw.encode(decoder.samples(), into: &codes)
    #expect(codes == Self.codes)
  }

  @Test(
    arguments: [
      ("s16le:8000:1", [0x0102, 0x7F80]), ("s16be:8000:1", [0x0201, -0x7F81]),
      ("alaw:8000:2", [0x02, 0x01, 0x80, 0x7F].flatMap { ALaw.decode([$0]) }),
      ("ulaw:44100", [0x02, 0x01, 0x80, 0x7F].flatMap { MuLaw.decode([$0]) }),
    ] as [(String, [Int16])])
  func whatIsSaidHoldsWhereTheNameDoesNotTell(_ raw: String, _ samples: [Int16]) throws {
    for name in ["a.pcm", "a", "a.bin"] {
      let decoder = try decoder([0x02, 0x01, 0x80, 0x7F], name, raw: raw)
      #expect(decoder.samples(frameLimit: 1) == samples.map { Float($0) / 32768 })
    }
  }

  @Test func rawGSMIsReadByItsFrames() throws {
    let frame = [0xD0] + [UInt8](repeating: 0, count: 32)
    let decoder = try decoder((0..<10).flatMap { _ in frame }, "a.bin", raw: "gsm:8000:1")
    #expect(decoder.format.encoding == .gsm)
    #expect(decoder.samples().count == 1600)
  }

  @Test func aPartOfAFrameIsNoSample() throws {
    let decoder = try decoder([1, 2, 3, 4, 5], "a.sln")
    #expect(decoder.samples(frameLimit: 1).count == 2)
    let file = try InputFile(bytes: [1, 2, 3, 4, 5], name: "a.sln")
    let check = try IntegrityCheck(file, format: decoder.format, frameCount: decoder.frameCount)
    #expect(check.damage == .breaksOff(after: 2.0 / 8000))
    #expect(check.isUnchecked)
  }

  @Test func aTextOfThatNameIsRefused() {
    let text = Array("just a text\nof two lines\n".utf8)
    #expect(throws: AudioFileError("a.alaw", .notAudio(Text(english: "a text file")))) {
      _ = try decoder(text, "a.alaw")
    }
  }

  @Test(arguments: ["a.pcm", "a.raw", "a.PCM"])
  func aNameOfSeveralFormatsIsRefused(_ name: String) {
    let nameExtension = name.suffix(3).lowercased()
    #expect(throws: AudioFileError(name, .ambiguousRaw(nameExtension: nameExtension))) {
      _ = try decoder(Self.codes, name)
    }
  }

  @Test func otherFormatsOfThatNameAreWhatTheyAre() throws {
    let file = SoundFixture.wav([1, 2, 3])
    #expect(try decoder(file, "a.alaw").format.container == .wav)
    // Nobody means a header when saying that there is none.
    #expect(try decoder(file, "a.pcm", raw: "alaw:8000:1").format.container == .wav)
  }
}
