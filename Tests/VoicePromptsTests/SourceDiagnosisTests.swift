import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct SourceDiagnosisTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func reason(_ bytes: [UInt8], _ name: String) throws -> PromptError.Reason? {
    let path = try folder.write(bytes, to: name)
    do {
      _ = try SourceReport(path)
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
        == .unsupportedFormat("M4A (AAC or ALAC)", ffmpegOptions: ""))
    #expect(
      try reason([0x83, 0x01, 0x99, 0x00], "a.g722")
        == .unsupportedFormat("headerless G.722", ffmpegOptions: "-f g722 "))
  }

  @Test func contentThatNobodyKnowsIsNotTakenForItsExtension() throws {
    #expect(try reason([0x83, 0x01, 0x99, 0x00], "a.wav") == .unknownFormat(nameExtension: "wav"))
  }

  @Test func whatAWAVFileLacksIsSaid() throws {
    let whole = SoundFixture.wav([1, 2, 3])
    #expect(
      try reason(Array(whole.prefix(12)), "a.wav") == .undecodable("WAV", "no \"fmt \" chunk"))
    #expect(
      try reason(Array(whole.prefix(36)), "b.wav") == .undecodable("WAV", "no \"data\" chunk"))
    #expect(
      try reason(Array("RIFF1234WEVA".utf8) + whole.dropFirst(12), "c.wav")
        == .undecodable("WAV", "no \"WAVE\" at byte 8"))
  }

  @Test func encodingsThatAreNotDecodedAreNamed() throws {
    let file = SoundFixture.wav(
      formatTag: 0x0161, bits: 16, rate: 8000, data: [UInt8](repeating: 1, count: 64))
    #expect(
      try reason(file, "a.wav")
        == .unsupportedFormat("WAV with format tag 0x0161 and 16 bits a sample", ffmpegOptions: ""))
  }

  @Test func impossibleHeadersAreDamage() throws {
    let file = SoundFixture.wav(formatTag: 1, bits: 16, rate: 0, channels: 0, data: [0, 0])
    #expect(
      try reason(file, "a.wav")
        == .undecodable("WAV", "a header that declares 0 channels at 0 Hz"))
  }
}
