internal import AudioFiles

// The fields that several requests have.

extension RequestField {
  static let userData = RequestField(name: "userData", type: .userData)

  /// A number to call, of a request whose documentation does not say what must be there.
  static func blank(_ name: String) -> RequestField {
    RequestField(name: name, type: .string, sample: "")
  }

  /// What the requests that make calls, and not bindings, have in common.
  static let ofCalls =
    optional(.base64, "statusUrl", "feeUrl") + optional(.flag(.string), "returnIdlePort")
    + [userData]

  /// Of the calls that used to name their service.
  static let bindNbr = RequestField(name: "bindNbr", type: .string)

  /// Minutes; 0 for no limit.
  static func maxDuration(_ range: ClosedRange<Int>) -> RequestField {
    RequestField(name: "maxDuration", type: .number(range), sample: "60")
  }

  static func lastMinVoice(_ sampleName: String?) -> RequestField {
    prompt(
      "lastMinVoice",
      Text(english: "played in the last minute of a limited call", chinese: "限时通话的最后一分钟播放"),
      standIn: Text(english: "announcement", chinese: "系统播报"), sampleName: sampleName,
      condition: .onlyWith("maxDuration"))
  }

  static func recordFlag(_ flag: Flag) -> RequestField {
    RequestField(name: "recordFlag", type: .flag(flag))
  }

  /// Of the private numbers, whose carriers ask for it.
  static func carrierHintTone(_ sampleName: String?) -> RequestField {
    prompt(
      "recordHintTone",
      Text(
        english: "played before recording starts; the carrier blocks a recorded call without it",
        chinese: "录音开始前播放；缺少它时，运营商会阻断要录音的呼叫"),
      sampleName: sampleName,
      required: .whereOn(
        "recordFlag",
        missing: Text(
          english:
            "recordHintTone is missing: the carrier blocks a call that is recorded without it",
          chinese: "缺少 recordHintTone：没有它，运营商会阻断要录音的呼叫")))
  }

  /// A tone that one side hears.
  ///
  /// API: String(0-128).
  static func hintTone(_ name: String, _ purpose: Text, sampleName: String? = nil) -> RequestField {
    prompt(
      name, purpose, standIn: Text(english: "ringback", chinese: "回铃音"), sampleName: sampleName,
      beforeCall: true)
  }

  static let hintTones = RequestField(
    name: "preVoice",
    type: .object([
      hintTone(
        "callerHintTone",
        Text(english: "played to the caller before the call is put through", chinese: "呼叫接通前播放给主叫")),
      hintTone(
        "calleeHintTone",
        Text(english: "played to the callee before the call is put through", chinese: "呼叫接通前播放给被叫")),
    ]))
}
