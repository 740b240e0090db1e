internal import AudioFiles
internal import TelephonyAudio

extension PlatformProfile {
  /// Huawei Cloud Voice Call. "Guide" is its developer guide (2023-04-28), section 3.3, "making
  /// prompt files"; "API" its parameter documentation.
  public static let huaweiVoiceCall = PlatformProfile(
    id: "huawei-voicecall",
    title: Text(english: "Huawei Cloud Voice Call", chinese: "华为云语音通话"),
    format: WAVFormat(encoding: .aLaw, sampleRate: 8000, channelCount: 1),
    accepted: .only(
      [.aLaw],
      guide.saying(
        Text(
          english: "\"A-Law, 8000 Hz, mono Wave file\" (guide)",
          chinese: "“A-Law、8000 Hz、单声道的 Wave 文件”（指南）"))),
    // What 2M means is written nowhere; 2,000,000 is the reading that no uploader can reject.
    sizeLimit: Stated(
      ByteSize(2_000_000),
      guide.saying(
        Text(
          english: "\"the final file must not exceed 2M\" (guide); 2,000,000 is the safe reading",
          chinese: "“最终文件不得超过 2M”（指南）；2,000,000 是稳妥的理解"))),
    durationLimit: nil,
    // Guide, section 3.3, with its example `wait_voice1.wav`; API: String(1-128).
    nameRule: NameRule(
      alphabet: Stated(
        NameRule.Alphabet(punctuation: "-_.@"),
        guide.saying(
          Text(
            english: "the platform accepts no other character in a file name (guide)",
            chinese: "平台不接受文件名中的其他字符（指南）"))),
      limit: Stated(
        1...128,
        api.saying(
          Text(
            english: "the request fields that name a prompt are String(1-128) (API)",
            chinese: "请求中填写提示音名称的字段是 String(1-128)（API）"))),
      extensionBasis: api.saying(
        Text(
          english: "only the Wave format is accepted, and it is told by the extension (API)",
          chinese: "只接受 Wave 格式，并以扩展名判断（API）")),
      caseBasis: api.saying(
        Text(
          english: "a request with the wrong case fails during the call (API, result 1010002)",
          chinese: "请求中大小写不对，通话中就会失败（API，返回码 1010002）")),
      flatBasis: guide.saying(
        Text(
          english: "the platform keeps all prompts in one list, by their names (guide): one of "
            + "them takes the other's place", chinese: "平台把所有提示音放在一个列表里，以名称区分（指南）：其中一个会取代另一个"))),
    advice: {
      var advice = PromptAdvice()
      // API: what is played before a call is put through (`preVoiceX`, `callerHintTone`).
      advice.durationBeforeCall = 5
      advice.nearLimitReason = Text(
        english: "what 2M means is written nowhere, and the next version may be longer (our "
          + "decision)", chinese: "2M 的确切含义没有写在任何地方，下一个版本也可能更长（我们的决定）")
      advice.silenceReason = Text(
        english: "a silent prompt is the documented way to switch a tone off (API); is it meant?",
        chinese: "静音的提示音是文档给出的关闭提示音的方法（API）；是有意的吗？")
      return advice
    }(),
    requests: [.callback, .notification, .verification, .axe, .axyb, .ax, .axb],
    basis: guide, address: "https://support.huaweicloud.com/VoiceCall/index.html")

  private static let guide = Basis(
    .official, "Voice Call developer guide, section 3.3", "2023-04-28")
  private static let api = Basis(.official, "Voice Call API reference, parameters")
}
