internal import AudioFiles

extension RequestAPI {
  /// A private number X for A.
  public static let ax = RequestAPI(
    id: "ax", name: Text(english: "private number, AX"),
    path: "/rest/provision/caas/privatenumber/v1.0",
    signs: [
      RequestSign(strength: .ownField, any: ["privateNum", "privateNumType", "calleeNumDisplay"]),
      RequestSign(strength: .strong, all: ["origNum"], object: "preVoice"),
      RequestSign(strength: .weak, object: "preVoice"),
    ],
    bodies: [Body(fields: [.blank("origNum"), .blank("privateNum"), .hintTones, .userData])])
}
