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
      try fixture.findings(
        "[{\"waitVoice\": \"a\"}, 7,\n {\"preTone\": \"a.wav\"}]", ignoring: ["required-field"])
        == [
          "1:16 prompt-name: waitVoice: the name a does not end in .wav",
          "1:22 json: a body must be an object, and is the number 7",
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
    #expect(
      try fixture.findings(body, api: .axyb) == ["1:1 required-field: origNum is missing"])
    #expect(
      try fixture.findings(body, api: .axe, ignoring: ["required-field"]).map { $0.prefix(15) }
        == ["1:16 field-type"])
  }

  @Test func aNameThatTwoPromptsHaveIsAnErrorWhereItIsNamed() throws {
    let prompt = PromptFixture.file(PromptFixture.codes(800))
    try fixture.folder.write(prompt, to: "prompts/more/wait_voice.wav")
    #expect(
      try fixture.findings(try RequestFixture.text("requests/callback.json")) == [
        "10:16 prompt-ambiguous: waitVoice: wait_voice.wav is in prompts/more/wait_voice.wav and in "
          + "prompts/wait_voice.wav"
      ])
    #expect(try fixture.findings(try RequestFixture.text("requests/notification.json")) == [])
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

  @Test func aPromptThatRingingCutsOffMustNotBeLong() throws {
    let long = PromptFixture.file(PromptFixture.codes(41_000))
    for name in RequestFixture.promptNames { try fixture.folder.write(long, to: "prompts/\(name)") }
    func tooLong(_ name: String) throws -> [String] {
      try fixture.findings(try RequestFixture.text("requests/\(name).json"))
    }
    func words(_ place: String, _ field: String, _ prompt: String) -> String {
      "\(place) prompt-too-long: \(field): prompts/\(prompt).wav lasts 5.13 s, and ringing cuts it "
        + "off after about 5 s"
    }
    #expect(
      try tooLong("axyb") == [
        words("7:18", "preVoiceX", "x_hint_tone"), words("12:18", "preVoiceY", "y_hint_tone"),
      ])
    #expect(
      try tooLong("axb") == [
        words("10:23", "preVoice.callerHintTone", "caller_hint"),
        words("11:23", "preVoice.calleeHintTone", "callee_hint"),
      ])
    // It is played to its end, and only then is the callee dialled.
    #expect(try tooLong("callback") == [])
  }

  @Test func bodiesOfAFileHaveALimit() throws {
    let list = "[" + Array(repeating: "0", count: 100_000).joined(separator: ",") + "]"
    let path = try fixture.folder.write(list, to: "a.json")
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    let file = try #require(try check.check(body: path))
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
      return try #require(try check.check(body: path)).ignoring(["required-field"]).findings
        .map(fixture.describe)
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
    ("call_back.py", ["callback"]), ("notify.php", ["notification"]), ("bind.js", ["axb", "axyb"]),
    ("Verify.cs", ["verification", "axe"]),
  ])
  func aSampleProgramHasEveryFieldThatMustBeThere(_ name: String, _ requests: [String]) throws {
    let text = try RequestFixture.text("programs/\(name)").lowercased()
    for api in PlatformProfile.standard.requests where requests.contains(api.id) {
      for field in api.bodies.flatMap(\.fields) where field.required == .yes {
        #expect(text.contains(field.name.lowercased()), "\(field.name)")
      }
    }
  }

  @Test(arguments: [
    ("call_back.py", "\"wait_voice.wav\"", "\"Wait_voice.wav\"", "18:22 prompt-absent"),
    ("call_back.py", "= \"pre_voice.wav\"", "= \"prevoice.wav\"", "5:13 prompt-absent"),
    ("notify.php", "'delivery.wav'", "'deliver.wav'", "10:31 prompt-absent"),
    ("bind.js", "'caller_hint.wav'", "'caller hint.wav'", "3:19 prompt-name"),
    ("bind.js", "\"y_hint_tone.wav\"", "`${lang}_hint.wav`", "20:63 computed-name"),
    ("Verify.cs", "\"code_before.wav\"", "\"code-before.wav\"", "6:44 prompt-absent"),
    ("Verify.cs", "\"callbackTone.wav\"", "\"callback_tone.wav\"", "22:17 prompt-absent"),
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

  /// What is found in a program of this text: place, rule and message.
  private func findings(inProgram text: String, _ path: String = "src/a.py") throws -> [String] {
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    let path = try fixture.folder.write(Array(text.utf8), to: path)
    return try check.check(program: path)?.findings.map(fixture.describe) ?? []
  }

  /// A call as the platform's samples have it: what is optional is commented out.
  @Test(arguments: [
    (
      "src/call.py",
      """
      def call(number, tone):
          body = {
              # these must be there
              'calleeNbr': number, #the one who is called
              'preTone': tone #heard first
              # these need not
              # 'posTone': 'none.wav', #heard last
              # 'waitVoice': 'none.wav',
          }
      call('+8610000000003', 'code_before.wav')
      """
    ),
    (
      "src/call.php",
      """
      <?php
      /**
       * @param string $preTone 'none.wav'
       */
      $content = json_encode([
          /* these must be there */
          'calleeNbr' => $number,//the one who is called
          'preTone' => $tone//heard first
          /* these need not */
      //         'posTone' => 'none.wav', //heard last
      //         'waitVoice' => 'none.wav',
      ]);
      verify('+8610000000003', 2, 'code_before.wav', '1234');
      ?>
      """
    ),
  ])
  func aSampleWithItsOptionsCommentedOutIsRight(_ path: String, _ text: String) throws {
    #expect(try findings(inProgram: text, path) == [])
  }

  @Test func anArgumentThatIsNoPromptIsANote() throws {
    #expect(
      try findings(inProgram: "verify('+86', 2, 'code_befor.wav')\nopen('/tmp/x.wav')") == [
        "1:18 argument-absent: there is no code_befor.wav in prompts; is code_before.wav meant?"
      ])
    #expect(RequestRules.argumentAbsent.rule.severity == .note)
  }

  @Test(arguments: [
    ("preTone = 'x.wav'  # voiceprompt: ignore prompt-absent", true),
    ("# voiceprompt: ignore prompt-absent: made at night\npreTone = 'x.wav'", true),
    ("# voiceprompt: ignore prompt-name, prompt-absent\npreTone = 'x.wav'", true),
    ("# voiceprompt: ignore prompt-name\npreTone = 'x.wav'", false),
    ("# voiceprompt: ignore prompt-absent\n\npreTone = 'x.wav'", false),
    ("preTone = 'x.wav'\n# voiceprompt: ignore prompt-absent", false),
    ("y = 'voiceprompt: ignore prompt-absent'; preTone = 'x.wav'", false),
  ])
  func aCommentTellsWhatToIgnore(_ text: String, _ isIgnored: Bool) throws {
    #expect(try findings(inProgram: text).isEmpty == isIgnored)
  }

  @Test func findingsOfAProgramWithoutEndAreCounted() throws {
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    let text = String(repeating: "preTone='x.wav',", count: 1300)
    let path = try fixture.folder.write(Array(text.utf8), to: "src/a.py")
    let file = try #require(try check.check(program: path))
    #expect(file.findings.count == FileFindings.maximumCount)
    #expect(file.count(.error) == 1300)
  }

  @Test func whatIsNoBodyIsPassedOverUnlessNamed() throws {
    let texts = [
      "a/package.json": #"{"name": "caller", "version": "1.0", "duration": 3}"#,
      "a/answer.json": #"{"resultcode": "0", "relationNum": "1", "subscriptionId": "2"}"#,
      "a/notice.json": #"[{"eventType": "fee", "callerNum": "1", "calleeNum": "2"}]"#,
      "a/list.json": "[1, 2]", "a/body.json": #"{"waitVoice": "wait_voice.wav"}"#,
    ]
    for (name, text) in texts { try fixture.folder.write(Array(text.utf8), to: name) }
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    let files = check.check(bodies: [fixture.folder("a")], programs: [])
    #expect(files.map(\.path) == [fixture.folder("a/body.json")])
    #expect(check.passedOver.count == 4)
    let named = check.check(bodies: [fixture.folder("a/package.json")], programs: [])
    #expect(named.flatMap(\.findings).map(\.rule) != [])
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
