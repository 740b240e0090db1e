internal import AudioFiles
internal import Synchronization
internal import SystemPackage
internal import TelephonyAudio
internal import VoicePromptReports
internal import VoicePrompts

/// Judges prompts: those that are made of whole recordings, and quickly those of a held signal.
struct Judge: Sendable {
  let settings: StudioSettings
  let folder: SessionFolder

  /// How many times as long as a prompt a part may be to be listened to quickly: what is longer is
  /// too long, whatever is cut from its ends.
  private static let longest = 2.0

  /// What is judged.
  struct Subject: Sendable {
    let number: Int
    let revision: Int
    let source: StudioRecording.Source
    let edit: Edit
    let options: ConversionOptions
  }

  /// Makes the prompt from the recording, keeps its file, and says what is found.
  ///
  /// - Returns: nil where it was cancelled.
  func judge(
    _ subject: Subject, isCancelled: @escaping @Sendable () -> Bool
  ) -> StudioRecording.Judged? {
    let converter = PromptConverter(subject.options)
    do throws(PromptError) {
      let trial = try converter.trial(
        from: subject.source.path, named: legalName(subject), ignoring: settings.ignoredRules,
        progress: WorkProgress(isCancelled: isCancelled))
      var judgement = judgement(subject, trial, start: subject.edit.start)
      let prompt = keep(trial, subject)
      if prompt == nil {
        judgement.findings.append(item(.diskFull))
        judgement.verdict = .unfit
      }
      judgement.sha256 = prompt?.sha256
      return StudioRecording.Judged(
        revision: subject.revision, judgement: judgement, prompt: prompt)
    } catch  where error.code == .interrupted {
      return nil
    } catch {
      return StudioRecording.Judged(
        revision: subject.revision, judgement: judgement(subject, error), prompt: nil)
    }
  }

  /// Seconds of a part up to which its level is measured while a handle moves: longer ones would take
  /// more than the 50 ms in which a hand expects an answer, and keep the level of the last prompt.
  private static let longestLevelled = 60.0

  /// Says what would be found, from the held signal; writes nothing.
  ///
  /// - Parameter last: what was said of the recording's last prompt.
  /// - Returns: nil where not all of it is held yet.
  func quickJudgement(_ subject: Subject, after last: Judgement?) -> Judgement? {
    let shape = subject.source.shape
    let state = shape.current
    let rate = Double(RecordingShape.sampleRate)
    let end = subject.edit.end ?? state.duration ?? 0
    guard state.isComplete || Int(end * rate) <= state.sampleCount else { return nil }
    let start = Int((subject.edit.start * rate).rounded())
    let stop = min(Int((end * rate).rounded()), state.sampleCount)
    var options = subject.options
    options.start = 0
    options.duration = nil
    // The held signal is a mix.
    options.channel = .mix
    // Nobody hears this prompt, and nothing that is told of it depends on how it is coded.
    options.sound.noiseShaping = false
    let isLong = end - subject.edit.start > Self.longestLevelled
    if isLong { options.sound = options.sound.withoutLevel }
    let converter = PromptConverter(options)
    var judgement: Judgement
    do throws(PromptError) {
      let refusal = converter.refusal(
        of: subject.source.fileName, seconds: max(0, end - subject.edit.start),
        share: Self.longest)
      if let refusal { throw refusal }
      let samples = shape.samples(start..<max(start, stop))
      let trial = try converter.quickTrial(
        from: WAVWriter.pcm(samples, sampleRate: RecordingShape.sampleRate),
        named: legalName(subject), ignoring: settings.ignoredRules)
      judgement = self.judgement(subject, trial, start: subject.edit.start)
      if let level = trial.conversion.sound?.level {
        judgement.speechLevel = level.after
      } else if isLong {
        judgement.speechLevel = last?.speechLevel
        judgement.change = last?.change
      } else {
        var meter = SpeechLevelMeter(sampleRate: RecordingShape.sampleRate)
        meter.measure(samples.map { Float($0) * (1 / 32768) })
        judgement.speechLevel = meter.level
      }
    } catch {
      judgement = self.judgement(subject, error)
    }
    judgement.quick = true
    return judgement
  }

  /// Under which the prompt is judged: what is wrong with its own name is told beside it.
  private func legalName(_ subject: Subject) -> String {
    FileName.suggestion(for: subject.edit.name, subject.options.profile.nameRule)
  }

  private func keep(_ trial: PromptTrial, _ subject: Subject) -> StudioRecording.PromptFile? {
    let path = folder.file("\(subject.number)-\(subject.revision)-prompt")
    let bytes = trial.parts.flatMap { $0 }
    do {
      let file = try SessionFolder.create(path)
      defer { FileSystem.close(file) }
      try FileSystem.write(bytes, to: file)
    } catch {
      return nil
    }
    return StudioRecording.PromptFile(
      path: path, size: bytes.count, sha256: SHA256.digest(bytes), facts: trial.facts)
  }

  // MARK: What is told

  private func judgement(_ subject: Subject, _ trial: PromptTrial, start: Double) -> Judgement {
    let conversion = trial.conversion
    let before = conversion.sound?.trimmedBefore ?? 0
    var judgement = judgement(
      subject,
      trial.findings.map { finding in
        let item = item(finding, subject.edit)
        // The rule itself has no remedy: the recording may be a prompt for something else.
        guard finding.rule == "too-long-for-parameter",
          let limit = subject.options.profile.advice.durationBeforeCall
        else { return item }
        return item.offering(.ending(after: limit, from: start + before))
      })
    judgement.duration = conversion.duration
    judgement.bytes = conversion.size.bytes
    judgement.cut = Judgement.Cut(
      start: start + before, end: start + before + conversion.duration)
    judgement.speechLevel = trial.facts.sound?.speechLevel
    judgement.peak =
      trial.facts.audio.map { $0.peakDecibels.isFinite ? $0.peakDecibels : nil } ?? nil
    judgement.change = conversion.sound?.level.map {
      Judgement.Change(before: $0.before, gain: $0.gain, limited: $0.limited)
    }
    return judgement
  }

  private func judgement(_ subject: Subject, _ error: PromptError) -> Judgement {
    judgement(
      subject,
      [
        Judgement.Item(
          rule: error.code.id, severity: Severity.error.rawValue, message: Words(error.message),
          remedy: error.remedy.map { Words($0.words(in: .page)) },
          actions: Action.all(for: error.remedy, subject.edit))
      ])
  }

  private func judgement(_ subject: Subject, _ findings: [Judgement.Item]) -> Judgement {
    let name = name(subject)
    let all = findings + name.findings
    func has(_ severity: Severity) -> Bool { all.contains { $0.severity == severity.rawValue } }
    return Judgement(
      sizeLimit: limit(subject.options), name: name, findings: findings,
      verdict: has(.error) ? .unfit : has(.warning) ? .warnings : .fit)
  }

  private func limit(_ options: ConversionOptions) -> Int? {
    options.maximumSize == PlatformProfile.unlimited ? nil : options.maximumSize.bytes
  }

  private func name(_ subject: Subject) -> Judgement.Name {
    let (name, profile) = (subject.edit.name, subject.options.profile)
    let found = FileName.findings(in: name, for: profile)
      .filter { !settings.ignoredRules.contains($0.rule) }
    guard !found.isEmpty else {
      return Judgement.Name(isLegal: true, findings: [], suggestion: nil)
    }
    let suggestion = FileName.suggestion(forRecording: name, profile.nameRule)
    return Judgement.Name(
      isLegal: !found.contains { $0.severity == .error },
      findings: found.map { item($0, subject.edit, remedy: .rename(to: suggestion)) },
      suggestion: suggestion)
  }

  private func item(_ problem: Problem) -> Judgement.Item {
    Judgement.Item(
      rule: problem.id, severity: Severity.error.rawValue, message: Words(problem.message),
      remedy: problem.remedy.map(Words.init), actions: [])
  }

  private func item(_ finding: Finding, _ edit: Edit, remedy: Remedy? = nil) -> Judgement.Item {
    let remedy = remedy ?? finding.remedy
    return Judgement.Item(
      rule: finding.rule, severity: finding.severity.rawValue, message: Words(finding.message),
      remedy: remedy.map { Words($0.words(in: .page)) }, actions: Action.all(for: remedy, edit))
  }
}

extension SoundOptions {
  /// The same steps but for those of the level.
  fileprivate var withoutLevel: SoundOptions {
    var sound = SoundOptions(.untouched)
    sound.trim = trim ?? (preset == .speech ? .auto : .off)
    return sound
  }
}
