public import AudioFiles
internal import TelephonyAudio

/// Rewrites a prompt file in the platform's form without touching its audio.
public enum PromptRepair {
  /// Audio beyond this is not taken into memory; no prompt is larger, whatever the limit.
  private static let maximumSize = 64_000_000

  /// What came of a repair.
  public enum Outcome: Hashable, Sendable {
    /// Nothing can be repaired, or has to be.
    case unchanged
    /// These rules hold now and did not before, in the order of the rules.
    case repaired([String])
    /// The file is left alone for this reason.
    case refused(Text)
  }

  /// Replaces a judged file by header, the same codes, and a pad byte where needed; whole or not at
  /// all, with the permissions that it has. A link stays one: what it leads to is repaired.
  ///
  /// - Throws: ``PromptError`` where the file cannot be read.
  public static func repair(
    _ file: FileFindings, _ validator: PromptValidator
  ) throws(PromptError) -> Outcome {
    guard let facts = file.facts, let audio = audio(of: facts, validator.profile),
      file.findings.contains(where: { $0.remedy == .repair })
    else { return .unchanged }
    var strict = validator
    strict.ignoredRules = []
    if let ignored = strict.findings(facts, name: "").first(where: {
      $0.remedy == .repair && validator.ignoredRules.contains($0.rule)
    }) {
      return .refused(
        Text(
          english: "that would also change what is ignored: \(ignored.rule)",
          chinese: "这也会改变被忽略的规则所涉及的内容：\(ignored.rule)"))
    }
    let path = FileSystem.realFile(file.path)
    if let obstacle = FileSystem.obstacle(toReplacing: path) { return .refused(words(obstacle)) }
    let codes = try PromptError.wrapping { () throws(AudioFileError) in
      try InputFile(path: path).bytes(at: audio.offset, count: audio.count)
    }
    guard codes.count == audio.count else { return .unchanged }
    do {
      try AtomicFile.write(
        WAVWriter.parts(of: codes, facts.wavFormat ?? validator.profile.format), to: path,
        replacing: true,
        keepsPermissions: true)
    } catch {
      return .refused(
        Text(english: "it cannot be written: \(error)", chinese: "无法写入：\(error.words.chinese)"))
    }
    let remaining = Set(try validator.findings(on: file.path).findings.map(\.rule))
    return .repaired(
      file.findings.map(\.rule).filter { !remaining.contains($0) }
        .reduce(into: []) { rules, rule in if !rules.contains(rule) { rules.append(rule) } })
  }

  /// Clears away what repairs and conversions left in the folders of judged files when they were
  /// killed. For a single file, its folder is looked through only if the file is to be repaired:
  /// with many files in it, that takes longer than to judge one.
  public static func removeAbandoned(besides files: [FileFindings]) {
    let repairable = files.filter { file in
      files.count > 1 || file.findings.contains { $0.remedy == .repair }
    }
    let folders = Set(
      repairable.map { PathName(FileSystem.realFile($0.path)).folder ?? "." })
    folders.forEach { AtomicFile.removeAbandoned(in: $0) }
  }

  private static func words(_ obstacle: FileSystem.ReplacementObstacle) -> Text {
    switch obstacle {
    case .unreadable(let error): Text(english: "\(error)", chinese: error.words.chinese)
    case .readOnly: Text(english: "it is read-only", chinese: "它是只读的")
    case .severalNames: Text(english: "it has several names (hard links)", chinese: "它有多个名称（硬链接）")
    }
  }

  /// Where the audio of a file stands whose audio is right, whatever the bytes around it are; nil
  /// where rewriting those is not enough.
  static func audio(
    of facts: WAVFacts, _ profile: PlatformProfile
  ) -> (offset: Int, count: Int)? {
    guard let format = facts.format, let data = facts.data,
      let wanted = facts.wavFormat, profile.takes(wanted),
      format.bitsPerSample == wanted.bitsPerSample,
      ["fmt ", "data"].allSatisfy({ id in facts.chunks.count { $0.id == id } == 1 }),
      // Bytes that nobody accounts for may be audio.
      facts.strayOffset == nil, !facts.trailingIsRIFF,
      (1...maximumSize).contains(data.presentSize)
    else { return nil }
    if data.statedSize == data.presentSize { return (data.contentOffset, data.presentSize) }
    // A size that was never filled in means: up to the file's end, or as far as `fact` says.
    guard data.statedSize >= 0xFFFF_FF00 else { return nil }
    let stated = facts.factSampleCount.map { $0 * wanted.bytesPerFrame }
    return (data.contentOffset, min(stated ?? data.presentSize, data.presentSize))
  }
}

extension PlatformProfile {
  /// Whether prompts may have a format, as far as anybody knows.
  fileprivate func takes(_ format: WAVFormat) -> Bool {
    guard headerless == nil, let accepted, let rates = accepted.sampleRates else {
      return headerless == nil
    }
    return accepted.has(tag: Int(format.encoding.waveFormatTag))
      && rates.contains(format.sampleRate)
      && accepted.channelCounts?.contains(format.channelCount) ?? true
  }
}
