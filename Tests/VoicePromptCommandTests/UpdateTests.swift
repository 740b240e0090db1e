import TestSupport
import Testing

/// `--update`
@Suite struct UpdateTests {
  private let folder = TemporaryFolder()

  private func add(_ name: String, _ step: Int = 3) throws {
    let samples = (0..<4000).map { Int16(($0 / step).isMultiple(of: 2) ? 4000 : -4000) }
    try folder.write(SoundFixture.wav(samples), to: name)
  }

  private func update(_ options: String...) async throws -> CommandRun {
    try await CommandRun(["convert", "in", "--update"] + options, in: folder)
  }

  @Test func theSecondTimeThereIsNothingToDo() async throws {
    try add("in/a.wav")
    try add("in/x/b.wav", 5)
    let first = try await update()
    #expect(first.errors.hasPrefix("2 of 2 files converted: "))
    let records = try folder.read("prompts/.voiceprompt/prompts.jsonl")
    #expect(String(decoding: records, as: UTF8.self).split(separator: "\n").count == 2)
    let second = try await update()
    #expect(
      second.output == """
        in/a.wav -> prompts/a.wav  unchanged
        in/x/b.wav -> prompts/x/b.wav  unchanged

        """)
    #expect(second.errors == "0 of 2 files converted, 2 unchanged\n")
    #expect(try folder.read("prompts/.voiceprompt/prompts.jsonl") == records)
  }

  @Test func whatHasChangedIsMadeAgain() async throws {
    try add("in/a.wav")
    try add("in/b.wav", 5)
    _ = try await update()
    try add("in/a.wav", 7)
    try TemporaryFolder.remove(folder("prompts/b.wav"))
    let run = try await update()
    #expect(run.errors.hasPrefix("2 of 2 files converted: "), "\(run.errors)")
    let options = try await update("--start", "0.1")
    #expect(options.errors.hasPrefix("2 of 2 files converted: "))
    #expect(options.status == 0)
    let again = try await update("--start", "0.1", "--json")
    #expect(again.output.contains(#""encoding":"16-bit PCM""#))
    #expect(again.errors == "0 of 2 files converted, 2 unchanged\n")
  }

  @Test func aPromptThatIsNotAsItWasMadeStays() async throws {
    try add("in/a.wav")
    try add("in/b.wav", 5)
    try folder.write([1, 2, 3], to: "prompts/b.wav")
    let foreign = try await update()
    #expect(
      foreign.errors.hasPrefix(
        "error: in/b.wav: prompts/b.wav exists already; use --force to replace what is there\n"))
    #expect(foreign.status == 1)
    try folder.write([1, 2, 3], to: "prompts/a.wav")
    let edited = try await update()
    #expect(edited.errors.contains("prompts/a.wav was changed or replaced after it was built"))
    #expect(try folder.read("prompts/a.wav") == [1, 2, 3])
    let forced = try await update("--force")
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(try await update().errors == "0 of 2 files converted, 2 unchanged\n")
  }

  @Test func aRunThatWasKilledIsGoneOnWith() async throws {
    for index in 1...6 { try add("in/\(index).wav", index + 2) }
    _ = try await update()
    let whole = try folder.files().filter { $0.hasPrefix("prompts/") }.map { try folder.read($0) }
    // What a kill leaves: a prompt without its line, a line that is cut, and others not begun.
    let records = try folder.read("prompts/.voiceprompt/prompts.jsonl")
    try folder.write(
      Array(records.prefix(records.count / 2)), to: "prompts/.voiceprompt/prompts.jsonl")
    try TemporaryFolder.remove(folder("prompts/6.wav"))
    let run = try await update()
    #expect(run.status == 0, "\(run.errors)")
    let again = try folder.files().filter { $0.hasPrefix("prompts/") }.map { try folder.read($0) }
    #expect(again == whole)
  }

  @Test func shardsShareTheirRecords() async throws {
    for index in 1...6 { try add("in/\(index).wav", index + 2) }
    for number in 1...2 { _ = try await update("--shard", "\(number)/2") }
    #expect(
      folder.files().filter { $0.hasSuffix(".jsonl") } == [
        "prompts/.voiceprompt/shard-1-of-2.jsonl", "prompts/.voiceprompt/shard-2-of-2.jsonl",
      ])
    #expect(try await update().errors == "0 of 6 files converted, 6 unchanged\n")
  }

  @Test func withoutItNothingIsWrittenDown() async throws {
    try add("in/a.wav")
    _ = try await CommandRun("convert", "in", in: folder)
    #expect(folder.files() == ["in/a.wav", "prompts/a.wav"])
    let dry = try await update("--dry-run")
    #expect(dry.status == 0)
    #expect(folder.files() == ["in/a.wav", "prompts/a.wav"])
    // A prompt that is the same needs no record to be known for one.
    #expect(try await update().status == 0)
  }
}
