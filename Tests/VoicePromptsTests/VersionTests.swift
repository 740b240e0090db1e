import Foundation
import Testing
import VoicePrompts

/// What else has to name the version, because it is read where the package is not built.
@Suite struct VersionTests {
  @Test(arguments: [
    ("pyproject.toml", #"version = "%""#),
    ("pyproject.toml", #"dependencies = ["voiceprompts==%"]"#),
    ("action.yml", #"default: "%""#),
    ("Dockerfile", "ARG VERSION=%"),
    ("CHANGELOG.md", "\n## % - 2"),
    ("README.md", #"from: "%""#),
    ("docs/ci.md", "rev: %"),
    ("docs/ci.md", "voiceprompts@%"),
  ])
  func itIsTheSameEverywhere(_ path: String, _ line: String) throws {
    let line = line.replacing("%", with: Version.current)
    #expect(try text(path).contains(line), "\(path): \(line)")
  }

  /// Packages, tags and requirements, as pages name them.
  @Test func noPageNamesAnother() throws {
    let folder = root.appendingPathComponent("docs")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let pages = names.filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
    let named = try (pages + ["README.md", "README.zh-CN.md", "Python/README.md"]).flatMap { page in
      try text(page).matches(of: #/(?:voiceprompts?[-_@:]|==|rev: |from: ")(\d+\.\d+\.\d+)/#)
        .map { "\(page): \($0.1)" }
    }
    #expect(named.count >= 3)
    #expect(named.filter { !$0.hasSuffix(": " + Version.current) } == [])
  }

  @Test func itsNewestChangesAreThoseOfTheVersion() throws {
    let headings = try text("CHANGELOG.md").matches(of: #/(?m)^## (.*)$/#).map { String($0.1) }
    #expect(headings.first == "Unreleased")
    #expect(headings.dropFirst().first?.hasPrefix(Version.current + " - ") == true)
  }

  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}
