import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct CommonGainTests {
  private let folder = TemporaryFolder()

  private func write(_ amplitudes: Float...) throws {
    for (index, amplitude) in amplitudes.enumerated() {
      let samples = Signal.speech(words: 3 + index, amplitude: amplitude)
      try folder.write(
        SoundFixture.wav(samples.map { Int16($0 * 32767) }), to: "in/\(index).wav")
    }
  }

  private func levels(_ sound: SoundOptions, jobs: Int = 2) async throws -> [LevelChange] {
    var options = ConversionOptions()
    options.sound = sound
    options.replacesExisting = true
    var changes: [LevelChange] = []
    await PromptBatch([folder("in")], outputFolder: folder("out"), options).run(jobs: jobs) {
      if let change = try? $0.result.get().sound?.level { changes.append(change) }
    }
    return changes
  }

  private var together: SoundOptions {
    var sound = SoundOptions()
    sound.isTogether = true
    return sound
  }

  @Test func theRelationOfRecordingsStays() async throws {
    try write(0.05, 0.1, 0.2)
    let levels = try await levels(together)
    #expect(levels.count == 3)
    #expect(Set(levels.map(\.gain)).count == 1)
    let spread = levels.map { ($0.after ?? 0) - ($0.before ?? 0) - $0.gain }
    #expect(spread.allSatisfy { $0.magnitude < 0.1 })
    // All of it together is at the level.
    let mean = levels.compactMap(\.after).reduce(0, +) / 3
    #expect((mean + 22).magnitude < 4)
  }

  @Test func theGainDoesNotDependOnTheNumberOfJobs() async throws {
    try write(0.05, 0.1, 0.2)
    let one = try await levels(together, jobs: 1)
    let bytes = try ["0", "1", "2"].map { try folder.read("out/\($0).wav") }
    #expect(try await levels(together, jobs: 3) == one)
    #expect(try ["0", "1", "2"].map { try folder.read("out/\($0).wav") } == bytes)
  }

  @Test func aSingleRecordingGetsItsOwnLevel() async throws {
    try write(0.05)
    var sound = together
    sound.level = .target(-20)
    let level = try #require(try await levels(sound).first?.after)
    #expect((level + 20).magnitude < 0.05)
  }

  @Test func whatCannotBeReadDoesNotCount() async throws {
    try write(0.05, 0.1)
    let gains = try await levels(together).map(\.gain)
    try folder.write([], to: "in/9.wav")
    #expect(try await levels(together).map(\.gain) == gains)
  }

  @Test func withoutAnySpeechNothingChanges() async throws {
    for name in ["a", "b"] {
      try folder.write(SoundFixture.wav([Int16](repeating: 0, count: 800)), to: "in/\(name).wav")
    }
    #expect(try await levels(together).map(\.gain) == [0, 0])
  }
}
