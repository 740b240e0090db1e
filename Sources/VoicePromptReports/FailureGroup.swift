public import AudioFiles
public import VoicePrompts

/// Failures with one cause, which one thing may help.
public struct FailureGroup {
  private var failures: [PromptError]

  /// Writes failures by their causes.
  ///
  /// - Parameters:
  ///   - severity: of the messages.
  ///   - prefix: goes before what is said of them: `left out: `.
  ///   - setting: where remedies are carried out.
  public static func write(
    _ failures: [PromptError], _ severity: Severity = .error,
    after prefix: Text = Text(english: "", chinese: ""),
    in setting: Remedy.Setting = .command, to stream: any ReportStream
  ) {
    for group in all(of: failures) { group.write(severity, prefix, setting, to: stream) }
  }

  /// In the order of their first failures.
  private static func all(of failures: [PromptError]) -> [FailureGroup] {
    var groups: [FailureGroup] = []
    for failure in failures {
      if let index = groups.firstIndex(where: { $0.failures[0].cause == failure.cause }) {
        groups[index].failures.append(failure)
      } else {
        groups.append(FailureGroup(failures: [failure]))
      }
    }
    return groups
  }

  /// A line for one failure; for several, what to do about them all, and a line each.
  private func write(
    _ severity: Severity, _ prefix: Text, _ setting: Remedy.Setting, to stream: any ReportStream
  ) {
    guard failures.count > 1 else {
      let line = failures[0].line(in: setting)
      return stream.message(
        severity, Text(english: "\(prefix)\(line)", chinese: "\(prefix)\(line)"))
    }
    let (count, code) = (failures.count, failures[0].code)
    let remedy = remedy(in: setting)
    stream.message(
      severity,
      Text(
        english: "\(prefix)\(count.grouped) files [\(code)]" + (remedy.map { "; \($0)" } ?? ""),
        chinese: "\(prefix)\(count.grouped) 个文件 [\(code)]" + (remedy.map { "；\($0)" } ?? "")))
    for failure in failures {
      let line = remedy == nil ? failure.line(in: setting) : failure.descriptionInGroup
      stream.message(Text(english: "  \(line)", chinese: "  \(line)"))
    }
  }

  /// What helps against all of them; nil where each needs something else.
  private func remedy(in setting: Remedy.Setting) -> Text? {
    if let first = failures[0].remedy?.words(in: setting),
      failures.allSatisfy({ $0.remedy?.words(in: setting) == first })
    {
      return first
    }
    let remedies = failures.compactMap(\.remedy)
    guard remedies.count == failures.count else { return nil }
    if remedies.allSatisfy({ $0.newName != nil }) {
      return Text(
        english: "use --rename to write the names on the right",
        chinese: "用 --rename 按右侧的名称写出")
    }
    return FFmpeg.command(forAll: remedies).map { command in
      Text(english: "convert them first: \(command)", chinese: "先将它们转换：\(command)")
    }
  }
}

extension PromptError {
  /// Its code, and where FFmpeg helps its options, so that one command can help a group.
  fileprivate var cause: [String] {
    if case .convertWithFFmpeg(_, let options)? = remedy { [code.id, options] } else { [code.id] }
  }

  /// Path, what was found, and what is its own in a remedy that many share.
  fileprivate var descriptionInGroup: Text {
    let target = remedy?.newName.map { " -> \($0)" } ?? ""
    return Text(english: "\(self)\(target)", chinese: "\(self)\(target)")
  }
}

extension Remedy {
  fileprivate var newName: String? {
    if case .rename(let name) = self { name } else { nil }
  }
}
