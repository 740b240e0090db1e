internal import AudioFiles

extension RequestAPI {
  /// A private number X with extensions E.
  public static let axe = RequestAPI(
    id: "axe", name: Text(english: "private number, AXE", chinese: "隐私保护通话（AXE）"),
    path: "/rest/caas/extendnumber/v1.0",
    bodies: [
      Body(
        fields: [
          .required("virtualNum"), .required("bindNum"), .recordFlag(.string),
          .carrierHintTone("recordHintTone.wav"),
          .prompt(
            "callbackTone",
            Text(
              english: "played where A calls X and there is no call to return",
              chinese: "A 呼叫 X 但没有可回呼的通话时播放"),
            sampleName: "callbackTone.wav", condition: .notWith("callbackNum")),
          .userData,
        ] + RequestField.optional(.string, "areaCode", "displayNumMode", "callbackNum", "extendNum")
          + RequestField.optional(.anyNumber, "bindExpiredTime", "callbackExpiredTime"))
    ])
}
