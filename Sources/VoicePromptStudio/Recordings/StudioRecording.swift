internal import AudioFiles
internal import Synchronization
internal import TelephonyAudio
internal import VoicePrompts

/// A recording of the session: its file, what it is, and how its prompt is made.
final class StudioRecording: Sendable {
  let number: Int
  /// A file, and what is known of it.
  struct Source: Sendable {
    /// Where it is: in the session's folder, or in the folder that was opened.
    let path: String
    /// As its owner calls it.
    let fileName: String
    /// In bytes.
    let bytes: Int
    /// Whether the file is the session's own, to be removed with the recording.
    let isOwn: Bool
    /// What is heard in it.
    let shape: RecordingShape
  }

  /// What a full judgement says, and the file that it is about.
  struct Judged: Sendable {
    let revision: Int
    let judgement: Judgement
    /// The prompt; nil where there is none.
    let prompt: PromptFile?
  }

  /// A prompt of the set.
  struct Saved: Sendable {
    let name: String
    /// Of its file when the set was last read; nil where there is none.
    let sha256: String?
  }

  /// The file of a prompt in the session's folder, or in the set's.
  struct PromptFile: Sendable {
    let path: String
    let size: Int
    /// In lower-case hexadecimal.
    let sha256: String
    let facts: WAVFacts
  }

  struct State: Sendable {
    var source: Source
    var edit: Edit
    /// Raised by each edit that is accepted.
    var revision = 1
    /// Of this or an earlier revision.
    var judged: Judged?
    /// Why it could not be read at all.
    var failure: Problem?
    /// The prompt of the set that it was saved as, or opened from.
    var saved: Saved?
  }

  private let state: Mutex<State>

  init(number: Int, _ source: Source, _ edit: Edit) {
    self.number = number
    state = Mutex(State(source: source, edit: edit))
  }

  /// What holds now.
  var current: State { state.withLock { $0 } }

  /// Changes it, and gives what is to be told of the change.
  func change<Value: Sendable>(_ change: (inout State) -> Value) -> Value {
    state.withLock { change(&$0) }
  }
}
