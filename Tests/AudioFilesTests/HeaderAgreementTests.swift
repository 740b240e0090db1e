import TestSupport
import Testing

@testable import AudioFiles

@Suite struct HeaderAgreementTests {
  private let folder = TemporaryFolder()

  private func whole(_ format: SoundFixture.Format) throws -> [UInt8] {
    let name = "whole." + format.nameExtension
    try SoundFixture.write(Signal.noise(frames: 4800), rate: 48_000, as: format, to: folder(name))
    return try folder.read(name)
  }

  /// What is wrong as far as it shows before decoding.
  private func damage(_ bytes: [UInt8], _ format: SoundFixture.Format) throws -> Damage? {
    let file = try InputFile(path: folder.write(bytes, to: "test." + format.nameExtension))
    let decoder = try AudioDecoding.decoder(for: file)
    return try IntegrityCheck(file, format: decoder.format, frameCount: decoder.frameCount).damage
  }

  private func offset(of id: String, in bytes: [UInt8]) throws -> Int {
    try #require((0..<bytes.count - 4).first { bytes.has(id, at: $0) }) + 8
  }

  /// Channels and bits, in the `fmt ` chunk of a format.
  @Test(
    arguments: [.wav16, .wav8, .wav24, .wav32, .wavFloat, .wavALaw, .w64, .rf64]
      as [SoundFixture.Format], [2, 14])
  func aWrongBitInAFormatChunkContradicts(_ format: SoundFixture.Format, _ field: Int) throws {
    let whole = try whole(format)
    #expect(try damage(whole, format) == nil)
    // A W64 GUID has 16 bytes, and the chunk's size 8.
    let place = try offset(of: "fmt ", in: whole) + (format == .w64 ? 16 : 0) + field
    for bit in 0..<8 {
      var bytes = whole
      bytes[place] ^= 1 << bit
      do {
        // As many bytes for a sample, as from 15 to 16 bits, change nothing.
        let found = try damage(bytes, format)
        #expect(found == .contradiction || field == 14 && found == nil, "bit \(bit)")
      } catch is AudioFileError {
        // Not taken for a recording at all.
      }
    }
  }

  @Test func fewerBytesASampleThanAFrameHasContradict() throws {
    var bytes = SoundFixture.wav([Int16](repeating: 100, count: 1200))
    bytes[34] = 24
    #expect(try damage(bytes, .wav16) == .contradiction)
  }

  @Test(arguments: [0, 2, 4, 5])
  func aWrongBitInACommonChunkContradicts(_ byte: Int) throws {
    let whole = try whole(.aiff)
    #expect(try damage(whole, .aiff) == nil)
    let place = try offset(of: "COMM", in: whole) + byte
    for bit in 0..<8 {
      var bytes = whole
      bytes[place] ^= 1 << bit
      do {
        #expect(try damage(bytes, .aiff) != nil, "bit \(bit)")
      } catch is AudioFileError {}
    }
  }

  @Test func aDecoderThatGetsLostInAChunkContradicts() throws {
    // A comment (COMT) of SoX's, whose length is wrong: the decoder reads it into the audio.
    let whole = try whole(.aiff)
    let comment = [0, 1, 0, 0, 0, 0, 0, 0, 0x10, 0x10] + [UInt8](repeating: 0x41, count: 16)
    let chunk = Array("COMT".utf8) + [0, 0, 0, UInt8(comment.count)] + comment
    let bytes = Array(whole[..<12]) + chunk + whole[12...]
    #expect(try damage(bytes, .aiff) != nil)
  }
}
