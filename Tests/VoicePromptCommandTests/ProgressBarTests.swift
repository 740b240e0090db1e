import Testing
import VoicePrompts

@testable import VoicePromptCommand

@Suite struct ProgressBarTests {
  private let bar = ProgressBar(totalFiles: 4, totalBytes: 1000)

  private func snapshot(files: Int, bytes: Int, seconds: Double) -> WorkProgress.Snapshot {
    var snapshot = WorkProgress.Snapshot()
    snapshot.finishedFiles = files
    snapshot.finishedBytes = bytes
    snapshot.audioSeconds = seconds
    return snapshot
  }

  @Test func theLineTellsFilesSpeedAndTimeLeft() {
    #expect(
      bar.line(snapshot(files: 1, bytes: 250, seconds: 4000), after: 2)
        == "[######------------------] 1/4 files  2,000 s/s  6.00 s left")
  }

  @Test func nothingIsPromisedBeforeAnythingIsDone() {
    #expect(
      bar.line(snapshot(files: 0, bytes: 0, seconds: 0), after: 0)
        == "[------------------------] 0/4 files")
  }

  @Test func filesThatGrewDoNotOverflowTheBar() {
    #expect(
      bar.line(snapshot(files: 4, bytes: 3000, seconds: 0), after: 1)
        == "[########################] 4/4 files  0 s/s")
  }
}
