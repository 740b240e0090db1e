import AudioFiles
import VoicePromptReports
import VoicePrompts

/// Keeps what a report writes.
final class RecordingStream: ReportStream {
  private(set) var results: [String] = []
  private(set) var documents: [String] = []
  private(set) var messages: [String] = []
  private(set) var summaries: [String] = []

  func result(_ line: String) { results.append(line) }
  func result(_ line: String, _ severity: Severity, _ rest: String) {
    results.append(line + severity.rawValue + rest)
  }
  func document(_ line: String) { documents.append(line) }
  func message(_ text: Text) { messages.append("\(text)") }
  func message(_ severity: Severity, _ text: Text) {
    messages.append("\(severity.rawValue): \(text)")
  }
  func summary(_ markdown: String) { summaries.append(markdown) }
}
