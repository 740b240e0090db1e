import AudioFiles
import TestSupport
import Testing
import VoicePromptReports

@testable import VoicePrompts

@Suite struct RuleReportTests {
  private let rule = Rule(
    "some-rule", .warning, Text(english: "a thing"), reason: Text(english: "it matters"),
    remedy: .renameFile, example: Text(english: "there is none"))

  @Test func aTableInMarkdownHasARowForEachRule() {
    #expect(
      RuleReport.markdown([rule]) == [
        "| rule | severity | must be | because |", "|---|---|---|---|",
        "| `some-rule` | warning | a thing | it matters |",
      ])
  }

  @Test func aRuleIsExplainedWithAnExample() {
    let stream = RecordingStream()
    RuleReport.explain(rule, to: stream)
    #expect(
      stream.results == [
        "some-rule (warning)", "  must be  a thing", "  because  it matters",
        "  to do    rename the file",
        "  example  prompts/hold.wav: warning: there is none [some-rule]",
      ])
  }
}
