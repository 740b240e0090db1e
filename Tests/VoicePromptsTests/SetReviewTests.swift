import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct SetReviewTests {
  private let folder = TemporaryFolder()

  private func set(_ extra: String = "") throws -> PromptSet {
    try folder.write(
      """
      defaults: {sound: speech}
      prompts:
        - {for: preVoice, name: a.wav, source: a.wav, text: "Welcome"}
        - {for: waitVoice, name: b.wav, source: b.wav, sound: music}
        - {name: c.wav, source: c.wav, level: -20}
      \(extra)
      """, to: "prompts.yml")
    return try PromptSet(folder("prompts.yml"))
  }

  private func write(_ name: String, amplitude: Float = 0.2) throws {
    let samples = Signal.speech(amplitude: amplitude, before: 1).map { Int16($0 * 32767) }
    try folder.write(SoundFixture.wav(samples), to: "\(name).wav")
  }

  private func listener(_ path: String) -> PromptValidator {
    var validator = PromptValidator()
    validator.hearsSound = true
    return validator
  }

  private func build(_ set: PromptSet) async throws -> PromptSetBuild.Summary {
    try await PromptSetBuild(set).run(jobs: 1, validator: listener) { _ in }
  }

  private func check(_ set: PromptSet) async throws -> SetReview {
    SetReview(set, try await PromptSetCheck(set).run(jobs: 1, validator: listener))
  }

  @Test func whatWasBuiltIsCurrentAndKnown() async throws {
    for name in ["a", "b", "c"] { try write(name) }
    let set = try set()
    let built = SetReview(set, try await build(set).files)
    let review = try await check(set)
    for review in [built, review] {
      #expect(review.prompts.map(\.state) == [.current, .current, .current])
      #expect(review.prompts.map(\.name) == ["a.wav", "b.wav", "c.wav"])
      #expect(review.prompts.map(\.text) == ["Welcome", nil, nil])
      #expect(review.prompts.map { $0.parameter?.name } == ["preVoice", "waitVoice", nil])
      #expect(review.prompts.map(\.target) == [-22, -22, -20])
      #expect(review.prompts.map(\.carriesMusic) == [false, true, false])
      #expect(review.prompts.allSatisfy { $0.level != nil && $0.sound != nil })
      #expect(review.findings.isEmpty)
    }
    // The second of silence in front is in the recording only.
    let original = try #require(review.prompts[0].original())
    #expect(original == (try folder.read("a.wav")))
  }

  @Test func eachStateIsTold() async throws {
    for name in ["a", "b", "c"] { try write(name) }
    let set = try set()
    _ = try await build(set)
    try write("a", amplitude: 0.1)
    try TemporaryFolder.remove(folder("prompts/b.wav"))
    var bytes = try folder.read("prompts/c.wav")
    bytes[100] ^= 1
    try folder.write(bytes, to: "prompts/c.wav")
    try folder.write(PromptFixture.file(PromptFixture.codes(800)), to: "prompts/z.wav")
    let review = try await check(set)
    #expect(review.prompts.map(\.state) == [.outdated, .missing, .edited, .unused])
    let wider = try self.set("  - {name: d.wav, source: d.wav}")
    let failed = try await check(wider)
    #expect(failed.prompts.map(\.state) == [.outdated, .missing, .edited, .failed, .unused])
    #expect(failed.prompts[3].name == "d.wav")
    #expect(failed.findings.flatMap(\.findings).map(\.rule) == ["lock-outdated"])
  }

  @Test func nothingIsBuiltYet() async throws {
    for name in ["a", "b", "c"] { try write(name) }
    let set = try set()
    #expect(try await check(set).prompts.map(\.state) == [.missing, .missing, .missing])
    try folder.write(PromptFixture.file(PromptFixture.codes(800)), to: "prompts/a.wav")
    #expect(try await check(set).prompts.first?.state == .unbuilt)
  }

  @Test func aTextDoesNotMakeAPromptOutdated() async throws {
    for name in ["a", "b", "c"] { try write(name) }
    _ = try await build(try set())
    let text = String(decoding: try folder.read("prompts.yml"), as: UTF8.self)
    try folder.write(text.replacing("Welcome", with: "Hello"), to: "prompts.yml")
    let changed = try PromptSet(folder("prompts.yml"))
    #expect(try await check(changed).prompts.map(\.state) == [.current, .current, .current])
    #expect(try await build(changed).builtCount == 0)
  }

  /// What a listening validator finds is in the lock, too.
  @Test func nothingIsFoundTwice() async throws {
    try write("a")
    try write("b")
    try write("c", amplitude: 0.01)
    try folder.write(
      "prompts: [{name: a.wav, source: a.wav}, {name: b.wav, source: b.wav}, {name: c.wav, source: c.wav}]",
      to: "prompts.yml")
    let set = try PromptSet(folder("prompts.yml"))
    _ = try await build(set)
    let rules = try await check(set).prompts[2].findings.findings.map(\.rule)
    #expect(rules.count { $0 == "speech-level" } == 1)
    #expect(rules.count { $0 == "set-level" } == 1)
    #expect(!rules.contains("level"))
  }
}
