internal import AudioFiles

extension RequestAPI {
  /// A private number X with extensions E.
  public static let axe = RequestAPI(
    id: "axe", name: Text(english: "private number, AXE"),
    path: "/rest/caas/extendnumber/v1.0",
    signs: [
      RequestSign(strength: .ownField, any: ["callbackNum", "extendNum", "virtualNum"]),
      RequestSign(strength: .ownPrompt, any: ["callbackTone"]),
    ],
    bodies: [
      Body(fields: [
        .blank("virtualNum"), .blank("bindNum"),
        .recordFlag(.string), .carrierHintTone,
        .prompt(
          "callbackTone", Text(english: "played where A calls X and there is no call to return"),
          condition: .notWith("callbackNum")),
        .userData,
      ])
    ])
}
