import TestSupport
import Testing

/// `--files-from`, `--base` and `--shard`.
@Suite struct ListTests {
  private let folder = TemporaryFolder()

  private func add(_ names: String...) throws {
    for (index, name) in names.enumerated() {
      let samples = (0..<4000).map { Int16($0 * (index + 3) % 20_000 - 10_000) }
      try folder.write(SoundFixture.wav(samples), to: name)
    }
  }

  private func prompts(below name: String) -> [String] {
    folder.files().filter { $0.hasPrefix(name + "/") }.map { String($0.dropFirst(name.count + 1)) }
  }

  @Test func aListIsTakenInItsOrder() async throws {
    try add("in/b.wav", "in/x/a.wav", "in/c.wav")
    try folder.write("in/x/a.wav\nin/b.wav\n", to: "list")
    let run = try await CommandRun("convert", "--files-from", "list", in: folder)
    #expect(
      run.output == """
        in/x/a.wav -> prompts/a.wav  0.50 s  4,058 bytes
        in/b.wav -> prompts/b.wav  0.50 s  4,058 bytes

        """)
    let piped = try await CommandRun(
      shell:
        "printf 'in/x/a.wav\\0in/c.wav\\0' | \"$0\" convert --files-from - -0 --base in -o out",
      in: folder)
    #expect(piped.status == 0, "\(piped.errors)")
    #expect(prompts(below: "out") == ["c.wav", "x/a.wav"])
  }

  @Test func whatIsNotBelowTheBaseFails() async throws {
    try add("in/a.wav", "b.wav")
    let run = try await CommandRun("convert", "in/a.wav", "b.wav", "--base", "in", in: folder)
    #expect(run.errors.contains("b.wav: this is not below "))
    #expect(run.status == 1)
    #expect(prompts(below: "prompts") == ["a.wav"])
  }

  @Test func aListThatIsNotThereIsSaid() async throws {
    let run = try await CommandRun("convert", "--files-from", "none", in: folder)
    #expect(run.errors == "error: none: there is no such file or folder; check the spelling\n")
    #expect(run.status == 2)
    try folder.write("", to: "empty")
    let empty = try await CommandRun("convert", "--files-from", "empty", in: folder)
    #expect(empty.errors.hasPrefix("error: no recordings in empty; "))
    let nothing = try await CommandRun("convert", in: folder)
    #expect(
      nothing.errors.hasPrefix("error: name recordings, or a list of them with --files-from.\n"))
  }

  @Test func shardsTogetherGiveTheFilesOfOneRun() async throws {
    // Some names are suggestions, and one of them depends on another recording.
    try add(
      "in/a.wav", "in/b c.wav", "in/b-c.wav", "in/x/a.wav", "in/x/d.wav", "in/y/等 1.wav",
      "in/y/等-1.wav", "in/e.wav", "in/f.wav", "in/g.wav")
    let whole = try await CommandRun("convert", "in", "--rename", "-o", "whole", in: folder)
    #expect(whole.status == 0, "\(whole.errors)")
    for number in 1...5 {
      // Each sees what those before it have written.
      let run = try await CommandRun(
        "convert", "in", "--rename", "-o", "parts", "--shard", "\(number)/5", in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(prompts(below: "parts") == prompts(below: "whole"))
    for name in prompts(below: "whole") {
      #expect(try folder.read("parts/" + name) == folder.read("whole/" + name))
    }
  }

  @Test func aShardWithoutRecordingsIsDone() async throws {
    try add("a.wav")
    let runs = try await [1, 2].asyncMap { number in
      try await CommandRun("convert", "a.wav", "--shard", "\(number)/2", in: folder)
    }
    #expect(runs.map(\.status) == [0, 0])
    #expect(runs.map(\.output).sorted() == ["", "a.wav -> prompts/a.wav  0.50 s  4,058 bytes\n"])
  }

  @Test(arguments: [
    "- --name a --shard 1/2", "a.wav -o - --shard 1/2", "a.wav --shard 3/2",
    "a.wav --shard 1/2 --sound speech --together",
  ])
  func whatMakesNoSenseIsRefused(_ line: String) async throws {
    try add("a.wav")
    let run = try await CommandRun(shell: "\"$0\" convert \(line) < a.wav", in: folder)
    #expect(run.status == 2)
  }
}

extension Array {
  /// One after the other.
  fileprivate func asyncMap<Result>(
    _ transform: (Element) async throws -> Result
  ) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
