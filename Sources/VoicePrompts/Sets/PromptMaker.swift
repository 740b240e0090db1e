/// Makes the prompts of one entry of a set in memory, and tells whether files are what it made.
struct PromptMaker: Sendable {
  let set: PromptSet

  /// What a master gives.
  struct Made {
    /// One prompt, or the parts in their order.
    let prompts: [(name: String, prompt: PromptConverter.Prompt)]
    let warnings: [ConversionWarning]
  }

  /// - Throws: ``PromptError`` where the master cannot be converted, or not be split.
  func make(_ entry: PromptSet.Entry, _ progress: BatchProgress) throws(PromptError) -> Made {
    let capacity = PromptSpec.sampleCapacity(of: set.maximumSize)
    var options = entry.options
    if entry.isSplit {
      options.maximumSize = ByteSize(
        PromptSpec.fileSize(sampleCount: PauseSplit.maximumParts * capacity))
    }
    let whole = try whole(entry, options, progress)
    let warnings = whole.conversion.warnings
    guard whole.codes.count > capacity else {
      return Made(prompts: [(entry.name, whole)], warnings: warnings)
    }
    let parts = try split(whole.codes, capacity, entry)
    let prompts = parts.enumerated().map { index, range in
      let conversion = Conversion(
        format: whole.conversion.format, sampleCount: range.count, warnings: [])
      let prompt = PromptConverter.Prompt(conversion: conversion, codes: Array(whole.codes[range]))
      return (entry.partName(index + 1), prompt)
    }
    return Made(prompts: prompts, warnings: warnings)
  }

  private func whole(
    _ entry: PromptSet.Entry, _ options: ConversionOptions, _ progress: BatchProgress
  ) throws(PromptError) -> PromptConverter.Prompt {
    do {
      return try PromptConverter(options).prompt(from: entry.sourcePath, progress: progress)
    } catch {
      guard entry.isSplit, case .tooLarge = error.reason else { throw error }
      throw PromptError(entry.sourcePath, .tooManyParts(PauseSplit.maximumParts))
    }
  }

  private func split(
    _ codes: [UInt8], _ capacity: Int, _ entry: PromptSet.Entry
  ) throws(PromptError) -> [Range<Int>] {
    do {
      return try PauseSplit(codes, capacity: capacity).parts
    } catch {
      guard let gap = error.gap else {
        throw PromptError(entry.sourcePath, .tooManyParts(PauseSplit.maximumParts))
      }
      let rate = Double(PromptSpec.sampleRate)
      throw PromptError(
        entry.sourcePath,
        .noPause(
          between: Double(gap.lowerBound) / rate, and: Double(gap.upperBound) / rate,
          parts: PauseSplit.maximumParts))
    }
  }

  /// Where the set has an entry, for messages.
  func listing(of entry: PromptSet.Entry) -> String { "\(set.path):\(entry.place)" }

  // MARK: What is there

  /// What the lock holds of a prompt's file.
  func output(_ name: String, _ prompt: PromptConverter.Prompt) -> PromptLock.Output {
    var hash = SHA256()
    for part in WAVWriter.parts(of: prompt.codes) { hash.update(part) }
    return PromptLock.Output(
      name: name, sha256: hash.finish(), bytes: prompt.conversion.size.bytes,
      duration: prompt.conversion.duration)
  }

  /// The digest of the prompt of this name; nil without a readable one.
  func digest(of name: String) -> String? { try? SHA256.digest(ofFile: set.outputPath(name)) }

  /// Whether the lock's prompt is of this entry as it is now, and of this content of its master.
  func isOf(_ locked: PromptLock.Prompt, _ entry: PromptSet.Entry, source: String) -> Bool {
    isOf(locked, entry) && locked.sourceSHA256 == source
  }

  /// Whether the lock's prompt is of this entry as it is now.
  func isOf(_ locked: PromptLock.Prompt, _ entry: PromptSet.Entry) -> Bool {
    locked.source == entry.source && locked.options == PromptLock.Recipe(entry)
      && entry.canHave(locked.outputs.map(\.name))
  }

  /// Whether the file is the one that a build has made.
  func isIntact(_ output: PromptLock.Output) -> Bool { digest(of: output.name) == output.sha256 }

  /// The lock's prompt for an entry; nil without one.
  func locked(_ entry: PromptSet.Entry, in lock: PromptLock?) -> PromptLock.Prompt? {
    lock?.prompts.first { $0.name == entry.name }
  }

  /// The files that prompts are made from.
  var masters: Set<FileStatus.Identity> {
    Set(set.entries.compactMap { try? FileSystem.status(of: $0.sourcePath).identity })
  }

  /// Recordings in the output folder that are neither prompts of the set nor its masters.
  func strangers(besides outputs: Set<String>) -> [String] {
    guard FileSystem.exists(set.outputFolder) else { return [] }
    let masters = masters
    let listed = Set(outputs.map(set.outputPath))
    return SourceSearch([set.outputFolder], excluding: "").found.compactMap { try? $0.get() }
      .filter { file in
        !listed.contains(file.path) && !(file.identity.map(masters.contains) ?? false)
      }
      .map(\.path)
  }
}
