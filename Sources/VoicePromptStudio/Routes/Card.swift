internal import AudioFiles
internal import VoicePrompts

/// A recording as the page shows it.
struct Card: Encodable, Sendable {
  let id: Int
  let revision: Int
  let fileName: String
  let bytes: Int
  let recording: Facts?
  let failure: Problem?
  let edit: Edit
  let judgement: Judgement?
  /// Whether the set has exactly this prompt under its name.
  let isSaved: Bool
  /// The prompt of the set that it was saved as.
  let inSet: String?

  /// What a recording is.
  struct Facts: Encodable, Sendable {
    let format: Words
    let duration: Double?
    let sampleRate: Int
    let channels: Int
  }

  init(_ recording: StudioRecording) {
    let state = recording.current
    let shape = state.source.shape.current
    id = recording.number
    revision = state.revision
    fileName = state.source.fileName
    bytes = state.source.bytes
    self.recording = shape.format.map {
      Facts(
        format: Words($0.summary), duration: shape.duration, sampleRate: $0.sampleRate,
        channels: $0.channelCount)
    }
    failure = state.failure
    edit = state.edit
    inSet = state.saved?.name
    isSaved =
      state.saved?.name == state.edit.name && state.judged?.revision == state.revision
      && state.judged?.prompt != nil && state.saved?.sha256 == state.judged?.prompt?.sha256
    judgement = state.judged.flatMap { $0.revision == state.revision ? $0.judgement : nil }
  }
}
