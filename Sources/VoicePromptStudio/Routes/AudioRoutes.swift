internal import AudioFiles
internal import NIOHTTP1
internal import TelephonyAudio
internal import VoicePrompts

/// What is played and downloaded.
enum AudioRoutes {
  static let all = [
    Route(.GET, "recordings/*/prompt.wav") { request, values, session in
      let recording = try await session.recording(values[0])
      let prompt = try prompt(of: recording, request)
      var answer = Answer.file(
        prompt.path, size: prompt.size, type: "audio/wav", tag: prompt.sha256, for: request.head)
      if request.query["download"] == "1" {
        let name = try recording.current.legalName()
        answer.headers.add(name: "Content-Disposition", value: Answer.attachment(name))
      }
      return answer
    },
    Route(.GET, "recordings/*/prompt.pcm.wav") { request, values, session in
      let prompt = try prompt(of: try await session.recording(values[0]), request)
      let file = await session.workers.run(.soon) { pcm(prompt) }
      guard let file else { throw Problem.notFound }
      return .content(file, type: "audio/wav", tag: prompt.sha256 + "-pcm", for: request.head)
    },
    Route(.GET, "recordings/*/original.wav") { request, values, session in
      let (path, size) = try await session.original(of: try await session.recording(values[0]))
      return .file(
        path, size: size, type: "audio/wav", tag: PathName(path).name, for: request.head)
    },
  ]

  /// A prompt as every browser plays it; nil where its format is none that we write.
  static func pcm(_ prompt: StudioRecording.PromptFile) -> [UInt8]? {
    guard let encoding = prompt.facts.encoding, let format = prompt.facts.wavFormat,
      let range = prompt.facts.audioBytes, let file = try? InputFile(path: prompt.path),
      let codes = try? file.bytes(at: range.lowerBound, count: range.count)
    else { return nil }
    return WAVWriter.pcm(encoding.decode(codes), sampleRate: format.sampleRate)
  }

  /// The prompt of the revision that is asked for.
  ///
  /// - Throws: where there is a newer one, or none at all.
  static func prompt(
    of recording: StudioRecording, _ request: Request
  ) throws(Problem) -> StudioRecording.PromptFile {
    let state = recording.current
    let wanted = request.query["revision"] ?? "\(state.revision)"
    guard wanted == "\(state.revision)" else { throw .gone }
    guard let judged = state.judged, judged.revision == state.revision, let prompt = judged.prompt
    else { throw .noPrompt }
    return prompt
  }
}

extension StudioRecording.State {
  /// The name of the prompt, as far as a file may have it.
  ///
  /// - Throws: where its platform does not take it.
  func legalName() throws(Problem) -> String {
    guard let profile = PlatformProfile.named(edit.profile) else { throw .notFound }
    let finding = FileName.findings(in: edit.name, for: profile).first { $0.severity == .error }
    if let finding { throw Problem(.conflict, finding.rule, finding.message) }
    return edit.name
  }
}

extension Problem {
  static let gone = Problem(
    .gone, "outdated", Text(english: "there is a newer prompt", chinese: "已有更新的提示音"))

  static let noPrompt = Problem(
    .notFound, "no-prompt",
    Text(english: "this recording has no prompt yet", chinese: "该录音还没有提示音"))
}
