import Foundation
import TestSupport
import Testing

@testable import VoicePromptCommand

@Suite struct PlatformTests {
  @Test func theArgumentsAreThoseOfTheCLibraryOrElseOfSwift() {
    #expect(Platform.arguments(["voiceprompt", "a"], or: ["x", "y"]) == ["a"])
    #expect(Platform.arguments([], or: ["voiceprompt", "b"]) == ["b"])
    #expect(Platform.arguments(["voiceprompt"], or: []) == [])
    #expect(Platform.arguments([], or: []) == nil)
  }

  #if os(Linux)
    @Test func theCLibraryHandsOverWhatTheProcessWasStartedWith() {
      #expect(Platform.kept.isEmpty || Platform.kept == CommandLine.arguments)
    }

    /// Takes /proc away from a process, which only root may do, and not in every container.
    private static let withoutProc = "unshare -m sh -c 'umount -l /proc && exec \"$0\" \"$@\"' "

    private static let canHideProc: Bool = {
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/sh")
      shell.arguments = ["-c", withoutProc + "true"]
      shell.standardError = FileHandle.nullDevice
      try? shell.run()
      shell.waitUntilExit()
      return shell.terminationStatus == 0
    }()

    @Test(.enabled(if: canHideProc, "/proc cannot be taken away here"))
    func theCommandNeedsNoProc() async throws {
      let folder = TemporaryFolder()
      try folder.write(SoundFixture.wav([1, 2, 3]), to: "a b.wav")
      let run = try await CommandRun(
        shell: Self.withoutProc + "\"$0\" convert 'a b.wav' --name c", in: folder)
      #expect(run.output == "a b.wav -> prompts/c.wav  0.00 s  62 bytes\n")
      #expect(run.status == 0)
      let wrong = try await CommandRun(shell: Self.withoutProc + "\"$0\" nonsense", in: folder)
      #expect(wrong.status == 2)
    }
  #endif
}
