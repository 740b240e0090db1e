internal import AudioFiles
internal import TelephonyAudio

extension PlatformProfile {
  /// Huawei Cloud Voice Call. "Guide" is its developer guide (2023-04-28), section 3.3, "making
  /// prompt files"; "API" its parameter documentation.
  public static let huaweiVoiceCall = PlatformProfile(
    id: "huawei-voicecall",
    title: Text(english: "Huawei Cloud Voice Call"),
    format: WAVFormat(encoding: .aLaw, sampleRate: 8000, channelCount: 1),
    accepted: .only(
      [.aLaw], guide.saying(Text(english: "\"A-Law, 8000 Hz, mono Wave file\" (guide)"))),
    // What 2M means is written nowhere; 2,000,000 is the reading that no uploader can reject.
    sizeLimit: Stated(
      ByteSize(2_000_000),
      guide.saying(
        Text(
          english: "\"the final file must not exceed 2M\" (guide); 2,000,000 is the safe reading"))),
    durationLimit: nil,
    // Guide, section 3.3, with its example `wait_voice1.wav`; API: String(1-128).
    nameRule: NameRule(
      alphabet: Stated(
        NameRule.Alphabet(punctuation: "-_.@"),
        guide.saying(
          Text(english: "the platform accepts no other character in a file name (guide)"))),
      limit: Stated(
        1...128,
        api.saying(
          Text(english: "the request fields that name a prompt are String(1-128) (API)"))),
      extensionBasis: api.saying(
        Text(english: "only the Wave format is accepted, and it is told by the extension (API)")),
      caseBasis: api.saying(
        Text(
          english: "a request with the wrong case fails during the call (API, result 1010002)")),
      flatBasis: guide.saying(
        Text(
          english: "the platform keeps all prompts in one list, by their names (guide): one of "
            + "them takes the other's place"))),
    advice: {
      var advice = PromptAdvice()
      // API: what is played before a call is put through (`preVoiceX`, `callerHintTone`).
      advice.durationBeforeCall = 5
      advice.nearLimitReason = Text(
        english: "what 2M means is written nowhere, and the next version may be longer (our "
          + "decision)")
      advice.silenceReason = Text(
        english: "a silent prompt is the documented way to switch a tone off (API); is it meant?")
      return advice
    }(),
    requests: [.callback, .notification, .verification, .axe, .axyb, .ax, .axb],
    basis: guide, address: "https://support.huaweicloud.com/VoiceCall/index.html")

  private static let guide = Basis(
    .official, "Voice Call developer guide, section 3.3", "2023-04-28")
  private static let api = Basis(.official, "Voice Call API reference, parameters")
}
