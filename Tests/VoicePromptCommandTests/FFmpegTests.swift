import Subprocess
import TestSupport
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the command makes of recordings that ffmpeg decodes: with fakes, and with the installed one.
@Suite struct FFmpegTests {
  private let folder = TemporaryFolder()

  /// A second and a half of something that swells and falls, at 32 kHz.
  private static let speech = (0..<48_000).map { index in
    let tone = Double(index * 37 % 480) / 480 - 0.5
    return Int16(8000 * tone * Double(index % 9600) / 9600)
  }
  private static let m4a = Array("\0\0\0 ftypM4A \0\0\0\0".utf8)

  // MARK: Without a real one

  @Test func theMessageSaysWhatToInstall() async throws {
    try folder.write(Self.m4a, to: "a.m4a")
    let run = try await CommandRun(
      ["convert", "a.m4a"], in: folder, environment: ["PATH": folder("none")])
    #expect(
      run.errors == """
        error: a.m4a: this is M4A (AAC or ALAC), which is decoded by ffmpeg, and there is no ffmpeg \
        here; install it (apt-get install ffmpeg, dnf install ffmpeg-free, brew install ffmpeg) or \
        name one with --ffmpeg
        0 of 1 file converted

        """)
    #expect(run.status == 1)
  }

  @Test func neverIsNever() async throws {
    try folder.write(Self.m4a, to: "a.m4a")
    try folder.writeFFmpeg("touch '\(folder("was-run"))'")
    let path = "\(folder("bin")):/usr/bin:/bin"
    let message = """
      error: a.m4a: this is M4A (AAC or ALAC), which is decoded by ffmpeg, and ffmpeg is switched \
      off; leave out --ffmpeg never, and ffmpeg: never in the settings

      """
    let run = try await CommandRun(
      ["convert", "a.m4a", "--ffmpeg", "never"], in: folder, environment: ["PATH": path])
    #expect(run.errors.hasPrefix(message))
    try folder.write("ffmpeg: never", to: ".voiceprompt.yml")
    let settings = try await CommandRun(
      ["convert", "a.m4a"], in: folder, environment: ["PATH": path])
    #expect(settings.errors.hasPrefix(message))
    #expect(!folder.files().contains("was-run"))
  }

  @Test func whatWasUsedIsTold() async throws {
    try folder.write(Self.m4a, to: "m/a.m4a")
    try folder.write(
      SoundFixture.openW64([Float](repeating: 0.25, count: 8000)), to: "sound.w64")
    let ffmpeg = try folder.writeFFmpeg("cat '\(folder("sound.w64"))'")
    let run = try await CommandRun("convert", "m/a.m4a", "--ffmpeg", ffmpeg, in: folder)
    #expect(run.output == "m/a.m4a -> prompts/a.wav  1.00 s  8,058 bytes  by ffmpeg 7.fake\n")
    #expect(
      run.errors.hasPrefix(
        "warning: m/a.m4a: MP4 files do not tell whether their end is there; listen to the prompt's "
          + "end\n"))
    let json = try await CommandRun(
      "convert", "m/a.m4a", "--ffmpeg", ffmpeg, "--force", "--json", in: folder)
    #expect(json.output.contains(#""decoder":"ffmpeg 7.fake""#))
    let inspected = try await CommandRun("inspect", "m/a.m4a", "--ffmpeg", ffmpeg, in: folder)
    #expect(inspected.output.hasSuffix("  decoder   ffmpeg 7.fake\n"))
    try folder.write("prompts: [{name: a.wav, source: m/a.m4a}]", to: "prompts.yml")
    let build = try await CommandRun(
      "build", "--ffmpeg", ffmpeg, "-o", "built", in: folder)
    #expect(build.status == 0, "\(build.errors)")
    let lock = String(decoding: try folder.read("built/prompts.lock"), as: UTF8.self)
    #expect(lock.contains(#""decoder" : "ffmpeg 7.fake""#))
    // The settings' path counts from their folder.
    try folder.write("ffmpeg: bin/ffmpeg", to: ".voiceprompt.yml")
    let settings = try await CommandRun("build", "-o", "built2", in: folder)
    #expect(settings.status == 0, "\(settings.errors)")
  }

  @Test func aProgramThatIsNotThereIsAMistakeOfUsage() async throws {
    let run = try await CommandRun("convert", "a.m4a", "--ffmpeg", "/no/ffmpeg", in: folder)
    #expect(run.errors.hasPrefix("error: there is no /no/ffmpeg; --ffmpeg names a program"))
    #expect(run.status == 2)
  }

  @Test func aWaitingFFmpegEndsWithTheCommand() async throws {
    try folder.write(Self.m4a, to: "a.m4a")
    try folder.writeFFmpeg("echo $$ > '\(folder("pid"))'; sleep 60")
    let run = try await CommandRun(
      shell: """
        "$0" convert a.m4a --ffmpeg bin/ffmpeg & command=$!
        until [ -s pid ]; do sleep 0.05; done
        kill -TERM $command
        wait $command
        echo $?
        sleep 0.2
        kill -0 $(cat pid) 2>/dev/null && echo alive || echo ended
        """, in: folder)
    // By the signal: 128 and its number.
    #expect(run.output == "143\nended\n", "\(run.errors)")
    #expect(run.errors.contains("interrupted"))
  }

  // MARK: With the installed one

  private static let isInstalled = InstalledProgram.ffmpeg != nil

  /// Makes a recording of a second and a half in each format that the installed ffmpeg writes.
  private func make(_ name: String, _ options: [String] = []) throws -> [UInt8]? {
    try folder.write(SoundFixture.wav(Self.speech, rate: 32_000), to: "speech.wav")
    try InstalledProgram.runFFmpeg(
      ["-i", folder("speech.wav")] + options + [folder(name)])
    return try? folder.read(name)
  }

  @Test(
    .enabled(if: isInstalled),
    arguments: [
      ("a.m4a", ["-c:a", "aac"]), ("b.mov", ["-c:a", "aac"]), ("c.mkv", ["-c:a", "aac"]),
      ("d.webm", ["-c:a", "libopus"]), ("e.wma", ["-c:a", "wmav2"]), ("f.aac", ["-c:a", "aac"]),
      ("g.oga", ["-c:a", "flac"]), ("h.g722", ["-c:a", "g722", "-ar", "16000"]),
      ("i.m4a", ["-c:a", "aac", "-ar", "8000"]), ("j.m4a", ["-c:a", "alac"]),
    ])
  func wholeRecordingsAreConvertedAndOthersAreNot(
    _ name: String, _ options: [String]
  ) async throws {
    // Not every ffmpeg has every encoder.
    guard let whole = try make(name, options), whole.count > 100 else { return }
    let json = try await CommandRun("convert", name, "--name", "a", "--json", in: folder)
    #expect(json.status == 0, "\(json.errors)")
    let duration = json.output.firstMatch(of: #/"duration":([0-9.]+)/#).flatMap { Double($0.1) }
    // What codecs put before and behind the sound is less than a frame of theirs.
    #expect(duration.map { (1.45...1.65).contains($0) } == true, "\(json.output)")
    #expect(json.output.contains(#""decoder":"ffmpeg "#))

    if name == "h.g722" { return }
    let half = "half-" + name
    try folder.write(Array(whole.prefix(whole.count / 2 + 1)), to: half)
    let run = try await CommandRun("convert", half, "--name", "b", in: folder)
    #expect(run.status == 1, "\(name): \(run.output)")
    var wrong = whole
    for index in whole.count / 2..<min(whole.count, whole.count / 2 + 400) {
      wrong[index] = UInt8(truncatingIfNeeded: index &* 0x9E37 >> 5)
    }
    try folder.write(wrong, to: "damaged-" + name)
    let damaged = try await CommandRun("convert", "damaged-" + name, "--name", "c", in: folder)
    #expect(damaged.status == 1, "\(name): \(damaged.output)")
    #expect(!folder.files().contains { $0 == "prompts/b.wav" || $0 == "prompts/c.wav" })
  }

  @Test(.enabled(if: isInstalled))
  func namesThatLookLikeProtocolsAndOptionsAreFiles() async throws {
    guard let whole = try make("a.m4a", ["-c:a", "aac"]) else { return }
    let names = ["concat:a.m4a|a.m4a", "-i", "http:127.0.0.1", "file:x", "pipe:0", "a%03d.m4a"]
    for name in names {
      try folder.write(whole, to: name)
      let run = try await CommandRun("convert", "./" + name, "--name", "p", "-f", in: folder)
      #expect(run.status == 0, "\(name): \(run.errors)")
      #expect(run.output.contains("1.5"), "\(name): \(run.output)")
    }
  }

  @Test(.enabled(if: isInstalled), arguments: ["m4a", "wav", "mp3", "mkv", "ogg"])
  func playlistsReadNothing(_ nameExtension: String) async throws {
    guard try make("secret.wav") != nil else { return }
    let listener = try Listener()
    let secret = folder("secret.wav")
    let texts = [
      "ffconcat version 1.0\nfile '\(secret)'\n",
      "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n\(secret)\n#EXT-X-ENDLIST\n",
      "#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:\(listener.port)/a.ts\n#EXT-X-ENDLIST\n",
    ]
    for (index, text) in texts.enumerated() {
      let name = "list\(index).\(nameExtension)"
      try folder.write(text, to: name)
      let run = try await CommandRun("convert", name, "-o", "out", in: folder)
      #expect(run.status == 1, "\(run.output)")
      // And where it is taken for what its name says.
      let forced = try await CommandRun(
        "convert", name, "-o", "out", "--raw", "g722:16000:1", "--name", "forced", "-f", in: folder)
      if forced.status == 0 {
        #expect(try folder.read("out/forced.wav").count < 1000, "as long as the text, no longer")
      }
    }
    #expect(!listener.wasCalled)
  }
}

/// Somebody on the loopback whom nobody should call.
private final class Listener {
  let port: Int
  private let socket: Int32

  init() throws {
    #if canImport(Darwin)
      socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #else
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, size) == 0 && listen(socket, 1) == 0
          && getsockname(socket, address, &size) == 0
      }
    }
    guard isBound else { throw CommandRun.Failure(message: "no port on the loopback") }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit {
    close(socket)
  }

  var wasCalled: Bool {
    var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) != 0
  }
}
