import Foundation
import TestSupport
import Testing

@testable import VoicePromptCommand

/// docs/json.md has every key of every object that the command prints, and no other.
@Suite struct JSONPageTests {
  private let folder = TemporaryFolder()

  /// The keys of an object and of the objects in it, those of lists with what they hold.
  private static func keys(of value: Any, after prefix: String = "") -> Set<String> {
    if let list = value as? [Any] {
      return list.reduce(into: []) { $0.formUnion(keys(of: $1, after: prefix)) }
    }
    guard let object = value as? [String: Any] else { return [] }
    return object.reduce(into: []) { all, pair in
      all.insert(prefix + pair.key)
      all.formUnion(keys(of: pair.value, after: prefix + pair.key + "."))
    }
  }

  /// The keys in the table below a heading.
  private static func documentedKeys(_ heading: String) throws -> Set<String> {
    let page = try #require(DocumentTests.pages.first { $0.path.hasSuffix("docs/json.md") })
    let section = try #require(page.text.split(separator: "## ").first { $0.hasPrefix(heading) })
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let cells = rows.compactMap { $0.split(separator: "|").first }
    return Set(cells.flatMap { $0.matches(of: #/`([A-Za-z.]+)`/#).map { String($0.1) } })
  }

  private static func objects(in output: String) throws -> [Any] {
    try output.split(separator: "\n").map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
  }

  private func recordings() throws {
    let samples = (0..<80_000).map { Int16($0.isMultiple(of: 2) ? 100 : -100) }
    try folder.write(SoundFixture.wav(samples, rate: 16_000), to: "in/a.wav")
    // Clipped, and too loud.
    let loud = (0..<8000).map { Float($0.isMultiple(of: 2) ? 2 : -2) }
    try folder.write(SoundFixture.wav(float: loud, rate: 8000), to: "in/b.wav")
    try folder.write([], to: "in/c.wav")
  }

  @Test func theLinesOfConvertHaveTheDocumentedKeys() async throws {
    try recordings()
    let plain = try await CommandRun("convert", "in", "--format", "json", in: folder)
    let sound = try await CommandRun(
      "convert", "in/a.wav", "-o", "out", "--sound", "speech", "--json", in: folder)
    let objects = try Self.objects(in: plain.output + sound.output)
    #expect(objects.count == 4)
    let documented = try Self.documentedKeys("The lines of `convert")
    #expect(Self.keys(of: objects) == documented)
    // Whatever came of a recording, the keys are there.
    let top = documented.filter { !$0.contains(".") }
    #expect(objects.allSatisfy { ($0 as? [String: Any]).map { Set($0.keys) } == top })
  }

  @Test func theLinesOfInspectHaveTheDocumentedKeys() async throws {
    try recordings()
    let run = try await CommandRun("inspect", "in/a.wav", "in/c.wav", "--json", in: folder)
    let documented = try Self.documentedKeys("The lines of `inspect")
    #expect(Self.keys(of: try Self.objects(in: run.output)) == documented)
  }

  @Test func theLinesOfParametersHaveTheDocumentedKeys() async throws {
    let run = try await CommandRun("parameters", "--json", in: folder)
    let documented = try Self.documentedKeys("The lines of `parameters")
    #expect(Self.keys(of: try Self.objects(in: run.output)) == documented)
  }

  @Test func theLinesOfProfilesHaveTheDocumentedKeys() async throws {
    let run = try await CommandRun("profiles", "--json", in: folder)
    let documented = try Self.documentedKeys("The lines of `profiles")
    #expect(Self.keys(of: try Self.objects(in: run.output)) == documented)
  }

  @Test func theDocumentHasTheDocumentedKeys() async throws {
    try folder.write(PromptFixture.file(PromptFixture.codes(800)) { $0.fact = nil }, to: "a.wav")
    let run = try await CommandRun(
      "validate", "a.wav", "none", "--sound", "--format", "json", in: folder)
    let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    #expect(Self.keys(of: document) == (try Self.documentedKeys("The document")))
  }
}
