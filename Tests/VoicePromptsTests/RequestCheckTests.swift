import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct RequestCheckTests {
  private let fixture: RequestFixture

  init() throws {
    fixture = try RequestFixture()
  }

  @Test func aListOfBodiesIsCheckedOneByOne() throws {
    #expect(
      try fixture.findings("[{\"waitVoice\": \"a\"}, 7,\n {\"preTone\": \"a.wav\"}]") == [
        "1:16 prompt-name: waitVoice: the name a does not end in .wav",
        "1:22 json: a body must be an object, and is the number 7",
        "2:2 required-field: verifyCode is missing",
        "2:14 prompt-absent: preTone: there is no a.wav in prompts",
      ])
  }

  @Test func filesAfterVeryManyFindingsAreOnlyCounted() throws {
    for name in ["a", "b", "c"] {
      try fixture.folder.write("preTone='no.wav'\npreTone='none.wav'\n", to: "src/\(name).py")
    }
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    check.maximumFindings = 3
    let files = check.check(bodies: [], programs: [fixture.folder("src")])
      .filter { $0.path.hasSuffix(".py") }
    #expect(files.map(\.findings.count) == [2, 2, 0])
    #expect(files.map { $0.count(.error) } == [2, 2, 2])
  }

  @Test func whatIsNoJSONIsAFinding() throws {
    #expect(
      try fixture.findings("{\"waitVoice\": hold.wav}")
        == ["1:15 json: a value is needed, and \"h\" is here"])
    #expect(
      try fixture.findings("7") == ["1:1 json: a body must be an object, and is the number 7"])
  }

  @Test func aByteOrderMarkIsNoFault() throws {
    #expect(
      try fixture.findings("\u{FEFF}" + (try RequestFixture.text("requests/callback.json"))) == [])
  }

  @Test func whichRequestItIsCanBeSaid() throws {
    let body = #"{"recordFlag": true, "recordHintTone": "record_hint.wav"}"#
    #expect(
      try fixture.findings(body) == [
        "1:1 unknown-api: its fields do not tell which request this is"
      ])
    #expect(try fixture.findings(body, api: .axyb) == [])
    #expect(try fixture.findings(body, api: .axe).map { $0.prefix(15) } == ["1:16 field-type"])
  }

  @Test func aPromptThatThePlatformRefusesIsAnError() throws {
    let wrong = PromptFixture.file(PromptFixture.codes(800)) { $0.rate = 16_000 }
    try fixture.folder.write(wrong, to: "prompts/wait_voice.wav")
    #expect(
      try fixture.findings(try RequestFixture.text("requests/callback.json")) == [
        "10:16 prompt-faulty: waitVoice: prompts/wait_voice.wav is not fit for the platform: the "
          + "sample rate at offset 24 is 16000 Hz, should be 8000 Hz (sample-rate), and 1 more"
      ])
  }

  @Test func aPromptBeforeTheCallMustNotBeLong() throws {
    let long = PromptFixture.file(PromptFixture.codes(41_000))
    try fixture.folder.write(long, to: "prompts/pre_voice.wav")
    try fixture.folder.write(long, to: "prompts/wait_voice.wav")
    #expect(
      try fixture.findings(try RequestFixture.text("requests/callback.json")) == [
        "9:15 prompt-too-long: preVoice: prompts/pre_voice.wav lasts 5.13 s, and ringing cuts it "
          + "off after about 5 s"
      ])
  }

  @Test func bodiesOfAFileHaveALimit() throws {
    let list = "[" + Array(repeating: "0", count: 100_000).joined(separator: ",") + "]"
    let path = try fixture.folder.write(list, to: "a.json")
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    let file = try check.check(body: path)
    let omitted = file.omitted.reduce(0) { $0 + $1.count }
    // One each, and that there are too many.
    #expect(file.findings.count + omitted == RequestCheck.maximumBodyCount + 1)
  }

  // MARK: Sets

  private func library(_ yaml: String) throws -> PromptLibrary {
    try PromptLibrary(try fixture.folder.write(Array(yaml.utf8), to: "set.yml"))
  }

  private func absences(_ yaml: String, _ names: String...) throws -> [String] {
    var check = RequestCheck(try library(yaml))
    return try names.flatMap { name in
      let path = try fixture.folder.write(
        Array("{\"waitVoice\": \"\(name)\"}".utf8), to: "body.json")
      return try check.check(body: path).findings.map(fixture.describe)
    }
  }

  @Test func aSetListsWhatMayBeNamed() throws {
    let yaml = """
      prompts:
        - {name: wait_voice.wav, source: x.wav}
        - {name: new.wav, source: x.wav}
      """
    #expect(
      try absences(yaml, "wait_voice.wav", "new.wav", "welcome.wav") == [
        "1:15 not-built: waitVoice: new.wav is in set.yml, but prompts/new.wav has not been "
          + "built",
        "1:15 prompt-absent: waitVoice: prompts/welcome.wav is there, but not in set.yml",
      ])
  }

  @Test func thePartsOfALongTextAreInItsLock() async throws {
    var samples = Signal.noise(frames: 40_000, seed: 4).map { Int16($0 * 5000) }
    samples.replaceSubrange(20_000..<24_000, with: repeatElement(0, count: 4000))
    try fixture.folder.write(SoundFixture.wav(samples), to: "long.wav")
    let yaml = """
      max-size: 30000
      prompts: [{for: notifyVoice, name: long.wav, source: long.wav, split: true}]
      """
    let path = try fixture.folder.write(Array(yaml.utf8), to: "set.yml")
    _ = try await PromptSetBuild(try PromptSet(path)).run(
      jobs: 1, validator: { _ in PromptValidator() }, report: { _ in })
    #expect(try library(yaml).prompts.map(\.name) == ["long_1.wav", "long_2.wav"])
    #expect(try absences(yaml, "long_2.wav") == [])
    #expect(
      try absences(yaml, "long.wav")
        == ["1:15 prompt-absent: waitVoice: there is no long.wav in set.yml; is long_1.wav meant?"])
  }

  // MARK: Programs

  @Test(arguments: RequestFixture.programs)
  func theSampleProgramsAreRight(_ name: String) throws {
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    let path = RequestFixture.sample("programs/\(name)")
    let file = try #require(try check.check(program: path))
    #expect(file.findings == [])
  }

  @Test(arguments: [
    ("call_back.py", "\"wait_voice.wav\"", "\"Wait_voice.wav\"", "16:22 prompt-absent"),
    ("call_back.py", "= \"pre_voice.wav\"", "= \"prevoice.wav\"", "5:13 prompt-absent"),
    ("notify.php", "'delivery.wav'", "'deliver.wav'", "10:31 prompt-absent"),
    ("bind.js", "'caller_hint.wav'", "'caller hint.wav'", "3:19 prompt-name"),
    ("bind.js", "\"y_hint_tone.wav\"", "`${lang}_hint.wav`", "20:63 computed-name"),
    ("Verify.cs", "\"code_before.wav\"", "\"code-before.wav\"", "6:44 prompt-absent"),
    ("Verify.cs", "\"callbackTone.wav\"", "\"callback_tone.wav\"", "20:17 prompt-absent"),
  ])
  func aNameInAProgramThatIsNotThereIsFound(
    _ program: String, _ old: String, _ new: String, _ expected: String
  ) throws {
    let text = try RequestFixture.text("programs/\(program)")
    try #require(text.ranges(of: old).count == 1)
    let path = try fixture.folder.write(
      Array(text.replacing(old, with: new).utf8), to: "src/\(program)")
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    let findings = try #require(try check.check(program: path)?.findings.map(fixture.describe))
    #expect(findings.map { $0.hasPrefix(expected + ":") } == [true], "\(findings)")
  }

  @Test func promptsThatNothingNamesAreANote() throws {
    let requests = RequestFixture.sample("requests")
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    for path in FileWalk([requests]).files { _ = try check.check(body: path) }
    #expect(check.unusedPrompts() == [])
    try fixture.folder.write(PromptFixture.file([0xD5]), to: "prompts/old.wav")
    check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    for path in FileWalk([requests]).files { _ = try check.check(body: path) }
    #expect(check.unusedPrompts().map(\.path) == [fixture.folder("prompts/old.wav")])
    #expect(
      check.unusedPrompts().flatMap(\.findings).map(fixture.describe)
        == ["unused-prompt: no request and no program names it"])
  }

  @Test(arguments: [("a.wav", "a.wav", 0), ("hold.wav", "hodl.wav", 2), ("", "abc", 3)])
  func theDistanceOfNamesIsCounted(_ a: String, _ b: String, _ distance: Int) {
    #expect(PromptLibrary.distance(a, b) == distance)
    #expect(PromptLibrary.distance(b, a) == distance)
  }
}
