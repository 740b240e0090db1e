import TestSupport
import Testing

@testable import AudioFiles

@Suite struct DiagnosisTests {
  private let folder = TemporaryFolder()

  private static let headerlessG722 = AudioFileError.Reason.needsFFmpeg(
    FFmpegInput(
      "headerless G.722", .headerless,
      raw: RawFormat(.g722, sampleRate: 16_000, channelCount: 1)), .notAllowed)

  private func reason(_ bytes: [UInt8], _ name: String) throws -> AudioFileError.Reason? {
    let path = try folder.write(bytes, to: name)
    do throws(AudioFileError) {
      _ = try AudioDecoding.decoder(for: InputFile(path: path))
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func anEmptyFileIsEmpty() throws {
    #expect(try reason([], "a.wav") == .empty)
  }

  @Test func formatsThatAreNotDecodedAreNamed() throws {
    #expect(
      try reason(Array("\0\0\0 ftypM4A \0\0\0\0".utf8), "a.m4a")
        == .needsFFmpeg(FFmpegInput("M4A (AAC or ALAC)", .mp4), .notAllowed))
    #expect(try reason([0x83, 0x01, 0x99, 0x00], "a.g722") == Self.headerlessG722)
    #expect(
      try reason([0x83, 0x01, 0x99, 0x00], "a.g729")
        == .unsupportedFormat(Text(english: "headerless G.729"), ffmpegOptions: "-f g729 "))
  }

  @Test func whatIsBehindATagIsNamed() throws {
    // 20 bytes of tag, seven bits a byte.
    let tag = Array("ID3".utf8) + [3, 0, 0, 0, 0, 0, 20] + [UInt8](repeating: 0, count: 20)
    for (bytes, name, container) in [
      ([0xFF, 0xF1, 0x50, 0x80], "AAC", .adts), (Array("#!AMR\n".utf8), "AMR", .amr),
      // A frame of 4096 samples at 44,100 Hz, stereo, 16 bits, with its checksum.
      ([0xFF, 0xF8, 0xC9, 0x18, 0x00, 0xC2, 0, 0], "FLAC without its header", nil),
    ] as [([UInt8], String, SoundFormat.Container?)] {
      for start in [bytes, tag + bytes] {
        #expect(
          try reason(start, "a.mp3")
            == (container.map { .needsFFmpeg(FFmpegInput(name, $0), .notAllowed) }
              ?? .unsupportedFormat(Text(english: name), ffmpegOptions: "")),
          "\(name)")
      }
    }
    #expect(try reason(tag + [0x83, 0x01, 0x99, 0x00], "a.g722") == Self.headerlessG722)
  }

  @Test func contentThatNobodyKnowsIsNotTakenForItsExtension() throws {
    #expect(try reason([0x83, 0x01, 0x99, 0x00], "a.wav") == .unknownFormat(nameExtension: "wav"))
  }

  @Test func whatAWAVFileLacksIsSaid() throws {
    let whole = SoundFixture.wav([1, 2, 3])
    #expect(
      try reason(Array(whole.prefix(12)), "a.wav")
        == .undecodable(format: "WAV", detail: Text(english: "no \"fmt \" chunk")))
    #expect(
      try reason(Array(whole.prefix(36)), "b.wav")
        == .undecodable(format: "WAV", detail: Text(english: "no \"data\" chunk")))
    #expect(
      try reason(Array("RIFF1234WEVA".utf8) + whole.dropFirst(12), "c.wav")
        == .undecodable(format: "WAV", detail: Text(english: "no \"WAVE\" at byte 8")))
  }

  @Test func encodingsThatAreNotDecodedAreNamed() throws {
    let file = SoundFixture.wav(
      formatTag: 0x0161, bits: 16, rate: 8000, data: [UInt8](repeating: 1, count: 64))
    #expect(
      try reason(file, "a.wav")
        == .unsupportedFormat(
          Text(english: "WAV with format tag 0x0161 and 16 bits per sample"), ffmpegOptions: ""))
  }

  @Test func impossibleHeadersAreDamage() throws {
    let file = SoundFixture.wav(formatTag: 1, bits: 16, rate: 0, channels: 0, data: [0, 0])
    #expect(
      try reason(file, "a.wav")
        == .undecodable(
          format: "WAV", detail: Text(english: "a header that declares 0 channels at 0 Hz")))
  }
}
