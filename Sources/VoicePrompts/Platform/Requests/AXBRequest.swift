internal import AudioFiles

extension RequestAPI {
  /// A private number X for A and B.
  public static let axb = RequestAPI(
    id: "axb", name: Text(english: "private number, AXB", chinese: "隐私保护通话（AXB）"),
    path: "/rest/caas/relationnumber/partners/v1.0",
    bodies: [
      Body(fields: [
        .blank("relationNum"), .blank("callerNum"), .blank("calleeNum"), .hintTones,
        .maxDuration(0...Int.max), .lastMinVoice(nil), .recordFlag(.either), .carrierHintTone(nil),
        .userData,
      ])
    ])
}
