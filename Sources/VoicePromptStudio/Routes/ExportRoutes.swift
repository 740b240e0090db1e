internal import AudioFiles
internal import CLibrary
internal import NIOHTTP1
internal import SystemPackage
internal import VoicePromptReports
internal import VoicePrompts

/// All prompts at once: as an archive, and as a report.
enum ExportRoutes {
  static let all = [
    Route(.GET, "prompts.zip") { request, _, session in
      let prompts = try await prompts(of: session)
      let (path, size) = try await session.export(as: "prompts.zip") { path throws(Errno) in
        try archive(prompts, to: path)
      }
      var answer = Answer.file(
        path, size: size, type: "application/zip", tag: PathName(path).name, for: request.head)
      answer.headers.add(
        name: "Content-Disposition", value: Answer.attachment("prompts.zip"))
      return answer
    },
    Route(.GET, "report.html") { request, _, session in
      let language = request.query["lang"].flatMap(Language.init) ?? .english
      let (path, size) = try await report(of: session, language)
      var answer = Answer.file(
        path, size: size, type: "text/html; charset=utf-8", tag: PathName(path).name,
        for: request.head)
      // It has its look and its sound in itself, and no script at all.
      answer.headers.replaceOrAdd(
        name: "Content-Security-Policy",
        value: ReviewReport.contentSecurityPolicy + "; frame-ancestors 'none'")
      return answer
    },
  ]

  // MARK: The archive

  /// A prompt, and its name in the archive.
  private struct Named: Sendable {
    let name: String
    let path: String
  }

  /// The prompts that the platform takes.
  ///
  /// - Throws: where there is none, one is still being judged, or two have one name.
  private static func prompts(of session: StudioSession) async throws(Problem) -> [Named] {
    var prompts: [Named] = []
    var owners: [String: String] = [:]
    for recording in await session.all {
      let state = recording.current
      if state.failure != nil { continue }
      guard let judged = state.judged, judged.revision == state.revision else {
        throw .stillJudged(state.source.fileName)
      }
      guard let prompt = judged.prompt, judged.judgement.verdict != .unfit else { continue }
      let name = try state.legalName()
      let fileName = state.source.fileName
      // One name on some disks, and for some platforms.
      if let other = owners.updateValue(fileName, forKey: name.lowercased()) {
        throw .sharedName(name, other, fileName)
      }
      prompts.append(Named(name: name, path: prompt.path))
    }
    guard !prompts.isEmpty else { throw .noPrompts }
    return prompts
  }

  private static func archive(_ prompts: [Named], to path: String) throws(Errno) {
    let file = try SessionFolder.create(path)
    defer { FileSystem.close(file) }
    var zip = ZIPWriter { bytes throws(Errno) in try FileSystem.write(bytes, to: file) }
    for prompt in prompts { try zip.add(prompt.path, as: prompt.name) }
    try zip.finish()
  }

  // MARK: The report

  private static func report(
    of session: StudioSession, _ language: Language
  ) async throws -> (path: String, size: Int) {
    let settings = session.settings
    var reviews: [PromptReview] = []
    for recording in await session.all {
      let state = recording.current
      guard let options = try? state.edit.options(settings) else { continue }
      reviews.append(
        await session.workers.run(.soon) {
          PromptReview(
            recording: state.source.path, called: state.source.fileName, as: state.edit.name,
            options, ignoring: settings.ignoredRules)
        })
    }
    var report = ReviewReport(
      PromptReview.compared(reviews, settings.profile.advice) { _ in settings.ignoredRules },
      title: settings.place ?? ".", settings.profile)
    report.language = language
    let page = report
    return try await session.export(as: "report.html") { path throws(Errno) in
      do throws(PromptError) {
        try page.write(to: path)
      } catch {
        throw .noSpace
      }
      chmod(path, 0o600)
    }
  }
}

extension StudioSession {
  /// A file in the session's folder for somebody to take away; the one of this name before it goes.
  ///
  /// - Parameter write: makes the file at a path.
  fileprivate func export(
    as name: String, _ write: @escaping @Sendable (String) throws(Errno) -> Void
  ) async throws(Problem) -> (path: String, size: Int) {
    let path = folder.file("\(makeNumber())-\(name)")
    let size = await workers.run(.soon) { () -> Int? in
      do throws(Errno) {
        try write(path)
        return try FileSystem.status(of: path).size
      } catch {
        return nil
      }
    }
    if let old = exports.updateValue(path, forKey: name) { folder.remove(PathName(old).name) }
    guard let size else {
      folder.remove(PathName(path).name)
      throw .diskFull
    }
    return (path, size)
  }
}

extension Problem {
  fileprivate static let noPrompts = Problem(
    .conflict, "no-prompts",
    Text(english: "there is no prompt that is fit", chinese: "没有合格的提示音"))

  fileprivate static func stillJudged(_ fileName: String) -> Problem {
    Problem(
      .conflict, "still-judged",
      Text(english: "\(fileName) is still being judged", chinese: "\(fileName) 仍在评定中"))
  }

  fileprivate static func sharedName(_ name: String, _ one: String, _ other: String) -> Problem {
    Problem(
      .conflict, "name-collision",
      Text(
        english: "\(one) and \(other) would both become \(name)",
        chinese: "\(one) 和 \(other) 都会变成 \(name)"),
      remedy: Text(english: "give one of them another name", chinese: "给其中一个换一个名称"))
  }
}
