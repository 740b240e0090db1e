internal import AudioFiles
internal import TelephonyAudio

// A platform is a row: what conversion writes, what its own documents or programs accept, limits and
// names, each with its source. What no source says is no rule.
extension PlatformProfile {
  static let others: [PlatformProfile] = [
    row(
      "huawei-cec", "Huawei AICC, Cloud Customer Service", chinese: "华为 AICC，云客服", writes: aLaw,
      accepts: .anyWAV(or: .mp3, basis: cec),
      // 8 MB, and the file is sent in Base64: the safe reading counts what that makes of it.
      size: Stated(ByteSize(6_000_000), cec),
      names: NameRule(
        alphabet: Stated(NameRule.Alphabet(hasHan: true), cec), limit: Stated(1...50, cec)),
      cec),
    row(
      "amazon-connect", "Amazon Connect", writes: muLaw, accepts: .only([.muLaw], connect),
      // "Less than 50 MB", "less than 5 minutes". The 127 characters are of a prompt and not of its
      // file.
      size: Stated(ByteSize(49_999_999), connect),
      duration: Stated(DurationLimit(seconds: 300, isExclusive: true), connect),
      connect),
    row(
      "asterisk", "Asterisk and FreePBX", chinese: "Asterisk 和 FreePBX", writes: pcm8k,
      accepts: .only([.pcm16], formatWAV),
      // `.WAV` is GSM in WAV.
      names: NameRule(extensionBasis: formatWAV, hasExactExtension: true), formatWAV),
    row(
      "asterisk-alaw", "Asterisk, A-law without a header", chinese: "Asterisk，无文件头的 A-law",
      writes: raw(.aLaw),
      accepts: .known(raw(.aLaw), wazo),
      names: NameRule(nameExtension: ".alaw", extensionBasis: wazo), wazo),
    row(
      "asterisk-ulaw", "Asterisk, µ-law without a header", chinese: "Asterisk，无文件头的 µ-law",
      writes: raw(.muLaw),
      accepts: .known(raw(.muLaw), wazo),
      names: NameRule(nameExtension: ".ulaw", extensionBasis: wazo), wazo),
    row(
      "asterisk-wideband", "Asterisk, 16 kHz", chinese: "Asterisk，16 kHz", writes: pcm16k,
      accepts: .known(pcm16k, formatWAV),
      names: NameRule(
        nameExtension: ".wav16", extensionBasis: formatWAV, hasExactExtension: true),
      formatWAV),
    // It opens whatever libsndfile does.
    row(
      "freeswitch", "FreeSWITCH", writes: pcm8k, accepts: nil,
      Basis(
        .code,
        "github.com/signalwire/freeswitch/blob/master/src/mod/formats/mod_sndfile/mod_sndfile.c")),
    row(
      "cisco-uccx", "Cisco Unified Contact Center Express", writes: muLaw,
      accepts: .only([.muLaw, .aLaw], uccx), uccx),
    row(
      "cisco-cvp", "Cisco Unified Customer Voice Portal", writes: aLaw,
      accepts: .only([.muLaw, .aLaw], cvp),
      names: NameRule(alphabet: Stated(NameRule.Alphabet(punctuation: "_"), cvp)), cvp),
    row(
      "avaya-cm", "Avaya Communication Manager", writes: muLaw,
      accepts: .only([.muLaw, .aLaw], avaya), avaya),
    row(
      "genesys-cloud", "Genesys Cloud", writes: pcm8k, accepts: .anyWAV(basis: genesys),
      size: Stated(ByteSize(25_000_000), genesys),
      names: NameRule(
        alphabet: Stated(NameRule.Alphabet(punctuation: "_"), tinod),
        start: Stated(NameRule.Alphabet(hasDigits: false), tinod),
        limit: Stated(1...200, genesys), extensionBasis: genesys),
      genesys),
    // 16 kHz: learn.microsoft.com/previous-versions/office/lync-server-2013/gg398649.
    row(
      "ms-teams", "Microsoft Teams", writes: pcm16k,
      accepts: .only(
        [.pcm(bits: [8, 16, 32])], rates: nil, channels: [1, 2], or: [.mp3, .wma], teams),
      size: Stated(ByteSize(5_000_000), teams), teams),
    row(
      "vonage", "Vonage Voice API", writes: pcm16k,
      accepts: .only([.pcm16], rates: [8000, 16_000], or: [.mp3], vonage), vonage),
    row(
      "twilio", "Twilio", writes: pcm8k,
      accepts: .anyWAV(or: .mp3, .aiff, .gsm, .muLaw, basis: twilio), twilio),
    row(
      "five9", "Five9", writes: muLaw, accepts: .known(muLaw, five9), five9),
    row(
      "alibaba-vms", "Alibaba Cloud Voice Messaging Service", chinese: "阿里云语音服务", writes: pcm8k,
      accepts: .anyWAV(or: .mp3, basis: alibaba), size: Stated(ByteSize(1_999_999), alibaba),
      alibaba),
    row(
      "yeastar", "Yeastar P-Series", writes: aLaw,
      accepts: .only([.pcm16, .aLaw, .muLaw], or: [.mp3, .gsm], yeastar),
      size: Stated(ByteSize(8_000_000), yeastar), yeastar),
    row(
      "auerswald", "Auerswald COMpact", writes: aLaw, accepts: .known(aLaw, auerswald),
      names: NameRule(limit: Stated(1...32, auerswald)), auerswald),
  ]

  // MARK: What is written

  private static let aLaw = WAVFormat(encoding: .aLaw, sampleRate: 8000, channelCount: 1)
  private static let muLaw = WAVFormat(encoding: .muLaw, sampleRate: 8000, channelCount: 1)
  private static let pcm8k = WAVFormat(encoding: .pcm16, sampleRate: 8000, channelCount: 1)
  private static let pcm16k = WAVFormat(encoding: .pcm16, sampleRate: 16_000, channelCount: 1)

  private static func raw(_ encoding: SampleEncoding) -> WAVFormat {
    WAVFormat(encoding: encoding, sampleRate: 8000, channelCount: 1, header: WAVFormat.Header.none)
  }

  // MARK: Who says so

  private static let cec = Basis(
    .official, "support.huaweicloud.com/api-ccfs-cec/cec_07_0049.html", "2025-11-13")
  private static let connect = Basis(
    .official, "docs.aws.amazon.com/connect/latest/adminguide/play.html")
  private static let formatWAV = Basis(
    .code, "github.com/asterisk/asterisk/blob/master/formats/format_wav.c")
  private static let wazo = Basis(
    .third, "wazo-platform.org/uc-doc/administration/music_on_hold")
  private static let uccx = Basis(
    .official, "developer.cisco.com/docs/contact-center-express/about-prompts")
  /// An old manual: OL-1251-03.
  private static let cvp = Basis(.official, "manualsbrain.com/es/manuals/1603402")
  private static let avaya = Basis(
    .official,
    "documentation.avaya.com, Call Center Elite 10.2.x, Integrated and externally recorded "
      + "announcements")
  private static let genesys = Basis(.official, "help.mypurecloud.com/?p=6082")
  private static let tinod = Basis(.third, "wiki.tinod.net, prompt-management")
  private static let teams = Basis(
    .official, "github.com/MicrosoftDocs/OfficeDocs-SkypeForBusiness/pull/8237")
  private static let vonage = Basis(
    .official, "vonage.github.io/vonage-dotnet-sdk/api/Vonage.Voice.StreamCommand.html")
  private static let twilio = Basis(.official, "twilio.com/docs/voice/twiml/play")
  private static let five9 = Basis(
    .client, "powershellgallery.com, PSFive9Admin 1.0.129, Set-Five9UserVoicemailGreeting")
  private static let alibaba = Basis(
    .official,
    "help.aliyun.com/en/vms/user-guide/through-the-api-or-sdk-upload-audio-files")
  private static let yeastar = Basis(
    .official,
    "help.yeastar.com/en/p-series-cloud-edition/administrator-guide/audio-files-requirements.html")
  private static let auerswald = Basis(
    .official, "docs.auerswald.de, COMpact 4000, Own Files")

  /// - Parameter main: the source of what is written, where the reader finds the rest.
  private static func row(
    _ id: String, _ title: String, chinese: String? = nil,
    writes format: WAVFormat, accepts accepted: AcceptedFormats?, size: Stated<ByteSize>? = nil,
    duration: Stated<DurationLimit>? = nil, names: NameRule = NameRule(), _ main: Basis
  ) -> PlatformProfile {
    let page = main.source.prefix { $0 != "," }
    return PlatformProfile(
      id: id, title: Text(english: title, chinese: chinese ?? title), format: format,
      accepted: accepted, sizeLimit: size,
      durationLimit: duration, nameRule: names, advice: PromptAdvice(), requests: [],
      basis: main, address: "https://\(page)")
  }
}
