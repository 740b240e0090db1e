internal import Foundation

extension TemporaryFolder {
  /// Writes a shell script that can be run.
  ///
  /// - Returns: its path.
  @discardableResult
  public func writeProgram(_ script: String, to name: String) throws -> String {
    let text = try write("#!/bin/sh\n\(script)\n", to: name + ".sh")
    // Copied by another process: what a third one inherits of a file that we write keeps it from
    // being run.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "cp \"$0\" \"$1\" && chmod 755 \"$1\"", text, self(name)]
    try process.run()
    process.waitUntilExit()
    return self(name)
  }

  /// Writes an ffmpeg that says its version, and for everything else runs a script.
  ///
  /// - Returns: its path.
  @discardableResult
  public func writeFFmpeg(_ script: String, to name: String = "bin/ffmpeg") throws -> String {
    try writeProgram(
      "case \"$*\" in *-version) echo ffmpeg version 7.fake Copyright; exit;; esac\n" + script,
      to: name)
  }
}

/// Programs that tests use where they are installed.
public enum InstalledProgram {
  /// The ffmpeg on the PATH; nil where there is none.
  public static let ffmpeg: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return folders.split(separator: ":").map { $0 + "/ffmpeg" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Runs the installed ffmpeg.
  public static func runFFmpeg(_ arguments: [String]) throws {
    guard let ffmpeg else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ffmpeg)
    process.arguments = ["-v", "error", "-nostdin", "-y"] + arguments
    try process.run()
    process.waitUntilExit()
  }
}
