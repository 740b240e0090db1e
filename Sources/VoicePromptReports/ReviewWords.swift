package import AudioFiles
package import VoicePrompts

extension PromptReview.State {
  /// In a word or two.
  package var words: Text {
    switch self {
    case .finished: Text(english: "finished", chinese: "已完成")
    case .recording: Text(english: "recording, not converted", chinese: "录音，未转换")
    case .current: Text(english: "up to date", chinese: "最新")
    case .outdated: Text(english: "outdated", chinese: "已过期")
    case .edited: Text(english: "changed by hand", chinese: "被手工修改")
    case .missing: Text(english: "missing", chinese: "缺少")
    case .unbuilt: Text(english: "not from a build", chinese: "不是构建所得")
    case .unused: Text(english: "not in the set", chinese: "不在提示音集中")
    case .failed: Text(english: "failed", chinese: "失败")
    }
  }

  /// Whether somebody has to do something.
  var needsWork: Bool {
    switch self {
    case .finished, .recording, .current: false
    case .outdated, .edited, .missing, .unbuilt, .unused, .failed: true
    }
  }
}

extension Severity {
  /// In a word.
  var words: Text {
    switch self {
    case .note: Text(english: "note", chinese: "说明")
    case .warning: Text(english: "warning", chinese: "警告")
    case .error: Text(english: "error", chinese: "错误")
    }
  }

  /// `3 errors`
  func words(counted count: Int) -> Text {
    let severity = words
    return Text(
      english: "\(count.grouped) \(severity)\(count == 1 ? "" : "s")",
      chinese: "\(count.grouped) 个\(severity)")
  }
}

extension Sequence<FileFindings> {
  /// `3 errors, 1 warning`, or that there is nothing.
  var countWords: Text {
    var counts: [Text] = [Severity.error, .warning, .note].compactMap { severity in
      let count = reduce(0) { $0 + $1.count(severity) }
      return count == 0 ? nil : severity.words(counted: count)
    }
    let failures = reduce(0) { $0 + ($1.failure == nil ? 0 : 1) }
    if failures > 0 {
      counts.append(
        Text(english: "\(failures.grouped) failed", chinese: "\(failures.grouped) 个失败"))
    }
    let words = counts
    if words.isEmpty { return Text(english: "no findings", chinese: "没有检查结果") }
    return Text(
      english: words.map(\.description).joined(separator: ", "),
      chinese: words.map(\.description).joined(separator: "，"))
  }
}

extension Double {
  /// With a sign, and one decimal: `+1.0`, `-0.3`, `0.0`.
  var signed: String {
    let text = fixed(1)
    return self > 0 && text != "0.0" ? "+" + text : text
  }
}
