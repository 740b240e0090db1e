public import AudioFiles

/// Many finished files, judged one by one.
public struct ValidationBatch: Sendable {
  /// A file to judge.
  private struct File: Sendable {
    let path: String
    let nameTwin: String?
    let namesake: String?
  }

  /// What the search passed over.
  public let skipped: SkippedFiles
  private let files: [Result<File, AudioFileError>]

  /// Finds the files; reads none of them.
  ///
  /// - Parameter paths: files, and folders whose files with an audio extension are judged.
  public init(_ paths: [String]) {
    let search = FileSearch(paths)
    skipped = search.skipped
    let paths = search.files.map(\.path)
    let names = paths.repeated { $0.lowercased() }
    let namesakes = Namesakes(paths)
    files = search.found.map { result in
      result.map { file in
        let twin = names[file.path.lowercased()]?.first { $0 != file.path }
        return File(
          path: file.path, nameTwin: twin.map { PathName($0).name },
          namesake: namesakes.namesake(of: file.path))
      }
    }
  }

  /// Whether there is nothing to judge, and nothing that could not be searched.
  public var isEmpty: Bool { files.isEmpty }

  /// Adds what is found in prompts beside the others.
  private func compared(
    _ judged: [FileFindings], _ validator: (String) -> PromptValidator
  ) -> [FileFindings] {
    guard let first = judged.first(where: { $0.facts?.sound != nil }) else { return judged }
    let profile = validator(first.path).profile
    let levels = judged.map { file in
      file.facts.flatMap { SoundSubject($0, name: PathName(file.path).name, profile)?.speechLevel }
    }
    return zip(judged, SetLevel.findings(levels, profile.advice)).map { file, finding in
      guard let finding, !validator(file.path).ignoredRules.contains(finding.rule) else {
        return file
      }
      return file.adding([finding])
    }
  }

  /// Judges `jobs` files at a time.
  ///
  /// - Parameters:
  ///   - jobs: at least 1.
  ///   - validator: gives the rules for each path.
  /// - Returns: the files in the order in which they were found, and what could not be read.
  public func run(
    jobs: Int, validator: @escaping @Sendable (String) -> PromptValidator
  ) async -> [FileFindings] {
    var judged: [FileFindings] = []
    await run(jobs: jobs, validator: validator) { judged.append($0) }
    return compared(judged, validator)
  }

  /// The same for somebody who takes one after the other; nothing is found in prompts beside others.
  public func run(
    jobs: Int, validator: @escaping @Sendable (String) -> PromptValidator,
    report: (FileFindings) -> Void
  ) async {
    let files = files
    await Scheduler.run(files.count, jobs: jobs) { index in
      FileFindings { () throws(PromptError) in
        let file = try PromptError.wrapping { () throws(AudioFileError) in try files[index].get() }
        return try validator(file.path)
          .findings(on: file.path, nameTwin: file.nameTwin, namesake: file.namesake)
      }
    } report: {
      report($0)
    }
  }
}
