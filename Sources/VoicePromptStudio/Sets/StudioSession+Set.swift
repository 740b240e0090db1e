internal import AudioFiles
internal import NIOHTTP1
internal import TelephonyAudio
internal import VoicePrompts

// What a session does with the open set.
extension StudioSession {
  /// What changes the set.
  nonisolated var editor: PromptSetEditor {
    var editor = PromptSetEditor(
      place.setPath, settings.profile, maximumSize: settings.maximumSize)
    editor.decoding = settings.decoding
    return editor
  }

  /// The set as it is now. What recordings say of it is brought up to date.
  func readSet() async -> StudioSet {
    let (editor, settings) = (editor, settings)
    let set = await SetThread.run {
      var set = await StudioSet(editor, settings)
      if settings.isReadOnly {
        set.isEditable = false
        set.why = Words(Problem.readOnly.message)
      }
      return set
    }
    let prompts = Dictionary(set.prompts.map { ($0.name, $0.sha256) }) { first, _ in first }
    for recording in all {
      recording.change { state in
        guard let saved = state.saved else { return }
        state.saved = prompts[saved.name].map {
          StudioRecording.Saved(name: saved.name, sha256: $0)
        }
      }
    }
    return set
  }

  /// Keeps in mind that a recording's prompt is in the set, and that of no other under this name.
  func noteSaved(_ recording: StudioRecording, as name: String) {
    for other in all {
      other.change { state in
        if other === recording {
          state.saved = StudioRecording.Saved(name: name, sha256: state.judged?.prompt?.sha256)
        } else if state.saved?.name == name {
          state.saved = nil
        }
      }
    }
  }

  /// A prompt of the set as it lies there.
  ///
  /// - Throws: where the set has none of this name: no other file is read.
  func promptOfSet(_ name: String) async throws(Problem) -> StudioRecording.PromptFile {
    guard let prompt = await readSet().prompts.first(where: { $0.name == name }),
      let digest = prompt.sha256, let facts = try? WAVInspector.facts(of: prompt.file)
    else { throw .notFound }
    return StudioRecording.PromptFile(
      path: prompt.file, size: facts.size, sha256: digest, facts: facts)
  }

  /// Makes a recording of a master, with an edit that says what its entry says.
  ///
  /// - Throws: where there is no such entry, or it says what no edit can.
  func open(_ name: String) async throws(Problem) -> StudioRecording {
    let entry: PromptSet.Entry?
    do throws(PromptError) {
      entry = try StudioSet.sets(place.setPath, settings).first?.entries.first { $0.name == name }
    } catch {
      throw Problem(error)
    }
    guard let entry else { throw .notFound }
    let edit = try Edit(entry)
    let path = entry.masterPath
    if let open = all.first(where: {
      $0.current.source.path == path && $0.current.edit.name == name
    }) {
      return open
    }
    guard all.count < Self.recordingCountLimit else { throw .tooManyRecordings }
    let number = makeNumber()
    guard let shape = try? RecordingShape(folder, number: number) else { throw .diskFull }
    let recording = await add(
      StudioRecording.Source(
        path: path, fileName: PathName(path).name, bytes: entry.masterSize, isOwn: false,
        shape: shape), number: number, edit: edit)
    noteSaved(recording, as: name)
    _ = await readSet()
    return recording
  }
}

extension Edit {
  /// What an entry of a set says.
  ///
  /// - Throws: where there is no control for it.
  fileprivate init(_ entry: PromptSet.Entry) throws(Problem) {
    let options = entry.options
    self.init(options.profile, name: entry.name)
    start = options.start
    end = options.duration.map { Self.rounded(options.start + $0) }
    field = entry.parameter?.name
    sound = options.sound.preset.rawValue
    if case .target(let target) = options.sound.level { level = target }
    trim = options.sound.trim?.rawValue
    channel = options.channel.description
    allowTruncated = options.allowsTruncated
    var known = SoundOptions(options.sound.preset)
    known.trim = options.sound.trim
    if let level { known.level = .target(level) }
    guard known == options.sound, !entry.isSplit else {
      let name = entry.name
      throw Problem(
        .conflict, "not-editable",
        Text(
          english: "the entry of \(name) says what this page has no control for; edit the set by "
            + "hand, or save another recording under this name",
          chinese: "\(name) 的条目中有本页面无法设置的内容；请手工编辑提示音集，或以此名称保存另一个录音"))
    }
  }
}
