internal import AudioFiles

extension RequestAPI {
  /// Private numbers X for A and Y for B: a body for each of the two.
  public static let axyb = RequestAPI(
    id: "axyb", name: Text(english: "private number, AXYB"),
    path: "/rest/omp/xyrelationnumber/v1.0",
    bodies: [
      Body(
        name: Text(english: "first body (AX)"),
        fields: [
          .required("origNum"), .recordFlag(.boolean), .carrierHintTone("recordHintTone.wav"),
          .hintTone(
            "preVoiceX", Text(english: "played to X before the call is put through"),
            sampleName: "x_hint_tone1.wav"),
          .userData,
        ] + areas + RequestField.optional(.anyNumber, "callDirection", "duration")),
      Body(
        name: Text(english: "second body (YB)"),
        fields: [
          .required("origNum"), .required("subscriptionId"),
          .hintTone(
            "preVoiceY", Text(english: "played to Y before the call is put through"),
            sampleName: "y_hint_tone1.wav"),
          .userData,
        ] + areas),
    ])

  private static let areas = RequestField.optional(.string, "areaCode", "areaMatchMode")
}
