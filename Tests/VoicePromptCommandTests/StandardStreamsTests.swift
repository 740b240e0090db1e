import TestSupport
import Testing

/// `-` as a recording, a prompt, a request, and as the place of a prompt.
@Suite struct StandardStreamsTests {
  private let folder = TemporaryFolder()

  private func addRecording(seconds: Int = 1) throws {
    let samples = (0..<8000 * seconds).map { Int16($0 * 37 % 20_000 - 10_000) }
    try folder.write(SoundFixture.wav(samples), to: "a.wav")
  }

  @Test func aRecordingComesInAndItsPromptGoesOut() async throws {
    try addRecording()
    let run = try await CommandRun(
      shell: "cat a.wav | \"$0\" convert - -o - > out.wav", in: folder)
    #expect(run.status == 0)
    #expect(run.errors.hasPrefix("- -> -  1.00 s  8,058 bytes\n1 of 1 file converted"))
    let file = try await CommandRun("convert", "a.wav", in: folder)
    #expect(file.status == 0)
    #expect(try folder.read("out.wav") == folder.read("prompts/a.wav"))
  }

  @Test func aRecordingFromAPipeGetsAName() async throws {
    try addRecording()
    let named = try await CommandRun(
      shell: "cat a.wav | \"$0\" convert - --for waitVoice", in: folder)
    #expect(named.output == "- -> prompts/waitVoice.wav  1.00 s  8,058 bytes\n")
    let again = try await CommandRun(
      shell: "\"$0\" convert - --name b -o out --json < a.wav", in: folder)
    #expect(again.output.contains(#""output":"out/b.wav""#))
    #expect(again.output.contains(#""source":"-""#))
    let nameless = try await CommandRun(shell: "\"$0\" convert - < a.wav", in: folder)
    #expect(
      nameless.errors.hasPrefix(
        "error: - has no name: say --name, --for, or -o - for standard output.\n"))
    #expect(nameless.status == 2)
  }

  @Test func whatFailsWritesNothing() async throws {
    try addRecording()
    let run = try await CommandRun(
      shell: "head -c 9000 a.wav | \"$0\" convert - -o - > out.wav; echo $?; wc -c < out.wav",
      in: folder)
    #expect(run.output.split(whereSeparator: \.isWhitespace) == ["1", "0"])
    #expect(run.errors.hasPrefix("error: -: cut short: of 1.00 s of audio"))
    let empty = try await CommandRun(shell: "\"$0\" convert - -o - < /dev/null", in: folder)
    #expect(
      empty.errors.hasPrefix("error: -: the file is empty (0 bytes); copy or record it again\n"))
    #expect(empty.status == 1)
  }

  @Test(arguments: [
    "convert - a.wav --name b", "convert a.wav a.wav -o -", "convert a.wav -o - --json",
    "validate - a.wav", "validate - --fix",
  ])
  func whatMakesNoSenseIsRefused(_ line: String) async throws {
    try addRecording()
    let run = try await CommandRun(shell: "\"$0\" \(line) < a.wav", in: folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
  }

  @Test func aClosedPipeEndsQuietly() async throws {
    try addRecording(seconds: 100)
    let run = try await CommandRun(
      shell: "\"$0\" convert a.wav -o - --max-size 10MB | head -c 10 > /dev/null", in: folder)
    #expect(run.errors.isEmpty)
  }

  @Test func dryRunWritesNothing() async throws {
    try addRecording()
    let run = try await CommandRun("convert", "a.wav", "-o", "-", "--dry-run", in: folder)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("a.wav      WAV 16-bit PCM, 8000 Hz, mono  1.00 s"))
  }

  @Test func aPromptIsJudgedWhateverItIsCalled() async throws {
    try folder.write(PromptFixture.file(PromptFixture.codes(8000)), to: "any name.bin")
    let good = try await CommandRun(shell: "\"$0\" validate - < 'any name.bin'", in: folder)
    #expect(good.status == 0, "\(good.output)")
    try folder.write(
      PromptFixture.file(PromptFixture.codes(8000)) { $0.rate = 16_000 }, to: "bad.wav")
    let bad = try await CommandRun(shell: "cat bad.wav | \"$0\" validate -", in: folder)
    #expect(bad.output.hasPrefix("-: error: the sample rate"))
    #expect(bad.status == 1)
  }

  @Test func aRequestIsChecked() async throws {
    try folder.write(PromptFixture.file(PromptFixture.codes(8000)), to: "prompts/a.wav")
    let run = try await CommandRun(
      shell: "echo '{\"waitVoice\": \"b.wav\"}' | \"$0\" check-request -", in: folder)
    #expect(run.output.contains("-:1:15: error: waitVoice: there is no b.wav in prompts"))
    #expect(run.status == 1)
    let none = try await CommandRun(shell: "\"$0\" check-request - < /dev/null", in: folder)
    #expect(none.status == 1, "\(none.errors)")
  }
}
