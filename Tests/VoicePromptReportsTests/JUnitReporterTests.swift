import Testing

@testable import VoicePromptReports

@Suite struct JUnitReporterTests {
  @Test func whatXMLReservesIsEscaped() {
    #expect(
      JUnitReporter.escaped("<a & \"b\">\n\u{1}") == "&lt;a &amp; &quot;b&quot;&gt;&#10;\u{FFFD}")
  }
}
