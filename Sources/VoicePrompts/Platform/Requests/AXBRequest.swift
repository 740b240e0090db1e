internal import AudioFiles

extension RequestAPI {
  /// A private number X for A and B.
  public static let axb = RequestAPI(
    id: "axb", name: Text(english: "private number, AXB"),
    path: "/rest/caas/relationnumber/partners/v1.0",
    signs: [
      RequestSign(strength: .ownField, any: ["relationNum"]),
      RequestSign(
        strength: .fair,
        any: [
          "maxDuration", "lastMinVoice", "recordFlag", "recordHintTone", "callerNum", "calleeNum",
        ], object: "preVoice"),
      RequestSign(strength: .fair, all: ["callerNum", "calleeNum"]),
    ],
    bodies: [
      Body(fields: [
        .blank("relationNum"), .blank("callerNum"), .blank("calleeNum"),
        .hintTones,
        .maxDuration, .lastMinVoice,
        .recordFlag(.either), .carrierHintTone,
        .userData,
      ])
    ])
}
