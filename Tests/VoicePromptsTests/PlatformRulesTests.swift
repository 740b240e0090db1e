import AudioFiles
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

/// Rules that follow from what a platform's profile says.
@Suite struct PlatformRulesTests {
  private func profile(_ id: String) throws -> PlatformProfile {
    try #require(PlatformProfile.named(id))
  }

  private func findings(_ file: [UInt8], _ name: String, _ id: String) throws -> [Finding] {
    PromptValidator(try profile(id)).findings(on: file, name: name).findings
  }

  private static let speech = Signal.noise(frames: 8000, amplitude: 0.25)

  /// A second of 16-bit PCM, or of some other width.
  private func pcm(bits: Int = 16, rate: Int = 8000, channels: Int = 1) -> [UInt8] {
    let data = Self.speech.flatMap { sample in
      switch bits {
      case 8: [UInt8(128 + sample * 127)]
      case 16: RIFFFixture.number(Int16(sample * 32767))
      default: RIFFFixture.number(Int32(sample * 2_147_483_008))
      }
    }
    return SoundFixture.wav(formatTag: 1, bits: bits, rate: rate, channels: channels, data: data)
  }

  @Test func aFindingNamesThePlatformAndWhoSaysSo() throws {
    let aLaw = PromptFixture.file(PromptFixture.codes(8000))
    let found = try findings(aLaw, "a.wav", "amazon-connect")
    #expect(
      found.map(\.message.english) == [
        "the format tag at offset 20 is 0x0006 (A-law), should be 0x0007 (µ-law), for "
          + "amazon-connect (official)"
      ])
    #expect(found.first?.authority?.basis.kind == .official)
    #expect(found.first?.remedy == .convertFor(profile: "amazon-connect"))
    #expect(
      try findings(aLaw, "a.wav", "five9").map(\.message.english) == [
        "the format tag at offset 20 is 0x0006 (A-law), should be 0x0007 (µ-law), for five9 "
          + "(client)"
      ])
    let loud = try findings(pcm(), "a.wav", "huawei-voicecall")
    #expect(loud.allSatisfy { !$0.message.english.contains("huawei-voicecall") })
    #expect(loud.first?.authority?.profile == "huawei-voicecall")
  }

  @Test func anyOfSeveralFormatsIsFit() throws {
    for (bits, channels, rate) in [(8, 1, 8000), (16, 2, 44_100), (32, 1, 16_000)] {
      let file = pcm(bits: bits, rate: rate, channels: channels)
      #expect(try findings(file, "a.wav", "ms-teams") == [], "\(bits)")
    }
    #expect(
      try findings(pcm(bits: 8, channels: 4), "a.wav", "ms-teams").map(\.message.english) == [
        "the channel count at offset 22 is 4, should be 1 or 2, for ms-teams (official)"
      ])
    #expect(
      try findings(pcm(rate: 11_025), "a.wav", "vonage").map(\.message.english) == [
        "the sample rate at offset 24 is 11025 Hz, should be 8000 or 16000 Hz, for vonage (official)"
      ])
    #expect(
      try findings(pcm(bits: 8), "a.wav", "yeastar").map(\.message.english) == [
        "the bits per sample at offset 34 is 8, should be 16, for yeastar (official)"
      ])
  }

  @Test func extensibleIsNoFormatThatPlayersKnow() throws {
    let file = PromptFixture.file(PromptFixture.codes(8000)) { header in
      header.tag = 0xFFFE
      header.formatSize = 40
    }
    #expect(try findings(file, "a.wav", "cisco-uccx").map(\.rule) == ["extensible"])
    #expect(try findings(file, "a.wav", "twilio") == [])
    #expect(try findings(file, "a.wav", "five9").map(\.severity) == [.warning, .warning])
  }

  @Test func pcmHasTheShortForm() throws {
    let extended = PromptFixture.file(pcm().suffix(16_000).map { $0 }) { header in
      header.tag = 1
      header.bits = 16
      header.align = 2
      header.byteRate = 16_000
      header.fact = nil
    }
    let found = try findings(extended, "a.wav", "asterisk")
    #expect(
      found.map(\.message.english) == [
        "the size of the fmt chunk at offset 16 is 18, should be 16"
      ])
    #expect(found.first?.remedy == .repair)
  }

  @Test func otherKindsPassByBytesAndName() throws {
    let mp3 = Array("ID3\u{3}\0\0\0\0\0\0".utf8) + [0xFF, 0xFB, 0x90, 0x64]
    #expect(try findings(mp3, "a.mp3", "huawei-cec") == [])
    #expect(try findings(mp3, "a.wav", "huawei-cec").map(\.rule) == ["not-wave"])
    #expect(try findings(mp3, "a.mp3", "amazon-connect").map(\.rule) == ["not-wave"])
    #expect(try findings(Array("hello\n".utf8), "a.mp3", "twilio").map(\.rule) == ["not-wave"])
    #expect(try findings([0xFF, 0xFE, 0x7F], "a.ulaw", "twilio") == [])
    let aiff = Array("FORM\0\0\0\0AIFF".utf8)
    #expect(try findings(aiff, "a.aif", "twilio") == [])
    #expect(try findings(aiff, "a.aif", "yeastar").map(\.rule) == ["not-wave"])
  }

  @Test func whereNobodySaysWhatIsTakenItMustBeSound() throws {
    #expect(
      try findings(Array("hello\n".utf8), "a.wav", "freeswitch").map(\.message.english) == [
        "this is a text file, and no sound"
      ])
    #expect(try findings([], "a.wav", "freeswitch").map(\.rule) == ["not-wave"])
    #expect(try findings(pcm(bits: 8, rate: 48_000, channels: 2), "a.wav", "freeswitch") == [])
    // What must agree in any RIFF/WAVE file, must so here.
    let unfinished = PromptFixture.file(PromptFixture.codes(8000)) { $0.riffSize = 0 }
    #expect(try findings(unfinished, "a.wav", "freeswitch").map(\.rule) == ["riff-size"])
  }

  // MARK: Limits

  /// A platform that plays a second.
  private func short(isExclusive: Bool) throws -> PlatformProfile {
    let basis = Basis(.official, "a page")
    return PlatformProfile(
      id: "short", title: Text(english: "short"), format: try profile("amazon-connect").format,
      accepted: nil, sizeLimit: nil,
      durationLimit: Stated(
        PlatformProfile.DurationLimit(seconds: 1, isExclusive: isExclusive), basis),
      nameRule: NameRule(), advice: PromptAdvice(), requests: [], basis: basis, address: "")
  }

  @Test(arguments: [(true, 7999, 8000), (false, 8000, 8001)])
  func aPromptMayBeAsLongAsTheLimitSays(
    _ isExclusive: Bool, _ longest: Int, _ tooLong: Int
  ) throws {
    let connect = try profile("amazon-connect")
    #expect(connect.maximumFrameCount == 2_399_999)
    let profile = try short(isExclusive: isExclusive)
    #expect(profile.maximumFrameCount == longest)
    let codes = codes(connect) + [0x90]
    for count in [longest, tooLong] {
      let file = WAVWriter.parts(of: Array(codes.prefix(count)), profile.format).flatMap { $0 }
      let found = PromptValidator(profile).findings(on: file, name: "a.wav").findings
      #expect(found.map(\.rule) == (count == longest ? [] : ["duration"]))
      guard let first = found.first else { continue }
      let words = isExclusive ? "less than 1 s" : "at most 1 s"
      #expect(
        first.message.english == "lasts 1.00 s, and may last \(words), for short (official)")
    }
  }

  @Test func aSetIsSplitByTheDurationOfThePlatform() async throws {
    let folder = TemporaryFolder()
    let pause = [Float](repeating: 0, count: 2400)
    let word = Signal.noise(frames: 5600, amplitude: 0.25)
    let master = (1...3).flatMap { _ in word + pause }
    try folder.write(SoundFixture.wav(master.map { Int16($0 * 32767) }), to: "m.wav")
    let short = try self.short(isExclusive: false)
    let set = try PromptSet(
      yaml: "prompts: [{for: notifyVoice, source: m.wav, split: true}]",
      path: folder("prompts.yml"),
      short)
    let made = try PromptMaker(set: set).make(set.entries[0], WorkProgress())
    #expect(made.prompts.map(\.name) == (1...4).map { "notifyVoice_\($0).wav" })
    #expect(made.prompts.allSatisfy { $0.prompt.conversion.duration <= 1 })
    #expect(made.prompts.reduce(0) { $0 + $1.prompt.conversion.frameCount } == master.count)
  }

  @Test func conversionKeepsToTheLimits() throws {
    let options = ConversionOptions(try profile("amazon-connect"))
    #expect(options.frameCapacity == 2_399_999)
    let long = SoundFixture.wav([Int16](repeating: 1000, count: 300_000), rate: 1000)
    #expect {
      try PromptConverter(options).convert(long, named: "long.wav")
    } throws: { error in
      let error = error as? PromptError
      return error?.code == .tooLong
        && error?.message.english
          == "too long: it lasts 300.00 s, and a prompt for amazon-connect may last less than 300 s"
    }
    // A size that the caller allows bounds it sooner.
    var small = options
    small.maximumSize = ByteSize(80_058)
    #expect {
      try PromptConverter(small).convert(long, named: "long.wav")
    } throws: { ($0 as? PromptError)?.code == .tooLarge }
  }

  @Test func withoutALimitThereIsNone() throws {
    let asterisk = try profile("asterisk")
    #expect(asterisk.sizeLimit == nil)
    #expect(ConversionOptions(asterisk).maximumSize == PlatformProfile.unlimited)
    let size = try #require(Rule.ofPrompts(asterisk).first { $0.id == "size" })
    #expect(size.requirement.english == "at most what --max-size says")
    var validator = PromptValidator(asterisk)
    validator.maximumSize = ByteSize(16_043)
    #expect(
      validator.findings(on: pcm(), name: "a.wav").findings.map(\.message.english) == [
        "16,044 bytes, over the limit of 16,043 bytes"
      ])
  }

  // MARK: Names

  @Test(arguments: [
    ("huawei-cec", "等待音1.wav", []), ("huawei-cec", "hold_music.wav", ["name-characters"]),
    ("huawei-cec", "等 待.mp3.wav", ["name-characters"]),
    ("huawei-cec", String(repeating: "等", count: 51) + ".wav", ["name-length"]),
    ("huawei-cec", String(repeating: "a", count: 50) + ".wav", []),
    ("cisco-cvp", "hold_1.wav", []), ("cisco-cvp", "hold-1.wav", ["name-characters"]),
    ("genesys-cloud", "1hold.wav", ["name-start"]), ("genesys-cloud", "hold_1.wav", []),
    ("genesys-cloud", "hold", ["name-extension"]),
    ("auerswald", String(repeating: "a", count: 28) + ".wav", []),
    ("auerswald", String(repeating: "a", count: 29) + ".wav", ["name-length"]),
    ("asterisk", "hold music.wav", []), ("asterisk", "hold.WAV", ["name-extension"]),
    ("twilio", "等待 音.wav", []),
  ])
  func aNameIsJudgedByWhatIsSaidOfIt(_ id: String, _ name: String, _ rules: [String]) throws {
    let profile = try profile(id)
    let file = WAVWriter.parts(of: codes(profile), profile.format).flatMap { $0 }
    let found = try findings(file, name, id)
    #expect(found.map(\.rule) == rules)
    let isThird = ["name-start"].contains(rules.first)
    #expect(found.allSatisfy { ($0.severity == .error) != isThird })
  }

  private func codes(_ profile: PlatformProfile) -> [UInt8] {
    var codes: [UInt8] = []
    _ = profile.format.encoding.encode(Self.speech, into: &codes)
    return codes
  }

  @Test(arguments: [
    ("huawei-cec", "等待音 1.wav", "等待音1.wav"), ("huawei-cec", "a b.wav", "ab.wav"),
    ("cisco-cvp", "等待音 1.wav", "dengdaiyin_1.wav"),
    ("cisco-cvp", "hold.music.wav", "hold_music.wav"),
    ("genesys-cloud", "1 hold.wav", "prompt_1_hold.wav"),
    ("asterisk", "hold music.WAV", "hold music.wav"), ("asterisk-wideband", "a.wav16", "a.wav16"),
  ])
  func aSuggestionIsLegal(_ id: String, _ name: String, _ suggestion: String) throws {
    let rule = try profile(id).nameRule
    #expect(FileName.suggestion(for: name, rule) == suggestion)
    #expect(FileName.fault(in: suggestion, rule) == nil)
    let second = FileName.suggestion(for: name, avoiding: [suggestion.lowercased()], rule)
    #expect(second != suggestion && FileName.fault(in: second, rule) == nil)
    let long = FileName.suggestion(for: String(repeating: "a", count: 400), rule)
    #expect(FileName.fault(in: long, rule) == nil && rule.hasExtension(long))
  }

  @Test func anExtensionThatMustBeExactIsWrittenSo() throws {
    let rule = try profile("asterisk").nameRule
    #expect(rule.withExtension("hold.WAV") == "hold.wav")
    #expect(FileName.foreignExtension(of: "hold.WAV", rule) == nil)
    let headerless = try profile("asterisk-alaw").nameRule
    #expect(FileName.foreignExtension(of: "hold.wav", headerless) == "wav")
  }

  @Test func noFileCanBeCalledAnything() throws {
    for id in ["twilio", "genesys-cloud", "asterisk", "auerswald"] {
      let rule = try profile(id).nameRule
      for name in ["../a.wav", "a/b.wav", "a\0b.wav", ""] {
        let binding = FileName.faults(in: name, rule).filter(\.isBinding)
        #expect(!binding.isEmpty, "\(id) \(name)")
      }
    }
    // A slash with a mark is another character, and the same byte.
    let rule = try profile("twilio").nameRule
    #expect(FileName.fault(in: "a/\u{301}b.wav", rule)?.isBinding == true)
  }

  @Test func promptsOfSeveralFoldersMayShareANameWhereNobodyForbidsIt() throws {
    func shared(_ id: String) throws -> [String] {
      let facts = try WAVInspector.facts(
        of: InputFile(bytes: pcm(), name: "a.wav"))
      return PromptValidator(try profile(id))
        .findings(facts, name: "a.wav", nameTwin: "A.wav", namesake: "b/a.wav").map(\.rule)
        .filter { $0.hasPrefix("name") }
    }
    #expect(try shared("huawei-voicecall") == ["name-case", "name-shared"])
    #expect(try shared("asterisk") == [])
  }

  // MARK: Without a header

  private func raw(_ encoding: SampleEncoding) -> WAVFormat {
    WAVFormat(encoding: encoding, sampleRate: 8000, channelCount: 1, header: WAVFormat.Header.none)
  }

  @Test func withoutAHeaderLengthAndSilenceAreJudged() throws {
    let speech = codes(try profile("asterisk-ulaw"))
    #expect(try findings(speech, "a.ulaw", "asterisk-ulaw") == [])
    #expect(try findings([], "a.ulaw", "asterisk-ulaw").map(\.rule) == ["no-header"])
    let silence = [UInt8](repeating: 0xFF, count: 16_000)
    #expect(try findings(silence, "a.ulaw", "asterisk-ulaw").map(\.rule) == ["silence"])
    #expect(
      try findings(silence + speech, "a.ulaw", "asterisk-ulaw").map(\.rule) == ["leading-silence"])
    let wave = try findings(pcm(), "a.ulaw", "asterisk-ulaw")
    #expect(
      wave.map(\.message.english) == [
        "this is RIFF/WAVE, whose header is heard as noise, for asterisk-ulaw (third)"
      ])
    #expect(wave.map(\.severity) == [.warning])
  }

  @Test func aPartOfASampleIsAFault() throws {
    let ulaw = try profile("asterisk-ulaw")
    let profile = PlatformProfile(
      id: "raw", title: Text(english: "raw"), format: raw(.pcm16), accepted: nil, sizeLimit: nil,
      durationLimit: nil, nameRule: ulaw.nameRule, advice: PromptAdvice(), requests: [],
      basis: Basis(.official, "a page"), address: "")
    let whole = pcm().suffix(16_000).map { $0 }
    let validator = PromptValidator(profile)
    #expect(validator.findings(on: whole, name: "a.ulaw").findings == [])
    #expect(
      validator.findings(on: whole + [1], name: "a.ulaw").findings.map(\.message.english) == [
        "16,001 bytes are no whole number of samples of 2 bytes"
      ])
  }

  // MARK: Repair

  @Test func aPromptIsRepairedInItsOwnFormat() throws {
    let folder = TemporaryFolder()
    let aLaw = PromptFixture.file(PromptFixture.codes(8000)) { header in
      header.chunksBeforeData = RIFFFixture.chunk("LIST", [1, 2, 3, 4])
    }
    let path = try folder.write(aLaw, to: "a.wav")
    // µ-law is what conversion writes for it.
    let validator = PromptValidator(try profile("cisco-uccx"))
    let outcome = try PromptRepair.repair(try validator.findings(on: path), validator)
    #expect(outcome == .repaired(["chunk-before-data"]))
    #expect(try validator.findings(on: path).findings == [])
    let other = PromptValidator(try profile("amazon-connect"))
    try folder.write(aLaw, to: "a.wav")
    #expect(try PromptRepair.repair(try other.findings(on: path), other) == .unchanged)
  }
}
