import AudioFiles
import SystemPackage
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

/// That what people read in English they read in Chinese, too.
@Suite struct ChineseTests {
  // MARK: What both languages share

  /// Whether a text has characters of Chinese.
  private static func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  /// What must be the same in every language: numbers, options, names of fields and files, ids.
  private static func names(in text: String) -> [String] {
    let patterns = [
      #/[0-9]+/#, #/--[a-z]+(?:-[a-z]+)*/#, #/[a-z]+[A-Z][A-Za-z]*/#,
      #/[A-Za-z0-9_/]+\.(?:wav|flac|yml|lock|mp3)/#, #/0x[0-9A-F]+/#,
    ]
    let found = patterns.flatMap { text.matches(of: $0).map { String($0.output) } }
    return (found + ids.filter(text.contains)).sorted()
  }

  /// Those that are no words of English.
  private static let ids = Rule.all().map(\.id).filter { $0.contains("-") }

  private func expectBoth(_ text: Text, sourceLocation: SourceLocation = #_sourceLocation) {
    let (english, chinese) = (text.english, text.chinese)
    #expect(!Self.isChinese(english), sourceLocation: sourceLocation)
    #expect(Self.isChinese(chinese), "\(english)", sourceLocation: sourceLocation)
    #expect(
      Self.names(in: english) == Self.names(in: chinese), "\(english)\n\(chinese)",
      sourceLocation: sourceLocation)
    // Values are held in both languages, and neither shows how Swift writes them.
    for words in [english, chinese] {
      #expect(!words.contains("Optional(") && !words.contains("Text("), "\(words)")
    }
    #expect(!chinese.hasSuffix("。") && !chinese.contains("您"), "\(chinese)")
  }

  @Test func namesAreFoundInBothLanguages() {
    #expect(
      Self.names(in: "the name a_b.wav, not waitVoice (name-case), --max-size 2MB, 0x0007")
        == Self.names(in: "名称 a_b.wav，而不是 waitVoice（name-case），--max-size 2MB，0x0007"))
    #expect(Self.names(in: "at most 5 s") != Self.names(in: "最多 6 s"))
    #expect(Self.names(in: "use --force") != Self.names(in: "请强制执行"))
    #expect(Self.names(in: "no waitVoice") != Self.names(in: "没有等待音"))
  }

  // MARK: Tables

  @Test(arguments: Rule.all())
  func rules(_ rule: Rule) {
    for text in [rule.requirement, rule.reason, rule.example] { expectBoth(text) }
  }

  @Test(arguments: PlatformProfile.all.flatMap(\.parameters))
  func parameters(_ parameter: PromptParameter) {
    let texts = [
      parameter.api.name, parameter.required, parameter.purpose, parameter.standIn,
      parameter.condition,
    ]
    for text in texts.compactMap({ $0 }) { expectBoth(text) }
    if case .body(let name?) = parameter.place { expectBoth(name) }
  }

  @Test func platforms() {
    // Most say the same of much.
    var texts: Set<Text> = []
    for profile in PlatformProfile.all {
      // Names of products may be the same.
      #expect(Self.names(in: profile.title.english) == Self.names(in: profile.title.chinese))
      let rules = Rule.all(profile).flatMap { [$0.requirement, $0.reason, $0.example] }
      texts.formUnion(rules + [profile.basis.place])
      texts.formUnion(
        [profile.accepted?.summary, profile.durationLimit?.value.words].compactMap { $0 })
    }
    for text in texts { expectBoth(text) }
  }

  // MARK: Findings

  @Test(arguments: RuleFault.all)
  func faultsOfFiles(_ fault: RuleFault) {
    for finding in PromptValidator().findings(on: fault.file(), name: "等待.wav").findings
    where finding.rule != "name-characters" { expectBoth(finding.message) }
  }

  @Test(arguments: [
    "a b.wav", "aäöüßéèêàâîïôçñ.wav", String(repeating: "a", count: 125) + ".wav", "hold.mp3",
  ])
  func faultsOfNames(_ name: String) {
    let prompt = PromptFixture.file(PromptFixture.codes(8000))
    let findings = PromptValidator().findings(on: prompt, name: name).findings
    #expect(!findings.isEmpty)
    for finding in findings { expectBoth(finding.message) }
    let shared = Finding.sharedName(
      with: "calls/hold.wav", of: "prompts/hold.wav", for: .standard)
    if let shared { expectBoth(shared.message) }
  }

  @Test func sounds() {
    let prompts = [(-40, -3), (-22, nil), (-22, nil), (-5, nil)].map { level, rumble in
      var figures = SoundFigures()
      (figures.level, figures.noise, figures.rumble, figures.offset) = (level, -10, rumble, -3)
      return SoundSubject(figures)
    }
    let findings = SoundRule.findings(in: prompts, PromptAdvice())
    #expect(Set(findings.joined().map(\.rule)).count == 4)
    for finding in findings.joined() { expectBoth(finding.message) }
  }

  @Test func sets() {
    let states: [SetSubject.PromptState] = [
      .neverBuilt, .entryChanged, .masterChanged, .otherMasterChanged, .edited,
    ]
    let locks: [SetSubject.LockState] = [
      .missing, .unusable(PromptLock.Flaw.notALock.reason),
      .unusable(PromptLock.Flaw.tooMany.reason), .unfinished, .setChanged, .otherPrompts,
    ]
    let subjects =
      states.map { SetSubject.prompt($0, master: "masters/hold.flac", set: "prompts.yml") }
      + locks.map { .lock($0, set: "prompts.yml") }
      + [.absentPrompt(master: "masters/hold.flac"), .unlistedFile]
    for subject in subjects {
      let findings = SetRule.findings(in: subject)
      #expect(findings.count == 1)
      for finding in findings { expectBoth(finding.message) }
    }
  }

  @Test(arguments: [
    "7", "[]", "{\"a\" 1}", "{\"recordFlag\": true}",
    #"{"waitVoice": "a", "waitVoice": 3, "waitVoise": "b.wav", "languageType": 2}"#,
    #"{"playInfoList": [], "notifyVoice": "none.wav", "preTone": "a.wav"}"#,
    #"{"playInfoList": [{}, {"templateId": ""}, 3, {}, {}, {}], "calleeNbr": 7, "feeUrl": "?"}"#,
    #"{"playInfoList": [{"templateParas": [1]}], "displayNbr": null}"#,
    #"{"preTone": "welcom.wav", "posTone": "Welcome.wav", "verifyCode": "1", "times": 10}"#,
    #"{"callerNbr": "1", "preVoice": "welcome.wav", "lastMinToUE": "all", "maxDuration": -1}"#,
    #"{"callerNbr": "1", "preVoice": "welcome.wav", "playPreVoice": "false", "waitVoice": ""}"#,
    #"{"callerNbr": "1", "maxDuration": 0, "lastMinVoice": "a b.wav", "lastMinToUE": "x"}"#,
    #"{"virtualNum": "1", "callbackTone": "welcome.wav", "callbackNum": "2", "recordFlag": "true"}"#,
  ])
  func requests(_ body: String) throws {
    let fixture = try RequestFixture()
    let path = try fixture.folder.write(Array(body.utf8), to: "body.json")
    var check = RequestCheck(try PromptLibrary(fixture.folder("prompts")))
    let findings = try #require(try check.check(body: path)).findings
    #expect(!findings.isEmpty)
    for finding in findings { expectBoth(finding.message) }
    for file in check.unusedPrompts() {
      for finding in file.findings { expectBoth(finding.message) }
    }
  }

  // MARK: Errors

  private static let reasons: [AudioFileError.Reason] = [
    .notFound, .unreadable(.permissionDenied), .notAFile(.folder), .notAFile(.pipe),
    .notAFile(.socket), .notAFile(.device), .notAFile(.file), .empty, .nameNotUTF8, .brokenLink,
    .notBelow("prompts"), .placeholder(.inCloud), .placeholder(.gitLFS), .placeholder(.zeros),
    .unsupportedFormat(Text(english: "Speex", chinese: "Speex"), ffmpegOptions: nil),
    .discontinuousAMR(program: "/usr/bin/ffmpeg"),
    .undecodableByProgram(
      format: "AVI video", Text(english: "it was interrupted", chinese: "它被中断")),
    .ambiguousRaw(nameExtension: "pcm"),
    .notAudio(Text(english: "a program", chinese: "一个程序")), .unknownFormat(nameExtension: nil),
    .unknownFormat(nameExtension: "mp3"),
    .undecodable(
      format: "FLAC without its header",
      detail: Text(english: "its end is missing", chinese: "缺少结尾")),
  ]

  private static let damages: [Damage] = [
    .cutShort(promised: 12, present: 5.31), .cutShort(promised: 0, present: 0),
    .breaksOff(after: 3), .unfinished(counted: 1000, following: 2000), .joined(after: 61),
    .contradiction, .corrupt(after: 4000),
  ]

  private static let contexts: [PromptError.Context] = [
    .noAudio, .invalidSamples, .wrongScale(peakDecibels: 42),
    .signal(.unsupportedSampleRate(7)), .signal(.noSuchChannel(3, channelCount: 1)),
    .signal(.noSuchChannel(3, channelCount: 2)), .signal(.samplerateFailed(22)),
    .signal(.storeFailed(code: 28)), .excerptOutside(start: 1, end: 9, duration: 3),
    .excerptOutside(start: 9, end: nil, duration: 3), .tooManyParts(5), .changedMeanwhile,
    .noPause(between: 3, and: 4.5, parts: 5),
    .tooLarge(ByteSize(3_000_058), limit: ByteSize(2_000_000), duration: 375, limitReachedAt: 249),
    .tooLarge(nil, limit: ByteSize(2_000_000), duration: nil, limitReachedAt: 249),
    .tooLong(
      duration: 310, PlatformProfile.DurationLimit(seconds: 300, isExclusive: true),
      profile: "amazon-connect", room: 299),
    .tooLong(
      duration: nil, PlatformProfile.DurationLimit(seconds: 300), profile: "amazon-connect",
      room: 299),
    .nameCollision(output: "a.wav", otherRecording: "b/a.mp3", suggestion: "c.wav"),
    .outputExists("a.wav"), .numberTaken("a.wav"), .outputIsFolder("a.wav"),
    .outputIsRecording("a.wav"), .unwritable("a.wav", .noSpace),
    .rejected("a.wav", SetRule.findings(in: .unlistedFile) + SetRule.findings(in: .unlistedFile)),
    .foreignPrompt("a.wav"), .editedPrompt("a.wav"), .interrupted,
  ]

  @Test func errors() {
    let contexts =
      Self.contexts + Self.reasons.map { .file($0) } + Self.damages.map { .damaged($0) }
    for context in contexts { expectBoth(PromptError("a.wav", context).message) }
  }

  @Test(arguments: [
    "", "output: out", "prompts: 3", "output: ~\nprompts: []", "prompts: []\n---\nprompts: []",
    "output: ../x\nprompts: []", "- a", "? []\n: 3", "max-size: big\nprompts: []",
    "max-size: 10\nprompts: []", "prompts: []\nprompts: []", "profile: x\nprompts: []",
    "profile: twilio\nprompts: []", "profiles: 3\nprompts: []",
    "profiles: [twilio, twilio]\nprompts: []", "profile: a\nprofiles: [a]\nprompts: []",
    "prompts: *x", "prompts: [",
    "defaults: {gain: 3, together: true}\nprompts: []", "prompts: [{source: a.wav}]",
    "prompts: [{name: a}]", "prompts: [{for: x, source: a.wav}]",
    "prompts: [{name: a.mp3, source: a.wav}]", "prompts: [{name: .a, source: a.wav}]",
    "prompts: [{name: a b, source: a.wav}]", "prompts: [{name: '', source: a.wav}]",
    "prompts: [{name: a, source: a.wav}, {name: A, source: b.wav}]",
    "prompts: [{name: a, source: prompts/a.wav}]",
    "prompts: [{name: a, source: a.wav, split: true}]",
    "prompts: [{name: a, source: a.wav, start: -1}]",
    "prompts: [{name: a, source: a.wav, duration: 0}]",
    "prompts: [{name: a, source: a.wav, channel: '7x'}]",
    "prompts: [{name: a, source: a.wav, level: 3, gain: 3}]",
    "prompts: [{name: a, source: a.wav, level: 300}]",
    "prompts: [{name: a, source: a.wav, gain: many}]",
    "prompts: [{name: a, source: a.wav, trim: 3}]",
    "prompts: [{name: a, source: a.wav, noise-shaping: auto}]",
    "prompts: [{name: a, source: a.wav, sound: loud}]",
    "prompts: [{name: a, source: a.wav, fade-in: []}]",
    "prompts: [{name: a, source: a.wav, allow-truncated: {}}]",
    "defaults: {together: true}\nprompts: [{name: a, source: a.wav, level: -20}]",
    "prompts: " + String(repeating: "[", count: 100),
  ])
  func errorsInSets(_ yaml: String) throws {
    let folder = TemporaryFolder()
    let path = try folder.write(Array(yaml.utf8), to: "prompts.yml")
    let error = #expect(throws: PromptError.self) { try PromptSet(path) }
    if let error { expectBoth(error.message) }
  }

  @Test(arguments: [
    "max-sise: 2MB", "strict: 3", "ignore: level", "ignore: [levels]", "ignore: [[]]",
    "ignore: []", "ffmpeg: []", "overrides: 3", "overrides:\n  - ignore: [level]",
    "overrides:\n  - files: a/*", "overrides:\n  - files: []",
  ])
  func errorsInSettings(_ yaml: String) throws {
    let error = #expect(throws: PromptError.self) { try Settings(yaml: yaml, path: "s.yml") }
    if let error { expectBoth(error.message) }
  }

  @Test(arguments: [
    "", "{\"a\": 1,}", "{\"a\" 1}", "{\"a\": 1 \"b\": 2}", "[1 2]", "\"a\nb\"", "\"a", "\"\\x\"",
    "\"\\u12g4\"", "01", "-", "{} {}", "\"\u{1}\"", "[1\n2", String(repeating: "[", count: 101),
  ])
  func errorsInJSON(_ text: String) {
    let error = #expect(throws: JSONNode.Failure.self) { try JSONNode.parse(text) }
    if let error { expectBoth(error.message) }
  }

  @Test(arguments: [
    "{}", #"{"lockVersion": 9, "setSHA256": "", "prompts": [], "unlisted": []}"#,
    #"{"lockVersion":1,"setSHA256":"","prompts":[],"unlisted":[],"pending":["../a.wav"]}"#,
  ])
  func errorsInLocks(_ text: String) {
    let error = #expect(throws: PromptError.self) {
      try PromptLock.parse(Array(text.utf8), path: "prompts.lock")
    }
    if let error { expectBoth(error.message) }
  }

  // MARK: Conversions

  @Test func conversions() throws {
    let folder = TemporaryFolder()
    var options = ConversionOptions()
    options.allowsTruncated = true
    options.parameter = PromptParameter.named("preVoiceX")
    options.sound.level = .target(-22)
    var unfinished = SoundFixture.wav([Int16](repeating: 100, count: 1000))
    unfinished.replaceSubrange(40..<44, with: RIFFFixture.number(0xFFFF_FFFF as UInt32))
    let recordings = [
      SoundFixture.wav(float: [0, 2, -3, 0.5], rate: 8000),
      SoundFixture.wav((1...1000).flatMap { [Int16($0), -Int16($0)] }, channels: 2),
      SoundFixture.wav((1...1000).flatMap { [-Int16($0), 3 * Int16($0)] }, channels: 2),
      Array(SoundFixture.wav([Int16](repeating: 9, count: 50_000)).prefix(90_000)),
      unfinished,
    ]
    var rules: Set<String> = []
    for recording in recordings {
      let path = try folder.write(recording, to: "source.wav")
      let conversion = try PromptConverter(options).dryRun(path)
      expectBoth(conversion.recording.summary)
      for finding in conversion.findings {
        rules.insert(finding.rule)
        expectBoth(finding.message)
      }
    }
    #expect(
      rules.isSuperset(of: [
        "clipped", "channels-cancel", "truncated", "unfinished-header", "too-long-for-parameter",
      ]))
  }

  @Test(arguments: [
    [UInt8]("RIFF\0\0\0\0AVI LIST".utf8), [UInt8]("PK\u{3}\u{4}....".utf8),
    [UInt8]("no sound\n".utf8), [UInt8](repeating: 0, count: 100), [0xFE, 0, 1, 2, 3, 4, 5, 6],
    [UInt8]("RIFX\0\0\0\0WAVE".utf8), [UInt8]("RIFF\0\0\0\0WAVX".utf8), [],
  ])
  func whatIsNoRecording(_ bytes: [UInt8]) throws {
    let folder = TemporaryFolder()
    let path = try folder.write(bytes, to: "a.wav")
    let error = #expect(throws: PromptError.self) { try PromptConverter().dryRun(path) }
    if let error { expectBoth(error.message) }
    for finding in PromptValidator().findings(on: bytes, name: "a.wav").findings {
      expectBoth(finding.message)
    }
  }
}
