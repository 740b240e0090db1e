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
    case refused(String)
  }

  /// Replaces the file at `report.path` by header, the same A-law codes, and a pad byte where needed;
  /// whole or not at all, with the permissions that it has. A link stays one: what it leads to is
  /// repaired.
  ///
  /// - Throws: ``PromptError`` where the file cannot be read.
  public static func repair(
    _ report: PromptValidator.Report, _ validator: PromptValidator
  ) throws(PromptError) -> Outcome {
    guard let audio = repairableAudio(report.facts),
      report.findings.contains(where: { $0.remedy == PromptRule.repair })
    else { return .unchanged }
    var strict = validator
    strict.ignoredRules = []
    let all = strict.findings(report.facts, name: "", nameTwin: nil)
    if let ignored = all.first(where: {
      $0.remedy == PromptRule.repair && validator.ignoredRules.contains($0.rule)
    }) {
      return .refused("that would also change what is ignored: \(ignored.rule)")
    }
    let path = FileSystem.realFile(report.path)
    if let obstacle = FileSystem.obstacle(toReplacing: path) { return .refused(obstacle) }
    let file = try InputFile(path: path)
    let codes = try file.bytes(at: audio.offset, count: audio.count)
    guard codes.count == audio.count else { return .unchanged }
    do {
      try AtomicFile.write(
        WAVWriter.parts(of: codes), to: path, replacing: true, keepsPermissions: true)
    } catch {
      return .refused("it cannot be written: \(error)")
    }
    let remaining = Set(try validator.report(on: report.path).findings.map(\.rule))
    let before = Set(report.findings.map(\.rule))
    return .repaired(
      PromptRule.all.map(\.id).filter { before.contains($0) && !remaining.contains($0) })
  }

  /// Whether the audio is right, so that rewriting the bytes around it is enough.
  static func isRepairable(_ facts: WAVFacts) -> Bool { repairableAudio(facts) != nil }

  /// Where the audio of a file stands whose audio is right, whatever the bytes around it are.
  private static func repairableAudio(_ facts: WAVFacts) -> (offset: Int, count: Int)? {
    guard let format = facts.format, let data = facts.data,
      format.effectiveTag == Int(PromptSpec.formatTag),
      format.sampleRate == PromptSpec.sampleRate,
      format.channelCount == PromptSpec.channelCount,
      format.bitsPerSample == PromptSpec.bitsPerSample,
      ["fmt ", "data"].allSatisfy({ id in facts.chunks.count { $0.id == id } == 1 }),
      // Bytes that nobody accounts for may be audio.
      facts.strayOffset == nil, !facts.trailingIsRIFF,
      (1...maximumSize).contains(data.presentSize)
    else { return nil }
    let offset = data.offset + 8
    if data.statedSize == data.presentSize { return (offset, data.presentSize) }
    // A size that was never filled in means: up to the file's end, or as far as `fact` says.
    guard data.statedSize >= 0xFFFF_FF00 else { return nil }
    return (offset, facts.factSampleCount.map { min($0, data.presentSize) } ?? data.presentSize)
  }
}
