internal import AudioFiles

extension RequestAPI {
  /// How many prompts a notification plays.
  static let maximumPlayCount = 5

  /// Someone is called to hear prompts.
  public static let notification = RequestAPI(
    id: "notification", name: Text(english: "voice notification", chinese: "语音通知"),
    path: "/rest/httpsessions/callnotify/v2.0",
    bodies: [
      Body(
        fields: [
          .bindNbr, .required("displayNbr"), .required("calleeNbr"),
          RequestField(
            name: "playInfoList",
            type: .list(
              [
                .prompt(
                  "notifyVoice", Text(english: "what the callee hears", chinese: "被叫听到的内容"),
                  sampleName: "notifyvoice.wav", required: .or("templateId")),
                RequestField(name: "templateId", type: .text),
                RequestField(
                  name: "templateParas", type: .strings, condition: .onlyWith("templateId")),
                RequestField(name: "collectInd", type: .number(0...Int.max)),
                RequestField(name: "replayAfterCollection", type: .flag(.string)),
                RequestField(name: "collectContentTriggerReplaying", type: .string),
              ], most: maximumPlayCount),
            required: .yes),
        ] + RequestField.ofCalls)
    ])
}
