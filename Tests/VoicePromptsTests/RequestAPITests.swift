import Testing

@testable import VoicePrompts

@Suite struct RequestAPITests {
  @Test(arguments: [
    ("callback", RequestAPI.callback), ("notification", .notification),
    ("verification", .verification), ("axe", .axe), ("ax", .ax), ("axb", .axb),
  ])
  func aSampleIsToldByItsFields(_ name: String, _ api: RequestAPI) throws {
    let body = try JSONNode.parse(try RequestFixture.text("requests/\(name).json"))
    #expect(RequestAPI.of(body) == api)
  }

  @Test(arguments: [
    (#"{"waitVoice": "a.wav"}"#, RequestAPI.callback),
    (#"{"preVoice": "a.wav"}"#, .callback),
    (#"{"preTone": "a.wav"}"#, .verification),
    (#"{"callbackTone": "a.wav"}"#, .axe),
    (#"{"preVoiceX": "a.wav"}"#, .axyb),
    (#"{"origNum": "1", "subscriptionId": "2"}"#, .axyb),
    (#"{"preVoice": {}}"#, .ax),
    (#"{"preVoice": {}, "recordFlag": "true"}"#, .axb),
    (#"{"callerNum": "1", "calleeNum": "2"}"#, .axb),
    // A prompt in the wrong body does not make it another.
    (#"{"playInfoList": [], "waitVoice": "a.wav"}"#, .notification),
    (#"{"verifyCode": "12", "preVoiceX": "a.wav"}"#, .verification),
  ])
  func fieldsTellTheRequest(_ text: String, _ api: RequestAPI) throws {
    #expect(RequestAPI.of(try JSONNode.parse(text)) == api)
  }

  @Test(arguments: [
    "{}", #"{"recordFlag": "true"}"#, #"{"userData": "1"}"#,
    #"{"playInfoList": [], "relationNum": "1"}"#, #"{"waitVoice": "a.wav", "preTone": "b.wav"}"#,
  ])
  func fieldsOfNoneOrOfSeveralDoNot(_ text: String) throws {
    #expect(RequestAPI.of(try JSONNode.parse(text)) == nil)
  }

  @Test func everyParameterIsOfARequest() {
    #expect(RequestAPI.allCases.flatMap(\.parameters).count == PromptParameter.all.count)
  }
}
