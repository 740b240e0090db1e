import AudioFiles
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptBatchTests {
  private let fixture = BatchFixture()
  private var folder: TemporaryFolder { fixture.folder }

  @Test func aFolderIsWalkedAndItsTreeKept() throws {
    try fixture.fill("in/b.wav", "in/a/c.mp3", "in/a/B/d.flac", "in/Z.WAV")
    #expect(
      fixture.plan(fixture.batch(["in"])) == [
        "in/Z.WAV out/Z.wav", "in/a/B/d.flac out/a/B/d.wav", "in/a/c.mp3 out/a/c.wav",
        "in/b.wav out/b.wav",
      ])
  }

  @Test func hiddenFilesAndOtherFilesAreCounted() throws {
    try fixture.fill("in/a.wav", "in/.hidden.wav", "in/.git/x.wav", "in/notes.txt", "in/cover.jpg")
    let batch = fixture.batch(["in"])
    #expect(fixture.plan(batch) == ["in/a.wav out/a.wav"])
    #expect(batch.skipped.hidden == 2)
    #expect(batch.skipped.notAudio == 2)
  }

  @Test func aNamedFileIsNeverSkipped() throws {
    try fixture.fill("notes.txt", ".hidden")
    #expect(
      fixture.plan(fixture.batch(["notes.txt", ".hidden"]))
        == ["notes.txt out/notes.txt.wav", ".hidden out/.hidden.wav"])
  }

  @Test func aHugeNumberOfJobsIsNoMoreThanThereAreRecordings() async throws {
    try fixture.fill("in/a.wav")
    var count = 0
    await fixture.batch(["in"]).run(jobs: .max) { _ in count += 1 }
    #expect(count == 1)
  }

  @Test func aPromptThatIsNearTheLimitIsTold() async throws {
    try folder.write(SoundFixture.wav([Int16](repeating: 0, count: 970)), to: "in/a.wav")
    var options = ConversionOptions()
    options.maximumSize = ByteSize(1080)
    var rules: [String] = []
    let batch = PromptBatch([folder("in")], outputFolder: folder("out"), options)
    await batch.run(jobs: 1) { outcome in
      rules = (try? outcome.result.get().findings.map(\.rule)) ?? []
    }
    #expect(rules == ["silence", "size-near-limit"])
  }

  @Test func theOutputFolderIsNoInput() throws {
    try fixture.fill("in/a.wav")
    let inside = PromptBatch(
      [folder("in")], outputFolder: folder("in/prompts"), ConversionOptions())
    try fixture.fill("in/prompts/a.wav")
    let again = PromptBatch(
      [folder("in")], outputFolder: folder("in/prompts"), ConversionOptions())
    #expect(inside.jobs.count == 1)
    #expect(again.jobs.count == 1)
  }

  @Test func theOrderOfResultsIsThatOfTheRecordings() async throws {
    for index in 10..<40 {
      let samples = [Int16](repeating: 1, count: index % 7 * 5000 + 1)
      try folder.write(SoundFixture.wav(samples, rate: 16_000), to: "in/\(index).wav")
    }
    try folder.write([], to: "in/20.wav")
    var names: [String] = []
    var failures = 0
    await fixture.batch(["in"]).run(jobs: 8) { outcome in
      names.append(PathName(outcome.job.recording).name)
      if case .failure = outcome.result { failures += 1 }
    }
    #expect(names == (10..<40).map { "\($0).wav" })
    #expect(failures == 1)
    #expect(folder.files().filter { $0.hasPrefix("out/") }.count == 29)
  }

  @Test func theBytesDoNotDependOnTheNumberOfJobs() async throws {
    for index in 0..<12 {
      let noise = Signal.noise(frames: 20_000 + index, seed: UInt64(index))
      try folder.write(SoundFixture.wav(float: noise, rate: 44_100), to: "in/\(index).wav")
    }
    for jobs in [1, 8] {
      let batch = PromptBatch(
        [folder("in")], outputFolder: folder("out\(jobs)"), ConversionOptions())
      await batch.run(jobs: jobs) { _ in }
    }
    for index in 0..<12 {
      #expect(try folder.read("out1/\(index).wav") == folder.read("out8/\(index).wav"))
    }
  }

  @Test(arguments: [44_100, 48_000])
  func theBytesOfALongRecordingDoNotDependOnTheNumberOfThreads(_ rate: Int) async throws {
    // Long enough for several threads to take part.
    let noise = Signal.noise(frames: 21 * rate)
    try folder.write(SoundFixture.wav(float: noise, rate: rate), to: "in/long.wav")
    for jobs in [1, 2, 3, 8] {
      let batch = PromptBatch(
        [folder("in")], outputFolder: folder("out\(jobs)"), ConversionOptions())
      await batch.run(jobs: jobs) { _ in }
      #expect(try folder.read("out\(jobs)/long.wav") == folder.read("out1/long.wav"))
    }
  }

  @Test func aDryRunWritesNothing() async throws {
    try fixture.fill("in/a.wav")
    var sizes: [Int] = []
    await fixture.batch(["in"]).run(jobs: 1, dryRun: true) { outcome in
      sizes.append((try? outcome.result.get())?.size.bytes ?? 0)
    }
    #expect(sizes == [62])
    #expect(folder.files() == ["in/a.wav"])
  }

  @Test func everyFolderIsSyncedOnceAllOfItsPromptsHaveTheirNames() async throws {
    try fixture.fill("in/a.wav", "in/b.wav", "in/x/c.wav")
    let synced = Mutex<[String: [String]]>([:])
    var batch = fixture.batch(["in"])
    let files = Atomic<Int>(0)
    let folder = folder
    batch.sync = DiskSync(
      file: { _ throws(Errno) in files.add(1, ordering: .relaxed) },
      folder: { path in
        let names = folder.files().filter { $0.hasSuffix(".wav") }
        synced.withLock { $0[PathName(path).name] = names }
      })
    await batch.run(jobs: 2) { _ in }
    let filesCount = files.load(ordering: .relaxed)
    #expect(filesCount == 3)
    let expected = ["in/a.wav", "in/b.wav", "in/x/c.wav", "out/a.wav", "out/b.wav", "out/x/c.wav"]
    #expect(synced.withLock { $0 } == ["out": expected, "x": expected])
  }

  @Test func aBatchOfSeveralClearsAwayWhatAKilledOneHasLeftBeforeItBegins() async throws {
    try fixture.fill("in/a.wav", "in/b.wav")
    let left = "out/.voiceprompt-dead.tmp"
    try folder.write([1], to: left)
    await fixture.batch(["in/a.wav"]).run(jobs: 1) { _ in }
    #expect(folder.files().contains(left))
    await fixture.batch(["in"]).run(jobs: 1, dryRun: true) { _ in }
    #expect(folder.files().contains(left))
    await fixture.batch(["in"], force: true).run(jobs: 1) { _ in
      #expect(!folder.files().contains(left))
    }
    #expect(!folder.files().contains(left))
  }

  @Test func aCancelledBatchReportsEveryRecording() async throws {
    try fixture.fill("in/a.wav", "in/b.wav", "in/c.wav")
    let batch = fixture.batch(["in"])
    for jobs in [1, 2] {
      var ids: [String] = []
      await batch.run(jobs: jobs, progress: WorkProgress { true }) { outcome in
        if case .failure(let error) = outcome.result { ids.append(error.code.id) }
      }
      #expect(ids == ["interrupted", "interrupted", "interrupted"])
    }
    let task = Task {
      // Until the task is cancelled.
      while !Task.isCancelled { await Task.yield() }
      var ids: [String] = []
      await batch.run(jobs: 2) { outcome in
        if case .failure(let error) = outcome.result { ids.append(error.code.id) }
      }
      return ids
    }
    task.cancel()
    #expect(await task.value == ["interrupted", "interrupted", "interrupted"])
    #expect(folder.files().allSatisfy { !$0.hasSuffix(".tmp") })
  }
}
