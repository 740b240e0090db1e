import AudioFiles
import TestSupport
import Testing

@testable import VoicePromptReports
@testable import VoicePrompts

@Suite struct GitHubReporterTests {
  /// GitHub drops what is more, silently, and the step summary has all of them.
  @Test func tenAnnotationsOfEachSeverityAreShown() {
    let rules = PromptRule.standard.map(\.rule)
    let findings = Severity.allCases.flatMap { severity in
      (0..<12).compactMap { number in
        rules.first { $0.severity == severity }?.finding(Text(english: "number \(number)"))
      }
    }
    let stream = RecordingStream()
    FindingReport([FileFindings(path: "a.wav", findings: findings)], isStrict: false)
      .write(as: .github, to: stream)
    for command in ["::notice ", "::warning ", "::error "] {
      #expect(stream.documents.count { $0.hasPrefix(command) } == 10)
    }
    #expect(
      stream.documents.filter { $0.contains("title=voiceprompt") } == [
        "::error title=voiceprompt::3 more errors than GitHub shows; the step summary lists them",
        "::warning title=voiceprompt::3 more warnings than GitHub shows; the step summary lists "
          + "them",
        "::notice title=voiceprompt::3 more notes than GitHub shows; the step summary lists them",
      ])
    #expect(stream.summaries.joined().split(separator: "\n").count == 2 + 36)
  }

  @Test func whatCommandsReserveIsEscaped() {
    #expect(GitHubReporter.data("50 %\na,b:c") == "50 %25%0Aa,b:c")
    #expect(GitHubReporter.property("a,b:c%") == "a%2Cb%3Ac%25")
    #expect(
      GitHubReporter.data("a\u{1B}[31m\u{7}\0\rb") == "a\\u{1B}[31m\\u{7}\\u{0}\\u{D}b")
  }

  @Test func aNameIsNoMarkupInTheStepSummary() {
    let stream = RecordingStream()
    let name = "<img src=x>&|\u{1B}.wav"
    let finding = Finding("size", .error, Text(english: "<b>\n"), remedy: nil)
    FindingReport([FileFindings(path: name, findings: [finding])], isStrict: false)
      .write(as: .github, to: stream)
    #expect(
      stream.summaries.joined().split(separator: "\n").last
        == "| &lt;img src=x&gt;&amp;\\|\\u{1B}.wav | error | &lt;b&gt;  | `size` |")
  }
}
