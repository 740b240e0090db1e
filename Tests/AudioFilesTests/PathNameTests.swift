import Testing

@testable import AudioFiles

@Suite struct PathNameTests {
  @Test(
    arguments: [
      ("a.wav", nil, "a.wav", "wav"), ("x/y/a.b.MP3", "x/y", "a.b.MP3", "mp3"),
      ("/a", "/", "a", nil),
      ("x/", nil, "x", nil), ("x//", nil, "x", nil), (".wav", nil, ".wav", nil),
      ("/", "/", "", nil),
      // A mark after a slash or a dot makes another character of it, but not another byte.
      ("x/\u{301}a.wav", "x", "\u{301}a.wav", "wav"), ("x/a.\u{301}", "x", "a.\u{301}", "\u{301}"),
    ] as [(String, String?, String, String?)])
  func aPathHasParts(
    _ path: String, _ folder: String?, _ name: String, _ nameExtension: String?
  ) {
    #expect(PathName(path).folder == folder)
    #expect(PathName(path).name == name)
    #expect(PathName(path).nameExtension == nameExtension)
  }

  @Test(arguments: [
    ("x", "a", "x/a"), ("x/", "a", "x/a"), ("", "a", "a"), (".", "a", "a"), ("/", "a", "/a"),
    ("x", "", "x"),
  ])
  func aComponentIsAppended(_ folder: String, _ component: String, _ path: String) {
    #expect(PathName(folder).appending(component) == path)
  }
}
