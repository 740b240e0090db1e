import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct ValidationBatchTests {
  private let folder = TemporaryFolder()

  @Test func namesThatDifferInCaseOnlyAreNoticed() async throws {
    for name in ["p/a.wav", "p/A.wav", "p/b.wav", "q/a.wav"] {
      try folder.write(PromptFixture.file(RuleFault.codes), to: name)
    }
    let files = await ValidationBatch([folder("p"), folder("q")]).run(jobs: 2) { _ in
      PromptValidator()
    }
    #expect(files.allSatisfy { $0.failure == nil })
    #expect(
      files.map { $0.findings.map(\.rule) }
        == [["name-case", "name-shared"], ["name-case", "name-shared"], [], ["name-shared"]])
    #expect(
      files[3].findings.map(\.message)
        == [Text(english: "has the same name as \(folder("p/A.wav"))")])
  }

  @Test func whatCannotBeReadIsAFailureAmongTheOthers() async throws {
    try folder.write(PromptFixture.file(RuleFault.codes), to: "a.wav")
    let batch = ValidationBatch([folder("none"), folder("a.wav"), folder("gone.wav")])
    let files = await batch.run(jobs: 2) { _ in PromptValidator() }
    #expect(files.map(\.failure?.code) == [.notFound, nil, .notFound])
    #expect(files.map(\.path) == [folder("none"), folder("a.wav"), folder("gone.wav")])
    #expect(ValidationBatch([folder("a.wav")]).isEmpty == false)
  }
}
