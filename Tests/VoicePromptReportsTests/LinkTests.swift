import TestSupport
import Testing

@testable import VoicePromptReports

@Suite struct LinkTests {
  @Test(arguments: [
    ("prompts/a.wav", "report.html", "./prompts/a.wav"),
    ("prompts/a.wav", "out/r/report.html", "./../../prompts/a.wav"),
    ("prompts/a.wav", "prompts/report.html", "./a.wav"),
    ("prompts/javascript:alert(1).wav", "prompts/r.html", "./javascript%3Aalert%281%29.wav"),
    ("等 1\"<.wav", "r.html", "./%E7%AD%89%201%22%3C.wav"),
  ])
  func aLinkLeadsFromThePageToTheFile(_ path: String, _ page: String, _ link: String) {
    let folder = TemporaryFolder()
    #expect(Link(to: folder(path), from: folder(page)).target == link)
  }
}
