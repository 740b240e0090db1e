import TestSupport
import Testing

@testable import VoicePromptCommand

@Suite struct JobOptionsTests {
  private let folder = TemporaryFolder()

  @Test func noMoreJobsAreTakenThanTheMachineHasCores() {
    let cores = Platform.processorCount
    for (jobs, count) in [(1, 1), (256, min(256, cores)), (nil, min(256, cores))] {
      var options = JobOptions()
      options.jobs = jobs
      #expect(options.count == count)
    }
  }

  /// Fewer than the loader of libraries needs are no matter of ours.
  @Test(arguments: [5, 6, 7, 9, 12, 15])
  func aLimitOfOpenFilesIsNamedBeforeAnythingIsDone(_ limit: Int) async throws {
    let prompt = PromptFixture.file(PromptFixture.codes(8000))
    for name in ["a.wav", "b.wav", "c.wav"] {
      try folder.write(prompt, to: "in/" + name)
    }
    try folder.write(
      "prompts:\n  - name: a.wav\n    source: in/a.wav\n  - name: b.wav\n    source: in/b.wav\n",
      to: "prompts.yml")
    let before = folder.files()
    for command in ["convert in -o out", "validate in", "build"] {
      for jobs in 1...2 {
        let run = try await CommandRun(
          shell: "ulimit -n \(limit); exec \"$0\" \(command) --jobs \(jobs)", in: folder)
        let count = min(jobs, Platform.processorCount)
        #expect(run.errors.hasPrefix("error: too many open files: --jobs \(count) needs "))
        #expect(run.errors.contains("ulimit -n"))
        #expect(run.status == 2)
      }
    }
    #expect(folder.files() == before)
  }

  @Test func asManyOpenFilesAsAreAskedForAreEnough() async throws {
    for index in 0..<40 {
      try folder.write(SoundFixture.wav([1, 2, 3]), to: "in/\(index).wav")
    }
    let refused = try await CommandRun(
      shell: "ulimit -n 9; exec \"$0\" convert in --jobs 2", in: folder)
    let needed = refused.errors.split(separator: " ").compactMap { Int($0) }.last
    // Standard input, output and errors are open.
    let enough = try #require(needed) + 3
    let run = try await CommandRun(
      shell: "ulimit -n \(enough); exec \"$0\" convert in --jobs 2", in: folder)
    #expect(run.status == 0)
    // What was handed over open leaves less room.
    let fewer = try await CommandRun(
      shell: "ulimit -n \(enough); exec 5</; exec \"$0\" convert in --force --jobs 2", in: folder)
    #expect(fewer.status == 2)
    // A limit that may be raised is none.
    let raised = try await CommandRun(
      shell: "ulimit -S -n 9; exec \"$0\" convert in --force --jobs 2", in: folder)
    #expect(raised.status == 0)
  }
}
