import Testing

@testable import AudioFiles

@Suite struct PathListTests {
  private func paths(_ text: String, isNullSeparated: Bool = false) throws -> [String] {
    try PathList(
      InputFile(bytes: Array(text.utf8), name: "list", allowsEmpty: true),
      isNullSeparated: isNullSeparated
    ).paths
  }

  @Test func aLineIsAPath() throws {
    #expect(try paths("a.wav\nb c.wav\r\n\n 等.wav") == ["a.wav", "b c.wav", " 等.wav"])
    #expect(try paths("").isEmpty)
  }

  @Test func aZeroByteEndsAPathThatMayHaveLines() throws {
    #expect(try paths("a\nb.wav\0c.wav\r\0", isNullSeparated: true) == ["a\nb.wav", "c.wav\r"])
  }
}
