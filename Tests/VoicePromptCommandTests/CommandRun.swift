import Foundation
import Subprocess
import TestSupport

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// One run of the built command, with everything that it printed.
struct CommandRun {
  let status: Int32
  let output: String
  let errors: String

  /// Runs `voiceprompt` in `folder`, with standard input closed.
  init(_ arguments: String..., in folder: TemporaryFolder) async throws {
    try await self.init(arguments, in: folder)
  }

  /// - Parameters:
  ///   - stepSummary: the file that GitHub would name.
  ///   - environment: variables besides those of the test.
  ///   - user: who runs it, which only root may choose.
  init(
    _ arguments: [String], in folder: TemporaryFolder, stepSummary: String = "",
    environment: [Environment.Key: String] = [:], user: uid_t? = nil
  ) async throws {
    var options = PlatformOptions()
    options.userID = user
    var command = Self.command
    if user != nil {
      // The folder of the build may be closed to others.
      command = folder("voiceprompt")
      try? FileManager.default.removeItem(atPath: command)
      try FileManager.default.copyItem(atPath: Self.command, toPath: command)
    }
    try await self.init(
      command, arguments, in: folder,
      .inherit.updating(
        environment.merging(["GITHUB_STEP_SUMMARY": stepSummary, "VOICEPROMPT_LANG": "en"]) {
          own, _ in
          own
        }), options)
  }

  /// Runs a line of shell, in which `$0` is the command.
  init(shell line: String, in folder: TemporaryFolder) async throws {
    try await self.init(
      "/bin/sh", ["-c", line, Self.command], in: folder,
      .inherit.updating(["VOICEPROMPT_LANG": "en"]), PlatformOptions())
  }

  private init(
    _ program: String, _ arguments: [String], in folder: TemporaryFolder,
    _ environment: Environment, _ options: PlatformOptions
  ) async throws {
    let result = try await run(
      .path(FilePath(program)),
      arguments: Arguments(arguments),
      environment: environment,
      workingDirectory: FilePath(folder.path),
      platformOptions: options,
      output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20))
    guard case .exited(let code) = result.terminationStatus else {
      throw Failure(message: "\(result.terminationStatus)")
    }
    status = Int32(code)
    output = result.standardOutput
    errors = result.standardError
  }

  /// The command did not end by itself.
  struct Failure: Error {
    let message: String
  }

  /// `errors` without the summary's times, which no two runs share.
  var timelessErrors: String {
    errors.replacing(#/ of audio in .* times real time/#, with: " of audio")
  }

  /// Somebody who may not do everything: root becomes nobody, others stay who they are.
  static let nobody: uid_t? = getuid() == 0 ? 65_534 : nil

  /// Whether ``nobody`` can work in the folders of tests.
  static let nobodyReachesFolders: Bool = {
    var path = NSTemporaryDirectory()
    while nobody != nil, path.count > 1 {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard (attributes?[.posixPermissions] as? Int ?? 0) & 0o001 != 0 else { return false }
      path = (path as NSString).deletingLastPathComponent
    }
    return true
  }()

  /// Beside the test bundle, where SwiftPM builds both.
  static let command: String = {
    var folder = (CommandLine.arguments[0] as NSString).deletingLastPathComponent
    while folder != "/" {
      let candidate = folder + "/voiceprompt"
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return "voiceprompt"
  }()
}
