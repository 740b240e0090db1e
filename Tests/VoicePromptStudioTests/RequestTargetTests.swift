import Testing

@testable import VoicePromptStudio

@Suite struct RequestTargetTests {
  @Test func aPathIsCutAtItsSlashesAndDecodedThen() throws {
    let target = try #require(RequestTarget("/a%2Fb/c//?name=x%20y&name=z&e=&f&=g&h=1+2"))
    #expect(target.parts == ["a/b", "c", "", ""])
    #expect(target.query == ["name": "x y", "e": "", "f": "", "": "g", "h": "1+2"])
    #expect(RequestTarget("/")?.parts == [""])
    #expect(RequestTarget("/%e5%bd%95.wav")?.parts == ["录.wav"])
  }

  @Test(arguments: ["", "a", "*", "http://a/b", "/%", "/%4", "/%zz", "/%ff", "/a?b=%c3", "/a?%=1"])
  func whatIsNoPathIsRefused(_ target: String) {
    #expect(RequestTarget(target) == nil)
  }

  @Test func itsSizeIsBounded() {
    #expect(RequestTarget("/" + String(repeating: "a", count: 4095)) != nil)
    #expect(RequestTarget("/" + String(repeating: "a", count: 4096)) == nil)
  }
}
