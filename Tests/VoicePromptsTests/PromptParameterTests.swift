import Testing

@testable import VoicePrompts

@Suite struct PromptParameterTests {
  @Test func theNamesAreThoseOfTheAPI() {
    #expect(
      PromptParameter.names == [
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
    for name in PromptParameter.names { #expect(FileName.fault(in: name + ".wav") == nil) }
  }
}
