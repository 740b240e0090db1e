import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct ExcerptTests {
  private let folder = TemporaryFolder()

  private func prompt(
    _ name: String, start: Double = 0, duration: Double? = nil, truncated: Bool = false
  ) throws(PromptError) -> [UInt8] {
    var options = ConversionOptions()
    options.start = start
    options.duration = duration
    options.allowsTruncated = truncated
    return try PromptConverter(options).prompt(from: folder(name), progress: WorkProgress()).codes
  }

  @Test(
    arguments: [
      (0.0, nil), (0.5, nil), (0.0, 0.25), (1.5, 0.5), (1.9999, nil), (0.3, 1.7), (0, 2),
    ] as [(Double, Double?)])
  func anExcerptIsWhatTheCutRecordingGives(_ start: Double, _ duration: Double?) throws {
    let rate = 48_000
    let samples = Signal.noise(frames: 2 * rate * 2, seed: 5).map { $0 * 0.5 }
    try SoundFixture.write(samples, rate: rate, channels: 2, as: .wav16, to: folder("a.wav"))
    let first = Int((start * Double(rate)).rounded())
    let end = duration.map { Int(((start + $0) * Double(rate)).rounded()) } ?? 2 * rate
    try SoundFixture.write(
      Array(samples[2 * first..<2 * end]), rate: rate, channels: 2, as: .wav16, to: folder("b.wav"))
    #expect(try prompt("a.wav", start: start, duration: duration) == prompt("b.wav"))
  }

  @Test func anEndALittleBehindTheRecordingsIsItsEnd() throws {
    try folder.write(SoundFixture.wav([Int16](repeating: 9, count: 8000)), to: "a.wav")
    #expect(try prompt("a.wav", start: 0.5, duration: 0.51).count == 4000)
  }

  @Test(arguments: [(1.0, nil), (5, nil), (0, 1.1), (0.5, 0.52), (3, 1)] as [(Double, Double?)])
  func anExcerptThatIsNotThereIsRefused(_ start: Double, _ duration: Double?) throws {
    try folder.write(SoundFixture.wav([Int16](repeating: 9, count: 8000)), to: "a.wav")
    let error = #expect(throws: PromptError.self) {
      try prompt("a.wav", start: start, duration: duration)
    }
    let end = duration.map { start + $0 }
    #expect(error?.context == .excerptOutside(start: start, end: end, duration: 1))
  }

  @Test func onlyTheExcerptCountsForTheLimit() throws {
    try folder.write(SoundFixture.wav([Int16](repeating: 9, count: 2_400_000)), to: "a.wav")
    #expect(throws: PromptError.self) { try prompt("a.wav") }
    #expect(try prompt("a.wav", start: 10, duration: 249).count == 249 * 8000)
    #expect(throws: PromptError.self) { try prompt("a.wav", start: 10, duration: 250) }
  }

  @Test func whatIsMissingBehindAnExcerptStillCountsAsDamage() throws {
    let file = SoundFixture.wav([Int16](repeating: 9, count: 8000))
    try folder.write(Array(file.dropLast(8000)), to: "a.wav")
    let error = #expect(throws: PromptError.self) { try prompt("a.wav", duration: 0.1) }
    #expect(error?.code.id == "damaged")
    #expect(try prompt("a.wav", duration: 0.1, truncated: true).count == 800)
  }
}
