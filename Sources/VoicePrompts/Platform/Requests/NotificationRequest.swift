internal import AudioFiles

extension RequestAPI {
  /// Someone is called to hear prompts.
  public static let notification = RequestAPI(
    id: "notification", name: Text(english: "voice notification"),
    path: "/rest/httpsessions/callnotify/v2.0",
    signs: [RequestSign(strength: .ownField, any: ["playInfoList"])],
    bodies: [
      Body(fields: [
        .blank("calleeNbr"),
        RequestField(
          name: "playInfoList",
          type: .list(
            [
              .prompt(
                "notifyVoice", Text(english: "what the callee hears"), required: .or("templateId")),
              RequestField(name: "templateId", type: .text),
            ], most: 5),
          required: .yes),
        .userData,
      ])
    ])
}
