import TestSupport
import Testing

@testable import AudioFiles

@Suite struct SndfileDecoderTests {
  private let folder = TemporaryFolder()

  private func decoded(
    _ file: borrowing InputFile
  ) throws -> (format: SoundFormat, samples: [Float]) {
    let opened = try SndfileDecoder(file)
    let decoder = try #require(opened)
    return (decoder.format, decoder.samples(frameLimit: 1000))
  }

  private func decoded(_ path: String) throws -> (format: SoundFormat, samples: [Float]) {
    try decoded(InputFile(path: path))
  }

  @Test(.enabled(if: SoundFixture.isSupported(.mp3), "libsndfile is too old to write MP3"))
  func theTestsHereAreOfEveryFormat() {
    #expect(SoundFixture.supported() == SoundFixture.Format.allCases)
  }

  @Test(arguments: SoundFixture.supported())
  func everyFormatIsDecodedAtItsScale(_ format: SoundFixture.Format) throws {
    let rate = format == .opus ? 48_000 : 16_000
    let tone = Signal.sine(440, rate: rate, frames: rate).map { ($0 * 32768).rounded() / 32768 }
    let path = folder("tone." + format.nameExtension)
    try SoundFixture.write(tone, rate: rate, as: format, to: path)
    let (description, samples) = try decoded(path)
    #expect(description.sampleRate == rate)
    #expect(description.channelCount == 1)
    #expect(!description.summary.english.contains("unknown"))
    if format.isLossless {
      #expect(samples == tone)
    } else {
      let middle = Array(samples[rate / 4..<rate * 3 / 4])
      #expect(abs(Signal.tone(440, in: middle, rate: rate).amplitude - 0.5) < 0.02)
    }
  }

  @Test(arguments: SoundFixture.supported())
  func bytesInMemoryAreDecodedLikeAFile(_ format: SoundFixture.Format) throws {
    let rate = format == .opus ? 48_000 : 16_000
    let name = "noise." + format.nameExtension
    try SoundFixture.write(
      Signal.noise(frames: 2 * rate), rate: rate, as: format, to: folder(name))
    let file = try decoded(folder(name))
    let memory = try decoded(InputFile(bytes: folder.read(name), name: name))
    #expect(memory.format == file.format)
    #expect(memory.samples == file.samples)
    #expect(file.samples.count > rate)
  }

  @Test func floatSamplesAboveFullScaleStay() throws {
    let loud: [Float] = [0, 1.5, -7.9, 1]
    let path = try folder.write(SoundFixture.wav(float: loud, rate: 8000), to: "loud.wav")
    #expect(try decoded(path).samples == loud)
  }

  /// Not by libsndfile's way to floats, which takes twice as long.
  @Test(arguments: [1, 2]) func samplesOf24BitsAreWhatTheyAre(_ channels: Int) throws {
    let edges: [Int32] = [-8_388_608, 8_388_607, -1, 0, 1, 65_793, -65_794]
    // Three blocks, the last of which is no whole vectors.
    let noise = Signal.noise(frames: 2501 * channels - edges.count)
    let values = edges + noise.map { Int32($0 * 8_388_607) }
    let count = UInt16(channels)
    let wave = RIFFFixture.wave(
      RIFFFixture.chunk(
        "fmt ",
        RIFFFixture.format(
          tag: 1, channels: count, rate: 8000, byteRate: UInt32(3 * channels) * 8000,
          align: 3 * count, bits: 24)),
      RIFFFixture.chunk("data", values.flatMap { RIFFFixture.number($0).prefix(3) }),
      RIFFFixture.chunk("LIST", Array(repeating: 0x55, count: 40)))
    let path = try folder.write(wave, to: "deep.wav")
    #expect(try decoded(path).samples == values.map { Float($0) / 8_388_608 })
  }

  @Test func aFileNamedHyphenIsNotStandardInput() throws {
    let path = try folder.write(SoundFixture.wav([1, 2, 3]), to: "-")
    #expect(try decoded(path).samples.count == 3)
  }

  @Test func concurrentFailuresDoNotMixUp() async throws {
    let text = try folder.write(Array("hello".utf8), to: "text.wav")
    let amr = try folder.write(Array("#!AMR\n123".utf8), to: "voice.wav")
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<200 {
        group.addTask {
          let isText = index % 2 == 0
          let expected: AudioFileError.Reason =
            isText
            ? .notAudio(Text(english: "a text file"))
            : .needsFFmpeg(FFmpegInput("AMR", .amr), .notAllowed)
          do {
            _ = try AudioDecoding.decoder(for: InputFile(path: isText ? text : amr))
            return false
          } catch {
            return (error as? AudioFileError)?.reason == expected
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
