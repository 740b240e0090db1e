import TestSupport
import Testing

@Suite struct InitTests {
  private let set: ExampleSet

  init() throws {
    set = try ExampleSet()
    try TemporaryFolder.remove(set.folder("samples/prompts.yml"))
  }

  @Test func aFirstSetIsWrittenAndBuilds() async throws {
    let run = try await set.run("init", "samples")
    #expect(run.output == "samples/prompts.yml: 11 prompts\n")
    #expect(
      run.errors
        == "look over its names and parameters, then: voiceprompt build samples/prompts.yml\n")
    #expect(run.status == 0)
    let build = try await set.run("build", "samples/prompts.yml")
    #expect(build.output.contains("samples/等待音 1.wav -> samples/prompts/dengdaiyin-1.wav  5.26 s"))
    #expect(build.status == 0)
  }

  @Test func whatIsLeftOutIsToldByItsCause() async throws {
    for name in ["a.wav", "b.wav"] { try set.folder.write([], to: "samples/x/" + name) }
    let run = try await set.run("init", "samples")
    #expect(run.output == "samples/prompts.yml: 11 prompts, 2 left out\n")
    #expect(
      run.errors.hasPrefix(
        """
        warning: left out: 2 files [empty]; copy or record it again
          samples/x/a.wav: the file is empty (0 bytes)
          samples/x/b.wav: the file is empty (0 bytes)

        """))
  }

  @Test func anExistingSetIsNeverOverwritten() async throws {
    try set.folder.write([1], to: "samples/prompts.yml")
    let run = try await set.run("init", "samples")
    #expect(
      run.errors == "error: samples/prompts.yml: exists already; edit it, or remove it first\n")
    #expect(run.status == 2)
    #expect(try set.folder.read("samples/prompts.yml") == [1])
  }

  @Test func aFolderWithoutRecordingsIsStatus2() async throws {
    let run = try await set.run("init", "samples/requests")
    #expect(run.errors == "error: no recordings in samples/requests that can be converted\n")
    #expect(run.status == 2)
    #expect(try await set.run("init", "none").status == 2)
    #expect(!set.folder.files().contains("samples/requests/prompts.yml"))
  }
}
