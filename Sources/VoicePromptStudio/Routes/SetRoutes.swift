internal import AudioFiles
internal import NIOHTTP1
internal import VoicePrompts

/// The open set, and what is changed in it.
enum SetRoutes {
  static let all = [
    Route(.GET, "set") { _, _, session in try await answer(session) },
    Route(.PUT, "set/*") { request, values, session in
      let save = try await request.json(Save.self)
      let tag = try tag(of: request, session)
      let recording = try await session.recording(save.recording)
      try await keep(recording, as: values[0], save.replace, over: tag, session)
      return try await answer(session)
    },
    Route(.DELETE, "set/*") { request, values, session in
      let tag = try tag(of: request, session)
      try await change(session) { editor throws(PromptError) in
        try await editor.remove(values[0], over: PromptSetEditor.Shown(set: tag))
      }
      return try await answer(session)
    },
    Route(.POST, "set/build") { request, _, session in
      let tag = try tag(of: request, session)
      try await change(session) { editor throws(PromptError) in
        try await build(editor, tag, session.settings)
      }
      return try await answer(session)
    },
    Route(.POST, "set/*/open") { _, values, session in
      .json(Card(try await session.open(values[0])), .created)
    },
    Route(.GET, "set/*/prompt.wav") { request, values, session in
      let prompt = try await session.promptOfSet(values[0])
      return .content(
        try bytes(prompt), type: "audio/wav", tag: prompt.sha256, for: request.head)
    },
    Route(.GET, "set/*/prompt.pcm.wav") { request, values, session in
      let prompt = try await session.promptOfSet(values[0])
      let file = await session.workers.run(.soon) { AudioRoutes.pcm(prompt) }
      guard let file else { throw Problem.notFound }
      return .content(file, type: "audio/wav", tag: prompt.sha256 + "-pcm", for: request.head)
    },
  ]

  /// What the page sends to save a recording.
  private struct Save: Decodable {
    let recording: Int
    /// SHA-256 of the prompt that is to be replaced.
    let replace: String?
  }

  private static func answer(_ session: StudioSession) async throws -> Answer {
    let set = await session.readSet()
    var answer = Answer.json(set)
    answer.headers.add(name: "ETag", value: "\"\(set.etag)\"")
    return answer
  }

  /// SHA-256 of the set that the page shows; nil where it shows none.
  private static func tag(of request: Request, _ session: StudioSession) throws(Problem) -> String?
  {
    guard !session.settings.isReadOnly else { throw .readOnly }
    guard let value = request.head.headers.first(name: "If-Match") else { throw .noTag }
    let tag =
      value.hasPrefix("\"") && value.hasSuffix("\"") && value.count > 1
      ? String(value.dropFirst().dropLast()) : value
    return tag == StudioSet.noTag ? nil : tag
  }

  /// Does something to the set, and says why not.
  private static func change(
    _ session: StudioSession,
    _ work: @escaping @Sendable (PromptSetEditor) async throws(PromptError) -> Void
  ) async throws {
    let editor = session.editor
    do {
      try await SetThread.run { try await work(editor) }
    } catch let error as PromptError {
      throw Problem(error, error.status(ofSet: editor.path))
    }
  }

  private static func keep(
    _ recording: StudioRecording, as name: String, _ replaced: String?, over tag: String?,
    _ session: StudioSession
  ) async throws {
    let state = recording.current
    if let failure = state.failure { throw failure }
    let options = try state.edit.options(session.settings)
    let source = PromptSetEditor.Recording(
      path: state.source.path, fileName: PathName(state.source.fileName).name,
      isInPlace: !state.source.isOwn)
    try await change(session) { editor throws(PromptError) in
      try await editor.save(
        source, as: name, for: options.parameter, options,
        over: PromptSetEditor.Shown(set: tag, prompt: replaced))
    }
    await session.noteSaved(recording, as: name)
  }

  private static func build(
    _ editor: PromptSetEditor, _ tag: String?, _ settings: StudioSettings
  ) async throws(PromptError) {
    try editor.refuseOther(than: tag)
    for set in try StudioSet.sets(editor.path, settings) {
      _ = try await PromptSetBuild(set).run(jobs: 2, validator: settings.validator(for: set)) {
        // What became of each the set tells afterwards.
        _ in
      }
    }
  }

  private static func bytes(_ prompt: StudioRecording.PromptFile) throws(Problem) -> [UInt8] {
    guard let file = try? InputFile(path: prompt.path),
      let bytes = try? file.bytes(at: 0, count: file.size)
    else { throw .notFound }
    return bytes
  }
}

extension PromptError {
  /// What a change of a set ends with.
  fileprivate func status(ofSet path: String) -> HTTPResponseStatus {
    if code == .changedSinceShown { return self.path == path ? .preconditionFailed : .conflict }
    switch code.id {
    case "output-exists", "output-is-folder", "output-is-source", "foreign-prompt", "edited-prompt",
      "illegal-name", "not-editable", "invalid-text", "changed-meanwhile":
      return .conflict
    case "unwritable": return .insufficientStorage
    default: return .unprocessableEntity
    }
  }
}

extension Problem {
  static let readOnly = Problem(
    .forbidden, "read-only",
    Text(
      english: "the studio was started to change nothing (--read-only)",
      chinese: "工作室以只读方式启动（--read-only），不做任何修改"))

  fileprivate static let noTag = Problem(
    .preconditionRequired, "no-tag",
    Text(
      english: "a change names the set that it is made to, in If-Match",
      chinese: "修改须在 If-Match 中写明所针对的提示音集"))
}
