internal import AudioFiles
internal import NIOHTTP1
internal import SystemPackage
internal import TelephonyAudio
internal import VoicePrompts

/// All that a studio knows while it runs: its recordings, in the order in which they came, and how
/// each is made into a prompt.
actor StudioSession {
  /// Bytes of a recording.
  static let recordingLimit = 2_147_483_648
  /// Bytes of all uploaded recordings.
  static let sessionLimit = 4_294_967_296
  static let recordingCountLimit = 500

  nonisolated let settings: StudioSettings
  nonisolated let folder: SessionFolder
  nonisolated let workers: Workers
  nonisolated let judge: Judge
  nonisolated let place: StudioPlace

  private var recordings: [StudioRecording] = []
  private var nextNumber = 1
  /// Bytes of uploads that are there or on their way.
  private var takenBytes = 0
  /// Uploads on their way.
  private var expectedCount = 0
  /// Recordings as browsers play them, those used last at the end; nil where one cannot be made.
  private var originals: [(number: Int, path: String, made: Task<Int?, Never>)] = []
  /// Files to be taken away that were made last, by the names that they get.
  var exports: [String: String] = [:]
  /// The files of the set's prompts when it was last read, by their names.
  var promptFiles: [String: String] = [:]
  /// What judges each recording now.
  private var judging: [Int: Task<Void, Never>] = [:]

  init(_ settings: StudioSettings, folder: SessionFolder, workers: Workers) {
    self.settings = settings
    self.folder = folder
    self.workers = workers
    judge = Judge(settings: settings, folder: folder)
    place = StudioPlace(settings.place)
  }

  // MARK: Recordings

  /// In the order in which they came.
  var all: [StudioRecording] { recordings }

  /// The recording with a number.
  ///
  /// - Throws: where there is none.
  func recording(_ number: Int) throws(Problem) -> StudioRecording {
    guard let found = recordings.first(where: { $0.number == number }) else {
      throw Problem(
        .notFound, "no-recording", Text(english: "this recording is gone", chinese: "该录音已不存在"))
    }
    return found
  }

  /// Makes room for an upload, before any of it is read.
  ///
  /// - Parameter bytes: that it says it has; nil where it does not say.
  func admit(_ bytes: Int?, isNew: Bool) throws(Problem) {
    let bytes = bytes ?? 0
    guard bytes <= Self.recordingLimit else { throw .recordingTooLarge }
    guard takenBytes + bytes <= Self.sessionLimit else { throw .sessionFull }
    if isNew {
      guard recordings.count + expectedCount < Self.recordingCountLimit else {
        throw .tooManyRecordings
      }
      expectedCount += 1
    }
    takenBytes += bytes
  }

  /// Makes room for what an upload has beyond what it said.
  func admitMore(_ bytes: Int, total: Int) throws(Problem) {
    guard total <= Self.recordingLimit else { throw .recordingTooLarge }
    guard takenBytes + bytes <= Self.sessionLimit else { throw .sessionFull }
    takenBytes += bytes
  }

  /// Gives back the room of an upload that has come to nothing.
  func giveBack(_ bytes: Int, isNew: Bool) {
    takenBytes -= bytes
    if isNew { expectedCount -= 1 }
  }

  /// A number that no other recording or file has.
  func makeNumber() -> Int {
    defer { nextNumber += 1 }
    return nextNumber
  }

  /// Adds a recording that was uploaded, or that lies in the folder.
  func add(
    _ source: StudioRecording.Source, number: Int, edit: Edit? = nil
  ) async -> StudioRecording {
    if source.isOwn { expectedCount -= 1 }
    let recording = StudioRecording(
      number: number, source, edit ?? Edit(settings.profile, name: freeName(for: source.fileName)))
    recordings.append(recording)
    await listen(to: recording)
    return recording
  }

  /// Adds the recordings of the folder that was opened, which are read where they lie.
  func openFolder() {
    for file in place.recordings(settings, limit: Self.recordingCountLimit) {
      let number = makeNumber()
      let shape = RecordingShape(folder, number: number)
      let source = StudioRecording.Source(
        path: file.path, fileName: file.place, bytes: file.size, isOwn: false, shape: shape)
      let name = freeName(for: PathName(file.path).name)
      let recording = StudioRecording(number: number, source, Edit(settings.profile, name: name))
      recordings.append(recording)
      Task { await listen(to: recording, .later) }
    }
  }

  /// Puts another recording in the place of one. Its prompt keeps name and field.
  func replace(_ recording: StudioRecording, by source: StudioRecording.Source) async {
    let old = recording.change { state in
      defer {
        state.source = source
        state.failure = nil
        state.judged = nil
        state.edit.start = 0
        state.edit.end = nil
        state.revision += 1
      }
      return state
    }
    drop(old, number: recording.number)
    await listen(to: recording)
  }

  /// Removes a recording, and its file where that is the session's own.
  func remove(_ recording: StudioRecording) {
    recordings.removeAll { $0 === recording }
    judging.removeValue(forKey: recording.number)?.cancel()
    drop(recording.current, number: recording.number)
  }

  private func drop(_ state: StudioRecording.State, number: Int) {
    state.source.shape.cancel()
    for original in originals where original.number == number {
      folder.remove(PathName(original.path).name)
    }
    originals.removeAll { $0.number == number }
    if let path = state.judged?.prompt?.path { folder.remove(PathName(path).name) }
    guard state.source.isOwn else { return }
    takenBytes -= state.source.bytes
    folder.remove(PathName(state.source.path).name)
  }

  /// A legal name for the prompt of a recording that no other has, whatever the case.
  private func freeName(for fileName: String) -> String {
    FileName.suggestion(
      forRecording: fileName, avoiding: Set(recordings.map { $0.current.edit.name.lowercased() }),
      settings.profile.nameRule)
  }

  // MARK: Work

  /// Tells what a recording is, and lets the rest of the work begin.
  private func listen(
    to recording: StudioRecording, _ urgency: Workers.Urgency = .now
  ) async {
    let (settings, workers) = (settings, workers)
    let source = recording.current.source
    let failure = await workers.run(urgency) { source.shape.open(source.path, settings.decoding) }
    if let failure {
      recording.change { state in
        if state.source.path == source.path { state.failure = Problem(failure) }
      }
      return
    }
    Task {
      await workers.run(.later) { source.shape.scan(source.path, settings.decoding) }
    }
    startJudging(recording, .later)
  }

  /// Judges a recording as its edit now says; what judges an older one ends.
  @discardableResult
  private func startJudging(
    _ recording: StudioRecording, _ urgency: Workers.Urgency
  ) -> Task<Void, Never>? {
    judging.removeValue(forKey: recording.number)?.cancel()
    let state = recording.current
    guard state.failure == nil, let options = try? state.edit.options(settings) else { return nil }
    let subject = Judge.Subject(
      number: recording.number, revision: state.revision, source: state.source, edit: state.edit,
      options: options)
    let (judge, workers, folder) = (judge, workers, folder)
    let flag = Flag()
    let task = Task {
      await withTaskCancellationHandler {
        let judged = await workers.run(urgency) {
          flag.isSet ? nil : judge.judge(subject) { flag.isSet }
        }
        guard let judged else { return }
        let outdated = recording.change { state -> StudioRecording.PromptFile? in
          guard state.revision == judged.revision, !flag.isSet else { return judged.prompt }
          defer { state.judged = judged }
          return state.judged?.prompt
        }
        if let outdated { folder.remove(PathName(outdated.path).name) }
      } onCancel: {
        flag.set()
      }
    }
    judging[recording.number] = task
    return task
  }

  /// Takes an edit, and judges the prompt that it gives.
  ///
  /// - Throws: where it says what cannot be, and where a newer one has come meanwhile.
  func accept(_ edit: Edit, for recording: StudioRecording) async throws(Problem) {
    let edit = try normalized(edit, for: recording)
    let revision = recording.change { state in
      state.edit = edit
      state.revision += 1
      return state.revision
    }
    await startJudging(recording, .soon)?.value
    guard recording.current.revision == revision else { throw .superseded }
  }

  /// What would be found by an edit.
  func quickJudgement(
    _ edit: Edit, of recording: StudioRecording
  ) async throws(Problem) -> Judgement? {
    let edit = try normalized(edit, for: recording)
    let state = recording.current
    if let failure = state.failure { throw failure }
    let subject = Judge.Subject(
      number: recording.number, revision: state.revision, source: state.source, edit: edit,
      options: try edit.options(settings))
    let (judge, last) = (judge, state.judged?.judgement)
    return await workers.run(.now) { judge.quickJudgement(subject, after: last) }
  }

  /// An end where the recording ends is none, so that rounding takes nothing away from it.
  private func normalized(
    _ edit: Edit, for recording: StudioRecording
  ) throws(Problem) -> Edit {
    var edit = edit
    _ = try edit.options(settings)
    let shape = recording.current.source.shape.current
    if let end = edit.end, shape.isComplete, let duration = shape.duration, end >= duration {
      edit.end = nil
    }
    return edit
  }

  /// The file that a browser plays of a recording: made when it is asked for, and kept while there is
  /// room.
  ///
  /// - Throws: where it cannot be made.
  func original(of recording: StudioRecording) async throws(Problem) -> (path: String, size: Int) {
    let source = recording.current.source
    let name = PathName(source.path).name
    let path = folder.file("\(recording.number)-\(source.bytes)-original.wav")
    let entry: (number: Int, path: String, made: Task<Int?, Never>)
    if let index = originals.firstIndex(where: { $0.path == path }) {
      entry = originals.remove(at: index)
    } else {
      let (workers, settings) = (workers, settings)
      let made = Task {
        await workers.run(.soon) {
          Original.write(source, to: path, settings.decoding) { source.shape.isCancelled() }
        }
      }
      entry = (recording.number, path, made)
    }
    originals.append(entry)
    guard let size = await entry.made.value else {
      throw Problem(
        .unprocessableEntity, "unplayable",
        Text(english: "\(name) cannot be played", chinese: "\(name) 无法播放"))
    }
    await makeRoom()
    return (path, size)
  }

  /// Bytes of files for players that are kept at a time.
  private static let originalLimit = 2 * Original.limit

  private func makeRoom() async {
    var room = Self.originalLimit
    for entry in originals.reversed() {
      room -= await entry.made.value ?? 0
      guard room < 0, let index = originals.firstIndex(where: { $0.path == entry.path }) else {
        continue
      }
      originals.remove(at: index)
      folder.remove(PathName(entry.path).name)
    }
  }

  /// Ends all work.
  func end() {
    for task in judging.values { task.cancel() }
    for recording in recordings { recording.current.source.shape.cancel() }
  }
}

extension Problem {
  static let recordingTooLarge = Problem(
    .payloadTooLarge, "recording-too-large",
    Text(english: "a recording may have at most 2 GB", chinese: "录音最大为 2 GB"),
    remedy: Text(english: "shorten it, or export it as FLAC or MP3", chinese: "缩短它，或导出为 FLAC 或 MP3")
  )

  static let sessionFull = Problem(
    .insufficientStorage, "session-full",
    Text(english: "all recordings together may have at most 4 GB", chinese: "所有录音合计最大为 4 GB"),
    remedy: Text(english: "remove some that are done", chinese: "移除一些已完成的录音"))

  static let tooManyRecordings = Problem(
    .insufficientStorage, "too-many-recordings",
    Text(english: "there may be at most 500 recordings", chinese: "最多可有 500 个录音"),
    remedy: Text(english: "remove some that are done", chinese: "移除一些已完成的录音"))

  static let diskFull = Problem(
    .insufficientStorage, "disk-full",
    Text(english: "the disk for temporary files is full", chinese: "临时文件所在的磁盘已满"),
    remedy: Text(english: "make room, or remove recordings here", chinese: "腾出空间，或在此移除录音"))

  static let superseded = Problem(
    .conflict, "superseded", Text(english: "a newer change has come", chinese: "已有更新的改动"))
}
