internal import AudioFiles
internal import VoicePrompts

/// One line that tells how far a batch is: files done, audio seconds a second, time left.
struct ProgressBar {
  let totalFiles: Int
  let totalBytes: Int

  /// The line after `seconds` of work.
  ///
  /// The time left goes by the bytes of the recordings that are done, because durations are not known
  /// before files are opened.
  func line(_ done: WorkProgress.Snapshot, after seconds: Double) -> String {
    let share = totalBytes > 0 ? Double(done.finishedBytes) / Double(totalBytes) : 0
    let width = 24
    let filled = min(width, Int(share * Double(width)))
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    let files = "\(done.finishedFiles)/\(totalFiles)"
    var line = "[\(bar)] \(Text(english: "\(files) files", chinese: "\(files) 个文件"))"
    if seconds > 0 { line += "  \(Int(done.audioSeconds / seconds).grouped) s/s" }
    if share > 0, share <= 1 {
      let left = (seconds * (1 - share) / share).duration
      line += "  \(Text(english: "\(left) left", chinese: "剩余 \(left)"))"
    }
    return line
  }
}
