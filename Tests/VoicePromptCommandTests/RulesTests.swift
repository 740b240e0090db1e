import TestSupport
import Testing

@Suite struct RulesTests {
  private let folder = TemporaryFolder()

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
}
