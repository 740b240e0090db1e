import AudioFiles
import Synchronization
import TestSupport
import Testing

@Suite struct TextTests {
  @Test func aTextIsShownInItsWords() {
    let name = "hold.wav"
    let text = Text(english: "there is no file \(name)")
    #expect("\(text)" == "there is no file hold.wav")
    #expect(text.english == text.description)
  }

  @Test func aTextIsShownInTheReadersLanguage() {
    let text = Text(english: "silence", chinese: "静音")
    #expect("\(text)" == "silence")
    Language.$reader.withValue(.chinese) { #expect("\(text)" == "静音") }
    #expect(text.chinese == "静音" && text.english == "silence")
  }

  @Test func textsInATextAreInItsLanguage() {
    let inner = Text(english: "silence", chinese: "静音")
    let text = Text(english: "it has \(inner)", chinese: "其中有\(inner)")
    for reader in Language.allCases {
      Language.$reader.withValue(reader) {
        #expect(text.english == "it has silence" && text.chinese == "其中有静音")
        #expect(Language.reader == reader)
      }
    }
    #expect(["a", "b"].listed == "a, b")
    Language.$reader.withValue(.chinese) { #expect(["a", "b"].listed == "a、b") }
  }

  @Test func textsThatSayTheSameAreEqual() {
    let number = 1
    #expect(Text(english: "1 file") == Text(english: "\(number) file"))
    #expect(Text(english: "1 file") != Text(english: "2 files"))
    #expect(Set([Text(english: "a"), Text(english: "a"), Text(english: "b")]).count == 2)
  }

  @Test func wordsAreMadeOnlyWhenTheyAreShown() {
    let count = Mutex(0)
    let text = Text(
      english: count.withLock {
        $0 += 1
        return "shown \($0)"
      })
    #expect(count.withLock { $0 } == 0)
    #expect(text.english == "shown 1")
    #expect(text.english == "shown 2")
  }
}
