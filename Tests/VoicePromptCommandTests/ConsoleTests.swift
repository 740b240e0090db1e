import Foundation
import TestSupport
import Testing

@testable import VoicePromptCommand

@Suite struct ConsoleTests {
  @Test func colorsAndProgressAreForTerminalsThatCanShowThem() {
    #expect(Console.movesCursor(true, type: "xterm-256color"))
    #expect(Console.movesCursor(true, type: nil))
    #expect(!Console.movesCursor(true, type: "dumb"))
    #expect(!Console.movesCursor(false, type: "xterm"))
  }

  private let folder = TemporaryFolder()

  init() throws {
    let sound = Signal.noise(frames: 800, seed: 1, amplitude: 0.2)
    try folder.write(SoundFixture.wav(sound.map { Int16($0 * 32767) }), to: "m/welcome.wav")
    try folder.write(
      PromptFixture.file(PromptFixture.codes(800)) { $0.fact = nil }, to: "p/waitVoice.wav")
    try folder.write(PromptFixture.file(PromptFixture.codes(800)), to: "p/notifyVoice.wav")
    try folder.write(
      "prompts: [{for: waitVoice, source: m/welcome.wav}]", to: "prompts.yml")
    try folder.write(#"{"waitVoice": "other.wav"}"#, to: "r/a.json")
  }

  /// Everything that writes to standard output, which then has something to say.
  private static let calls = [
    "", "--help", "--version", "help build", "build --help", "--generate-completion-script bash",
    "convert m", "convert m --dry-run", "convert m --json", "validate p",
    "validate p --format json",
    "validate p --format junit", "validate p --format sarif", "validate p --format github",
    "inspect m/welcome.wav", "inspect m/welcome.wav --json", "init m", "build -o out",
    "build --check", "check-request r --prompts p --api callback",
    "request notification --prompts p", "parameters", "parameters --json", "rules",
    "rules --markdown", "rules silence",
  ]

  /// What the streams that cannot be written to say.
  private static let outputs = [
    ">&-": "Bad file descriptor", ">/dev/full": "No space left on device",
  ]

  @Test(arguments: calls)
  func resultsThatCannotBeWrittenAreStatus2(_ call: String) async throws {
    for (output, reason) in Self.outputs where output == ">&-" || Self.hasFullDevice {
      let run = try await CommandRun(
        shell: "\"$0\" \(call) \(output); s=$?; rm -rf prompts out m/prompts.yml; exit $s",
        in: folder)
      #expect(
        run.errors.hasSuffix(
          "error: the results could not be written to standard output: \(reason)\n"), "\(output)")
      #expect(run.status == 2, "\(output)")
      #expect(run.output == "")
    }
  }

  private static let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")

  @Test(arguments: calls)
  func whoeverClosesThePipeHasReadEnough(_ call: String) async throws {
    let run = try await CommandRun(
      shell: """
        mkfifo pipe; true <pipe & exec 3>pipe; wait
        "$0" \(call) >&3
        """, in: folder)
    #expect(!run.errors.contains("standard output"))
    #expect(run.status == 2)
  }

  @Test func noFileIsWrittenInPlaceOfAClosedStream() async throws {
    let right = try await CommandRun("convert", "m", "-o", "right", in: folder)
    #expect(right.status == 0)
    for (number, streams) in [">&-", "2>&-", "<&- >&- 2>&-"].enumerated() {
      _ = try await CommandRun(shell: "\"$0\" convert m -o out\(number) \(streams)", in: folder)
      #expect(
        try folder.read("out\(number)/welcome.wav") == folder.read("right/welcome.wav"),
        "\(streams)")
    }
    let quiet = try await CommandRun(shell: "\"$0\" convert m --quiet >&- 2>&-", in: folder)
    #expect(quiet.status == 0)
  }
}
