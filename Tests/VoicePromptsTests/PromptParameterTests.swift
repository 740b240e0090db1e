import AudioFiles
import Testing

@testable import VoicePrompts

/// A row of the platform's documentation.
struct ParameterRow: Equatable, CustomStringConvertible {
  let api: String
  let name: String
  var place: String?
  var required = "no"
  var condition: String?
  var beforeCall = false
  var most = 1

  var description: String { "\(api) \(name)" }
}

extension ParameterRow {
  init(_ parameter: PromptParameter) {
    self.init(
      api: parameter.api.id, name: parameter.name, place: parameter.container.map { "\($0)" },
      required: "\(parameter.required)", condition: parameter.condition.map { "\($0)" },
      beforeCall: parameter.isPlayedBeforeCall, most: parameter.maximumCount)
  }
}

@Suite struct PromptParameterTests {
  private static let table: [ParameterRow] = [
    ParameterRow(
      api: "callback", name: "lastMinVoice", condition: "only with maxDuration other than 0"),
    ParameterRow(
      api: "callback", name: "preVoice", condition: #"only with playPreVoice "true""#),
    ParameterRow(api: "callback", name: "waitVoice"),
    ParameterRow(
      api: "callback", name: "recordHintTone", condition: #"only with recordFlag "true""#),
    ParameterRow(
      api: "notification", name: "notifyVoice", place: "playInfoList[]",
      required: "this or templateId", condition: "at most 5 entries in playInfoList", most: 5),
    ParameterRow(api: "verification", name: "preTone", required: "yes"),
    ParameterRow(api: "verification", name: "posTone"),
    ParameterRow(
      api: "axe", name: "recordHintTone", required: #"where recordFlag is "true""#),
    ParameterRow(api: "axe", name: "callbackTone", condition: "not together with callbackNum"),
    ParameterRow(
      api: "axyb", name: "recordHintTone", place: "first body (AX)",
      required: "where recordFlag is true"),
    ParameterRow(api: "axyb", name: "preVoiceX", place: "first body (AX)", beforeCall: true),
    ParameterRow(api: "axyb", name: "preVoiceY", place: "second body (YB)", beforeCall: true),
    ParameterRow(api: "ax", name: "callerHintTone", place: "preVoice", beforeCall: true),
    ParameterRow(api: "ax", name: "calleeHintTone", place: "preVoice", beforeCall: true),
    ParameterRow(api: "axb", name: "callerHintTone", place: "preVoice", beforeCall: true),
    ParameterRow(api: "axb", name: "calleeHintTone", place: "preVoice", beforeCall: true),
    ParameterRow(
      api: "axb", name: "lastMinVoice", condition: "only with maxDuration other than 0"),
    ParameterRow(
      api: "axb", name: "recordHintTone", required: #"where recordFlag is "true""#),
  ]

  @Test func everyRowIsAsTheAPIHasIt() {
    let rows = PlatformProfile.standard.parameters.map { ParameterRow($0) }
    #expect(rows == Self.table)
  }

  @Test(arguments: [
    ("callback", "/rest/httpsessions/click2Call/v2.0"),
    ("notification", "/rest/httpsessions/callnotify/v2.0"),
    ("verification", "/rest/httpsessions/callVerify/v1.0"),
    ("axe", "/rest/caas/extendnumber/v1.0"), ("axyb", "/rest/omp/xyrelationnumber/v1.0"),
    ("ax", "/rest/provision/caas/privatenumber/v1.0"),
    ("axb", "/rest/caas/relationnumber/partners/v1.0"),
  ])
  func aRequestHasItsPath(_ id: String, _ path: String) {
    #expect(PlatformProfile.standard.requests.first { $0.id == id }?.path == path)
  }

  @Test func theNamesAreThoseOfTheAPI() {
    #expect(
      PlatformProfile.standard.parameterNames == [
        "lastMinVoice", "preVoice", "waitVoice", "recordHintTone", "notifyVoice", "preTone",
        "posTone", "callbackTone", "preVoiceX", "preVoiceY", "callerHintTone", "calleeHintTone",
      ])
  }

  @Test(arguments: ["waitVoice", "waitvoice", "WAITVOICE"])
  func aNameIsFoundInAnyCase(_ name: String) {
    #expect(PromptParameter.named(name)?.name == "waitVoice")
  }

  @Test func otherNamesAreNone() {
    #expect(PromptParameter.named("waitVoices") == nil)
    #expect(PromptParameter.named("") == nil)
  }

  @Test func everyNameMakesALegalFileName() {
    for name in PlatformProfile.standard.parameterNames {
      #expect(FileName.fault(in: name + ".wav") == nil)
    }
  }
}
