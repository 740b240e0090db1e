internal import AudioFiles

extension RequestAPI {
  /// How long a code may be, and how often it may be played.
  static let codeLength = 2...8
  static let playTimes = 0...9

  /// Someone is called to hear a code.
  public static let verification = RequestAPI(
    id: "verification", name: Text(english: "verification code", chinese: "语音验证码"),
    path: "/rest/httpsessions/callVerify/v1.0",
    bodies: [
      Body(
        fields: [
          .bindNbr, .required("displayNbr"), .required("calleeNbr"),
          RequestField(name: "languageType", type: .anyNumber, required: .yes, sample: "2"),
          .prompt(
            "preTone", Text(english: "played before the code", chinese: "在验证码之前播放"),
            sampleName: "test.wav",
            required: .yes),
          RequestField(
            name: "verifyCode", type: .digits(codeLength), required: .yes, sample: "1234"),
          .prompt(
            "posTone",
            Text(
              english: "played after the code; without it the call ends there",
              chinese: "在验证码之后播放；没有它，通话就此结束"),
            sampleName: "postone.wav"),
          RequestField(name: "times", type: .number(playTimes)),
        ] + RequestField.ofCalls)
    ])
}
