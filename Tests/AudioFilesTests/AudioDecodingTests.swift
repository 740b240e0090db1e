import TestSupport
import Testing

@testable import AudioFiles

@Suite struct AudioDecodingTests {
  /// What the file is called where it is refused for what it has too many of.
  private func refusal(_ bytes: [UInt8], _ name: String) throws -> String? {
    let file = try InputFile(bytes: bytes, name: name)
    do {
      let decoder = try AudioDecoding.decoder(for: file)
      _ = try IntegrityCheck(file, format: decoder.format, frameCount: decoder.frameCount)
      return nil
    } catch {
      guard case .unsupportedFormat(let format, _) = error.reason else { throw error }
      return format.english
    }
  }

  private let format = RIFFFixture.chunk(
    "fmt ",
    RIFFFixture.format(tag: 6, channels: 1, rate: 8000, byteRate: 8000, align: 1, bits: 8))

  private func wave(chunkCount: Int) -> [UInt8] {
    let chunks = (0..<chunkCount - 2).flatMap { _ in RIFFFixture.chunk("junk", []) }
    let audio = RIFFFixture.chunk("data", [UInt8](repeating: 0xD5, count: 800))
    return RIFFFixture.wave(format, audio, chunks)
  }

  private func flac() throws -> [UInt8] {
    let folder = TemporaryFolder()
    try SoundFixture.write(Signal.noise(frames: 8000), rate: 8000, as: .flac, to: folder("a.flac"))
    return try folder.read("a.flac")
  }

  @Test func chunksHaveALimit() throws {
    #expect(try refusal(wave(chunkCount: ChunkList.maximumCount), "a.wav") == nil)
    let wave = wave(chunkCount: ChunkList.maximumCount + 1)
    #expect(try refusal(wave, "a.wav") == "a recording of more than 4,096 chunks")
    #expect(throws: AudioFileError.self) {
      _ = try WAVInspector.facts(of: try InputFile(bytes: wave, name: "a.wav"))
    }
  }

  /// Silence behind a wrong size is read as chunks without names, and is none.
  @Test func silenceIsNoChunks() throws {
    let silence = [UInt8](repeating: 0, count: 100_000)
    let wave = RIFFFixture.wave(format, RIFFFixture.chunk("data", []))
    let file = try InputFile(bytes: wave + silence, name: "a.wav")
    #expect(try ChunkList(file)?.chunks.count == ChunkList.maximumCount)
  }

  @Test func tagsBeforeTheSoundHaveALimit() throws {
    let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 0]
    let tags = Array(repeating: tag, count: MPEGFrames.maximumTagCount).flatMap { $0 }
    let flac = try flac()
    try MPEGFrames.refuseManyTags(before: InputFile(bytes: tags + flac, name: "a.flac"))
    #expect(
      try refusal(tags + tag + flac, "a.flac") == "a recording behind more than 64 tags")
  }

  @Test func blocksOfMetadataHaveALimit() throws {
    let flac = try flac()
    func file(blocks count: Int) -> [UInt8] {
      // Behind the stream's own block: padding, which is empty.
      flac[..<42] + (0..<count).flatMap { _ in [1, 0, 0, 0] as [UInt8] } + flac[42...]
    }
    #expect(try refusal(file(blocks: 900), "a.flac") == nil)
    #expect(
      try refusal(file(blocks: 1100), "a.flac") == "FLAC of more than 1,024 blocks of metadata")
  }
}
