internal import AudioFiles

extension RequestAPI {
  /// A private number X for A.
  public static let ax = RequestAPI(
    id: "ax", name: Text(english: "private number, AX", chinese: "隐私保护通话（AX）"),
    path: "/rest/provision/caas/privatenumber/v1.0",
    bodies: [
      Body(
        fields: [.blank("origNum"), .blank("privateNum"), .hintTones, .userData]
          + RequestField.optional(.string, "privateNumType", "calleeNumDisplay"))
    ])
}
