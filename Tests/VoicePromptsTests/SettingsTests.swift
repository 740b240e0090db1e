import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

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
        ffmpeg: tools/ffmpeg
        ignore: [level, silence]
        overrides:
          - files: legacy/*
            ignore: [fact-missing]
        """, path: "s.yml")
    #expect(settings.maximumSize?.bytes == 2_097_152)
    #expect(settings.isStrict)
    #expect(settings.ffmpeg == .at("tools/ffmpeg"))
    #expect(try Settings(yaml: "ffmpeg: never", path: "s.yml").ffmpeg == .never)
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
      "s.yml:1:1: there is no key max-sise, only max-size, strict, ffmpeg, ignore, overrides, "
        + "profile"
    ),
    (
      "strict: true\nmax-size: big",
      "s.yml:2:11: max-size must be a size (2MB, 2MiB or bytes), and is big"
    ),
    ("strict: 3", "s.yml:1:9: strict must be true or false, and is 3"),
    ("ignore: level", "s.yml:1:9: ignore must be a list of rules"),
    ("ignore: [levels]", "s.yml:1:10: there is no rule levels; voiceprompt rules lists them"),
    (
      "- a",
      "s.yml:1:1: this must be a mapping with the keys max-size, strict, ffmpeg, ignore, overrides, "
        + "profile"
    ),
    ("overrides:\n  - ignore: [level]", "s.yml:2:5: an override needs the key files"),
    (
      "overrides:\n  - files: a/*",
      "s.yml:2:5: an override needs the key ignore, or it has no effect"
    ),
    ("ignore: []", "s.yml:1:9: ignore is empty; name a rule, or leave the key out"),
    ("max-size: 0", "s.yml:1:11: max-size must be at least 60 bytes"),
  ])
  func whatIsWrongIsRefusedWithItsPlace(_ yaml: String, _ message: String) {
    #expect(failure(yaml) == message)
  }

  @Test func whatIsNoYAMLIsRefused() {
    #expect(
      failure("a: [b")
        == "s.yml:2:1: this is not YAML: did not find expected ',' or ']'")
    // Aliases that grow, and one that holds itself.
    let bomb =
      "a: &a [x, x, x, x, x, x, x, x, x]\n"
      + "bcdefg".reduce(into: ("", "a")) { text, name in
        let item = "*\(text.1)"
        text.0 +=
          "\(name): &\(name) [" + Array(repeating: item, count: 9).joined(separator: ", ") + "]\n"
        text.1 = String(name)
      }.0
    #expect(
      failure(bomb)
        == "s.yml:5:4: there are more than 250,000 values in it, counting what aliases repeat; "
        + "divide it into several files")
    #expect(failure("&a [*a]") == "s.yml:1:5: no anchor before this is named a")
  }

  // MARK: Located

  @Test func theNearestSettingsAboveAFolderHold() throws {
    let folder = TemporaryFolder()
    try folder.write("strict: true", to: "a/.voiceprompt.yml")
    try folder.write([1], to: "a/b/c/x.wav")
    try folder.write("max-size: 1MB", to: "a/b/d/.voiceprompt.yml")
    try folder.write([1], to: "a/b/d/e/x.wav")
    let root = try #require(FileSystem.realPath(folder.path))
    let found = try #require(try Settings.find(from: root + "/a/b/c"))
    #expect(found.folder == root + "/a")
    #expect(found.settings.isStrict)
    let nearer = try #require(try Settings.find(from: root + "/a/b/d/e"))
    #expect(nearer.folder == root + "/a/b/d")
    #expect(!nearer.settings.isStrict)
    #expect(nearer.settings.maximumSize == ByteSize(1_000_000))
  }

  @Test func settingsThatCannotBeUnderstoodAreAnError() throws {
    let folder = TemporaryFolder()
    try folder.write("sctrict: true", to: ".voiceprompt.yml")
    let root = try #require(FileSystem.realPath(folder.path))
    let error = #expect(throws: PromptError.self) { try Settings.find(from: root) }
    #expect(error?.path == root + "/.voiceprompt.yml")
    #expect(error?.code == .invalidText)
    #expect(error?.location?.description == "1:1")
  }

  @Test func bothSpellingsOfTheNameAreFoundAndNotBothAtOnce() throws {
    let folder = TemporaryFolder()
    try folder.write("strict: true", to: ".voiceprompt.yaml")
    let root = try #require(FileSystem.realPath(folder.path))
    #expect(try Settings.find(from: root)?.settings.isStrict == true)
    try folder.write("strict: true", to: ".voiceprompt.yml")
    let error = #expect(throws: PromptError.self) { try Settings.find(from: root) }
    #expect(
      error?.message.english
        == "is there, and so is \(root)/.voiceprompt.yaml; leave one of them")
  }

  @Test func settingsThatAreNoFileAreAnError() throws {
    let folder = TemporaryFolder()
    try folder.write([], to: ".voiceprompt.yml/x")
    let root = try #require(FileSystem.realPath(folder.path))
    let error = #expect(throws: PromptError.self) { try Settings.find(from: root) }
    #expect(error?.message.english == "is not a regular file")
    #expect(error?.remedy == nil)
  }

  @Test func withoutSettingsThePlatformsRulesHold() throws {
    let located = try LocatedSettings.ofWorkingFolder()
    let validator = located.validator(maximumSize: ByteSize(900), ignoring: ["level"])("a.wav")
    #expect(validator.maximumSize == ByteSize(900))
    #expect(validator.ignoredRules.isSuperset(of: ["level"]))
  }
}
