import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct FileWalkTests {
  private let folder = TemporaryFolder()

  @Test func dependenciesAndProseAreLeftOut() throws {
    for name in [
      "a.py", "b/c.js", "node_modules/d.js", ".git/e", "vendor/f.php", ".hidden", "README.md",
      ".env", "b/.env.local",
    ] {
      try folder.write([1], to: name)
    }
    let walk = FileWalk([folder.path, folder("none")])
    #expect(walk.files == [".env", "a.py", "b/.env.local", "b/c.js"].map { folder($0) })
    #expect(walk.errors.map(\.code.id) == ["not-found"])
    #expect(FileWalk([folder.path], extensions: ["js"]).files == [folder("b/c.js")])
  }
}
