import AudioFiles
import Foundation
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct OutputNamesTests {
  private let fixture = BatchFixture()
  private var folder: TemporaryFolder { fixture.folder }

  @Test func outputFoldersThatAreOneByALinkAreOne() throws {
    try fixture.fill("in/a/x.wav", "in/b/x.wav", "out/b/other.wav")
    try FileManager.default.createSymbolicLink(
      atPath: folder("out/a"), withDestinationPath: "b")
    #expect(
      fixture.plan(fixture.batch(["in"], force: true))
        == ["in/a/x.wav name-collision", "in/b/x.wav name-collision"])
  }

  @Test func equalNamesAreRefusedAlsoWhereOnlyTheCaseDiffers() throws {
    try fixture.fill("in/a.wav", "in/A.mp3", "in/b.wav", "x/b.wav")
    #expect(
      fixture.plan(fixture.batch(["in", "x"])) == [
        "in/A.mp3 name-collision", "in/a.wav name-collision", "in/b.wav name-collision",
        "x/b.wav name-collision",
      ])
  }

  @Test func renamingResolvesCollisionsWithoutTakingNames() throws {
    try fixture.fill("in/a.wav", "in/a.mp3", "in/a-2.wav", "in/ä.wav", "in/等 待.wav")
    #expect(
      fixture.plan(fixture.batch(["in"], renames: true)) == [
        "in/a-2.wav out/a-2.wav", "in/a.mp3 out/a.wav", "in/a.wav out/a-3.wav",
        "in/ä.wav out/a-4.wav", "in/等 待.wav out/deng-dai.wav",
      ])
  }

  @Test func illegalNamesAreRefusedWithTheNameThatRenamingGives() throws {
    try fixture.fill("in/wait voice.wav")
    let error = PromptError(
      folder("in/wait voice.wav"),
      .illegalName(
        .characters(
          name: "wait voice.wav", offending: [" "],
          rule: PlatformProfile.standard.nameRule), suggestion: "wait-voice.wav"))
    #expect(fixture.batch(["in"]).jobs.map { $0.output } == [.failure(error)])
  }

  @Test func aFolderInTheWayIsRefusedBeforeAnyWork() throws {
    try fixture.fill("a.wav", "b.wav", "c.wav", "out/a.wav", "out/b.wav/x")
    #expect(
      fixture.plan(fixture.batch(["a.wav", "b.wav", "c.wav"]))
        == ["a.wav out/a.wav", "b.wav output-is-folder", "c.wav out/c.wav"])
    #expect(
      fixture.plan(fixture.batch(["a.wav", "b.wav"], force: true))
        == ["a.wav out/a.wav", "b.wav output-is-folder"])
  }

  @Test func anOutputThatIsARecordingIsRefusedAlsoWithForce() throws {
    try fixture.fill("in/a.wav", "in/b.flac", "in/b.wav")
    try FileManager.default.linkItem(atPath: folder("in/a.wav"), toPath: folder("hard.wav"))
    var options = ConversionOptions()
    options.replacesExisting = true
    let batch = PromptBatch(
      [folder("in/a.wav"), folder("in/b.flac"), folder("in/b.wav")], outputFolder: folder("in"),
      naming: PromptBatch.Naming(renames: true), options)
    #expect(
      fixture.plan(batch) == [
        "in/a.wav output-is-source", "in/b.flac output-is-source", "in/b.wav in/b-2.wav",
      ])
    let linked = PromptBatch(
      [folder("in/a.wav")], outputFolder: folder.path,
      naming: PromptBatch.Naming(fixedName: "hard.wav"), options)
    #expect(fixture.plan(linked) == ["in/a.wav output-is-source"])
  }
}
