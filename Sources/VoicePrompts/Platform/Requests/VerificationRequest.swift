internal import AudioFiles

extension RequestAPI {
  /// Someone is called to hear a code.
  public static let verification = RequestAPI(
    id: "verification", name: Text(english: "verification code"),
    path: "/rest/httpsessions/callVerify/v1.0",
    signs: [
      RequestSign(strength: .ownField, any: ["verifyCode", "languageType", "times"]),
      RequestSign(strength: .ownPrompt, any: ["preTone", "posTone"]),
    ],
    bodies: [
      Body(fields: [
        .blank("calleeNbr"),
        .prompt("preTone", Text(english: "played before the code"), required: .yes),
        RequestField(name: "verifyCode", type: .digits(2...8), required: .yes, sample: "1234"),
        .prompt(
          "posTone", Text(english: "played after the code; default: the call ends after the code")),
        RequestField(name: "times", type: .number(0...9)),
        .userData,
      ])
    ])
}
