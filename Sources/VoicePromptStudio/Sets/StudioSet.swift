internal import AudioFiles
internal import NIOHTTP1
internal import VoicePromptReports
internal import VoicePrompts

/// The open set as the page shows it.
struct StudioSet: Encodable, Sendable {
  let path: String
  var exists = true
  /// SHA-256 of the set's file, or that there is none: what a change must name.
  let etag: String
  var profile: String
  /// Whether prompts can be saved into it.
  var isEditable = true
  /// Why they cannot.
  var why: Words?
  var outputFolder = ""
  var prompts: [Prompt] = []
  /// About the set as a whole.
  var findings: [Judgement.Item] = []
  /// What is wrong with its text.
  var failure: Problem?

  /// For a file that is not there yet.
  static let noTag = "none"

  /// A prompt of the set, or a file beside them.
  struct Prompt: Encodable, Sendable {
    let name: String
    let field: String?
    let state: String
    let stateText: Words
    /// From the set's folder.
    let recording: String?
    let text: String?
    let duration: Double?
    let bytes: Int?
    let sha256: String?
    let findings: [Judgement.Item]
    let hasFile: Bool
    /// Its file, from the working folder.
    let file: String

    private enum CodingKeys: CodingKey {
      case name, field, state, stateText, recording, text, duration, bytes, sha256, findings,
        hasFile
    }
  }

  /// The set as it is now.
  ///
  /// - Parameter editor: of the set.
  init(_ editor: PromptSetEditor, _ settings: StudioSettings) async {
    path = editor.path
    profile = settings.profile.id
    let digest = PromptSetEditor.digest(of: path)
    etag = digest ?? Self.noTag
    do throws(PromptError) {
      if let obstacle = editor.obstacle() {
        isEditable = false
        why = Words(obstacle.message)
      }
      guard FileSystem.exists(path) else {
        exists = false
        outputFolder = "prompts"
        return
      }
      let sets = try Self.sets(path, settings)
      guard let set = sets.first else { return }
      try await read(set, settings)
    } catch {
      failure = Problem(inText: error)
      isEditable = false
    }
  }

  /// Once for each platform that it is for.
  static func sets(
    _ path: String, _ settings: StudioSettings
  ) throws(PromptError) -> [PromptSet] {
    var sets = try PromptSet.all(
      path, usually: settings.profile, maximumSize: settings.maximumSize)
    for index in sets.indices { sets[index].decoding = settings.decoding }
    return sets
  }

  private mutating func read(
    _ set: PromptSet, _ settings: StudioSettings
  ) async throws(PromptError) {
    profile = set.profile.id
    outputFolder = below(set.outputFolder)
    let files = try await PromptSetCheck(set).run(
      jobs: 2, validator: settings.validator(for: set))
    let review = SetReview(set, files)
    prompts = review.prompts.map { prompt($0, set) }
    findings = review.findings.flatMap(Self.items)
  }

  private func prompt(_ review: PromptReview, _ set: PromptSet) -> Prompt {
    let file = review.state == .failed ? set.outputPath(review.name) : review.path
    let status = try? FileSystem.status(of: file)
    let isThere = status?.kind == .file
    return Prompt(
      name: review.name, field: review.parameter?.name, state: review.state.id,
      stateText: Words(review.state.words), recording: review.recording.map(below),
      text: review.text, duration: review.findings.facts?.duration,
      bytes: isThere ? status?.size : nil,
      sha256: isThere ? PromptSetEditor.digest(of: file) : nil,
      findings: Self.items(review.findings), hasFile: isThere, file: file)
  }

  /// A path from the set's folder.
  private func below(_ path: String) -> String {
    guard let folder = PathName(self.path).folder else { return path }
    let start = PathName(folder).appending("")
    let prefix = start.hasSuffix("/") ? start : start + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  private static func items(_ file: FileFindings) -> [Judgement.Item] {
    let failure = file.failure.map { error in
      Judgement.Item(
        rule: error.code.id, severity: Severity.error.rawValue, message: Words(error.message),
        remedy: error.remedy.map { Words($0.words(in: .page)) }, actions: [])
    }
    return [failure].compactMap { $0 }
      + file.findings.map { finding in
        Judgement.Item(
          rule: finding.rule, severity: finding.severity.rawValue, message: Words(finding.message),
          remedy: finding.remedy.map { Words($0.words(in: .page)) }, actions: [])
      }
  }
}

extension PromptReview.State {
  /// What the page knows it by.
  fileprivate var id: String { self == .unbuilt ? Self.edited.rawValue : rawValue }
}

extension StudioSettings {
  /// The rules for the files of a set.
  func validator(for set: PromptSet) -> @Sendable (String) -> PromptValidator {
    var validator = PromptValidator(set.profile)
    validator.maximumSize = set.maximumSize
    validator.ignoredRules = ignoredRules
    return { [validator] _ in validator }
  }
}

extension Problem {
  /// With its place in the text, for people who see the text elsewhere.
  fileprivate init(inText error: PromptError) {
    var message = error.message
    if let location = error.location {
      let (line, column) = (location.line, location.column)
      let words = error.message
      message = Text(
        english: "line \(line), column \(column): \(words.english)",
        chinese: "第 \(line) 行第 \(column) 列：\(words.chinese)")
    }
    self.init(
      .unprocessableEntity, error.code.id, message, remedy: error.remedy?.words(in: .page))
  }
}
