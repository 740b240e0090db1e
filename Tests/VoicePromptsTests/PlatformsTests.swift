import AudioFiles
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

/// What each platform's prompts are, byte by byte, and what the others say of them.
@Suite struct PlatformsTests {
  private let folder = TemporaryFolder()

  /// Of a second of audio: 8000 or 16,000 samples.
  private enum Golden {
    static let aLaw = """
      52494646 721F0000 57415645 666D7420 12000000 0600 0100 401F0000 401F0000 0100 0800 0000
      66616374 04000000 401F0000 64617461 401F0000
      """
    static let muLaw = """
      52494646 721F0000 57415645 666D7420 12000000 0700 0100 401F0000 401F0000 0100 0800 0000
      66616374 04000000 401F0000 64617461 401F0000
      """
    static let pcm8k = """
      52494646 A43E0000 57415645 666D7420 10000000 0100 0100 401F0000 803E0000 0200 1000
      64617461 803E0000
      """
    static let pcm16k = """
      52494646 247D0000 57415645 666D7420 10000000 0100 0100 803E0000 007D0000 0200 1000
      64617461 007D0000
      """
  }

  /// What prompts are alike in.
  private enum Kind: CaseIterable {
    case aLaw, muLaw, pcm8k, pcm16k, wav16, rawALaw, rawMuLaw

    var name: String {
      switch self {
      case .wav16: "welcome.wav16"
      case .rawALaw: "welcome.alaw"
      case .rawMuLaw: "welcome.ulaw"
      default: "welcome.wav"
      }
    }

    var header: String {
      switch self {
      case .aLaw: Golden.aLaw
      case .muLaw: Golden.muLaw
      case .pcm8k: Golden.pcm8k
      case .pcm16k, .wav16: Golden.pcm16k
      case .rawALaw, .rawMuLaw: ""
      }
    }
  }

  /// What each platform gets.
  private static let golden: [String: Kind] = [
    "huawei-voicecall": .aLaw,
    "huawei-cec": .aLaw,
    "amazon-connect": .muLaw,
    "asterisk": .pcm8k,
    "asterisk-alaw": .rawALaw,
    "asterisk-ulaw": .rawMuLaw,
    "asterisk-wideband": .wav16,
    "freeswitch": .pcm8k,
    "cisco-uccx": .muLaw,
    "cisco-cvp": .aLaw,
    "avaya-cm": .muLaw,
    "genesys-cloud": .pcm8k,
    "ms-teams": .pcm16k,
    "vonage": .pcm16k,
    "twilio": .pcm8k,
    "five9": .muLaw,
    "alibaba-vms": .pcm8k,
    "yeastar": .aLaw,
    "auerswald": .aLaw,
  ]

  /// The ids of the rules that each platform finds broken by the prompts of others; those of errors
  /// in capitals. What is not here is fit.
  private static let verdicts: [String: [Kind: String]] = [
    "huawei-voicecall": [
      .muLaw: "ENCODING", .pcm8k: "ENCODING BITS", .pcm16k: "ENCODING SAMPLE-RATE BITS",
      .wav16: "NAME-EXTENSION ENCODING SAMPLE-RATE BITS", .rawALaw: "NOT-WAVE",
      .rawMuLaw: "NOT-WAVE",
    ],
    "huawei-cec": [.rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE"],
    "amazon-connect": [
      .aLaw: "ENCODING", .pcm8k: "ENCODING BITS", .pcm16k: "ENCODING SAMPLE-RATE BITS",
      .wav16: "ENCODING SAMPLE-RATE BITS", .rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE",
    ],
    "asterisk": [
      .aLaw: "ENCODING BITS", .muLaw: "ENCODING BITS", .pcm16k: "SAMPLE-RATE",
      .wav16: "NAME-EXTENSION SAMPLE-RATE", .rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE",
    ],
    "asterisk-alaw": [
      .aLaw: "name-extension no-header", .muLaw: "name-extension no-header",
      .pcm8k: "name-extension no-header", .pcm16k: "name-extension no-header",
      .wav16: "name-extension no-header", .rawMuLaw: "name-extension",
    ],
    "asterisk-ulaw": [
      .aLaw: "name-extension no-header", .muLaw: "name-extension no-header",
      .pcm8k: "name-extension no-header", .pcm16k: "name-extension no-header",
      .wav16: "name-extension no-header", .rawALaw: "name-extension",
    ],
    "asterisk-wideband": [
      .aLaw: "NAME-EXTENSION encoding sample-rate bits",
      .muLaw: "NAME-EXTENSION encoding sample-rate bits", .pcm8k: "NAME-EXTENSION sample-rate",
      .pcm16k: "NAME-EXTENSION", .rawALaw: "not-wave", .rawMuLaw: "not-wave",
    ],
    "freeswitch": [:],
    "cisco-uccx": [
      .pcm8k: "ENCODING BITS", .pcm16k: "ENCODING SAMPLE-RATE BITS",
      .wav16: "ENCODING SAMPLE-RATE BITS", .rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE",
    ],
    "cisco-cvp": [
      .pcm8k: "ENCODING BITS", .pcm16k: "ENCODING SAMPLE-RATE BITS",
      .wav16: "ENCODING SAMPLE-RATE BITS", .rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE",
    ],
    "avaya-cm": [
      .pcm8k: "ENCODING BITS", .pcm16k: "ENCODING SAMPLE-RATE BITS",
      .wav16: "ENCODING SAMPLE-RATE BITS", .rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE",
    ],
    "genesys-cloud": [.wav16: "NAME-EXTENSION", .rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE"],
    "ms-teams": [
      .aLaw: "ENCODING", .muLaw: "ENCODING", .rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE",
    ],
    "vonage": [
      .aLaw: "ENCODING BITS", .muLaw: "ENCODING BITS", .rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE",
    ],
    "twilio": [.rawALaw: "NOT-WAVE"],
    "five9": [
      .aLaw: "encoding", .pcm8k: "encoding bits", .pcm16k: "encoding sample-rate bits",
      .wav16: "encoding sample-rate bits", .rawALaw: "not-wave", .rawMuLaw: "not-wave",
    ],
    "alibaba-vms": [.rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE"],
    "yeastar": [
      .pcm16k: "SAMPLE-RATE", .wav16: "SAMPLE-RATE", .rawALaw: "NOT-WAVE", .rawMuLaw: "NOT-WAVE",
    ],
    "auerswald": [
      .muLaw: "encoding", .pcm8k: "encoding bits", .pcm16k: "encoding sample-rate bits",
      .wav16: "encoding sample-rate bits", .rawALaw: "not-wave", .rawMuLaw: "not-wave",
    ],
  ]

  private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.filter(\.isHexDigit).map { $0 }
    return stride(from: 0, to: digits.count, by: 2).compactMap { index in
      UInt8(String(digits[index...index + 1]), radix: 16)
    }
  }

  /// Those of all platforms.
  private static let prompts = Dictionary(
    uniqueKeysWithValues: PlatformProfile.all.map { profile in
      (profile.id, Result { try prompt(for: profile) })
    })

  /// A second of noise at the level of speech, as each platform has it.
  private static func prompt(
    for profile: PlatformProfile
  ) throws -> (name: String, file: [UInt8], conversion: Conversion) {
    let recording = SoundFixture.wav(
      float: Signal.noise(frames: 16_000, amplitude: 0.25), rate: 16_000)
    let (file, conversion) = try PromptConverter(ConversionOptions(profile))
      .convert(recording, named: "welcome.wav")
    return (FileName.prompt(forRecording: "welcome.wav", profile.nameRule), file, conversion)
  }

  @Test func everyPlatformHasAGoldenHeader() {
    #expect(Set(PlatformProfile.all.map(\.id)) == Set(Self.golden.keys))
    #expect(PlatformProfile.all.count == 19)
  }

  @Test(arguments: PlatformProfile.all)
  func aPromptHasItsHeaderByteByByte(_ profile: PlatformProfile) throws {
    let golden = try #require(Self.golden[profile.id])
    let prompt = try Self.prompt(for: profile)
    let header = bytes(golden.header)
    #expect(prompt.name == golden.name)
    #expect(Array(prompt.file.prefix(header.count)) == header)
    #expect(header.count == profile.format.header.size)
    #expect(
      prompt.file.count == header.count
        + profile.format.sampleRate * profile.format.encoding.bytesPerSample)
    #expect(prompt.conversion.duration == 1)
  }

  @Test(arguments: PlatformProfile.all)
  func aPromptIsFitForItsOwnPlatform(_ profile: PlatformProfile) throws {
    let prompt = try Self.prompt(for: profile)
    #expect(prompt.conversion.findings == [])
    let judged = PromptValidator(profile).findings(on: prompt.file, name: prompt.name)
    #expect(judged.findings == [])
    let path = try folder.write(prompt.file, to: prompt.name)
    #expect(try PromptValidator(profile).findings(on: path).findings == [])
  }

  @Test(arguments: PlatformProfile.all)
  func aPlatformJudgesThePromptsOfAllOthers(_ judge: PlatformProfile) throws {
    let verdicts = try #require(Self.verdicts[judge.id])
    for writer in PlatformProfile.all {
      let kind = try #require(Self.golden[writer.id])
      let prompt = try #require(try Self.prompts[writer.id]?.get())
      let found = PromptValidator(judge).findings(on: prompt.file, name: prompt.name).findings
      let ids = found.map { $0.severity == .error ? $0.rule.uppercased() : $0.rule }
        .joined(separator: " ")
      #expect(ids == verdicts[kind] ?? "", "\(writer.id) for \(judge.id)")
      for finding in found {
        #expect(finding.authority?.profile == judge.id || finding.rule == "bits")
      }
    }
  }

  @Test func everyPlatformHasItsLimits() {
    let sizes = [
      "huawei-voicecall": 2_000_000, "huawei-cec": 6_000_000, "amazon-connect": 49_999_999,
      "genesys-cloud": 25_000_000, "ms-teams": 5_000_000, "alibaba-vms": 1_999_999,
      "yeastar": 8_000_000,
    ]
    for profile in PlatformProfile.all {
      #expect(profile.sizeLimit?.value.bytes == sizes[profile.id], "\(profile.id)")
      let seconds = profile.durationLimit?.value.words.english
      #expect(seconds == (profile.id == "amazon-connect" ? "less than 300 s" : nil))
    }
  }

  @Test func everyRuleOfAPlatformSaysWhoSaysSo() {
    for profile in PlatformProfile.all {
      for rule in Rule.ofPrompts(profile) {
        guard let authority = rule.authority else { continue }
        #expect(authority.profile == profile.id)
        #expect(!authority.basis.source.isEmpty)
        #expect(authority.basis.date.wholeMatch(of: #/20\d\d-\d\d-\d\d/#) != nil)
        #expect(authority.basis.isBinding || rule.severity == .warning, "\(profile.id) \(rule.id)")
        #expect(!rule.reason.english.isEmpty && !rule.example.english.isEmpty)
      }
    }
  }
}
