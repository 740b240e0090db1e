import Foundation
import TestSupport
import Testing
import VoicePrompts

/// The pages of docs/man, and what the command says of itself.
@Suite struct ManualTests {
  private struct Help: Decodable {
    let command: Command
  }

  private struct Command: Decodable {
    let commandName: String
    let abstract: String
    let discussion: String?
    let arguments: [Argument]
    let subcommands: [Command]?
  }

  private struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      var flag: String { (kind == "long" ? "--" : "-") + name }
    }

    let abstract: String?
    let names: [Name]?
    let shouldDisplay: Bool
    let valueName: String
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/man")

  /// The command and all below it but `help`, by the names of their pages.
  private static func commands() async throws -> [String: Command] {
    let run = try await CommandRun("--experimental-dump-help", in: TemporaryFolder())
    let root = try JSONDecoder().decode(Help.self, from: Data(run.output.utf8)).command
    let below = (root.subcommands ?? []).filter { $0.commandName != "help" }
    return Dictionary(
      uniqueKeysWithValues: [("voiceprompt.1", root)]
        + below.map { ("voiceprompt-\($0.commandName).1", $0) })
  }

  /// A page without what only tells how to set it.
  private static func text(_ page: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(page), encoding: .utf8)
      .replacing(#/\\f[BIR]|\\&/#, with: "").replacing("\\-", with: "-").replacing(
        "\\e", with: "\\")
  }

  @Test func eachSubcommandHasItsPageAndNoOtherIsThere() async throws {
    let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(try await Set(pages) == Set(Self.commands().keys))
  }

  @Test func everyOptionIsThereAsTheHelpHasIt() async throws {
    for (page, command) in try await Self.commands() {
      let entries =
        try Self.text(page).split(separator: ".SH OPTIONS\n").last?
        .split(separator: ".SH ").first?.split(separator: ".TP\n").map(String.init) ?? []
      let shown = command.arguments.filter(\.shouldDisplay)
      #expect(entries.count == shown.count, "\(page)")
      for (entry, argument) in zip(entries, shown) {
        for name in argument.names ?? [] { #expect(entry.contains(name.flag), "\(page)") }
        if argument.names == nil { #expect(entry.hasPrefix(argument.valueName), "\(page)") }
        #expect(entry.contains(argument.abstract ?? ""), "\(page): \(entry)")
      }
    }
  }

  @Test func whatIsSaidOfEachCommandIsThereLineByLine() async throws {
    for (page, command) in try await Self.commands() {
      let text = try Self.text(page)
      #expect(text.contains(command.abstract.dropLast()), "\(page)")
      for line in (command.discussion ?? "").split(separator: "\n") {
        let said = line.trimmingCharacters(in: .whitespaces)
          .replacing(#/^Exit status: /#, with: "")
        #expect(said == "EXAMPLES:" || text.contains(said), "\(page): \(said)")
      }
      #expect(text.contains("VoicePrompts \(Version.current)"), "\(page)")
    }
  }
}
