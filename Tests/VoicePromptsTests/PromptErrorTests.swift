import AudioFiles
import SystemPackage
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptErrorTests {
  @Test(
    arguments: [
      (.file(.notFound), "not-found", "a b.mp3: there is no such file or folder"),
      (
        .file(.unsupportedFormat(Text(english: "AMR"), ffmpegOptions: "")), "unsupported-format",
        "a b.mp3: this is AMR, which voiceprompt does not decode"
      ),
      (
        .damaged(.cutShort(promised: 12, present: 5.314)), "damaged",
        "a b.mp3: cut short: of 12.00 s of audio that the header promises, 5.31 s can be decoded"
      ),
      (
        .tooLarge(
          ByteSize(2_400_058), limit: PlatformProfile.standard.maximumSize, duration: 300,
          limitReachedAt: 249.99), "too-large",
        "a b.mp3: too long: 300.00 s become 2,400,058 bytes, and the limit of 2,000,000 bytes is "
          + "reached after 249.99 s"
      ),
      (.interrupted, "interrupted", "a b.mp3: not converted: interrupted"),
      (
        .foreignPrompt("prompts/a.wav"), "foreign-prompt",
        "a b.mp3: prompts/a.wav exists already, and no build has made it"
      ),
      (
        .invalidText(TextLocation(line: 3, column: 5), Text(english: "no")), "invalid-text",
        "a b.mp3:3:5: no"
      ),
      (
        .uneditable(TextLocation(line: 3, column: 5), Text(english: "no")), "not-editable",
        "a b.mp3:3:5: cannot be changed safely here, edit it by hand: no"
      ),
      (
        .changedSinceShown("prompts.yml"), "changed-since-shown",
        "a b.mp3: prompts.yml was changed after it was shown"
      ),
      (
        .unwritable("prompts/a.wav", .permissionDenied), "unwritable",
        "a b.mp3: prompts/a.wav cannot be written: Permission denied"
      ),
    ] as [(PromptError.Context, String, String)])
  func theDescriptionSaysWhatWasFoundAndTheCodeIsStable(
    _ context: PromptError.Context, _ code: String, _ text: String
  ) {
    let error = PromptError("a b.mp3", context)
    #expect(error.description == text)
    #expect(error.code.id == code)
    #expect("\(error.code)" == code)
  }

  @Test func codesThatProgramsActOnHaveNames() {
    #expect(PromptError("a", .file(.notFound)).code == .notFound)
    #expect(PromptError("a", .interrupted).code == .interrupted)
    #expect(PromptError("a", .invalidText(nil, Text(english: "x"))).code == .invalidText)
    #expect(
      PromptError("a", .tooLarge(nil, limit: ByteSize(1), duration: nil, limitReachedAt: 1)).code
        == .tooLarge)
  }

  @Test func aMasterOfASetIsNamedWithItsPlaceThere() {
    let error = PromptError("m/a.wav", .noAudio).inSet("prompts.yml:3:5")
    #expect(
      error.description == "m/a.wav (prompts.yml:3:5): the recording has no audio: 0 frames")
    #expect(error.code.id == "no-audio")
  }
}
