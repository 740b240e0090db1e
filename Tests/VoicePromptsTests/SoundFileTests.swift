import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct SoundFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func decoded(_ path: String) throws -> (format: SoundFormat, samples: [Float]) {
    let file = try InputFile(path: path)
    guard var sound = SoundFile(file) else {
      throw PromptError(path, try SourceDiagnosis.reason(for: file))
    }
    var samples: [Float] = []
    while true {
      let block = sound.read(frameLimit: 1000)
      if block.count == 0 { return (sound.format, samples) }
      samples += block.floats
    }
  }

  @Test(arguments: SoundFixture.Format.allCases)
  func everyFormatIsDecodedAtItsScale(_ format: SoundFixture.Format) throws {
    let rate = format == .opus ? 48_000 : 16_000
    guard SoundFixture.isSupported(format, rate: rate) else { return }
    let tone = Signal.sine(440, rate: rate, frames: rate).map { ($0 * 32768).rounded() / 32768 }
    let path = folder("tone." + format.nameExtension)
    try SoundFixture.write(tone, rate: rate, as: format, to: path)
    let (description, samples) = try decoded(path)
    #expect(description.sampleRate == rate)
    #expect(description.channelCount == 1)
    #expect(!description.summary.contains("unknown"))
    if format.isLossless {
      #expect(samples == tone)
    } else {
      let middle = Array(samples[rate / 4..<rate * 3 / 4])
      #expect(abs(Signal.tone(440, in: middle, rate: rate).amplitude - 0.5) < 0.02)
    }
  }

  @Test func floatSamplesAboveFullScaleStay() throws {
    let loud: [Float] = [0, 1.5, -7.9, 1]
    let path = try folder.write(SoundFixture.wav(float: loud, rate: 8000), to: "loud.wav")
    #expect(try decoded(path).samples == loud)
  }

  @Test func aFileNamedHyphenIsNotStandardInput() throws {
    let path = try folder.write(SoundFixture.wav([1, 2, 3]), to: "-")
    #expect(try decoded(path).samples.count == 3)
  }

  @Test func thingsThatAreNoRegularFilesAreRefused() {
    #expect(throws: PromptError(folder.path, .notAFile("folder"))) {
      _ = try InputFile(path: folder.path)
    }
    #expect(throws: PromptError("/dev/null", .notAFile("device"))) {
      _ = try InputFile(path: "/dev/null")
    }
    #expect(throws: PromptError(folder("none.wav"), .notFound)) {
      _ = try InputFile(path: folder("none.wav"))
    }
  }

  @Test func concurrentFailuresDoNotMixUp() async throws {
    let text = try folder.write(Array("hello".utf8), to: "text.wav")
    let amr = try folder.write(Array("#!AMR\n123".utf8), to: "voice.wav")
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<200 {
        group.addTask {
          let isText = index % 2 == 0
          let expected: PromptError.Reason =
            isText ? .notAudio("a text file") : .unsupportedFormat("AMR", ffmpegOptions: "")
          do {
            _ = try SourceReport(isText ? text : amr)
            return false
          } catch {
            return (error as? PromptError)?.reason == expected
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
