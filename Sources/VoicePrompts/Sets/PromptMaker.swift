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
    let whole = try PromptConverter(options).prompt(from: entry.sourcePath, progress: progress)
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

  private func split(
    _ codes: [UInt8], _ capacity: Int, _ entry: PromptSet.Entry
  ) throws(PromptError) -> [Range<Int>] {
    do {
      return try PauseSplit(codes, capacity: capacity).parts
    } catch {
      let rate = Double(PromptSpec.sampleRate)
      throw PromptError(
        entry.sourcePath,
        .noPause(
          between: Double(error.gap.lowerBound) / rate, and: Double(error.gap.upperBound) / rate,
          parts: PauseSplit.maximumParts))
    }
  }

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

  /// Whether the file is the one that a build has made.
  func isIntact(_ output: PromptLock.Output) -> Bool { digest(of: output.name) == output.sha256 }

  /// The lock's prompt for an entry; nil without one.
  func locked(_ entry: PromptSet.Entry, in lock: PromptLock?) -> PromptLock.Prompt? {
    lock?.prompts.first { $0.name == entry.name }
  }

  /// Recordings in the output folder that are neither prompts of the set nor its masters.
  func strangers(besides outputs: Set<String>) -> [String] {
    guard FileSystem.exists(set.outputFolder) else { return [] }
    let masters = Set(
      set.entries.compactMap { try? FileSystem.status(of: $0.sourcePath).identity })
    let listed = Set(outputs.map(set.outputPath))
    return SourceSearch([set.outputFolder], excluding: "").found.compactMap { try? $0.get() }
      .filter { file in
        !listed.contains(file.path) && !(file.identity.map(masters.contains) ?? false)
      }
      .map(\.path)
  }
}
