import ArgumentParser
import Testing

@testable import VoicePromptCommand

@Suite struct ExitStatusTests {
  @Test func theWorstOfSeveralCounts() {
    var status = ExitStatus.success
    status.merge(.fileFailed)
    #expect(status == .fileFailed)
    status.merge(.noWork)
    status.merge(.success)
    #expect(status == .noWork)
  }

  @Test func theParsersStatusForWrongUsageIs2() {
    #expect(ExitStatus(ofParsing: .validationFailure) == .noWork)
    #expect(ExitStatus(ofParsing: .success) == .success)
    #expect(ExitStatus(ofParsing: .failure) == .fileFailed)
  }

  @Test func successDoesNotEndTheCommand() throws {
    try ExitStatus.success.exit()
    #expect(throws: ExitCode(1)) { try ExitStatus.fileFailed.exit() }
  }
}
