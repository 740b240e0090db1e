internal import AudioFiles

/// Makes the prompts of one entry of a set in memory, and tells whether files are what it made.
struct PromptMaker: Sendable {
  let set: PromptSet
  /// In the place of levels, where prompts are made together: in dB; nil for none.
  var commonGain: Double?

  /// What a master gives.
  struct Made: Sendable {
    /// One prompt, or the parts in their order.
    let prompts: [(name: String, prompt: PromptConverter.Prompt)]
    let findings: [Finding]
    /// What was done to the sound of all of it; nil where nothing was.
    let sound: SoundChange?
  }

  /// The most frames of a part, so that no part is near the limit.
  private var partCapacity: Int {
    let size = set.profile.advice.roomySize(under: set.maximumSize)
    let bySize = set.profile.format.frameCapacity(ofSize: size.bytes)
    return min(bySize, set.profile.maximumFrameCount ?? bySize)
  }

  /// - Throws: ``PromptError`` where the master cannot be converted, or not be split.
  func make(_ entry: PromptSet.Entry, _ progress: WorkProgress) throws(PromptError) -> Made {
    var options = entry.options
    options.decoding = set.decoding
    // What the set says of it is found in the prompt each time, also where nothing is converted.
    options.parameter = nil
    if set.isTogether { options = options.with(commonGain) }
    if entry.isSplit {
      options.maximumFrameCount = nil
      options.maximumSize = set.profile.fileSize(frameCount: entry.maximumParts * partCapacity)
    }
    let whole = try whole(entry, options, progress)
    let findings = whole.conversion.findings
    let sound = whole.conversion.sound
    guard entry.isSplit, whole.conversion.frameCount > partCapacity else {
      return Made(prompts: [(entry.name, whole)], findings: findings, sound: sound)
    }
    let prompts = try split(whole, entry).enumerated().map { index, range in
      (entry.partName(index + 1), part(range, of: whole))
    }
    return Made(prompts: prompts, findings: findings, sound: sound)
  }

  /// - Parameter range: in frames.
  private func part(
    _ range: Range<Int>, of whole: PromptConverter.Prompt
  ) -> PromptConverter.Prompt {
    let conversion = Conversion(
      recording: whole.conversion.recording, decoder: whole.conversion.decoder,
      format: whole.conversion.format, frameCount: range.count, sound: nil, findings: [])
    let size = set.profile.format.bytesPerFrame
    let codes = whole.codes[range.lowerBound * size..<range.upperBound * size]
    return PromptConverter.Prompt(conversion: conversion, codes: Array(codes))
  }

  private func whole(
    _ entry: PromptSet.Entry, _ options: ConversionOptions, _ progress: WorkProgress
  ) throws(PromptError) -> PromptConverter.Prompt {
    do {
      var converter = PromptConverter(options)
      // Each build judges the files.
      converter.listens = false
      return try converter.prompt(from: entry.masterPath, progress: progress)
    } catch {
      guard entry.isSplit, error.code == .tooLarge else { throw error }
      throw PromptError(entry.masterPath, .tooManyParts(entry.maximumParts))
    }
  }

  private func split(
    _ whole: PromptConverter.Prompt, _ entry: PromptSet.Entry
  ) throws(PromptError) -> [Range<Int>] {
    do {
      return try PauseSplit(
        whole.codes, set.profile.format, capacity: partCapacity, maximumParts: entry.maximumParts
      ).parts
    } catch {
      guard let gap = error.gap else {
        throw PromptError(entry.masterPath, .tooManyParts(entry.maximumParts))
      }
      let format = set.profile.format
      throw PromptError(
        entry.masterPath,
        .noPause(
          between: format.duration(frameCount: gap.lowerBound),
          and: format.duration(frameCount: gap.upperBound), parts: entry.maximumParts))
    }
  }

  /// Where the set has an entry, for messages.
  func listing(of entry: PromptSet.Entry) -> String { "\(set.path):\(entry.location)" }

  // MARK: What is there

  /// The digest of a master.
  func digest(ofMaster entry: PromptSet.Entry) throws(PromptError) -> String {
    try PromptError.wrapping { () throws(AudioFileError) in
      try SHA256.digest(ofFile: entry.masterPath)
    }
  }

  /// What the lock holds of a prompt's file.
  func output(_ name: String, _ prompt: PromptConverter.Prompt) -> PromptLock.Output {
    var hash = SHA256()
    for part in WAVWriter.parts(of: prompt.codes, set.profile.format) { hash.update(part) }
    return PromptLock.Output(
      name: name, sha256: hash.finish(), bytes: prompt.conversion.size.bytes,
      duration: prompt.conversion.duration,
      sound: SoundFigures(of: prompt.codes, set.profile.format))
  }

  /// The digest of the prompt of this name; nil without a readable one.
  func digest(of name: String) -> String? { try? SHA256.digest(ofFile: set.outputPath(name)) }

  /// Whether the lock's prompt is of this entry as it is now.
  func isOf(_ locked: PromptLock.Prompt, _ entry: PromptSet.Entry) -> Bool {
    locked.source == entry.master && locked.options == PromptLock.Recipe(entry)
      && entry.canHave(locked.outputs.map(\.name))
  }

  /// Whether the lock's prompt is of this entry and its master as they are now.
  func isOf(
    _ locked: PromptLock.Prompt, _ entry: PromptSet.Entry, digest: String
  ) -> Bool {
    isOf(locked, entry) && locked.sourceSHA256 == digest
  }

  /// Whether the lock's prompts are of all entries and masters as they are now, so that the gain
  /// that was found in them is theirs.
  func areOf(_ locked: [String: PromptLock.Prompt]) -> Bool {
    locked.count == set.entries.count
      && set.entries.allSatisfy { entry in
        guard let prompt = locked[entry.name], let digest = try? digest(ofMaster: entry) else {
          return false
        }
        return isOf(prompt, entry, digest: digest)
      }
  }

  /// Whether the file is the one that a build has made.
  func isIntact(_ output: PromptLock.Output) -> Bool { digest(of: output.name) == output.sha256 }

  /// The files that prompts are made from.
  var masters: Set<FileStatus.Identity> {
    Set(set.entries.compactMap { try? FileSystem.status(of: $0.masterPath).identity })
  }

  /// Audio files in the output folder that are neither prompts of the set nor its masters; where
  /// masters are in that folder, too, a recording that is not in the set yet is nothing strange.
  func foreignFiles(besides outputs: Set<String>) -> [String] {
    guard FileSystem.exists(set.outputFolder) else { return [] }
    let masters = masters
    let listed = Set(outputs.map(set.outputPath))
    let files = FileSearch([set.outputFolder]).files
    let hasMasters = files.contains { masters.contains($0.identity) }
    return files.filter { !listed.contains($0.path) && !masters.contains($0.identity) }
      .map(\.path)
      .filter { !hasMasters || set.profile.nameRule.hasExtension($0) }
  }

  /// Adds what the rules for prompts find in the files of a set that are there, and those for
  /// sound in what the lock says of them.
  func judged(
    _ files: [FileFindings], _ lock: PromptLock?, jobs: Int,
    validator: @escaping @Sendable (String) -> PromptValidator
  ) async -> [FileFindings] {
    let paths = files.filter { $0.failure == nil }.map(\.path).filter {
      set.profile.nameRule.hasExtension($0) && FileSystem.realPath($0) != nil
    }
    let judged = await ValidationBatch(paths).run(jobs: jobs, validator: validator)
    let byPath = Dictionary(judged.map { ($0.path, $0) }) { first, _ in first }
    let entries = Dictionary(set.entries.map { (set.outputPath($0.name), $0) }) { first, _ in first
    }
    let sounds = soundFindings(in: lock)
    return files.map { file in
      guard file.failure == nil, let found = byPath[file.path] else { return file }
      let ignored = validator(file.path).ignoredRules
      let sound = sounds[file.path]
      let heard = (sound?.findings ?? []).filter { !ignored.contains($0.rule) }
      // What the lock knows of the sound tells more than what a validator that listens has heard:
      // what the prompt carries, and which others it is heard beside.
      let own = sound == nil ? found : found.ignoring(SoundRule.ids)
      let judged = sound?.subject.figures.level == nil ? own : own.ignoring(["level"])
      return judged.adding(set.findings(about: found, entries[file.path]) + heard + file.findings)
    }
  }

  /// By the paths of prompts.
  private func soundFindings(
    in lock: PromptLock?
  ) -> [String: (subject: SoundSubject, findings: [Finding])] {
    let entries = Dictionary(set.entries.map { ($0.name, $0) }) { first, _ in first }
    var subjects: [(path: String, subject: SoundSubject)] = []
    for prompt in lock?.prompts ?? [] {
      for output in prompt.outputs {
        guard let figures = output.sound, let entry = entries[prompt.name] else { continue }
        let subject = SoundSubject(
          figures, carriesMusic: entry.carriesMusic,
          isHighPassed: entry.options.sound.wantedHighPass != .off)
        subjects.append((set.outputPath(output.name), subject))
      }
    }
    let findings = SoundRule.findings(in: subjects.map(\.subject), set.profile.advice)
    return Dictionary(
      zip(subjects, findings).map { ($0.path, ($0.subject, $1)) }
    ) { first, _ in first }
  }
}
