import Foundation
import TestSupport
import Testing

/// How the command becomes the studio, and how that ends.
@Suite struct StudioTests {
  private let folder = TemporaryFolder()

  /// A studio that has said where it is.
  private struct Running {
    let process: Process
    let address: String
    let errors: Pipe
  }

  private func start(_ arguments: String...) throws -> Running {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandRun.command)
    process.arguments = ["studio", "--no-open"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    var environment = ProcessInfo.processInfo.environment
    environment["TMPDIR"] = folder("tmp")
    environment["VOICEPROMPT_LANG"] = "en"
    process.environment = environment
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try FileManager.default.createDirectory(
      atPath: folder("tmp"), withIntermediateDirectories: true)
    try process.run()
    // One line, without waiting for the end.
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    return Running(process: process, address: line, errors: errors)
  }

  private var sessions: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder("tmp"))) ?? []).sorted()
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSignalEndsItAndLeavesNothing(_ signal: Int32) throws {
    let studio = try start()
    #expect(studio.address.contains(#/^http:\/\/127\.0\.0\.1:[0-9]+\/[0-9a-f]{32}\/\n$/#))
    #expect(sessions.count == 1)
    kill(studio.process.processIdentifier, signal)
    studio.process.waitUntilExit()
    #expect(studio.process.terminationReason == .exit)
    #expect(studio.process.terminationStatus == 0)
    #expect(sessions.isEmpty)
  }

  @Test func whatAKilledOneHasLeftIsRemovedByTheNext() throws {
    let first = try start()
    kill(first.process.processIdentifier, SIGKILL)
    first.process.waitUntilExit()
    #expect(sessions.count == 1)
    let second = try start()
    #expect(sessions.count == 1)
    kill(second.process.processIdentifier, SIGINT)
    second.process.waitUntilExit()
    #expect(sessions.isEmpty)
  }

  @Test func aPortThatIsTakenIsTold() async throws {
    let first = try start()
    defer { kill(first.process.processIdentifier, SIGINT) }
    let port = try #require(first.address.firstMatch(of: #/:([0-9]+)\//#)).1
    let run = try await CommandRun("studio", "--no-open", "--port", "\(port)", in: folder)
    #expect(run.status == 2)
    #expect(
      run.errors
        == "error: port \(port) is in use; choose another one with --port, or none\n")
    #expect(run.output.isEmpty)
  }

  @Test func whatCannotBeOpenedIsTold() async throws {
    let missing = try await CommandRun("studio", "--no-open", "missing", in: folder)
    #expect(missing.status == 2)
    #expect(
      missing.errors == "error: there is no missing; name a folder of recordings or a set\n")
    let port = try await CommandRun("studio", "--port", "70000", in: folder)
    #expect(port.status == 2)
    #expect(port.errors.hasPrefix("error: --port must be 0 to 65535."))
    try folder.write("profile: nobody\n", to: ".voiceprompt.yml")
    let settings = try await CommandRun("studio", "--no-open", in: folder)
    #expect(settings.status == 2)
    #expect(settings.errors.hasPrefix("error: "))
    #expect(settings.errors.contains(".voiceprompt.yml:1:10"))
  }

  @Test func whereItIsMissingTheNextStepIsTold() async throws {
    try FileManager.default.copyItem(atPath: CommandRun.command, toPath: folder("voiceprompt"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: folder("voiceprompt"))
    process.arguments = ["studio", "--lang", "en"]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(text.hasPrefix("error: there is no "))
    #expect(
      text.hasSuffix(
        "/voiceprompt-studio, which is the studio; install it beside voiceprompt, or build both "
          + "with script/build\n"))
  }

  @Test func aLinkLeadsToTheProgramBesideTheCommand() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: CommandRun.command)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: folder("link"))
    process.arguments = ["studio", "--no-open"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    #expect(line.hasPrefix("http://127.0.0.1:"))
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func nobodyStartsItByHand() throws {
    let program = CommandRun.command + "-studio"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["--port=0"]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(text.contains("voiceprompt studio"))
  }
}
