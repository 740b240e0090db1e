import Foundation
import TestSupport
import Testing

@Suite struct UsageTests {
  private let folder = TemporaryFolder()

  @Test func withoutArgumentsTheHelpLeadsWithExamples() async throws {
    let run = try await CommandRun(in: folder)
    #expect(run.status == 0)
    let examples = try #require(run.output.range(of: "EXAMPLES:"))
    let usage = try #require(run.output.range(of: "USAGE:"))
    #expect(examples.lowerBound < usage.lowerBound)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: ["convert", "inspect", "parameters", "studio"])
  func everySubcommandHasExamples(_ subcommand: String) async throws {
    let run = try await CommandRun(subcommand, "--help", in: folder)
    #expect(run.output.contains("EXAMPLES:\n  voiceprompt \(subcommand)"))
    #expect(run.status == 0)
  }

  @Test(arguments: [
    ["convert"], ["convert", "a", "--channel", "middle"], ["convert", "a", "--max-size", "big"],
    ["convert", "a", "--jobs", "0"],
    ["build", "--jobs", "9000000000000"], ["validate", "a", "--jobs", "257"],
    ["convert", "a", "--for", "voice"], ["unknown"],
    ["convert", "a", "--name", "x.mp3"], ["convert", "--nonsense"],
    ["convert", "a", "--max-size", "0"], ["validate", "a", "--max-size", "59"],
    ["convert", "a", "--name", ".."], ["convert", "a", "--name", ""],
  ])
  func wrongUsageIsStatus2(_ arguments: [String]) async throws {
    let run = try await CommandRun(arguments, in: folder)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("error: "))
  }

  @Test func theVersionIsPrinted() async throws {
    let run = try await CommandRun("--version", in: folder)
    #expect(run.output == "0.1.0\n")
    #expect(run.status == 0)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsAreGenerated(_ shell: String) async throws {
    let run = try await CommandRun("--generate-completion-script", shell, in: folder)
    #expect(run.output.contains("waitVoice"))
    #expect(run.status == 0)
  }
}
