internal import AudioFiles
internal import NIOHTTP1
internal import VoicePrompts

/// Recordings, their edits and their pictures.
enum RecordingRoutes {
  static let all = [
    Route(.POST, "recordings") { request, _, session in
      let name = try fileName(request)
      let (number, source) = try await Upload(session).receive(request.body, name, isNew: true)
      let recording = await session.add(source, number: number)
      return .json(Card(recording), .created)
    },
    Route(.GET, "recordings/*") { _, values, session in
      .json(Card(try await session.recording(values[0])))
    },
    Route(.DELETE, "recordings/*") { _, values, session in
      await session.remove(try await session.recording(values[0]))
      return .done
    },
    Route(.PUT, "recordings/*/file") { request, values, session in
      let recording = try await session.recording(values[0])
      let name = try fileName(request)
      let (_, source) = try await Upload(session).receive(request.body, name, isNew: false)
      await session.replace(recording, by: source)
      return .json(Card(recording))
    },
    Route(.PUT, "recordings/*/edit") { request, values, session in
      let recording = try await session.recording(values[0])
      try await session.accept(try await request.json(Edit.self), for: recording)
      return .json(Card(recording))
    },
    Route(.POST, "recordings/*/judge") { request, values, session in
      let recording = try await session.recording(values[0])
      let edit = try await request.json(Edit.self)
      guard let judgement = try await session.quickJudgement(edit, of: recording) else {
        throw Problem.notReadYet
      }
      return .json(judgement)
    },
    Route(.GET, "recordings/*/waveform") { request, values, session in
      let shape = try await session.recording(values[0]).current.source.shape
      let (from, to) = (number("from", request), number("to", request))
      let columns = columns(request)
      return .json(
        await session.workers.run(.now) {
          WaveformPicture(shape, from: from, to: to, columns: columns)
        })
    },
    Route(.GET, "recordings/*/prompt/waveform") { request, values, session in
      let prompt = try AudioRoutes.prompt(of: try await session.recording(values[0]), request)
      let columns = columns(request)
      let picture = await session.workers.run(.now) { WaveformPicture(prompt, columns: columns) }
      guard let picture else { throw Problem.notFound }
      return .json(picture)
    },
  ]

  /// Bytes that a file's name may have: what no file system has more of.
  private static let maximumName = 255

  private static func fileName(_ request: Request) throws(Problem) -> String {
    guard let name = request.query["name"], !name.isEmpty, name.utf8.count <= maximumName,
      request.head.headers.first(name: "Content-Type")?.lowercased() == "application/octet-stream"
    else { throw .malformed }
    return name
  }

  /// A number of seconds.
  private static func number(_ name: String, _ request: Request) -> Double? {
    request.query[name].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func columns(_ request: Request) -> Int {
    request.query["columns"].flatMap { Int($0) } ?? 800
  }
}

extension Problem {
  static let notReadYet = Problem(
    .conflict, "not-read-yet",
    Text(english: "the recording is still being read", chinese: "录音仍在读取中"))
}
