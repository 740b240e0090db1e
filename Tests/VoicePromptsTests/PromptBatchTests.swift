import Foundation
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptBatchTests {
  private let folder: TemporaryFolder
  private static let recording = SoundFixture.wav([1, 2, 3])

  init() throws {
    folder = try TemporaryFolder()
  }

  private func fill(_ names: String...) throws {
    for name in names { try folder.write(Self.recording, to: name) }
  }

  private func batch(
    _ names: [String], renames: Bool = false, force: Bool = false
  ) -> PromptBatch {
    var options = ConversionOptions()
    options.replacesExisting = force
    return PromptBatch(
      names.map { folder($0) }, outputFolder: folder("out"),
      naming: PromptBatch.Naming(renames: renames), options)
  }

  /// Source and output, or the id of the error, without the folder's path.
  private func plan(_ batch: PromptBatch) -> [String] {
    batch.jobs.map { job in
      let source = job.source.replacing(folder.path + "/", with: "")
      switch job.output {
      case .success(let output): return source + " " + output.replacing(folder.path + "/", with: "")
      case .failure(let error): return source + " " + error.id
      }
    }
  }

  @Test func aFolderIsWalkedAndItsTreeKept() throws {
    try fill("in/b.wav", "in/a/c.mp3", "in/a/B/d.flac", "in/Z.WAV")
    #expect(
      plan(batch(["in"])) == [
        "in/Z.WAV out/Z.wav", "in/a/B/d.flac out/a/B/d.wav", "in/a/c.mp3 out/a/c.wav",
        "in/b.wav out/b.wav",
      ])
  }

  @Test func hiddenFilesAndOtherFilesAreCounted() throws {
    try fill("in/a.wav", "in/.hidden.wav", "in/.git/x.wav", "in/notes.txt", "in/cover.jpg")
    let batch = batch(["in"])
    #expect(plan(batch) == ["in/a.wav out/a.wav"])
    #expect(batch.skipped.hidden == 2)
    #expect(batch.skipped.notAudio == 2)
  }

  @Test func aNamedFileIsNeverSkipped() throws {
    try fill("notes.txt", ".hidden")
    #expect(
      plan(batch(["notes.txt", ".hidden"]))
        == ["notes.txt out/notes.txt.wav", ".hidden out/.hidden.wav"])
  }

  @Test func linksAreFollowedOnceAndLoopsEnd() throws {
    try fill("in/a.wav", "other/b.wav")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder("in/loop"), withDestinationPath: "../in")
    try manager.createSymbolicLink(atPath: folder("in/other"), withDestinationPath: "../other")
    try manager.createSymbolicLink(atPath: folder("in/zother"), withDestinationPath: "../other")
    try manager.createSymbolicLink(atPath: folder("in/broken.wav"), withDestinationPath: "nowhere")
    let jobs = plan(batch(["in"]))
    #expect(
      jobs == [
        "in/a.wav out/a.wav", "in/broken.wav broken-link", "in/other/b.wav out/other/b.wav",
      ])
  }

  @Test func aLinkedFolderDoesNotTakeThePlaceOfTheRealOne() throws {
    try fill("in/z/f.wav")
    try FileManager.default.createSymbolicLink(
      atPath: folder("in/a"), withDestinationPath: "z")
    #expect(plan(batch(["in"])) == ["in/z/f.wav out/z/f.wav"])
  }

  @Test func aFileThatIsReachedTwiceIsTakenAtTheFirstPlace() throws {
    try fill("n/m/f.wav")
    #expect(plan(batch(["n/m", "n"])) == ["n/m/f.wav out/f.wav"])
    #expect(plan(batch(["n", "n/m"])) == ["n/m/f.wav out/m/f.wav"])
    #expect(plan(batch(["n", "n/m/f.wav"])) == ["n/m/f.wav out/m/f.wav"])
  }

  @Test func outputFoldersThatAreOneByALinkAreOne() throws {
    try fill("in/a/x.wav", "in/b/x.wav", "out/b/other.wav")
    try FileManager.default.createSymbolicLink(
      atPath: folder("out/a"), withDestinationPath: "b")
    #expect(
      plan(batch(["in"], force: true))
        == ["in/a/x.wav name-collision", "in/b/x.wav name-collision"])
  }

  @Test func aHugeNumberOfJobsIsNoMoreThanThereAreSources() async throws {
    try fill("in/a.wav")
    var count = 0
    await batch(["in"]).run(jobs: .max) { _ in count += 1 }
    #expect(count == 1)
  }

  @Test func theOutputFolderIsNoInput() throws {
    try fill("in/a.wav")
    let inside = PromptBatch(
      [folder("in")], outputFolder: folder("in/prompts"), ConversionOptions())
    try fill("in/prompts/a.wav")
    let again = PromptBatch(
      [folder("in")], outputFolder: folder("in/prompts"), ConversionOptions())
    #expect(inside.jobs.count == 1)
    #expect(again.jobs.count == 1)
  }

  @Test func aSourceThatIsNamedTwiceIsConvertedOnce() throws {
    try fill("in/a.wav")
    #expect(plan(batch(["in/a.wav", "in/../in/a.wav", "in"])) == ["in/a.wav out/a.wav"])
  }

  @Test func equalNamesAreRefusedAlsoWhereOnlyTheCaseDiffers() throws {
    try fill("in/a.wav", "in/A.mp3", "in/b.wav", "x/b.wav")
    #expect(
      plan(batch(["in", "x"])) == [
        "in/A.mp3 name-collision", "in/a.wav name-collision", "in/b.wav name-collision",
        "x/b.wav name-collision",
      ])
  }

  @Test func renamingResolvesCollisionsWithoutTakingNames() throws {
    try fill("in/a.wav", "in/a.mp3", "in/a-2.wav", "in/ä.wav", "in/等 待.wav")
    #expect(
      plan(batch(["in"], renames: true)) == [
        "in/a-2.wav out/a-2.wav", "in/a.mp3 out/a.wav", "in/a.wav out/a-3.wav",
        "in/ä.wav out/a-4.wav", "in/等 待.wav out/deng-dai.wav",
      ])
  }

  @Test func illegalNamesAreRefusedWithTheNameThatRenamingGives() throws {
    try fill("in/wait voice.wav")
    let error = PromptError(
      folder("in/wait voice.wav"),
      .illegalName(
        .characters(name: "wait voice.wav", offending: [" "]), suggestion: "wait-voice.wav"))
    #expect(batch(["in"]).jobs.map { $0.output } == [.failure(error)])
  }

  @Test func existingOutputsAreRefusedWithoutForce() throws {
    try fill("a.wav", "b.wav", "c.wav", "out/a.wav", "out/b.wav/x")
    #expect(
      plan(batch(["a.wav", "b.wav", "c.wav"]))
        == ["a.wav output-exists", "b.wav output-is-folder", "c.wav out/c.wav"])
    #expect(
      plan(batch(["a.wav", "b.wav"], force: true))
        == ["a.wav out/a.wav", "b.wav output-is-folder"])
  }

  @Test func anOutputThatIsASourceIsRefusedAlsoWithForce() throws {
    try fill("in/a.wav", "in/b.flac", "in/b.wav")
    try FileManager.default.linkItem(atPath: folder("in/a.wav"), toPath: folder("hard.wav"))
    var options = ConversionOptions()
    options.replacesExisting = true
    let batch = PromptBatch(
      [folder("in/a.wav"), folder("in/b.flac"), folder("in/b.wav")], outputFolder: folder("in"),
      naming: PromptBatch.Naming(renames: true), options)
    #expect(
      plan(batch) == [
        "in/a.wav output-is-source", "in/b.flac output-is-source", "in/b.wav in/b-2.wav",
      ])
    let linked = PromptBatch(
      [folder("in/a.wav")], outputFolder: folder.path,
      naming: PromptBatch.Naming(fixedName: "hard.wav"), options)
    #expect(plan(linked) == ["in/a.wav output-is-source"])
  }

  @Test func theOrderOfResultsIsThatOfTheSources() async throws {
    for index in 10..<40 {
      let samples = [Int16](repeating: 1, count: index % 7 * 5000 + 1)
      try folder.write(SoundFixture.wav(samples, rate: 16_000), to: "in/\(index).wav")
    }
    try folder.write([], to: "in/20.wav")
    var names: [String] = []
    var failures = 0
    await batch(["in"]).run(jobs: 8) { outcome in
      names.append(PathName(outcome.job.source).name)
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

  @Test func rehearsingWritesNothing() async throws {
    try fill("in/a.wav")
    var sizes: [Int] = []
    await batch(["in"]).run(jobs: 1, rehearsing: true) { outcome in
      sizes.append((try? outcome.result.get())?.size.bytes ?? 0)
    }
    #expect(sizes == [62])
    #expect(folder.files() == ["in/a.wav"])
  }

  @Test func aCancelledBatchReportsEverySource() async throws {
    try fill("in/a.wav", "in/b.wav", "in/c.wav")
    let batch = batch(["in"])
    let task = Task {
      var ids: [String] = []
      await batch.run(jobs: 1) { outcome in
        if case .failure(let error) = outcome.result { ids.append(error.id) }
      }
      return ids
    }
    task.cancel()
    let ids = await task.value
    #expect(ids.allSatisfy { $0 == "interrupted" })
    #expect(folder.files().allSatisfy { !$0.hasSuffix(".tmp") })
  }
}
