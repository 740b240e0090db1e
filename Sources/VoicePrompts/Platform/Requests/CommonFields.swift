internal import AudioFiles

// The fields that several requests have.

extension RequestField {
  /// What the program fills in, as the numbers to call.
  static func blank(_ name: String) -> RequestField {
    RequestField(name: name, type: .unchecked, sample: "")
  }

  static let userData = RequestField(name: "userData", type: .userData)

  /// Minutes; 0 for no limit.
  static let maxDuration = RequestField(name: "maxDuration", type: .count, sample: "60")

  static let lastMinVoice = prompt(
    "lastMinVoice",
    Text(
      english: "played in the last minute of a limited call; default: "
        + "\"one minute of this call remains\""),
    condition: .onlyWith("maxDuration"))

  static func recordFlag(_ flag: Flag) -> RequestField {
    RequestField(name: "recordFlag", type: .flag(flag))
  }

  /// Of the private numbers, whose carriers ask for it.
  static let carrierHintTone = prompt(
    "recordHintTone",
    Text(english: "played before recording starts; the carrier blocks a recorded call without it"),
    required: .whereOn(
      "recordFlag",
      missing: Text(
        english: "recordHintTone is missing: the carrier blocks a call that is recorded without it")
    ))

  /// API: String(0-128) each.
  static let hintTones = RequestField(
    name: "preVoice",
    type: .object([
      prompt(
        "callerHintTone",
        Text(english: "played to the caller before the call is put through; default: ringback"),
        beforeCall: true, mayBeEmpty: true),
      prompt(
        "calleeHintTone",
        Text(english: "played to the callee before the call is put through; default: ringback"),
        beforeCall: true, mayBeEmpty: true),
    ]))
}
