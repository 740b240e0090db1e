/// Rewrites a prompt file in the platform's form without touching its audio.
public enum PromptRepair {
  /// Audio beyond this is not taken into memory; no prompt is larger, whatever the limit.
  private static let maximumSize = 64_000_000

  /// Replaces the file at `report.path` by header, the same A-law codes, and a pad byte where needed;
  /// whole or not at all.
  ///
  /// - Returns: the ids of the rules that hold now and did not before, in the order of the rules;
  ///   none where nothing can be repaired, or has to be.
  /// - Throws: ``PromptError`` where the file cannot be read or written.
  public static func repair(
    _ report: PromptValidator.Report, _ validator: PromptValidator
  ) throws(PromptError) -> [String] {
    guard let data = repairableData(report.facts) else { return [] }
    let before = Set(report.findings.map(\.rule))
    let path = report.path
    let file = try InputFile(path: path)
    let codes = try file.bytes(at: data.offset + 8, count: data.presentSize)
    guard codes.count == data.presentSize else { return [] }
    let parts = WAVWriter.parts(of: codes)
    // Nothing is written where nothing would change.
    guard try file.bytes(at: 0, count: file.size) != parts.flatMap({ $0 }) else { return [] }
    do {
      try AtomicFile.write(parts, to: path, replacing: true)
    } catch {
      throw PromptError(path, .unwritable(path, error))
    }
    let after = try validator.report(on: path)
    let remaining = Set(after.findings.map(\.rule))
    return PromptRule.all.map(\.id).filter { before.contains($0) && !remaining.contains($0) }
  }

  /// Whether the audio is right, so that rewriting the bytes around it is enough.
  static func isRepairable(_ facts: WAVFacts) -> Bool { repairableData(facts) != nil }

  /// The audio of a file whose audio is right, whatever the bytes around it are.
  private static func repairableData(_ facts: WAVFacts) -> WAVFacts.Chunk? {
    guard let format = facts.format, let data = facts.data,
      format.effectiveTag == Int(PromptSpec.formatTag),
      format.sampleRate == PromptSpec.sampleRate,
      format.channelCount == PromptSpec.channelCount,
      format.bitsPerSample == PromptSpec.bitsPerSample,
      ["fmt ", "data"].allSatisfy({ id in facts.chunks.count { $0.id == id } == 1 }),
      (1...maximumSize).contains(data.presentSize)
    else { return nil }
    // A size that was never filled in means: up to the file's end. Any other is a promise.
    let isOpen = data.statedSize >= 0xFFFF_FF00
    return isOpen || data.statedSize == data.presentSize ? data : nil
  }
}
