internal import AudioFiles

/// Makes the prompts of one entry of a set in memory, and tells whether files are what it made.
struct PromptMaker: Sendable {
  let set: PromptSet

  /// What a master gives.
  struct Made: Sendable {
    /// One prompt, or the parts in their order.
    let prompts: [(name: String, prompt: PromptConverter.Prompt)]
    let findings: [Finding]
  }

  /// The most frames of a part, so that no part is near the limit.
  private var partCapacity: Int {
    let size = set.profile.advice.roomySize(under: set.maximumSize)
    return set.profile.format.frameCapacity(ofSize: size.bytes)
  }

  /// - Throws: ``PromptError`` where the master cannot be converted, or not be split.
  func make(_ entry: PromptSet.Entry, _ progress: WorkProgress) throws(PromptError) -> Made {
    var options = entry.options
    // What the set says of it is found in the prompt each time, also where nothing is converted.
    options.parameter = nil
    if entry.isSplit {
      options.maximumSize = set.profile.fileSize(frameCount: entry.maximumParts * partCapacity)
    }
    let whole = try whole(entry, options, progress)
    let findings = whole.conversion.findings
    guard entry.isSplit, whole.conversion.frameCount > partCapacity else {
      return Made(prompts: [(entry.name, whole)], findings: findings)
    }
    let prompts = try split(whole, entry).enumerated().map { index, range in
      (entry.partName(index + 1), part(range, of: whole))
    }
    return Made(prompts: prompts, findings: findings)
  }

  /// - Parameter range: in frames.
  private func part(
    _ range: Range<Int>, of whole: PromptConverter.Prompt
  ) -> PromptConverter.Prompt {
    let conversion = Conversion(
      recording: whole.conversion.recording, format: whole.conversion.format,
      frameCount: range.count, findings: [])
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
      duration: prompt.conversion.duration)
  }

  /// The digest of the prompt of this name; nil without a readable one.
  func digest(of name: String) -> String? { try? SHA256.digest(ofFile: set.outputPath(name)) }

  /// Whether the lock's prompt is of this entry as it is now.
  func isOf(_ locked: PromptLock.Prompt, _ entry: PromptSet.Entry) -> Bool {
    locked.source == entry.master && locked.options == PromptLock.Recipe(entry)
      && entry.canHave(locked.outputs.map(\.name))
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

  /// Adds what the rules for prompts find in the files of a set that are there.
  func judged(
    _ files: [FileFindings], jobs: Int,
    validator: @escaping @Sendable (String) -> PromptValidator
  ) async -> [FileFindings] {
    let paths = files.filter { $0.failure == nil }.map(\.path).filter {
      set.profile.nameRule.hasExtension($0) && FileSystem.realPath($0) != nil
    }
    let judged = await ValidationBatch(paths).run(jobs: jobs, validator: validator)
    let byPath = Dictionary(judged.map { ($0.path, $0) }) { first, _ in first }
    let entries = Dictionary(set.entries.map { (set.outputPath($0.name), $0) }) { first, _ in first
    }
    return files.map { file in
      guard file.failure == nil, let found = byPath[file.path] else { return file }
      return found.adding(set.findings(about: found, entries[file.path]) + file.findings)
    }
  }
}
