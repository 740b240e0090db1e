internal import AudioFiles

extension RequestAPI {
  /// Private numbers X for A and Y for B: a body for each of the two.
  public static let axyb = RequestAPI(
    id: "axyb", name: Text(english: "private number, AXYB"),
    path: "/rest/omp/xyrelationnumber/v1.0",
    signs: [
      RequestSign(strength: .ownPrompt, any: ["preVoiceX", "preVoiceY"]),
      RequestSign(strength: .weak, all: ["origNum"]),
    ],
    bodies: [
      Body(
        name: Text(english: "first body (AX)"),
        fields: [
          .blank("origNum"),
          .recordFlag(.boolean), .carrierHintTone,
          .prompt(
            "preVoiceX",
            Text(english: "played to X before the call is put through; default: ringback"),
            beforeCall: true),
          .userData,
        ]),
      Body(
        name: Text(english: "second body (YB)"),
        // It says to which binding it belongs; one of prompts only may leave that out.
        signs: [
          RequestSign(strength: .ownField, all: ["subscriptionId"]),
          RequestSign(
            strength: .ownPrompt, all: ["preVoiceY"],
            none: ["areaCode", "recordFlag", "recordHintTone", "preVoiceX"]),
        ],
        fields: [
          .blank("origNum"), .blank("subscriptionId"),
          .prompt(
            "preVoiceY",
            Text(english: "played to Y before the call is put through; default: ringback"),
            beforeCall: true),
          .userData,
        ]),
    ])
}
