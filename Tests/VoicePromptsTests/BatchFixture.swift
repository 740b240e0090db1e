import AudioFiles
import TestSupport

@testable import VoicePrompts

/// A folder of recordings, and what a batch makes of them.
struct BatchFixture {
  let folder = TemporaryFolder()
  private static let recording = SoundFixture.wav([1, 2, 3])

  func fill(_ names: String...) throws {
    for name in names { try folder.write(Self.recording, to: name) }
  }

  func batch(
    _ names: [String], renames: Bool = false, force: Bool = false
  ) -> PromptBatch {
    var options = ConversionOptions()
    options.replacesExisting = force
    return PromptBatch(
      names.map { folder($0) }, outputFolder: folder("out"),
      naming: PromptBatch.Naming(renames: renames), options)
  }

  /// Recording and output, or the id of the error, without the folder's path.
  func plan(_ batch: PromptBatch) -> [String] {
    batch.jobs.map { job in
      let recording = job.recording.replacing(folder.path + "/", with: "")
      switch job.output {
      case .success(let output):
        return recording + " " + output.replacing(folder.path + "/", with: "")
      case .failure(let error): return recording + " " + error.code.id
      }
    }
  }
}
