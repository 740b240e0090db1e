import TestSupport
import Testing

@Suite struct InspectTests {
  private let folder = TemporaryFolder()

  @Test func aRecordingIsDescribed() async throws {
    let square = (0..<32_000).map { Int16($0 / 10 % 2 == 0 ? 16_384 : -16_384) }
    try folder.write(SoundFixture.wav(square, rate: 16_000, channels: 2), to: "a.wav")
    let run = try await CommandRun("inspect", "a.wav", in: folder)
    #expect(
      run.output == """
        a.wav
          format    WAV 16-bit PCM, 16000 Hz, stereo
          duration  1.00 s, 16,000 frames
          level     peak -6.0 dB, RMS -6.0 dB
          speech    -7.5 dBov (-1.4 dBm0), 98 % of the time; -7.5 dBov by plain P.56
          silence   0.00 s at the start, 0.00 s at the end
          low end   -53.2 dB of the energy is below 80 Hz; DC at -89.7 dB of the level
          prompt    8,058 bytes, within the limit of 2,000,000 bytes

        """)
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test func damageIsShownAndMakesTheStatus1() async throws {
    try folder.write(
      Array(SoundFixture.wav([Int16](repeating: 0, count: 8000)).prefix(8044)), to: "cut.wav")
    let run = try await CommandRun("inspect", "cut.wav", "--max-size", "1kB", in: folder)
    #expect(
      run.output == """
        cut.wav
          format    WAV 16-bit PCM, 8000 Hz, mono
          duration  0.50 s, 4,000 frames
          level     peak silent, RMS silent
          speech    none found
          silence   0.50 s at the start, 0.00 s at the end
          prompt    4,058 bytes, over the limit of 1,000 bytes
          damage    cut short: of 1.00 s of audio that the header promises, 0.50 s can be decoded

        """)
    #expect(run.status == 1)
  }

  @Test func whatCannotBeReadIsAnErrorBesideTheOthers() async throws {
    try folder.write(SoundFixture.wav([0]), to: "a.wav")
    try folder.write([], to: "b.wav")
    let run = try await CommandRun("inspect", "b.wav", "none", "a.wav", "--json", in: folder)
    #expect(run.output.split(separator: "\n").count == 3)
    #expect(
      run.errors == """
        error: b.wav: the file is empty (0 bytes); copy or record it again
        error: none: there is no such file or folder; check the spelling

        """)
    #expect(run.status == 2)
  }

  @Test func jsonHasTwoNames() async throws {
    try folder.write(SoundFixture.wav([0]), to: "a.wav")
    let short = try await CommandRun("inspect", "a.wav", "--json", in: folder)
    let long = try await CommandRun("inspect", "a.wav", "--format", "json", in: folder)
    #expect(short.output.hasPrefix("{"))
    #expect(long.output == short.output)
    let text = try await CommandRun("inspect", "a.wav", "--format", "text", in: folder)
    #expect(text.output == (try await CommandRun("inspect", "a.wav", in: folder)).output)
    let both = try await CommandRun("inspect", "a.wav", "--json", "--format", "text", in: folder)
    #expect(both.status == 2)
  }
}
