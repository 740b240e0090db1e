internal import AudioFiles

extension RequestAPI {
  /// A private number X with extensions E.
  public static let axe = RequestAPI(
    id: "axe", name: Text(english: "private number, AXE"),
    path: "/rest/caas/extendnumber/v1.0",
    bodies: [
      Body(
        fields: [
          .required("virtualNum"), .required("bindNum"), .recordFlag(.string),
          .carrierHintTone("recordHintTone.wav"),
          .prompt(
            "callbackTone", Text(english: "played where A calls X and there is no call to return"),
            sampleName: "callbackTone.wav", condition: .notWith("callbackNum")),
          .userData,
        ] + RequestField.optional(.string, "areaCode", "displayNumMode", "callbackNum", "extendNum")
          + RequestField.optional(.anyNumber, "bindExpiredTime", "callbackExpiredTime"))
    ])
}
