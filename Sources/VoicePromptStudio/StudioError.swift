internal import AudioFiles
internal import SystemPackage
internal import VoicePromptReports
internal import VoicePrompts

/// Why the studio cannot start.
enum StudioError: Error {
  /// Somebody has started it by hand, or another version has.
  case notStartedByCommand
  case settings(PromptError)
  /// There is nothing at the place that was named.
  case noPlace(String)
  case noFolder(Errno)
  case noPort(Int, Errno?)

  /// What was found and what to do.
  var message: Text {
    switch self {
    case .notStartedByCommand:
      Text(
        english: "error: this program is started by: voiceprompt studio",
        chinese: "错误：此程序由以下命令启动：voiceprompt studio")
    case .settings(let error):
      Text(english: "error: \(error.line)", chinese: "错误：\(error.line)")
    case .noPlace(let place):
      Text(
        english: "error: there is no \(place); name a folder of recordings or a set",
        chinese: "错误：没有 \(place)；请写明录音文件夹或提示音集")
    case .noFolder(let error):
      Text(
        english:
          "error: the folder for temporary files cannot be written to: \(error); name another "
          + "one with TMPDIR",
        chinese: "错误：无法写入临时文件夹：\(error)；请用 TMPDIR 指定其他文件夹")
    case .noPort(let port, .addressInUse):
      Text(
        english: "error: port \(port) is in use; choose another one with --port, or none",
        chinese: "错误：端口 \(port) 已被占用；请用 --port 选择其他端口，或不指定")
    case .noPort(let port, let error):
      Text(
        english: "error: port \(port) cannot be listened on"
          + (error.map { ": \($0)" } ?? "") + "; choose another one with --port, or none",
        chinese: "错误：无法监听端口 \(port)" + (error.map { "：\($0)" } ?? "") + "；请用 --port 选择其他端口，或不指定")
    }
  }
}
