import AudioFiles
import TestSupport
import Testing

@testable import VoicePromptReports

@Suite struct TextTableTests {
  private let heading = [
    Text(english: "A", chinese: "录音"), Text(english: "B", chinese: "大小"),
    Text(english: "C", chinese: "提示音"),
  ]

  @Test func columnsLineUpAlsoWithWideCharacters() {
    var table = TextTable(heading: heading)
    table.add(["等待音", "x", "end"])
    table.add(["a", "", ""])
    #expect(
      Array(table.lines) == [
        "A       B  C",
        "等待音  x  end",
        "a",
      ])
  }

  @Test func theHeadingIsInTheReadersLanguage() {
    var table = TextTable(heading: heading)
    table.add(["hold-2.wav", "1,000", "wait_voice.wav"])
    table.add(["等待音 1.wav", "10 字节", "等待.wav"])
    Language.$reader.withValue(.chinese) {
      #expect(
        Array(table.lines) == [
          "录音          大小     提示音",
          "hold-2.wav    1,000    wait_voice.wav",
          "等待音 1.wav  10 字节  等待.wav",
        ])
    }
  }

  @Test func factsLineUpInBothLanguages() {
    func lines() -> [String] {
      var table = TextTable()
      table.add(
        fact: Text(english: "to do", chinese: "处理办法"), Text(english: "x", chinese: "甲"))
      table.add(fact: Text(english: "because", chinese: "原因"), Text(english: "y", chinese: "乙"))
      return Array(table.lines)
    }
    #expect(lines() == ["  to do    x", "  because  y"])
    Language.$reader.withValue(.chinese) {
      #expect(lines() == ["  处理办法  甲", "  原因      乙"])
    }
  }

  @Test(arguments: [
    (0, ""), (1, "a"), (2, "a"), (3, "a录"), (4, "a录"), (5, "a录音"), (6, "a录音b"), (9, "a录音b"),
  ])
  func aTextIsCutWhereItsColumnsEnd(_ columns: Int, _ text: String) {
    #expect("a录音b".prefix(columns: columns) == text)
  }
}
