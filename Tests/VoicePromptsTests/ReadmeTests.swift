import Foundation
import Testing
import VoicePrompts

/// The README's example of library use, compiled; those of docs/library.md are in DocumentTests.
private func example() {
  // README begins
  var options = ConversionOptions()
  options.maximumSize = ByteSize(2_097_152)
  let converter = PromptConverter(options)
  do {
    let conversion = try converter.convert("hold.flac", to: "prompts/waitVoice.wav")
    print(conversion.duration, conversion.size, conversion.findings.map(\.message))
  } catch {
    print(error.code, error)  // not-found hold.flac: there is no such file …
  }
  // README ends
}

@Suite struct ReadmeTests {
  @Test func theExampleIsTheOneThatCompiles() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasSuffix("// README begins") })
    let end = try #require(lines.firstIndex { $0.hasSuffix("// README ends") })
    let compiled = lines[start + 1..<end].map { $0.dropFirst(2) }.joined(separator: "\n")
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(
      contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(readme.contains("import VoicePrompts\n\n" + compiled + "\n```"))
  }
}
