internal import AudioFiles

extension RequestAPI {
  /// Two people are called, and their calls put together.
  public static let callback = RequestAPI(
    id: "callback", name: Text(english: "voice callback", chinese: "语音回呼"),
    path: "/rest/httpsessions/click2Call/v2.0",
    bodies: [
      Body(
        fields: [
          .required("displayNbr"), .required("callerNbr"), .required("displayCalleeNbr"),
          .required("calleeNbr"),
          .maxDuration(0...1440), .lastMinVoice("lastmin_voice1.wav"),
          RequestField(name: "lastMinToUE", type: .choice(["both", "caller", "callee"])),
          RequestField(name: "playPreVoice", type: .flag(.string)),
          // Played to its end; only then is the callee dialled, so that no ringing cuts it off.
          .prompt(
            "preVoice",
            Text(
              english: "played to the caller before the callee is dialled", chinese: "拨打被叫之前播放给主叫"),
            sampleName: "pre_voice1.wav", condition: .onlyWith("playPreVoice")),
          .prompt(
            "waitVoice",
            Text(english: "waiting tone once the caller has answered", chinese: "主叫接听后的等待音"),
            standIn: Text(english: "ringback", chinese: "回铃音"), sampleName: "wait_voice1.wav",
            music: true),
          RequestField(name: "calleeMedia", type: .string),
          .recordFlag(.string),
          .prompt(
            "recordHintTone",
            Text(
              english: "played before recording starts; a silent recording gives none",
              chinese: "录音开始前播放；用静音文件则不发声"),
            standIn: Text(english: "a tone", chinese: "一声提示音"), sampleName: "recordhint_voice1.wav",
            condition: .onlyWith("recordFlag")),
          RequestField(name: "partyTypeRequiredInDisconnect", type: .flag(.string)),
        ] + RequestField.ofCalls)
    ])
}
