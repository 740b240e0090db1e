import Testing

@testable import VoicePrompts

@Suite struct RequestAPITests {
  @Test(arguments: [
    ("callback", RequestAPI.callback), ("notification", .notification),
    ("verification", .verification), ("axe", .axe), ("ax", .ax), ("axb", .axb),
  ])
  func aSampleIsToldByItsFields(_ name: String, _ api: RequestAPI) throws {
    let body = try JSONNode.parse(try RequestFixture.text("requests/\(name).json"))
    #expect(PlatformProfile.standard.request(of: body) == api)
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
    #expect(PlatformProfile.standard.request(of: try JSONNode.parse(text)) == api)
  }

  @Test(arguments: [
    "{}", #"{"recordFlag": "true"}"#, #"{"userData": "1"}"#,
    #"{"playInfoList": [], "relationNum": "1"}"#, #"{"waitVoice": "a.wav", "preTone": "b.wav"}"#,
  ])
  func fieldsOfNoneOrOfSeveralDoNot(_ text: String) throws {
    #expect(PlatformProfile.standard.request(of: try JSONNode.parse(text)) == nil)
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
          case .flag, .count, .number: true
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

  /// Companion fields and their types, as the API has them.
  @Test(arguments: [
    ("callback", "maxDuration", RequestField.ValueType.count),
    ("callback", "playPreVoice", .flag(.string)), ("callback", "recordFlag", .flag(.string)),
    ("verification", "verifyCode", .digits(2...8)), ("verification", "times", .number(0...9)),
    ("axe", "recordFlag", .flag(.string)), ("axyb", "recordFlag", .flag(.boolean)),
    ("axb", "recordFlag", .flag(.either)), ("axb", "maxDuration", .count),
    ("notification", "templateId", .text),
  ])
  func aCompanionFieldHasItsType(
    _ id: String, _ name: String, _ type: RequestField.ValueType
  ) throws {
    let api = try #require(PlatformProfile.standard.requests.first { $0.id == id })
    let fields = api.bodies.flatMap { Self.rows($0.fields) }.map(\.field)
    #expect(fields[name]?.type == type)
  }
}
