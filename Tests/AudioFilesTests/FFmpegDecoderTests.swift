import TelephonyAudio
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct FFmpegDecoderTests {
  private let folder = TemporaryFolder()
  private static let samples = (0..<8000).map { Float($0 % 100) / 200 }

  /// A recording of which only an ffmpeg that runs this script makes sense.
  private func decoder(
    _ script: String, limits: ChildProcess.Limits = .init(),
    _ container: SoundFormat.Container = .amr
  ) throws -> FFmpegDecoder {
    try folder.write(SoundFixture.openW64(Self.samples), to: "w64")
    let path = try folder.write("whatever", to: "a.bin")
    let ffmpeg = try folder.writeFFmpeg(script)
    let program = try #require(FFmpegProgram.find(.at(ffmpeg)))
    return try FFmpegDecoder(
      InputFile(path: path), FFmpegInput("M4A", container), with: program, limits: limits)
  }

  private var w64: String { "'" + folder("w64") + "'" }

  private func reason(_ script: String, limits: ChildProcess.Limits = .init()) -> String? {
    do {
      _ = try decoder(script, limits: limits)
      return nil
    } catch {
      return (error as? AudioFileError).map { "\($0.reason.message)" }
    }
  }

  @Test func whatFFmpegWritesIsWhatIsRead() throws {
    let decoder = try decoder("cat \(w64)")
    #expect(decoder.format.sampleRate == 8000)
    #expect(decoder.format.channelCount == 1)
    #expect(decoder.samples(frameLimit: 333) == Self.samples)
    #expect(decoder.failure == nil)
  }

  @Test func aPartOfASampleIsNone() throws {
    let decoder = try decoder("cat \(w64); printf ab")
    #expect(decoder.samples() == Self.samples)
  }

  @Test(arguments: ["exit 1", "echo careful >&2", "kill -9 $$"])
  func whateverItComplainsOfIsAFailure(_ end: String) throws {
    let decoder = try decoder("cat \(w64); \(end)")
    #expect(decoder.samples() == Self.samples)
    #expect(decoder.failure == .data)
  }

  @Test func itsOwnWordsAreTold() {
    #expect(
      reason("echo '[mov,mp4 @ 0x55] moov atom not found' >&2; echo more >&2; exit 1")
        == "ffmpeg does not decode this M4A: moov atom not found")
    #expect(reason("exit 0") == "ffmpeg does not decode this M4A: it gives no sound")
    #expect(reason("echo no W64") == "ffmpeg does not decode this M4A: it gives no sound")
  }

  @Test func oneThatHangsOrFloodsIsEnded() throws {
    #expect(
      reason("sleep 60", limits: .init(silence: 0.3))
        == "ffmpeg does not decode this M4A: it gave nothing for 0 s, and was ended")
    let hanging = try decoder("cat \(w64); sleep 60", limits: .init(silence: 0.3))
    #expect(hanging.samples() == Self.samples)
    guard case .file(.undecodableByProgram) = hanging.failure else {
      Issue.record("\(String(describing: hanging.failure))")
      return
    }
    let flooding = try decoder("cat \(w64) /dev/zero")
    var count = 0
    while true {
      let block = flooding.read(frameLimit: 1 << 16)
      if block.count == 0 { break }
      count += block.count
    }
    // The file has 8 bytes: as much as any may become.
    #expect(count <= 1 << 24)
    #expect(count > 1 << 23)
    guard case .file(.undecodableByProgram) = flooding.failure else {
      Issue.record("\(String(describing: flooding.failure))")
      return
    }
  }

  @Test func ffprobeTellsTheLength() throws {
    try folder.writeProgram(
      "printf '[STREAM]\\ncodec_name=aac\\ncodec_type=audio\\nduration=1.5\\n[/STREAM]\\n'",
      to: "bin/ffprobe")
    let decoder = try decoder("cat \(w64)", .mp4)
    #expect(decoder.frameCount == 12_000)
    #expect(decoder.format.encoding == .aac)
    let file = try InputFile(path: folder("a.bin"))
    let check = try IntegrityCheck(file, format: decoder.format, frameCount: decoder.frameCount)
    #expect(!check.isUnchecked)
    #expect(
      check.damage(decoded: 8000, decoderFailed: false) == .cutShort(promised: 1.5, present: 1))
    #expect(check.damage(decoded: 11_200, decoderFailed: false) == nil)
  }

  @Test func withoutFFprobeTheLengthIsUnchecked() throws {
    let decoder = try decoder("cat \(w64)", .mp4)
    let file = try InputFile(path: folder("a.bin"))
    #expect(
      try IntegrityCheck(file, format: decoder.format, frameCount: decoder.frameCount).isUnchecked)
  }

  @Test func aVideoWithoutSoundIsNoRecording() throws {
    try folder.writeProgram(
      "printf '[STREAM]\\ncodec_type=video\\n[/STREAM]\\n'", to: "bin/ffprobe")
    #expect(throws: AudioFileError(folder("a.bin"), .notAudio(Text(english: "M4A without sound"))))
    {
      _ = try decoder("cat \(w64)", .mp4)
    }
  }

  @Test func silenceThatWasNotSentNeedsADecoderThatKeepsIt() throws {
    // A frame of speech, one of silence, one that was not sent.
    let bytes = Array("#!AMR\n".utf8) + [0x3C] + Array(repeating: 0, count: 31)
    let silence: [UInt8] = [0x44, 0, 0, 0, 0, 0, 0x7C]
    let file = try InputFile(path: try folder.write(bytes + silence, to: "dtx.amr"))
    try folder.write(SoundFixture.openW64(Self.samples), to: "w64")
    let input = FFmpegInput("AMR", .amr)
    let without = try #require(
      FFmpegProgram.find(.at(try folder.writeFFmpeg("cat \(w64)", to: "a/ffmpeg"))))
    #expect(
      throws: AudioFileError(
        folder("dtx.amr"), .discontinuousAMR(program: "ffmpeg 7.fake"))
    ) {
      _ = try FFmpegDecoder(file, input, with: without)
    }
    let script = """
      case "$*" in
        *-decoders) echo ' A....D libopencore_amrnb x';;
        *"-c:a libopencore_amrnb -i "*) cat \(w64);;
      esac
      """
    let with = try #require(
      FFmpegProgram.find(.at(try folder.writeFFmpeg(script, to: "b/ffmpeg"))))
    #expect(try FFmpegDecoder(file, input, with: with).samples() == Self.samples)
  }

  @Test func bytesInMemoryAreHandedOver() throws {
    let ffmpeg = try folder.writeFFmpeg(
      "case \"$*\" in *file:/dev/fd/3*) tail -c +5 /dev/fd/3;; esac")
    let program = try #require(FFmpegProgram.find(.at(ffmpeg)))
    let file = try InputFile(
      bytes: Array("mark".utf8) + SoundFixture.openW64(Self.samples), name: "a.m4a")
    let decoder = try FFmpegDecoder(file, FFmpegInput("M4A", .amr), with: program)
    #expect(decoder.samples() == Self.samples)
  }
}

@Suite struct FFmpegProgramTests {
  private let folder = TemporaryFolder()

  @Test func whatSaysThatItIsFFmpegIsOne() throws {
    let path = try folder.writeFFmpeg("exit 1")
    let program = try #require(FFmpegProgram.find(.at(path)))
    #expect(program.version == "ffmpeg 7.fake")
    #expect(program.probePath == nil)
  }

  @Test func othersAreNone() throws {
    #expect(FFmpegProgram.find(.never) == nil)
    #expect(FFmpegProgram.find(.at(folder("none"))) == nil)
    #expect(FFmpegProgram.find(.at(try folder.writeProgram("echo hello", to: "other"))) == nil)
    #expect(FFmpegProgram.find(.at(try folder.write("text", to: "text"))) == nil)
    #expect(FFmpegProgram.find(.at(folder.path)) == nil)
  }
}

@Suite struct FFmpegProbeTests {
  private static func track(_ lines: String...) -> String {
    "[STREAM]\n" + lines.joined(separator: "\n") + "\n[/STREAM]\n"
  }
  private static let video = track("codec_name=h264", "codec_type=video", "duration=9.0")
  private static let audio = track(
    "codec_name=aac", "codec_type=audio", "duration=5.5", "TAG:DURATION=00:01:02.500000000")

  @Test(
    arguments: [
      (video + audio, .mp4, 5.5), (audio, .asf, 5.5), (video + audio, .asf, nil),
      (video + audio, .matroska, 62.5), (audio, .avi, nil),
      (track("codec_type=audio", "duration=N/A"), .mp4, nil),
      (track("codec_type=audio", "TAG:DURATION=1:2"), .matroska, nil),
    ] as [(String, SoundFormat.Container, Double?)])
  func theLengthIsTheAudioTracks(
    _ text: String, _ container: SoundFormat.Container, _ duration: Double?
  ) {
    #expect(FFmpegProbe(text, container).duration == duration)
  }

  @Test func theCodecIsNamed() {
    #expect(FFmpegProbe(Self.video + Self.audio, .mp4).encoding == .aac)
    #expect(FFmpegProbe(Self.track("codec_name=wmav2", "codec_type=audio"), .asf).encoding == .wma)
    #expect(FFmpegProbe(Self.track("codec_name=x", "codec_type=audio"), .asf).encoding == .unknown)
    #expect(FFmpegProbe(Self.video, .mp4).codec == nil)
    #expect(FFmpegProbe("", .mp4).codec == nil)
  }
}
