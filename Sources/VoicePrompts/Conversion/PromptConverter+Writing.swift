internal import AudioFiles
internal import SystemPackage

// Prompts as files: what is there already, and the last look at what is written.
extension PromptConverter {
  /// The parts of the file for a prompt in memory, in their order.
  func parts(of prompt: Prompt) -> [[UInt8]] {
    WAVWriter.parts(of: prompt.codes, options.profile.format)
  }

  /// Whether the prompt need not be written, because a file has its bytes.
  ///
  /// - Throws: where the file has others, and must not be replaced.
  func isThere(
    _ prompt: Prompt, of recording: String, at output: String
  ) throws(PromptError) -> Bool {
    guard !options.replacesExisting, FileSystem.exists(output) else { return false }
    guard canBe(prompt, at: output) else { throw PromptError(recording, .outputExists(output)) }
    return true
  }

  /// Whether nothing is there, or what has the prompt's bytes, or what may be replaced.
  func canBe(_ prompt: Prompt, at output: String) -> Bool {
    guard !options.replacesExisting, FileSystem.exists(output) else { return true }
    let size = prompt.conversion.size.bytes
    guard let file = try? InputFile(path: output), file.size == size else { return false }
    if let own = prompt.file {
      guard let there = try? SHA256.digest(ofFile: output) else { return false }
      return there == (try? SHA256.digest(ofFile: own.draft.temporaryPath))
    }
    guard let bytes = try? file.bytes(at: 0, count: size) else { return false }
    return bytes == parts(of: prompt).flatMap { $0 }
  }

  /// What writing would find: the last look of the rules, at bytes in memory.
  func judge(
    _ prompt: Prompt, of recording: String, as output: String
  ) throws(PromptError) {
    let facts = try PromptError.wrapping { () throws(AudioFileError) in
      try WAVInspector.facts(
        of: InputFile(bytes: parts(of: prompt).flatMap { $0 }, name: output),
        headerless: options.profile.headerless, readsAudio: false)
    }
    if let refusal = refusal(facts, recording, output) { throw refusal }
  }

  /// Writes a prompt whole or not at all; syncing the folder is left to the caller.
  ///
  /// - Parameter folder: the folder of `output`, where that is open.
  /// - Returns: whether it was written; false where it is there already.
  @discardableResult
  func write(
    _ prompt: Prompt, of recording: String, to output: String, in folder: OpenFolder? = nil
  ) throws(PromptError) -> Bool {
    if try isThere(prompt, of: recording, at: output) { return false }
    var refusal: PromptError?
    let accepts = { (temporary: String) in
      refusal = self.refusal(of: temporary, recording, output)
      return refusal == nil
    }
    do throws(Errno) {
      if let file = prompt.file {
        try file.draft.finish(replacing: options.replacesExisting, sync, accepts: accepts)
      } else {
        try AtomicFile.write(
          parts(of: prompt), to: output, in: folder, replacing: options.replacesExisting,
          sync: sync, accepts: accepts)
      }
    } catch {
      throw PromptError(
        recording, error == .fileExists ? .outputExists(output) : .unwritable(output, error))
    }
    if let refusal { throw refusal }
    return true
  }

  /// What the rules have against a file that is to be called `output`: the last look at what was
  /// written, by a reader that trusts nothing of the writer.
  private func refusal(
    of temporary: String, _ recording: String, _ output: String
  ) -> PromptError? {
    do {
      let facts = try WAVInspector.facts(
        of: temporary, headerless: options.profile.headerless, readsAudio: false)
      return refusal(facts, recording, output)
    } catch {
      return PromptError(recording, .file(error.reason))
    }
  }

  private func refusal(
    _ facts: WAVFacts, _ recording: String, _ output: String
  ) -> PromptError? {
    let name = PathName(output).name
    let objections = validator.findings(facts, name: name).filter { $0.severity == .error }
    return objections.isEmpty ? nil : PromptError(recording, .rejected(output, objections))
  }
}
