import Foundation
import TestSupport
import Testing

@Suite struct ConvertTests {
  private let folder = TemporaryFolder()
  /// As loud as speech, without an offset.
  private static let second = (0..<8000).map { Int16($0.isMultiple(of: 2) ? 1000 : -1000) }

  private func add(_ name: String, _ bytes: [UInt8] = SoundFixture.wav(second)) throws {
    try folder.write(bytes, to: name)
  }

  @Test func aRecordingBecomesAPrompt() async throws {
    try add("welcome.wav")
    let run = try await CommandRun("convert", "welcome.wav", in: folder)
    #expect(run.output == "welcome.wav -> prompts/welcome.wav  1.00 s  8,058 bytes\n")
    #expect(run.timelessErrors == "1 of 1 file converted: 1.00 s of audio\n")
    #expect(run.status == 0)
    #expect(try folder.read("prompts/welcome.wav").count == 8058)
  }

  @Test func whatWasDoneToTheSoundIsSaid() async throws {
    let quiet = Signal.speech(amplitude: 0.1, before: 1, after: 1).map { Int16($0 * 32767) }
    let loud = Signal.speech(amplitude: 0.8, before: 1, after: 1).map { Int16($0 * 32767) }
    try add("in/quiet.wav", SoundFixture.wav(quiet))
    try add("in/loud.wav", SoundFixture.wav(loud))
    let dry = try await CommandRun("convert", "in", "--sound", "speech", "-n", in: folder)
    let table = try #require(dry.output.split(separator: "STANDS OUT\n").last)
    #expect(table.split(separator: "\n").map { $0.prefix(12) } == ["in/quiet.wav", "in/loud.wav "])
    #expect(folder.files() == ["in/loud.wav", "in/quiet.wav"])
    let run = try await CommandRun("convert", "in", "--sound", "speech", in: folder)
    let done =
      #/-> prompts/(loud|quiet)\.wav  2\.\d\d s  ([+-]\d+\.\d) dB to -2[12]\.\d dBov, 1\.\d s trimmed\n/#
    #expect(run.output.matches(of: done).map(\.1) == ["loud", "quiet"])
    #expect(run.status == 0)
  }

  @Test func oneGainIsForAll() async throws {
    for (name, amplitude) in [("a", 0.1), ("b", 0.2)] as [(String, Float)] {
      let samples = Signal.speech(amplitude: amplitude).map { Int16($0 * 32767) }
      try add("in/\(name).wav", SoundFixture.wav(samples))
    }
    let run = try await CommandRun("convert", "in", "--together", "--level=-20", in: folder)
    let gains = run.output.matches(of: #/  ([+-]\d+\.\d) dB to/#).map(\.1)
    #expect(gains.count == 2)
    #expect(Set(gains).count == 1)
  }

  @Test(arguments: [
    (["--level", "-10"], "--level must be -32 to -16 dBov."),
    (["--level", "nan"], "--level must be -32 to -16 dBov."),
    (["--gain", "-31"], "--gain must be -30 to 30 dB."),
    (["--fade-in", "-1"], "--fade-in and --fade-out must be 0 to 10 seconds."),
    (["--fade-out", "11"], "--fade-in and --fade-out must be 0 to 10 seconds."),
    (["--gain", "3", "--level", "-22"], "--gain and --level exclude each other."),
    (["--gain", "3", "--together"], "--gain and --together exclude each other."),
  ])
  func soundThatMakesNoSenseIsRefused(_ options: [String], _ message: String) async throws {
    let run = try await CommandRun(["convert", "a.wav"] + options, in: folder)
    #expect(run.errors.hasPrefix("error: \(message)"))
    #expect(run.status == 2)
  }

  @Test func aBadFileNeverStopsABatch() async throws {
    try add("in/a.wav")
    try add("in/b.wav", [])
    try add("in/c.wav", Array("hello\n".utf8))
    try add("in/d.wav")
    try add("in/notes.txt", [])
    let run = try await CommandRun("convert", "in", "-o", "out", in: folder)
    #expect(
      run.output == """
        in/a.wav -> out/a.wav  1.00 s  8,058 bytes
        in/d.wav -> out/d.wav  1.00 s  8,058 bytes

        """)
    #expect(
      run.timelessErrors == """
        error: in/b.wav: the file is empty (0 bytes); copy or record it again
        error: in/c.wav: this is a text file, not a recording; name a recording (WAV, FLAC, MP3, \
        Ogg, AIFF, …)
        2 of 4 files converted: 2.00 s of audio; skipped: 1 without an audio extension

        """)
    #expect(run.status == 1)
    #expect(folder.files().filter { $0.hasPrefix("out") } == ["out/a.wav", "out/d.wav"])
  }

  @Test func aMissingPathIsStatus2AndDoesNotStopTheOthers() async throws {
    try add("a.wav")
    let run = try await CommandRun("convert", "none.wav", "a.wav", in: folder)
    #expect(run.output == "a.wav -> prompts/a.wav  1.00 s  8,058 bytes\n")
    #expect(run.errors.hasPrefix("error: none.wav: there is no such file or folder"))
    #expect(run.status == 2)
  }

  @Test func anExistingPromptStaysWithoutForce() async throws {
    try add("a.wav")
    try add("prompts/a.wav", [1, 2, 3])
    let refused = try await CommandRun("convert", "a.wav", in: folder)
    #expect(
      refused.errors == """
        error: a.wav: prompts/a.wav exists already; use --force to replace what is there
        0 of 1 file converted

        """)
    #expect(refused.status == 1)
    #expect(try folder.read("prompts/a.wav") == [1, 2, 3])
    #expect(try await CommandRun("convert", "a.wav", "--force", in: folder).status == 0)
    #expect(try folder.read("prompts/a.wav").count == 8058)
  }

  @Test func aPromptThatIsThereWithTheSameBytesIsUnchanged() async throws {
    try add("in/a.wav")
    try add("in/b.wav")
    #expect(try await CommandRun("convert", "in", in: folder).status == 0)
    try FileManager.default.removeItem(atPath: folder("prompts/b.wav"))
    let dry = try await CommandRun("convert", "in", "-n", "--json", in: folder)
    #expect(dry.output.contains(#""source":"in/a.wav","status":"unchanged""#))
    #expect(dry.output.contains(#""source":"in/b.wav","status":"planned""#))
    #expect(dry.status == 0)
    let again = try await CommandRun("convert", "in", in: folder)
    #expect(
      again.output == """
        in/a.wav -> prompts/a.wav  unchanged
        in/b.wav -> prompts/b.wav  1.00 s  8,058 bytes

        """)
    #expect(again.timelessErrors == "1 of 2 files converted, 1 unchanged: 2.00 s of audio\n")
    #expect(again.status == 0)
    // One code of it is another prompt, as long as it is.
    var bytes = try folder.read("prompts/b.wav")
    bytes[100] ^= 1
    try folder.write(bytes, to: "prompts/b.wav")
    let changed = try await CommandRun("convert", "in", in: folder)
    #expect(changed.errors.hasPrefix("error: in/b.wav: prompts/b.wav exists already; use --force"))
    #expect(try folder.read("prompts/b.wav") == bytes)
    // Half of it is another prompt; a dry run says so, too.
    for options in [["--duration", "0.5"], ["--duration", "0.5", "-n"]] {
      let other = try await CommandRun(["convert", "in"] + options, in: folder)
      #expect(
        other.errors.hasPrefix(
          """
          error: 2 files [output-exists]; use --force to replace what is there
            in/a.wav: prompts/a.wav exists already
            in/b.wav: prompts/b.wav exists already

          """))
      #expect(other.status == 1)
    }
  }

  @Test func allThatIsWrongWithARecordingIsToldAtOnce() async throws {
    try add("a b.wav", Array(SoundFixture.wav(Self.second).prefix(44 + 8000)))
    let run = try await CommandRun("convert", "a b.wav", in: folder)
    #expect(
      run.errors == """
        error: a b.wav: the name a b.wav has " ", and only 0-9 A-Z a-z - _ . @ are allowed; \
        use --rename to write a-b.wav
        error: a b.wav: cut short: of 1.00 s of audio that the header promises, 0.50 s can be \
        decoded; copy it again, or use --allow-truncated to take what is there
        0 of 1 file converted

        """)
    let json = try await CommandRun("convert", "a b.wav", "--json", in: folder)
    #expect(json.output.contains(#""error":{"id":"illegal-name""#))
    #expect(json.output.contains(#"{"id":"damaged""#))
  }

  @Test func whatPeopleDropInAFolderFailsWithTheWayOut() async throws {
    for (name, mark) in [("a.mpc", "MPCK"), ("b.tta", "TTA1"), ("c d.dsf", "DSD ")] {
      try add("in/" + name, Array("\(mark)\0\0\0\0".utf8))
    }
    try add("in/e.silk", [2] + Array("#!SILK_V3\n\0".utf8))
    try add("in/f.wav", Array("version https://git-lfs.github.com/spec/v1\noid sha256:1\n".utf8))
    try add("in/.g.wav.icloud", [1])
    try add("in/h.wav", [UInt8](repeating: 0, count: 5000))
    try add("in/i.txt", [1])
    let run = try await CommandRun("convert", "in", in: folder)
    #expect(
      run.errors == """
        error: 3 files [placeholder]
          in/g.wav: only its name is on this disk: the cloud drive has not loaded it yet; open it \
        once, or keep it on this computer, and convert it then
          in/f.wav: this is a Git LFS pointer, which stands for a recording that is not here; \
        fetch what it stands for: git lfs pull
          in/h.wav: it begins with nothing but zeros: its content was never copied or loaded; copy \
        or record it again
        error: 3 files [unsupported-format]; convert them first: for f in in/a.mpc in/b.tta \
        'in/c d.dsf'; do ffmpeg -n -i "$f" "${f%.*}.wav"; done
          in/a.mpc: this is Musepack, which voiceprompt does not decode
          in/b.tta: this is True Audio, which voiceprompt does not decode
          in/c d.dsf: this is DSD, which voiceprompt does not decode
        error: in/c d.dsf: the name c d.wav has " ", and only 0-9 A-Z a-z - _ . @ are allowed; \
        use --rename to write c-d.wav
        error: in/e.silk: this is SILK of a chat, which voiceprompt does not decode; export it as \
        16-bit PCM from the program that made it
        0 of 7 files converted; skipped: 1 without an audio extension

        """)
    #expect(run.status == 1)
  }

  @Test func oneCommandHelpsAGroup() async throws {
    for name in ["a.mpc", "b.mpc", "c d.mpc"] {
      try add("in/" + name, Array("MPCK\0\0\0\0".utf8))
    }
    let few = try await CommandRun("convert", "in", "--rename", in: folder)
    #expect(
      few.errors.hasPrefix(
        """
        error: 3 files [unsupported-format]; convert them first: for f in in/a.mpc in/b.mpc \
        'in/c d.mpc'; do ffmpeg -n -i "$f" "${f%.*}.wav"; done
          in/a.mpc: this is Musepack, which voiceprompt does not decode

        """))
    for name in ["d.mpc", "e.mpc", "f.MPC"] {
      try add("in/" + name, Array("MPCK\0\0\0\0".utf8))
    }
    let many = try await CommandRun("convert", "in", "--rename", in: folder)
    #expect(many.errors.contains("for f in in/*.mpc in/*.MPC; do"))
  }

  @Test func equalNamesInDifferentFoldersAreAWarning() async throws {
    try add("in/a/x.wav")
    try add("in/b/X.wav")
    let run = try await CommandRun("convert", "in", in: folder)
    #expect(
      run.errors.hasPrefix(
        """
        warning: in/a/x.wav: prompts/a/x.wav has the same name as prompts/b/X.wav; rename one of the files
        warning: in/b/X.wav: prompts/b/X.wav has the same name as prompts/a/x.wav; rename one of the files

        """))
    #expect(run.status == 0)
    let judged = try await CommandRun("validate", "prompts", in: folder)
    #expect(
      judged.output.hasPrefix(
        "prompts/a/x.wav: warning: has the same name as prompts/b/X.wav [name-shared]\n"))
  }

  @Test func aRecordingMoreDoesNotMoveTheNumbersOfOthers() async throws {
    try add("in/k.mp3", SoundFixture.wav(Self.second))
    try add("in/k.wav", SoundFixture.wav(Self.second + Self.second))
    #expect(try await CommandRun("convert", "in", "--rename", in: folder).status == 0)
    let before = try ["k.wav", "k-2.wav"].map { try folder.read("prompts/" + $0) }
    try add("in/k.aiff", SoundFixture.wav(Self.second + Self.second + Self.second))
    let run = try await CommandRun("convert", "in", "--rename", in: folder)
    #expect(
      run.errors.hasPrefix(
        """
        error: 2 files [number-taken]; give each recording a name of its own, or keep their names \
        in a set: voiceprompt init
          in/k.aiff: prompts/k.wav is there, and was made from another of the recordings with this \
        name

        """))
    #expect(run.status == 1)
    #expect(try ["k.wav", "k-2.wav"].map { try folder.read("prompts/" + $0) } == before)
  }

  @Test func aNameAndAParameterGoTogether() async throws {
    try add("long.wav", SoundFixture.wav((0..<6).flatMap { _ in Self.second }))
    let run = try await CommandRun(
      "convert", "long.wav", "--for", "preVoiceX", "--name", "x", "-j1", in: folder)
    #expect(run.output == "long.wav -> prompts/x.wav  6.00 s  48,058 bytes\n")
    #expect(run.errors.hasPrefix("warning: long.wav: lasts 6.00 s, but preVoiceX is played"))
  }

  @Test func aSourceIsNeverOverwritten() async throws {
    try add("a.wav")
    let run = try await CommandRun("convert", "a.wav", "-o", ".", "--force", in: folder)
    #expect(
      run.errors == """
        error: a.wav: a.wav is itself one of the recordings; choose another folder with -o
        0 of 1 file converted

        """)
    #expect(run.status == 1)
    #expect(try folder.read("a.wav") == SoundFixture.wav(Self.second))
  }

  @Test func equalNamesAreRefusedBeforeAnythingIsWritten() async throws {
    try add("a.wav")
    try add("x/A.wav")
    let run = try await CommandRun("convert", "a.wav", "x", in: folder)
    #expect(
      run.errors == """
        error: 2 files [name-collision]; use --rename to write the names on the right
          a.wav: would become prompts/a.wav, as would x/A.wav -> a.wav
          x/A.wav: would become prompts/A.wav, as would a.wav -> A-2.wav
        0 of 2 files converted

        """)
    #expect(run.status == 1)
    #expect(folder.files() == ["a.wav", "x/A.wav"])
  }

  @Test func anIllegalNameFailsWithASuggestionThatRenameUses() async throws {
    try add("等待音 1.wav")
    let refused = try await CommandRun("convert", "等待音 1.wav", in: folder)
    #expect(
      refused.errors == """
        error: 等待音 1.wav: the name 等待音 1.wav has "等" "待" "音" " ", and only \
        0-9 A-Z a-z - _ . @ are allowed; use --rename to write dengdaiyin-1.wav
        0 of 1 file converted

        """)
    #expect(refused.status == 1)
    let renamed = try await CommandRun("convert", "等待音 1.wav", "--rename", in: folder)
    #expect(
      renamed.output == "等待音 1.wav -> prompts/dengdaiyin-1.wav  1.00 s  8,058 bytes\n")
    #expect(renamed.status == 0)
  }

  @Test func aParameterNamesThePrompt() async throws {
    try add("hold.wav")
    let run = try await CommandRun("convert", "hold.wav", "--for", "WAITVOICE", in: folder)
    #expect(run.output == "hold.wav -> prompts/waitVoice.wav  1.00 s  8,058 bytes\n")
    #expect(run.status == 0)
  }

  @Test func adviceForAParameterIsAWarning() async throws {
    try add("long.wav", SoundFixture.wav((0..<6).flatMap { _ in Self.second }))
    let run = try await CommandRun("convert", "long.wav", "--for", "preVoiceX", in: folder)
    #expect(
      run.timelessErrors == """
        warning: long.wav: lasts 6.00 s, but preVoiceX is played before the call is put through \
        and should last at most 5.00 s: ringing cuts it off
        1 of 1 file converted: 6.00 s of audio

        """)
    #expect(run.status == 0)
  }

  @Test func aNameGoesWithASingleSource() async throws {
    try add("a.wav")
    try add("b.wav")
    let run = try await CommandRun("convert", "a.wav", "b.wav", "--name", "x.wav", in: folder)
    #expect(
      run.errors
        == "error: 2 recordings cannot all be named x.wav; use --name with a single recording\n")
    #expect(run.status == 2)
    let single = try await CommandRun("convert", "a.wav", "--name", "x", in: folder)
    #expect(single.output == "a.wav -> prompts/x.wav  1.00 s  8,058 bytes\n")
    let illegal = try await CommandRun("convert", "a.wav", "--name", "b/x.wav", in: folder)
    #expect(illegal.status == 1)
    #expect(folder.files() == ["a.wav", "b.wav", "prompts/x.wav"])
  }

  @Test func aSourceOverTheLimitFailsBeforeWork() async throws {
    try add("long.wav", SoundFixture.wav(Self.second + Self.second))
    let run = try await CommandRun("convert", "long.wav", "--max-size", "10kB", in: folder)
    #expect(
      run.errors == """
        error: long.wav: too long: 2.00 s become 16,058 bytes, and the limit of 10,000 bytes is \
        reached after 1.24 s; shorten it to 1.24 s, or raise the limit with --max-size if yours \
        is higher
        0 of 1 file converted

        """)
    #expect(run.status == 1)
  }

  @Test func aCutRecordingIsTakenOnlyOnRequest() async throws {
    try add("cut.wav", Array(SoundFixture.wav(Self.second).prefix(44 + 8000)))
    let refused = try await CommandRun("convert", "cut.wav", in: folder)
    #expect(
      refused.errors == """
        error: cut.wav: cut short: of 1.00 s of audio that the header promises, 0.50 s can be \
        decoded; copy it again, or use --allow-truncated to take what is there
        0 of 1 file converted

        """)
    #expect(refused.status == 1)
    let taken = try await CommandRun("convert", "cut.wav", "--allow-truncated", in: folder)
    #expect(taken.output == "cut.wav -> prompts/cut.wav  0.50 s  4,058 bytes\n")
    #expect(
      taken.timelessErrors == """
        warning: cut.wav: the last 0.50 s of 1.00 s are missing from the recording
        1 of 1 file converted: 0.50 s of audio

        """)
    #expect(taken.status == 0)
  }

  @Test func otherFormatsAreNamedWithTheCommandThatHelps() async throws {
    try add("talk.ac3", [0x0B, 0x77, 1, 2, 3])
    let run = try await CommandRun("convert", "talk.ac3", in: folder)
    #expect(
      run.errors == """
        error: talk.ac3: this is AC-3, which voiceprompt does not decode; convert it first: \
        ffmpeg -i talk.ac3 talk.wav
        0 of 1 file converted

        """)
    #expect(run.status == 1)
  }

  @Test func channelsThatCancelAreAWarning() async throws {
    let stereo = Self.second.flatMap { [$0, -$0] }
    try add("phase.wav", SoundFixture.wav(stereo, channels: 2))
    let mixed = try await CommandRun("convert", "phase.wav", in: folder)
    #expect(
      mixed.timelessErrors == """
        warning: phase.wav: the channels cancel each other: the mix is silent; use --channel 1
        1 of 1 file converted: 1.00 s of audio

        """)
    let left = try await CommandRun(
      "convert", "phase.wav", "--force", "--channel", "1", in: folder)
    #expect(left.timelessErrors == "1 of 1 file converted: 1.00 s of audio\n")
  }

  @Test func headerlessALawIsTakenWithAWarning() async throws {
    let codes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    try add("a.alaw", codes)
    let run = try await CommandRun("convert", "a.alaw", in: folder)
    #expect(run.output == "a.alaw -> prompts/a.wav  0.13 s  1,058 bytes\n")
    #expect(
      run.errors.hasPrefix(
        "warning: a.alaw: headerless files do not tell whether their end is there; listen to the "
          + "prompt's end\n"))
    #expect(run.status == 0)
    #expect(Array(try folder.read("prompts/a.wav").dropFirst(58)) == codes)
  }

  @Test func aNameOfSeveralFormatsNeedsToBeToldWhich() async throws {
    try add("a.pcm", [UInt8](repeating: 0x80, count: 800))
    let run = try await CommandRun("convert", "a.pcm", in: folder)
    #expect(
      run.errors == """
        error: a.pcm: it has no header, and .pcm is µ-law for some programs and 16-bit PCM for \
        others; say which: --raw ulaw:8000:1 or --raw s16le:8000:1
        0 of 1 file converted

        """)
    let told = try await CommandRun("convert", "a.pcm", "--raw", "ulaw:8000:1", in: folder)
    #expect(told.output == "a.pcm -> prompts/a.wav  0.10 s  858 bytes\n")
    let inspected = try await CommandRun("inspect", "a.pcm", "--raw", "s16le:16000", in: folder)
    #expect(inspected.output.contains("headerless 16-bit PCM, 16000 Hz, mono"))
    let wrong = try await CommandRun("convert", "a.pcm", "--raw", "mp3:8000:1", in: folder)
    #expect(wrong.status == 2)
  }

  @Test func aDryRunShowsThePlanAndWritesNothing() async throws {
    try add("in/a.wav")
    try add("in/long.wav", SoundFixture.wav([Int16](repeating: 0, count: 2_000_000)))
    let run = try await CommandRun("convert", "in", "--dry-run", in: folder)
    #expect(
      run.output == """
        RECORDING    FORMAT                         DURATION  SIZE         PROMPT
        in/a.wav     WAV 16-bit PCM, 8000 Hz, mono  1.00 s    8,058 bytes  prompts/a.wav
        in/long.wav  -                              -         -            fails: too-large

        """)
    #expect(
      run.errors.hasPrefix(
        "error: in/long.wav: too long: 250.00 s become 2,000,058 bytes, and the limit of "
          + "2,000,000 bytes is reached after 249.99 s; shorten it to 249.99 s, or raise"))
    #expect(run.status == 1)
    #expect(folder.files() == ["in/a.wav", "in/long.wav"])
  }

  @Test func jsonIsOneObjectALineWithStableKeys() async throws {
    try add("a.wav")
    try add("b.wav", [])
    let run = try await CommandRun("convert", "a.wav", "b.wav", "--json", in: folder)
    #expect(
      run.output == """
        {"bytes":8058,"decoder":null,"duration":1,"error":null,"errors":[],"format":{"channels":1,"container":"WAV",\
        "encoding":"16-bit PCM","sampleRate":8000},"notes":[],"output":"prompts/a.wav","schemaVersion":1,"sound":null,"source":"a.wav",\
        "status":"converted","warnings":[]}
        {"bytes":null,"decoder":null,"duration":null,"error":{"id":"empty","message":"the file is empty \
        (0 bytes)","remedy":"copy or record it again"},"errors":[{"id":"empty","message":"the file \
        is empty (0 bytes)","remedy":"copy or record it again"}],"format":null,"notes":[],"output":"prompts/b.wav","schemaVersion":1,\
        "sound":null,"source":"b.wav","status":"failed","warnings":[]}

        """)
    #expect(run.status == 1)
  }

  @Test func quietPrintsFailuresOnly() async throws {
    try add("a.wav")
    try add("b.wav", [])
    let run = try await CommandRun("convert", "a.wav", "b.wav", "--quiet", in: folder)
    #expect(run.output == "")
    #expect(
      run.errors == "error: b.wav: the file is empty (0 bytes); copy or record it again\n")
    #expect(run.status == 1)
  }

  @Test func controlCharactersOfNamesAreNotPrinted() async throws {
    try add("in/a\u{1B}[31mb\nc.wav", [])
    let run = try await CommandRun("convert", "in", "-o", "out", "--rename", in: folder)
    #expect(
      run.errors.hasPrefix(
        "error: in/a\\u{1B}[31mb\\u{A}c.wav: the file is empty (0 bytes)"))
  }

  @Test func aLinkThatLeadsNowhereIsAFailureAmongOthers() async throws {
    try add("in/a.wav")
    try FileManager.default.createSymbolicLink(
      atPath: folder("in/b.wav"), withDestinationPath: "nowhere")
    let run = try await CommandRun("convert", "in", in: folder)
    #expect(
      run.errors.hasPrefix(
        "error: in/b.wav: this is a link that leads nowhere; remove it or bring back what it "
          + "leads to\n"))
    #expect(run.status == 1)
  }

  @Test func aFolderWithoutRecordingsIsStatus2() async throws {
    try add("in/notes.txt", [1])
    let run = try await CommandRun("convert", "in", in: folder)
    #expect(
      run.errors == """
        error: no recordings in in; skipped: 1 without an audio extension; name a file with its \
        path to convert it whatever it is called

        """)
    #expect(run.status == 2)
  }

  @Test func anOutputThatIsNoFolderIsStatus2() async throws {
    try add("a.wav")
    let run = try await CommandRun("convert", "a.wav", "-o", "a.wav", in: folder)
    #expect(run.errors == "error: a.wav is not a folder; choose another with -o\n")
    #expect(run.status == 2)
  }

  @Test func theSameBytesComeOfOneJobAndOfEight() async throws {
    for index in 0..<10 {
      let noise = Signal.noise(frames: 30_000, seed: UInt64(index))
      try add("in/\(index).wav", SoundFixture.wav(float: noise, rate: 44_100))
    }
    let one = try await CommandRun("convert", "in", "-o", "1", "--jobs", "1", in: folder)
    let eight = try await CommandRun("convert", "in", "-o", "8", "--jobs", "8", in: folder)
    #expect(one.output.replacing("1/", with: "8/") == eight.output)
    for index in 0..<10 {
      #expect(try folder.read("1/\(index).wav") == folder.read("8/\(index).wav"))
    }
  }

  @Test func aNameIsNoCommandForWhoeverReadsTheLog() async throws {
    try add("::error::x.wav")
    let run = try await CommandRun("convert", "::error::x.wav", "--rename", in: folder)
    #expect(run.output.hasPrefix(#"\u{3A}:error::x.wav -> prompts/error-x.wav"#))
    #expect(run.status == 0)
  }

  @Test(.enabled(if: CommandRun.nobodyReachesFolders, "temporary folders are closed to others"))
  func aFolderThatMayNotBeWrittenFailsClearly() async throws {
    try add("a.wav")
    try FileManager.default.createDirectory(
      atPath: folder("out"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o555])
    // Root may write everywhere, and is somebody else here; others may read what it has made.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path)
    let run = try await CommandRun(
      ["convert", "a.wav", "-o", "out"], in: folder, user: CommandRun.nobody)
    #expect(run.errors.hasPrefix("error: a.wav: out/a.wav cannot be written: Permission denied"))
    #expect(run.status == 1)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aPipeThatDoesNotTakeTheResultsIsStatus2() async throws {
    try add("a.wav")
    let script = "exec '\(CommandRun.command)' convert a.wav > /dev/full"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(try folder.read("prompts/a.wav").count == 8058)
  }

  @Test func aPartOfARecordingCanBeTaken() async throws {
    try add("a.wav")
    let run = try await CommandRun(
      "convert", "a.wav", "--start", "0.25", "--duration", "0.5", in: folder)
    #expect(run.output == "a.wav -> prompts/a.wav  0.50 s  4,058 bytes\n")
    let late = try await CommandRun("convert", "a.wav", "--start", "2", "--force", in: folder)
    #expect(
      late.errors.hasPrefix(
        "error: a.wav: start is 2.00 s, and the recording is over after "
          + "1.00 s; give an earlier start\n"))
    #expect(late.status == 1)
    for wrong in [["--start", "-1"], ["--duration", "0"], ["--start", "nan"]] {
      #expect(try await CommandRun(["convert", "a.wav"] + wrong, in: folder).status == 2)
    }
  }
}
