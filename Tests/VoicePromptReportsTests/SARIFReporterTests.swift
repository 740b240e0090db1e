import Testing

@testable import VoicePromptReports

@Suite struct SARIFReporterTests {
  @Test(arguments: [
    ("a b/等.wav", "a%20b/%E7%AD%89.wav"), ("/x/y.wav", "file:///x/y.wav"), ("a%.wav", "a%25.wav"),
  ])
  func sarifHasURIs(_ path: String, _ uri: String) {
    #expect(SARIFReporter.uri(path) == uri)
  }
}
