import Foundation
import TestSupport
import Testing
import VoicePrompts

@testable import VoicePromptCommand

@Suite struct RulesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func aRuleIsExplained() async throws {
    let run = try await CommandRun("rules", "fact-missing", in: folder)
    #expect(
      run.output == """
        fact-missing (warning)
          must be  a `fact` chunk
          because  required for every format that is not PCM (RIFF)
          to do    repair it without touching the audio: voiceprompt validate --fix
          example  prompts/hold.wav: warning: there is no "fact" chunk [fact-missing]

        """)
    #expect(try await CommandRun("rules", "nonsense", in: folder).status == 2)
  }

  @Test func theReadmeHasTheTablesOfTheRules() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let prompts = PromptRule.all.map(\.rule)
    let others = Rule.all.filter { !prompts.contains($0) }
    #expect(readme.contains(Rules.markdownTable(prompts).joined(separator: "\n")))
    #expect(readme.contains(Rules.markdownTable(others).joined(separator: "\n")))
  }
}
