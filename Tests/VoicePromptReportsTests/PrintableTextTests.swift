import Testing

@testable import VoicePromptReports

@Suite struct PrintableTextTests {
  @Test(arguments: [
    ("等待音 1 é.wav", "等待音 1 é.wav"), ("a\u{1B}[2J", "a\\u{1B}[2J"), ("a\u{202E}b", "a\\u{202E}b"),
    ("a\u{200B}b\u{FEFF}", "a\\u{200B}b\\u{FEFF}"), ("a\u{2028}b", "a\\u{2028}b"),
    ("\u{E0041}", "\\u{E0041}"),
  ])
  func whatIsSeenByWhatItDoesOnlyIsEscaped(_ text: String, _ shown: String) {
    #expect(text.printable == shown)
  }

  @Test func jsonEscapesItAsJSONDoes() {
    let stream = RecordingStream()
    stream.write(json: ["a\u{200B}\u{E0041}\u{7F}"])
    #expect(stream.documents == [#"["a\u200b\udb40\udc41\u007f"]"#])
  }
}
