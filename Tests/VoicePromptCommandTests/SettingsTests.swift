import TestSupport
import Testing
import VoicePrompts

@testable import VoicePromptCommand

@Suite struct SettingsTests {
  private func failure(_ yaml: String) -> String? {
    do {
      _ = try Settings(yaml: yaml, path: "s.yml")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func everyKeyIsRead() throws {
    let settings = try Settings(
      yaml: """
        max-size: 2MiB
        strict: true
        ignore: [level, silence]
        overrides:
          - files: legacy/*
            ignore: [fact-missing]
        """, path: "s.yml")
    #expect(settings.maximumSize?.bytes == 2_097_152)
    #expect(settings.isStrict)
    #expect(settings.ignoredRules(for: "a.wav") == ["level", "silence"])
    #expect(settings.ignoredRules(for: "legacy/x/a.wav") == ["level", "silence", "fact-missing"])
  }

  @Test func anEmptyFileSetsNothing() throws {
    #expect(try Settings(yaml: "", path: "s.yml") == Settings())
    #expect(try Settings(yaml: "# nothing\n", path: "s.yml") == Settings())
  }

  @Test(arguments: [
    (
      "max-sise: 2MB",
      "s.yml:1:1: there is no key max-sise, only max-size, strict, ignore, overrides"
    ),
    (
      "strict: true\nmax-size: big",
      "s.yml:2:11: max-size must be a size (2MB, 2MiB or bytes), and is big"
    ),
    ("strict: 3", "s.yml:1:9: strict must be true or false, and is 3"),
    ("ignore: level", "s.yml:1:9: ignore must be a list of rules"),
    ("ignore: [levels]", "s.yml:1:10: there is no rule levels; voiceprompt rules lists them"),
    ("- a", "s.yml:1:1: this must be a mapping with the keys max-size, strict, ignore, overrides"),
    ("overrides:\n  - ignore: [level]", "s.yml:2:5: an override needs the key files"),
  ])
  func whatIsWrongIsRefusedWithItsPlace(_ yaml: String, _ message: String) {
    #expect(failure(yaml) == message)
  }

  @Test func whatIsNoYAMLIsRefused() {
    #expect(
      failure("a: [b")
        == "s.yml:2:1: this is no YAML: did not find expected ',' or ']'")
    // Aliases that grow, and one that holds itself.
    let bomb =
      "a: &a [x, x, x, x, x, x, x, x, x]\n"
      + "bcdefg".reduce(into: ("", "a")) { text, name in
        let item = "*\(text.1)"
        text.0 +=
          "\(name): &\(name) [" + Array(repeating: item, count: 9).joined(separator: ", ") + "]\n"
        text.1 = String(name)
      }.0
    #expect(failure(bomb)?.hasSuffix("it is too large or too deep") == true)
    #expect(failure("&a [*a]")?.hasSuffix("it is too large or too deep") == true)
  }

  @Test func settingsThatCannotBeReadAreRefused() async throws {
    let folder = try TemporaryFolder()
    try folder.write(PromptFixture.file(PromptFixture.codes(800)), to: "prompts/a.wav")
    try folder.write([], to: ".voiceprompt.yml/x")
    let run = try await CommandRun("validate", "prompts", in: folder)
    #expect(run.errors.hasSuffix("/.voiceprompt.yml: is not a regular file\n"))
    #expect(run.status == 2)
  }

  @Test func theNearestSettingsAboveTheWorkingFolderHold() async throws {
    let folder = try TemporaryFolder()
    let file = PromptFixture.file(PromptFixture.codes(800)) { $0.fact = nil }
    try folder.write(file, to: "prompts/a.wav")
    try folder.write(file, to: "prompts/old/b.wav")
    try folder.write(
      Array("strict: true\noverrides:\n- {files: prompts/old/*, ignore: [fact-missing]}".utf8),
      to: ".voiceprompt.yml")
    let run = try await CommandRun("validate", "prompts", in: folder)
    #expect(
      run.output.hasPrefix("prompts/a.wav: warning: there is no \"fact\" chunk [fact-missing]\n"))
    #expect(!run.output.contains("b.wav"))
    #expect(run.status == 1)
    try folder.write(Array("sctrict: true".utf8), to: ".voiceprompt.yml")
    let wrong = try await CommandRun("validate", "prompts", in: folder)
    #expect(
      wrong.errors.hasSuffix(
        "/.voiceprompt.yml:1:1: there is no key sctrict, only max-size, strict, ignore, overrides\n"
      ))
    #expect(wrong.status == 2)
  }
}
