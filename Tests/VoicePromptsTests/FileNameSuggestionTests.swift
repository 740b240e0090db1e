import Testing

@testable import VoicePrompts

@Suite struct FileNameSuggestionTests {
  @Test(arguments: [
    ("等待音 1.wav", "dengdaiyin-1.wav"), ("wait voice.wav", "wait-voice.wav"),
    ("wait_voice(1).wav", "wait_voice-1.wav"), ("  a  .wav", "a.wav"),
    ("Grüße aus Köln!.wav", "Grusse-aus-Koln.wav"), ("Привет.wav", "Privet.wav"),
    ("Καλημέρα.wav", "Kalimera.wav"), ("こんにちは.wav", "konnitiha.wav"),
    ("안녕.wav", "annyeong.wav"), ("ŁódźÆ.wav", "LodzAe.wav"), ("ａ１.wav", "a1.wav"),
    ("🎵.wav", "prompt.wav"), (".wav", "prompt.wav"), ("!!!.wav", "prompt.wav"),
    ("歡迎光臨.wav", "huanyingguanglin.wav"), ("重庆银行欢迎您.wav", "chongqingyinhanghuanyingnin.wav"),
    ("行长音乐.wav", "hangzhangyinyue.wav"), ("a & b.WAV", "a-b.wav"),
  ])
  func suggestionsReadLikeTheName(_ name: String, _ suggestion: String) {
    #expect(FileName.suggestion(for: name) == suggestion)
  }

  @Test func everyWordIsReadOtherwiseThanItsCharacters() {
    for (word, reading) in PinyinWords.readings {
      #expect(word.count == 2)
      #expect(word.map { Transliteration.ascii(of: $0) }.joined() != reading, "\(word)")
      #expect(FileName.suggestion(for: word) == reading + ".wav")
    }
  }

  @Test func suggestionsAvoidTakenNamesWhateverTheCase() {
    let taken: Set = ["a-b.wav", "a-b-2.wav"]
    #expect(FileName.suggestion(for: "A b.wav", avoiding: taken) == "A-b-3.wav")
  }

  @Test func suggestionsAreNeverTooLong() {
    let long = String(repeating: "等", count: 300) + ".wav"
    let first = FileName.suggestion(for: long)
    let second = FileName.suggestion(for: long, avoiding: [first])
    #expect(first.count == 128)
    #expect(second.count == 128)
    #expect(second.hasSuffix("-2.wav"))
  }

  @Test func everySuggestionIsLegal() {
    for value in stride(from: UInt32(0x20), to: 0x2FFFF, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let suggestion = FileName.suggestion(for: "\(Character(scalar)).wav")
      #expect(FileName.fault(in: suggestion) == nil, "U+\(String(value, radix: 16))")
    }
  }
}
