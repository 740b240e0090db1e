import Testing

@testable import VoicePromptReports

@Suite struct TextTableTests {
  @Test func columnsLineUpAlsoWithWideCharacters() {
    var table = TextTable(heading: ["A", "B", "C"])
    table.add(["等待音", "x", "end"])
    table.add(["a", "", ""])
    #expect(
      table.lines == [
        "A       B  C",
        "等待音  x  end",
        "a",
      ])
  }
}
