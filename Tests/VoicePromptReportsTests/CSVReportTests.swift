import Testing

@testable import VoicePromptReports

@Suite struct CSVReportTests {
  @Test(arguments: [
    ("plain", "plain"), ("等待音 1", "等待音 1"), ("a,b", "\"a,b\""), ("a \"b\"", "\"a \"\"b\"\"\""),
    ("a\nb", "\"a\nb\""), ("", ""), ("a=b", "a=b"),
  ])
  func cellsAreQuotedWhereTheyMustBe(_ text: String, _ cell: String) {
    #expect(CSVReport.Cell.text(text).quoted == cell)
  }

  @Test(arguments: [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A", "  =1",
  ])
  func noSpreadsheetComputesAText(_ text: String) {
    #expect(CSVReport.Cell.text(text).quoted == "\"'\(text)\"")
  }

  @Test func numbersStayNumbers() {
    #expect(CSVReport.Cell.number("-22.0").quoted == "-22.0")
    #expect(CSVReport.Cell.number(nil).quoted == "")
    #expect(CSVReport.line([.text("a"), .number("1")]) == Array("a,1\r\n".utf8))
  }
}
