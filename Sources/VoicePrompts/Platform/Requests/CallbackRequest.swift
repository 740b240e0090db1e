internal import AudioFiles

extension RequestAPI {
  /// Two people are called, and their calls put together.
  public static let callback = RequestAPI(
    id: "callback", name: Text(english: "voice callback"),
    path: "/rest/httpsessions/click2Call/v2.0",
    signs: [
      RequestSign(
        strength: .ownField,
        any: ["playPreVoice", "callerNbr", "displayCalleeNbr", "calleeMedia", "lastMinToUE"]),
      RequestSign(strength: .ownPrompt, any: ["waitVoice"]),
      RequestSign(strength: .strong, string: "preVoice"),
    ],
    bodies: [
      Body(fields: [
        .blank("callerNbr"), .blank("calleeNbr"),
        .maxDuration, .lastMinVoice,
        RequestField(name: "playPreVoice", type: .flag(.string)),
        .prompt(
          "preVoice", Text(english: "played to the caller before the callee is dialled"),
          condition: .onlyWith("playPreVoice"), beforeCall: true),
        .prompt(
          "waitVoice", Text(english: "waiting tone once the caller has answered; default: ringback")
        ),
        .recordFlag(.string),
        .prompt(
          "recordHintTone",
          Text(
            english:
              "played before recording starts; default: a tone; a silent recording gives none"
          ), condition: .onlyWith("recordFlag")),
        .userData,
      ])
    ])
}
