import Foundation
import TestSupport
import Testing

@Suite struct InterruptionTests {
  private let folder = TemporaryFolder()

  /// At a rate that no small fraction takes to 8000 Hz, so that the work lasts for seconds.
  private static let recording = SoundFixture.wav(
    float: Signal.noise(frames: 100_000), rate: 44_056)

  init() throws {
    for index in 0..<40 { try folder.write(Self.recording, to: "in/\(index).wav") }
  }

  /// Starts a conversion that takes seconds and sends it a signal as soon as it has begun to write.
  private func interrupt(_ signal: Int32) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandRun.command)
    process.arguments = ["convert", "in", "-o", "out", "--jobs", "2"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, !FileManager.default.fileExists(atPath: folder("out")) {
      usleep(2000)
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func anInterruptedBatchLeavesWholeFilesOnly(_ signal: Int32) throws {
    let process = try interrupt(signal)
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == signal)
    try expectWholeFiles()
    #expect(!folder.files().contains { $0.hasSuffix(".tmp") })
  }

  @Test func aSignalThatIsIgnoredStaysIgnored() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "trap '' HUP; '\(CommandRun.command)' convert in -o out --jobs 2 --quiet & kid=$!; "
        + "while [ ! -e out ]; do sleep 0.01; done; kill -HUP $kid; wait $kid",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(folder.files().filter { $0.hasPrefix("out/") }.count == 40)
  }

  @Test func aKilledBatchLeavesWholeFilesOnly() throws {
    _ = try interrupt(SIGKILL)
    try expectWholeFiles()
  }

  private func expectWholeFiles() throws {
    let written = folder.files().filter { $0.hasPrefix("out/") && $0.hasSuffix(".wav") }
    #expect(written.count < 40)
    for name in written {
      let expected = (100_000 * 8000 + 44_055) / 44_056
      #expect(try folder.read(name).count == 58 + expected + expected % 2)
    }
  }
}
