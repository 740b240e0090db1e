public import AudioFiles
internal import TelephonyAudio

/// Prompts and recordings of folders, for a review.
///
/// A WAV file of the platform's encoding is a finished prompt, and judged as one; every other audio
/// file is a recording, and judged by the prompt that it would become.
public struct ReviewBatch: Sendable {
  /// What the search passed over.
  public let skipped: SkippedFiles
  private let found: [Result<String, AudioFileError>]
  private let options: ConversionOptions

  /// Finds the files.
  ///
  /// - Parameters:
  ///   - paths: files, and folders whose files with an audio extension are reviewed.
  ///   - options: what would be made of recordings.
  public init(_ paths: [String], _ options: ConversionOptions = ConversionOptions()) {
    let search = FileSearch(paths)
    skipped = search.skipped
    found = search.found.map { $0.map(\.path) }
    self.options = options
  }

  /// Whether there is nothing to review, and nothing that could not be searched.
  public var isEmpty: Bool { found.isEmpty }

  /// Judges `jobs` files at a time.
  ///
  /// - Parameters:
  ///   - jobs: at least 1.
  ///   - validator: gives the rules for each path; it listens, whatever it says.
  /// - Returns: the files in the order in which they were found.
  public func run(
    jobs: Int, validator: @escaping @Sendable (String) -> PromptValidator
  ) async -> [PromptReview] {
    let listener = { @Sendable (path: String) -> PromptValidator in
      var validator = validator(path)
      validator.hearsSound = true
      return validator
    }
    let paths = found.compactMap { try? $0.get() }
    let prompts = Set(paths.filter(isPrompt))
    var reviews: [String: PromptReview] = [:]
    let judged = await ValidationBatch(paths.filter(prompts.contains))
      .run(jobs: jobs, validator: listener)
    for file in judged { reviews[file.path] = review(file) }
    let recordings = paths.filter { !prompts.contains($0) }
    let (options, profile) = (options, options.profile)
    var forecasts: [PromptReview] = []
    await Scheduler.run(recordings.count, jobs: jobs) { index in
      Self.forecast(recordings[index], options, listener(recordings[index]))
    } report: {
      forecasts.append($0)
    }
    for forecast in PromptReview.compared(
      forecasts, profile.advice, ignoring: { validator($0).ignoredRules })
    {
      reviews[forecast.path] = forecast
    }
    return found.compactMap { result in
      switch result {
      case .success(let path): reviews[path]
      case .failure(let error): PromptReview(failed: FileFindings(PromptError(error)))
      }
    }
  }

  /// Whether a file is a WAV file with the platform's encoding. One of PCM, which recordings have,
  /// too, must have all of the platform's format.
  private func isPrompt(_ path: String) -> Bool {
    guard let facts = try? WAVInspector.facts(of: path, readsAudio: false),
      let encoding = facts.encoding
    else { return false }
    let format = options.profile.format
    return encoding == format.encoding
      && (encoding != .pcm16
        || facts.format?.sampleRate == format.sampleRate
          && facts.format?.channelCount == format.channelCount)
  }

  private func review(_ file: FileFindings) -> PromptReview {
    guard let facts = file.facts else { return PromptReview(failed: file) }
    let subject = SoundSubject(facts, name: PathName(file.path).name, options.profile)
    return PromptReview(
      file, .finished, carriesMusic: subject?.carriesMusic ?? false, source: .file(original: nil))
  }

  /// The name that a recording's prompt would get: the recording's, as far as it is legal.
  private static func name(for path: String, _ rule: NameRule) -> String {
    let name = PathName(path).name
    let ending = PathName(path).nameExtension.map { $0.count + 1 } ?? 0
    return FileName.suggestion(for: name.dropLast(ending) + rule.nameExtension, rule)
  }

  private static func forecast(
    _ path: String, _ options: ConversionOptions, _ validator: PromptValidator
  ) -> PromptReview {
    PromptReview(
      recording: path, called: path, as: name(for: path, options.profile.nameRule), options,
      ignoring: validator.ignoredRules)
  }
}

extension PromptReview {
  /// A recording, judged by the prompt that it would become.
  ///
  /// - Parameters:
  ///   - path: the recording.
  ///   - title: what people know it by.
  ///   - name: that the prompt is to have.
  ///   - ignored: ids of rules that are not applied.
  package init(
    recording path: String, called title: String, as name: String, _ options: ConversionOptions,
    ignoring ignored: Set<String>
  ) {
    do throws(PromptError) {
      let converter = PromptConverter(options)
      let trial = try converter.trial(
        from: path, named: FileName.suggestion(for: name, options.profile.nameRule),
        ignoring: ignored, progress: WorkProgress())
      self.init(
        FileFindings(path: title, facts: trial.facts, findings: trial.findings), name: name,
        .recording, recording: title, parameter: options.parameter,
        level: trial.conversion.sound?.level.map(PromptReview.Level.init),
        target: options.sound.target, carriesMusic: trial.carriesMusic,
        source: .recording(converter, path: path))
    } catch {
      self.init(failed: FileFindings(PromptError(title, error.context)))
    }
  }

  /// Prompts that are heard beside one another, with what is found by comparing them.
  ///
  /// - Parameter ignored: gives the ids of rules that are not applied, for each path.
  package static func compared(
    _ reviews: [PromptReview], _ advice: PromptAdvice, ignoring ignored: (String) -> Set<String>
  ) -> [PromptReview] {
    let together = SetLevel.findings(reviews.map(\.speechLevel), advice)
    return zip(reviews, together).map { review, finding in
      var review = review
      if let finding, !ignored(review.path).contains(finding.rule) {
        review.findings = review.findings.adding([finding])
      }
      return review
    }
  }
}

extension PromptReview.Level {
  init(_ change: LevelChange) {
    self.init(
      before: change.before, gain: change.gain, limited: change.limited,
      limitedShare: change.limitedShare)
  }
}

extension SoundOptions {
  /// The level that a prompt should have, in dBov.
  var target: Double {
    if case .target(let level) = wantedLevel { level } else { Self.usualLevel }
  }
}
