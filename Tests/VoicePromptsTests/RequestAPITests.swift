import Testing

@testable import VoicePrompts

@Suite struct RequestAPITests {
  @Test(arguments: [
    ("callback", RequestAPI.callback), ("notification", .notification),
    ("verification", .verification), ("axe", .axe), ("ax", .ax), ("axb", .axb),
  ])
  func aSampleIsToldByItsFields(_ name: String, _ api: RequestAPI) throws {
    let body = try JSONNode.parse(try RequestFixture.text("requests/\(name).json"))
    #expect(RequestCatalog(.standard).request(of: body) == api)
  }

  @Test(arguments: [
    (#"{"waitVoice": "a.wav"}"#, RequestAPI.callback),
    (#"{"preVoice": "a.wav"}"#, .callback),
    (#"{"preTone": "a.wav"}"#, .verification),
    (#"{"callbackTone": "a.wav"}"#, .axe),
    (#"{"preVoiceX": "a.wav"}"#, .axyb),
    (#"{"origNum": "1", "subscriptionId": "2"}"#, .axyb),
    (#"{"origNum": "1", "preVoice": {}}"#, .ax),
    (#"{"preVoice": {}, "recordFlag": "true"}"#, .axb),
    (#"{"callerNum": "1", "calleeNum": "2"}"#, .axb),
    // What tells it most is missing.
    (#"{"bindNum": "1", "areaCode": "0755", "recordFlag": "false"}"#, .axe),
    (
      #"{"displayNbr": "1", "calleeNbr": "2", "bindNbr": "3", "returnIdlePort": "true"}"#,
      .notification
    ),
    (#"{"displayNbr": "1", "calleeNbr": "2", "languageType": 2}"#, .verification),
    (#"{"displayNbr": "1", "calleeNbr": "2", "maxDuration": 5}"#, .callback),
    (#"{"origNum": "1", "areaCode": "0755", "recordFlag": true}"#, .axyb),
    // A prompt in the wrong body does not make it another.
    (#"{"playInfoList": [], "waitVoice": "a.wav"}"#, .notification),
    (#"{"verifyCode": "12", "preVoiceX": "a.wav"}"#, .verification),
  ])
  func fieldsTellTheRequest(_ text: String, _ api: RequestAPI) throws {
    #expect(RequestCatalog(.standard).request(of: try JSONNode.parse(text)) == api)
  }

  @Test(arguments: [
    "{}", #"{"recordFlag": "true"}"#, #"{"userData": "1"}"#,
    #"{"preVoice": {}}"#, #"{"waitVoice": "a.wav", "preTone": "b.wav"}"#,
  ])
  func fieldsOfNoneOrOfSeveralDoNot(_ text: String) throws {
    #expect(RequestCatalog(.standard).request(of: try JSONNode.parse(text)) == nil)
  }

  @Test func noTwoRequestsHaveTheSameIdOrPath() {
    let requests = PlatformProfile.standard.requests
    #expect(Set(requests.map(\.id)).count == requests.count)
    #expect(Set(requests.map(\.path)).count == requests.count)
  }

  // MARK: The tables

  /// The fields of a request, with those of its objects and lists, each with the row it stands in.
  private static func rows(
    _ fields: [RequestField]
  ) -> [(field: RequestField, row: [RequestField])] {
    fields.flatMap { field in
      switch field.type {
      case .object(let inner), .list(let inner, _): [(field, fields)] + rows(inner)
      default: [(field, fields)]
      }
    }
  }

  @Test(arguments: PlatformProfile.standard.requests)
  func whatAFieldDependsOnStandsBesideIt(_ api: RequestAPI) {
    for (field, row) in api.bodies.flatMap({ Self.rows($0.fields) }) {
      if let name = field.switchName {
        let isSwitch =
          switch row[name]?.type {
          case .flag, .number, .text: true
          default: false
          }
        #expect(isSwitch, "\(field.name): \(name)")
      }
      if case .or(let other) = field.required { #expect(row[other] != nil, "\(other)") }
    }
  }

  @Test(arguments: PlatformProfile.standard.requests)
  func noTwoFieldsOfARequestsBodyHaveTheSameName(_ api: RequestAPI) {
    for body in api.bodies {
      let names = Self.rows(body.fields).map(\.field.name)
      #expect(Set(names).count == names.count)
    }
    let parameters = api.parameters.map(\.name)
    #expect(Set(parameters).count == parameters.count)
  }

  /// Fields and their types, as the API and its samples have them; what must be there with a mark.
  @Test(arguments: [
    (
      "callback",
      """
      displayNbr! callerNbr! displayCalleeNbr! calleeNbr! maxDuration:0...1440 lastMinVoice \
      lastMinToUE:both,caller,callee playPreVoice:"true" preVoice waitVoice calleeMedia \
      recordFlag:"true" recordHintTone partyTypeRequiredInDisconnect:"true" statusUrl:base64 \
      feeUrl:base64 returnIdlePort:"true" userData
      """
    ),
    (
      "notification",
      """
      bindNbr displayNbr! calleeNbr! playInfoList!:5 notifyVoice templateId templateParas:strings \
      collectInd:0... replayAfterCollection:"true" collectContentTriggerReplaying statusUrl:base64 \
      feeUrl:base64 returnIdlePort:"true" userData
      """
    ),
    (
      "verification",
      """
      bindNbr displayNbr! calleeNbr! languageType!:number preTone! verifyCode!:2...8 posTone \
      times:0...9 statusUrl:base64 feeUrl:base64 returnIdlePort:"true" userData
      """
    ),
    (
      "axe",
      """
      virtualNum! bindNum! recordFlag:"true" recordHintTone callbackTone userData areaCode \
      displayNumMode callbackNum extendNum bindExpiredTime:number callbackExpiredTime:number
      """
    ),
    (
      "axyb",
      """
      origNum! recordFlag:true recordHintTone preVoiceX userData areaCode areaMatchMode \
      callDirection:number duration:number \
      origNum! subscriptionId! preVoiceY userData areaCode areaMatchMode
      """
    ),
    (
      "ax",
      "origNum privateNum preVoice:{} callerHintTone calleeHintTone userData privateNumType "
        + "calleeNumDisplay"
    ),
    (
      "axb",
      """
      relationNum callerNum calleeNum preVoice:{} callerHintTone calleeHintTone maxDuration:0... \
      lastMinVoice recordFlag:true|"true" recordHintTone userData
      """
    ),
  ])
  func everyFieldHasItsType(_ id: String, _ table: String) throws {
    let api = try #require(PlatformProfile.standard.requests.first { $0.id == id })
    let fields = api.bodies.flatMap { Self.rows($0.fields) }.map(\.field)
    let described = fields.map { field in
      field.name + (field.required == .yes ? "!" : "") + Self.describe(field.type)
    }
    #expect(described == table.split(separator: " ").map { String($0) })
  }

  private static func describe(_ type: RequestField.ValueType) -> String {
    switch type {
    case .prompt, .string, .text, .userData: ""
    case .flag(.either): ":true|\"true\""
    case .flag(let flag): ":\(flag.on)"
    case .anyNumber: ":number"
    case .number(let range):
      range.upperBound == .max ? ":\(range.lowerBound)..." : ":\(range)"
    case .digits(let count): ":\(count)"
    case .choice(let words): ":" + words.joined(separator: ",")
    case .base64: ":base64"
    case .strings: ":strings"
    case .object: ":{}"
    case .list(_, let most): ":\(most)"
    }
  }
}
