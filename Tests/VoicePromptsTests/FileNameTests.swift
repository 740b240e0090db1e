import AudioFiles
import Testing

@testable import VoicePrompts

@Suite struct FileNameTests {
  @Test func aNameOfManyIllegalCharactersMakesOneShortLine() throws {
    let name = String(
      String.UnicodeScalarView((0x4E00..<0x4E00 + 20_000).compactMap { Unicode.Scalar($0) }))
    let message = try #require(FileName.fault(in: name)).message.english
    #expect(message.contains("\"一\" ") && message.contains(" and 19,990 more, and only 0-9"))
    #expect(message.count < 250)
  }

  private let rule = PlatformProfile.standard.nameRule

  @Test(arguments: ["wait_voice1.wav", "UPPER-lower_0.9@x.wav", "a.WAV", "@.wav", "-.wav"])
  func legalNamesPass(_ name: String) {
    #expect(FileName.fault(in: name) == nil)
  }

  @Test func offendingCharactersAreNamedOnceInOrder() throws {
    let fault = try #require(FileName.fault(in: "等待 音(1) (2).wav"))
    #expect(
      fault
        == .characters(
          name: "等待 音(1) (2).wav", offending: ["等", "待", " ", "音", "(", ")"], rule: rule))
    #expect(
      fault.message.english
        == "the name 等待 音(1) (2).wav has \"等\" \"待\" \" \" \"音\" \"(\" \")\", "
        + "and only 0-9 A-Z a-z - _ . @ are allowed")
  }

  @Test(arguments: [" ", "é", "e\u{301}", "ａ", "٣", "/", "\n", "\u{0}", "🎵"])
  func otherCharactersAreIllegal(_ character: Character) {
    #expect(!rule.allows(character))
  }

  @Test func lengthCountsTheExtension() {
    let stem = String(repeating: "b", count: 124)
    #expect(FileName.fault(in: stem + ".wav") == nil)
    #expect(FileName.fault(in: stem + "b.wav") == .length(name: stem + "b.wav", rule: rule))
    #expect(FileName.fault(in: "") == .length(name: "", rule: rule))
  }

  @Test(arguments: [
    ("hold.flac", "hold.wav"), ("hold.WAV", "hold.wav"), ("a.b.mp3", "a.b.wav"),
    ("noext", "noext.wav"), ("v1.2", "v1.2.wav"), ("clip.mp4", "clip.wav"), (".wav", ".wav.wav"),
  ])
  func thePromptIsNamedAfterItsRecording(_ recording: String, _ prompt: String) {
    #expect(FileName.prompt(forRecording: recording) == prompt)
  }
}
