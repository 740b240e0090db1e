import AudioFiles
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct ReviewBatchTests {
  private let folder = TemporaryFolder()

  private func reviews(_ options: ConversionOptions = ConversionOptions()) async -> [PromptReview] {
    await ReviewBatch([folder.path], options).run(jobs: 2) { _ in PromptValidator() }
  }

  private func speech(_ amplitude: Float = 0.2) -> [Int16] {
    Signal.speech(amplitude: amplitude).map { Int16($0 * 32767) }
  }

  @Test func aFileOfALawIsAPromptAndAnyOtherARecording() async throws {
    try folder.write(PromptFixture.file(PromptFixture.codes(800)), to: "a.wav")
    try folder.write(SoundFixture.wav(speech()), to: "b.aiff")
    try folder.write([], to: "c.wav")
    let reviews = await reviews()
    #expect(reviews.map(\.state) == [.finished, .recording, .failed])
    #expect(reviews.map(\.name) == ["a.wav", "b.wav", "c.wav"])
    #expect(reviews[1].recording == folder("b.aiff"))
    #expect(reviews[2].findings.failure?.code.id == "empty")
  }

  @Test func aRecordingIsHeardAsThePromptThatItWouldBecome() async throws {
    try folder.write(SoundFixture.wav(speech(0.02)), to: "等 1.wav")
    let plain = try #require(await reviews().first)
    #expect(plain.name == "deng-1.wav")
    #expect(plain.findings.findings.map(\.rule).contains("speech-level"))
    #expect(plain.level == nil)
    var options = ConversionOptions()
    options.sound = SoundOptions(.speech)
    let prepared = try #require(await reviews(options).first)
    #expect(!prepared.findings.findings.map(\.rule).contains("speech-level"))
    #expect(abs((prepared.speechLevel ?? 0) + 22) < 0.1)
    #expect((prepared.level?.gain ?? 0) > 6)
    #expect(folder.files() == ["等 1.wav"])
  }

  @Test func thePromptInMemoryIsTheOneThatConvertWrites() async throws {
    try folder.write(SoundFixture.wav(speech(), rate: 8000), to: "in.wav")
    let review = try #require(await reviews().first)
    guard let file = try review.file() else {
      Issue.record("there is no file")
      return
    }
    let bytes = try file.bytes(at: 0, count: file.size)
    try PromptConverter().convert(folder("in.wav"), to: folder("out/a.wav"))
    #expect(bytes == (try folder.read("out/a.wav")))
    let shapes = try #require(try review.shapes(of: file, columns: 100))
    #expect(shapes.waveform.extents.count == 100)
    #expect(!shapes.curve.speech.isEmpty)
  }

  @Test func theOriginalIsTheRecordingAtThePromptsRate() async throws {
    let samples = speech()
    try folder.write(SoundFixture.wav(samples), to: "in.wav")
    let review = try #require(await reviews().first)
    #expect(review.original() == SoundFixture.wav(samples))
    try folder.write(PromptFixture.file(PromptFixture.codes(800)), to: "in.wav")
    #expect(await reviews().first?.original() == nil)
  }

  @Test func whatIsNotThereFails() async throws {
    let reviews = await ReviewBatch([folder("none")]).run(jobs: 1) { _ in PromptValidator() }
    #expect(reviews.map(\.state) == [.failed])
    #expect(ReviewBatch([folder.path]).isEmpty)
  }

  @Test func recordingsAreComparedWithEachOther() async throws {
    for (name, amplitude) in [("a", 0.3), ("b", 0.3), ("c", 0.1)] as [(String, Float)] {
      try folder.write(SoundFixture.wav(speech(amplitude)), to: "\(name).wav")
    }
    let found = await reviews().map { $0.findings.findings.map(\.rule).contains("set-level") }
    #expect(found == [false, false, true])
  }
}
