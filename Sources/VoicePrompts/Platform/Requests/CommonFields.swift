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
      "lastMinVoice", Text(english: "played in the last minute of a limited call"),
      standIn: Text(english: "announcement"), sampleName: sampleName,
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
        english: "played before recording starts; the carrier blocks a recorded call without it"),
      sampleName: sampleName,
      required: .whereOn(
        "recordFlag",
        missing: Text(
          english:
            "recordHintTone is missing: the carrier blocks a call that is recorded without it")))
  }

  /// A tone that one side hears.
  ///
  /// API: String(0-128).
  static func hintTone(_ name: String, _ purpose: Text, sampleName: String? = nil) -> RequestField {
    prompt(
      name, purpose, standIn: Text(english: "ringback"), sampleName: sampleName, beforeCall: true)
  }

  static let hintTones = RequestField(
    name: "preVoice",
    type: .object([
      hintTone(
        "callerHintTone", Text(english: "played to the caller before the call is put through")),
      hintTone(
        "calleeHintTone", Text(english: "played to the callee before the call is put through")),
    ]))
}
