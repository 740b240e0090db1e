internal import AudioFiles

extension RequestAPI {
  /// Private numbers X for A and Y for B: a body for each of the two.
  public static let axyb = RequestAPI(
    id: "axyb", name: Text(english: "private number, AXYB", chinese: "隐私保护通话（AXYB）"),
    path: "/rest/omp/xyrelationnumber/v1.0",
    bodies: [
      Body(
        name: Text(english: "first body (AX)", chinese: "第一个请求体（AX）"),
        fields: [
          .required("origNum"), .recordFlag(.boolean), .carrierHintTone("recordHintTone.wav"),
          .hintTone(
            "preVoiceX",
            Text(english: "played to X before the call is put through", chinese: "呼叫接通前播放给 X"),
            sampleName: "x_hint_tone1.wav"),
          .userData,
        ] + areas + RequestField.optional(.anyNumber, "callDirection", "duration")),
      Body(
        name: Text(english: "second body (YB)", chinese: "第二个请求体（YB）"),
        fields: [
          .required("origNum"), .required("subscriptionId"),
          .hintTone(
            "preVoiceY",
            Text(english: "played to Y before the call is put through", chinese: "呼叫接通前播放给 Y"),
            sampleName: "y_hint_tone1.wav"),
          .userData,
        ] + areas),
    ])

  private static let areas = RequestField.optional(.string, "areaCode", "areaMatchMode")
}
