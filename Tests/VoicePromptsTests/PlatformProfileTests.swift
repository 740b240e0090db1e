import AudioFiles
import TelephonyAudio
import Testing

@testable import VoicePrompts

/// The numbers of the platform's own documents.
@Suite struct PlatformProfileTests {
  private let profile = PlatformProfile.huaweiVoiceCall

  @Test func aPromptIsALawMonoAtEightKilohertz() {
    #expect(profile.format.encoding == .aLaw)
    #expect(profile.format.encoding.name == "A-law")
    #expect(profile.format.encoding.waveFormatTag == 0x0006)
    #expect(profile.format.bitsPerSample == 8)
    #expect(profile.format.sampleRate == 8000)
    #expect(profile.format.channelCount == 1)
    #expect(profile.accepted?.encodings?.map(\.tag) == [6])
    #expect(profile.accepted?.sampleRates == [8000])
    #expect(profile.accepted?.channelCounts == [1])
    #expect(profile.accepted?.isBinding == true)
  }

  @Test func twoMegabytesHold24999Hundredths() {
    #expect(profile.maximumSize.bytes == 2_000_000)
    #expect(profile.durationLimit == nil)
    let capacity = profile.format.frameCapacity(ofSize: 2_000_000)
    #expect(profile.format.duration(frameCount: capacity).fixed(2) == "249.99")
    let larger = profile.format.frameCapacity(ofSize: 2_097_152)
    #expect(larger == 2_097_094)
    #expect(profile.format.duration(frameCount: larger) == 262.13675)
    #expect(profile.fileSize(frameCount: 8000).bytes == 8058)
    #expect(profile.minimumSize.bytes == 60)
  }

  @Test func namesHave1To128LegalCharacters() {
    let rule = profile.nameRule
    #expect(rule.characters.english == "0-9 A-Z a-z - _ . @")
    #expect(rule.length == 1...128)
    #expect(rule.nameExtension == ".wav")
    for character in "09AZaz-_.@" { #expect(rule.allows(character)) }
    for character in " /\\+,:ä等" { #expect(!rule.allows(character)) }
  }

  @Test func theExtensionIsAddedAndTakenInWhateverCase() {
    let rule = profile.nameRule
    #expect(rule.withExtension("hold") == "hold.wav")
    #expect(rule.withExtension("hold.WAV") == "hold.WAV")
    #expect(rule.stem(of: "hold.WAV") == "hold")
    #expect(rule.stem(of: "hold") == "hold")
  }

  @Test func whatIsPlayedBeforeTheCallLastsFiveSeconds() throws {
    let advice = profile.advice
    let before = try #require(PromptParameter.named("preVoiceX"))
    let during = try #require(PromptParameter.named("notifyVoice"))
    #expect(advice.isTooLong(5.01, for: before))
    #expect(!advice.isTooLong(5, for: before))
    #expect(!advice.isTooLong(60, for: during))
  }

  @Test func profilesAreToldByTheirIds() {
    let ids = PlatformProfile.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(PlatformProfile.standard.id == "huawei-voicecall")
    #expect(profile.parameters.count == 18)
  }
}
