import TelephonyAudio
import Testing

@testable import VoicePrompts

@Suite struct PromptErrorTests {
  @Test(
    arguments: [
      (.notFound, "a b.mp3: there is no such file or folder; check the spelling"),
      (
        .unsupportedFormat("AMR", ffmpegOptions: ""),
        "a b.mp3: this is AMR, which voiceprompt does not decode; "
          + "convert it first: ffmpeg -i 'a b.mp3' 'a b.wav'"
      ),
      (
        .damaged(.cutShort(promised: 12, present: 5.314)),
        "a b.mp3: cut short: of 12.00 s of audio that the header promises, 5.31 s can be decoded; "
          + "copy it again, or use --allow-truncated to take what is there"
      ),
      (
        .tooLarge(
          ByteSize(2_400_058), limit: PromptSpec.maximumSize, duration: 300, limitReachedAt: 249.99),
        "a b.mp3: too long: 300.00 s become 2,400,058 bytes, and the limit of 2,000,000 bytes is "
          + "reached after 249.99 s; shorten it to 249.99 s, or raise the limit with --max-size "
          + "if yours is higher"
      ),
      (.interrupted, "a b.mp3: not converted: interrupted"),
    ] as [(PromptError.Reason, String)])
  func messagesSayWhatWasFoundAndWhatToDo(_ reason: PromptError.Reason, _ text: String) {
    #expect(PromptError("a b.mp3", reason).description == text)
  }

  @Test func theCommandForFFmpegNeverNamesItsOwnInput() {
    let error = PromptError("in/a.wav", .unsupportedFormat("AVI video", ffmpegOptions: ""))
    #expect(error.remedy == "convert it first: ffmpeg -i in/a.wav a-pcm.wav")
  }

  @Test(arguments: [
    ("plain/path_1.wav", "plain/path_1.wav"), ("-rf", "./-rf"), ("a b", "'a b'"),
    ("it's", "'it'\\''s'"), ("$(rm)", "'$(rm)'"), ("等待音", "等待音"), ("", "''"), ("~x", "'~x'"),
  ])
  func shellWordsAreQuoted(_ word: String, _ quoted: String) {
    #expect(Shell.quoted(word) == quoted)
  }
}
