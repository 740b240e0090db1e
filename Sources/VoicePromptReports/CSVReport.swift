internal import AudioFiles
internal import TelephonyAudio
internal import VoicePrompts

/// A sheet of prompts for the upload and its review: RFC 4180, with the byte order mark that Excel
/// takes for UTF-8.
struct CSVReport {
  private let report: ReviewReport

  init(_ report: ReviewReport) {
    self.report = report
  }

  func write(to file: inout ReportFile) {
    file.append([0xEF, 0xBB, 0xBF])
    file.append(Self.line(Self.heading.map { .text("\($0)") }))
    for prompt in report.prompts { file.append(Self.line(Self.cells(of: prompt))) }
  }

  private static let heading = [
    Text(english: "recording", chinese: "录音"),
    Text(english: "prompt", chinese: "提示音"),
    Text(english: "request field", chinese: "请求字段"),
    Text(english: "duration (s)", chinese: "时长 (s)"),
    Text(english: "bytes", chinese: "字节"),
    Text(english: "level (dBov)", chinese: "响度 (dBov)"),
    Text(english: "SHA-256", chinese: "SHA-256 校验值"),
    Text(english: "state", chinese: "状态"),
    Text(english: "findings", chinese: "检查结果"),
    Text(english: "text", chinese: "文本"),
  ]

  private static func cells(of prompt: PromptReview) -> [Cell] {
    let facts = prompt.findings.facts
    return [
      .text(prompt.recording ?? ""),
      .text(prompt.name),
      .text(prompt.parameter?.name ?? ""),
      .number(facts?.duration?.fixed(2)),
      .number(facts.map { String($0.size) }),
      .number(prompt.sound?.speechLevel?.fixed(1)),
      .text(digest(of: prompt)),
      .text("\(prompt.state.words)"),
      .text("\([prompt.findings].countWords)"),
      .text(prompt.text ?? ""),
    ]
  }

  /// Of the prompt's file; empty where there is none, or it cannot be read any more.
  private static func digest(of prompt: PromptReview) -> String {
    do {
      guard let file = try prompt.file() else { return "" }
      var hash = SHA256()
      for offset in stride(from: 0, to: file.size, by: 1 << 18) {
        hash.update(try file.bytes(at: offset, count: 1 << 18))
      }
      return hash.finish()
    } catch {
      return ""
    }
  }

  // MARK: Cells

  enum Cell {
    case text(String)
    /// What we have written ourselves; nil for an empty one.
    case number(String?)

    /// As the file has it.
    var quoted: String {
      switch self {
      case .number(let number): number ?? ""
      case .text(let text): Self.quoted(text)
      }
    }

    /// What a spreadsheet would compute begins with one of these, in full width where its language
    /// is Chinese or Japanese; a quotation mark in front makes it a text.
    private static let computed: Set<Unicode.Scalar> = [
      "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]

    private static func quoted(_ text: String) -> String {
      let first = text.unicodeScalars.first { $0 != " " }
      let isComputed = first.map(computed.contains) ?? false
      let safe = (isComputed ? "'" : "") + text
      let needsQuotes = safe.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
      guard isComputed || needsQuotes else { return safe }
      let doubled = safe.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
      return "\"" + doubled.joined() + "\""
    }
  }

  static func line(_ cells: [Cell]) -> [UInt8] {
    Array((cells.map(\.quoted).joined(separator: ",") + "\r\n").utf8)
  }
}
