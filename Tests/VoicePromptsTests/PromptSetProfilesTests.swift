import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptSetProfilesTests {
  private let folder = TemporaryFolder()

  private func sets(
    _ head: String, for id: String? = nil, output: String? = nil,
    usually usual: PlatformProfile = .standard
  ) throws -> [PromptSet] {
    let text = head + "\nprompts:\n  - name: a.wav\n    source: m.wav\n"
    let path = try folder.write(Array(text.utf8), to: "prompts.yml")
    return try PromptSet.all(
      path, output: output, for: id.flatMap(PlatformProfile.named), usually: usual)
  }

  private func failure(_ head: String, for id: String? = nil) -> String? {
    do {
      _ = try sets(head, for: id)
      return nil
    } catch {
      return "\(error)".replacing(folder.path + "/", with: "")
    }
  }

  @Test func withoutAWordASetIsForTheUsualPlatform() throws {
    let set = try #require(try sets("").first)
    #expect(set.profile == .standard)
    #expect(set.outputFolder == folder("prompts") && set.lockPath == folder("prompts.lock"))
    let twilio = try #require(PlatformProfile.named("twilio"))
    #expect(try sets("", usually: twilio).map(\.profile) == [twilio])
    #expect(try sets("", for: "vonage", usually: twilio).map(\.profile.id) == ["vonage"])
  }

  @Test func aSetForOnePlatformHasTheOutputForItself() throws {
    let set = try #require(try sets("profile: asterisk-ulaw").first)
    #expect(set.profile.id == "asterisk-ulaw")
    #expect(set.entries.map(\.name) == ["a.ulaw"])
    #expect(set.entries[0].options.profile == set.profile)
    #expect(set.outputFolder == folder("prompts") && set.lockPath == folder("prompts.lock"))
    #expect(set.title.english == folder("prompts.yml"))
  }

  @Test func aSetForSeveralHasAFolderAndALockForEach() throws {
    let sets = try sets("profiles: [twilio, asterisk-alaw]")
    #expect(sets.map(\.profile.id) == ["twilio", "asterisk-alaw"])
    #expect(
      sets.map(\.outputFolder) == [folder("prompts/twilio"), folder("prompts/asterisk-alaw")])
    #expect(
      sets.map(\.lockPath)
        == [folder("prompts.twilio.lock"), folder("prompts.asterisk-alaw.lock")])
    #expect(sets.map { $0.entries.map(\.name) } == [["a.wav"], ["a.alaw"]])
    #expect(sets[1].title.english == folder("prompts.yml") + " for asterisk-alaw")
    let elsewhere = try self.sets("profiles: [twilio]", output: folder("out"))
    #expect(elsewhere.map(\.lockPath) == [folder("out/twilio/prompts.lock")])
    #expect(
      try self.sets("profiles: [twilio, vonage]", for: "vonage").map(\.outputFolder)
        == [folder("prompts/vonage")])
  }

  @Test func whatASetSaysOfTheSizeRaisesNoLimitOfSeveral() throws {
    let sets = try sets("profiles: [huawei-voicecall, twilio]\nmax-size: 3MB")
    #expect(sets.map(\.maximumSize.bytes) == [2_000_000, 3_000_000])
    #expect(try self.sets("max-size: 3MB").map(\.maximumSize.bytes) == [3_000_000])
  }

  @Test(arguments: [
    (
      "profile: nokia",
      "prompts.yml:1:10: profile must be a platform, and is nokia; voiceprompt profiles lists them"
    ),
    ("profiles: twilio", "prompts.yml:1:11: profiles must be a list of platforms"),
    ("profiles: []", "prompts.yml:1:11: profiles must be a list of platforms"),
    ("profiles: [twilio, twilio]", "prompts.yml:1:20: the platform twilio is here twice"),
    (
      "profile: twilio\nprofiles: [vonage]",
      "prompts.yml:2:11: profile and profiles exclude each other"
    ),
  ])
  func whatIsWrongIsRefusedWithItsPlace(_ head: String, _ message: String) {
    #expect(failure(head) == message)
  }

  @Test func anotherPlatformIsRefused() {
    #expect(
      failure("profile: twilio", for: "vonage")
        == "prompts.yml:1:10: the set is for twilio, and not for vonage")
    #expect(
      failure("profiles: [twilio, five9]", for: "vonage")
        == "prompts.yml:1:11: the set is for twilio, five9, and not for vonage")
  }

  @Test func aParameterNamesThePromptOfAnyPlatform() throws {
    let text = """
      profile: asterisk-ulaw
      prompts:
        - for: waitVoice
          source: a.wav
        - for: notifyVoice
          split: true
          source: b.wav
      """
    let path = try folder.write(Array(text.utf8), to: "prompts.yml")
    let set = try #require(try PromptSet.all(path).first)
    #expect(set.entries.map(\.name) == ["waitVoice.ulaw", "notifyVoice.ulaw"])
    #expect(set.entries[1].possibleNames.last == "notifyVoice_5.ulaw")
  }

  @Test func namesAreRefusedWhereThePlatformRefusesThem() throws {
    let text = "prompts:\n  - name: hold-music\n    source: a.wav\n"
    let path = try folder.write(Array(text.utf8), to: "prompts.yml")
    let cvp = try #require(PlatformProfile.named("cisco-cvp"))
    let genesys = try #require(PlatformProfile.named("genesys-cloud"))
    #expect(throws: PromptError.self) { try PromptSet.all(path, for: cvp) }
    // Somebody says that this one does.
    #expect(try PromptSet.all(path, for: genesys).first?.entries.map(\.name) == ["hold-music.wav"])
  }

  @Test func aPromptOfAnotherPlatformIsMadeAgain() async throws {
    try folder.write(SoundFixture.wav([Int16](repeating: 1000, count: 800)), to: "m.wav")
    for (id, isWritten) in [("twilio", true), ("twilio", false), ("vonage", true)] {
      let set = try #require(try sets("profile: \(id)").first)
      var written: [Bool] = []
      _ = try await PromptSetBuild(set).run(
        jobs: 1, progress: WorkProgress(), validator: { _ in PromptValidator(set.profile) }
      ) { outcome in
        if case .success(let files) = outcome.result { written += files.map(\.isWritten) }
      }
      #expect(written == [isWritten], "\(id)")
      let lock = try #require(try PromptLock.read(set.lockPath, set.profile.nameRule))
      #expect(lock.prompts.map(\.options.profile) == [id])
    }
  }

  @Test func theLockOfTheStandardPlatformSaysNothingOfIt() throws {
    let entry = try #require(try sets("").first?.entries.first)
    #expect(PromptLock.Recipe(entry).profile == nil)
  }

  @Test func aLockNamesNothingThatLeadsElsewhere() throws {
    for id in ["twilio", "genesys-cloud", "asterisk"] {
      let rule = try #require(PlatformProfile.named(id)).nameRule
      let text =
        #"{"lockVersion":1,"setSHA256":"","prompts":[],"unlisted":[],"pending":["../a.wav"]}"#
      #expect(throws: PromptError.self) {
        try PromptLock.parse(Array(text.utf8), path: "prompts.lock", rule)
      }
    }
  }
}
