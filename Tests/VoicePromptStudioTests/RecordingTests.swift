import Foundation
import TelephonyAudio
import TestSupport
import Testing
import VoicePrompts

@testable import VoicePromptStudio

/// What the page does with a recording.
@Suite(.serialized) struct RecordingTests {
  private let folder = TemporaryFolder()

  private static let speech = SoundFixture.wav(
    float: Signal.speech(words: 6, rate: 44_100, before: 0.5, after: 0.5), rate: 44_100)

  /// As the card has it.
  private static func edit(_ change: [String: Any] = [:]) -> [String: Any] {
    let edit: [String: Any] = [
      "start": 0, "profile": "huawei-voicecall", "name": "hold.wav", "sound": "speech",
      "channel": "mix", "allowTruncated": false,
    ]
    return edit.merging(change) { $1 }
  }

  @Test func anUploadBecomesACard() async throws {
    try await RunningStudio.with(folder) { studio in
      let card = try await studio.upload(Self.speech, as: "等待音 1.WAV")
      #expect(card["id"] as? Int == 1)
      #expect(card["fileName"] as? String == "等待音 1.WAV")
      #expect(card["bytes"] as? Int == Self.speech.count)
      let recording = try #require(card["recording"] as? [String: Any])
      #expect(recording["sampleRate"] as? Int == 44_100)
      #expect(
        recording["format"] as? [String: String]
          == ["en": "WAV 32-bit float, 44100 Hz, mono", "zh": "WAV 32 位浮点，44100 Hz，单声道"])
      let edit = try #require(card["edit"] as? [String: Any])
      #expect(edit["name"] as? String == "dengdaiyin-1.wav")
      // Another one of the name gets a name of its own.
      let twin = try await studio.upload(Self.speech, as: "等待音 1.mp3")
      #expect((twin["edit"] as? [String: Any])?["name"] as? String == "dengdaiyin-1-2.wav")
      let judgement = try #require(
        try await studio.judgedCard(1)["judgement"] as? [String: Any])
      #expect(judgement["verdict"] as? String == "fit")
      #expect(judgement["quick"] as? Bool == false)
    }
  }

  @Test func whatIsNoAudioHasAFailureAndGoesAway() async throws {
    try await RunningStudio.with(folder) { studio in
      let card = try await studio.upload(Array("%PDF-1.7 …".utf8), as: "offer.pdf")
      let failure = try #require(card["failure"] as? [String: Any])
      #expect(failure["id"] as? String == "not-audio")
      #expect(failure["message"] is [String: String])
      let empty = try await studio.upload([], as: "empty.wav")
      #expect(empty["failure"] != nil)
      expect(try await studio.json("POST recordings/1/judge", Self.edit()).status, 422)
      expect(try await studio.ask("DELETE recordings/1").status, 204)
      expect(try await studio.ask("GET recordings/1").status, 404)
      #expect(studio.files.filter { $0.hasPrefix("1-") }.isEmpty)
    }
  }

  /// The prompt that the library makes with the same options.
  private func converted(_ change: (inout ConversionOptions) -> Void) throws -> [UInt8] {
    let recording = try folder.write(Self.speech, to: "recordings/in.wav")
    var options = ConversionOptions()
    change(&options)
    try PromptConverter(options).convert(recording, to: folder("out.wav"))
    defer { try? TemporaryFolder.remove(folder("out.wav")) }
    return try folder.read("out.wav")
  }

  @Test func theFileIsWhatAConversionWrites() async throws {
    try await RunningStudio.with(folder) { [self] studio in
      _ = try await studio.upload(Self.speech)
      let edits: [([String: Any], (inout ConversionOptions) -> Void)] = [
        (["sound": "untouched"], { _ in }),
        (["sound": "speech"], { $0.sound = SoundOptions(.speech) }),
        (
          ["sound": "music", "start": 0.7, "end": 2.1, "level": -20, "trim": "on"],
          {
            $0.sound = SoundOptions(.music)
            $0.sound.level = .target(-20)
            $0.sound.trim = .on
            $0.start = 0.7
            $0.duration = 2.1 - 0.7
          }
        ),
      ]
      for (index, (change, options)) in edits.enumerated() {
        let (status, card) = try await studio.json("PUT recordings/1/edit", Self.edit(change))
        #expect(status == 200)
        #expect(card["revision"] as? Int == index + 2)
        let file = try await studio.ask("GET recordings/1/prompt.wav?revision=\(index + 2)")
        #expect(file.status == 200)
        #expect(file.headers["content-type"] == "audio/wav")
        let expected = try converted(options)
        #expect(file.body == expected)
        let judgement = try #require(card["judgement"] as? [String: Any])
        #expect(judgement["bytes"] as? Int == file.body.count)
        #expect(file.headers["etag"] == "\"\(judgement["sha256"] as? String ?? "")\"")
        expect(
          try await studio.ask("GET recordings/1/prompt.wav?revision=\(index + 1)").status, 410)
      }
      // Only the last one is kept.
      #expect(studio.files.filter { $0.hasSuffix("prompt") } == ["1-4-prompt"])
    }
  }

  @Test func partsOfAFileAreGiven() async throws {
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(Self.speech)
      _ = try await studio.judgedCard(1)
      for path in ["prompt.wav", "prompt.pcm.wav", "original.wav"] {
        let whole = try await studio.ask("GET recordings/1/\(path)")
        #expect(whole.status == 200)
        #expect(Array(whole.body.prefix(4)) == Array("RIFF".utf8))
        #expect(whole.headers["accept-ranges"] == "bytes")
        let tag = try #require(whole.headers["etag"])
        let part = try await studio.ask("GET recordings/1/\(path)", ["Range: bytes=10-99"])
        #expect(part.status == 206)
        #expect(part.headers["content-range"] == "bytes 10-99/\(whole.body.count)")
        #expect(part.body == Array(whole.body[10..<100]))
        let outside = try await studio.ask("GET recordings/1/\(path)", ["Range: bytes=99999999-"])
        #expect(outside.status == 416)
        #expect(outside.headers["content-range"] == "bytes */\(whole.body.count)")
        let changed = try await studio.ask(
          "GET recordings/1/\(path)", ["Range: bytes=10-99", "If-Range: \"other\""])
        #expect(changed.status == 200)
        let same = try await studio.ask(
          "GET recordings/1/\(path)", ["Range: bytes=10-99", "If-Range: \(tag)"])
        #expect(same.status == 206)
        let connection = try RawConnection(port: studio.port)
        await connection.send(
          "HEAD /\(studio.token)/recordings/1/\(path) HTTP/1.1\r\nHost: \(studio.host)\r\n"
            + "Connection: close\r\n\r\n")
        let bytes = await connection.receive()
        let head = try #require(RawConnection.Answer(bytes))
        #expect(head.status == 200)
        #expect(head.headers["content-length"] == "\(whole.body.count)")
        #expect(head.body.isEmpty)
      }
    }
  }

  @Test func anOriginalSoundsAsItWasRecorded() async throws {
    let left = Signal.sine(440, rate: 22_050, frames: 22_050)
    let right = Signal.sine(880, rate: 22_050, frames: 22_050)
    let recording = SoundFixture.wav(
      float: zip(left, right).flatMap { [$0, $1] }, rate: 22_050, channels: 2)
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(recording)
      let file = try await studio.ask("GET recordings/1/original.wav").body
      #expect(file.count == 44 + 4 * 22_050)
      // PCM, two channels, at its own rate, of 16 bits.
      #expect(Array(file[20..<24]) == [1, 0, 2, 0])
      #expect(Array(file[24..<28]) == [0x22, 0x56, 0, 0])
      let samples = LinearPCM.decode(Array(file[44...]))
      let first = samples.indices.filter { $0 % 2 == 0 }.map { Float(samples[$0]) / 32_768 }
      #expect(abs(Signal.tone(440, in: first, rate: 22_050).amplitude - 0.5) < 0.001)
    }
  }

  @Test func aLongPartKeepsTheLevelOfTheLastPrompt() async throws {
    let long = SoundFixture.wav(
      float: Signal.speech(words: 120, rate: 8000, before: 0.5, after: 0.5), rate: 8000)
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(long)
      let card = try await studio.judgedCard(1)
      let whole = try #require(card["judgement"] as? [String: Any])
      let duration = try #require(whole["duration"] as? Double)
      try #require(duration > 62)
      func judged(until end: Double) async throws -> [String: Any] {
        try await studio.json("POST recordings/1/judge", Self.edit(["end": end])).value
      }
      let (cut, short) = (try await judged(until: 61.5), try await judged(until: 20))
      // The same to the last bit: it was not measured again.
      expect(cut["speechLevel"] as? Double, whole["speechLevel"] as? Double)
      #expect(cut["change"] != nil)
      #expect(short["speechLevel"] as? Double != whole["speechLevel"] as? Double)
      #expect(try #require(cut["duration"] as? Double) < 61.6)
    }
  }

  @Test func aQuickJudgementIsNearTheWholeOne() async throws {
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(Self.speech)
      _ = try await studio.judgedCard(1)
      let edit = Self.edit(["start": 0.8, "end": 3.2, "name": "a b.wav"])
      let (status, quick) = try await studio.json("POST recordings/1/judge", edit)
      #expect(status == 200)
      #expect(quick["quick"] as? Bool == true)
      let (_, card) = try await studio.json("PUT recordings/1/edit", edit)
      let whole = try #require(card["judgement"] as? [String: Any])
      for key in ["duration", "speechLevel", "peak"] {
        let (one, other) = (quick[key] as? Double, whole[key] as? Double)
        let difference = try #require(one) - (try #require(other))
        #expect(abs(difference) < 0.1, "\(key)")
      }
      #expect(quick["verdict"] as? String == whole["verdict"] as? String)
      let name = try #require(quick["name"] as? [String: Any])
      #expect(name["isLegal"] as? Bool == false)
      #expect(name["suggestion"] as? String == "a-b.wav")
      // The card is as it was before the judging.
      #expect(card["revision"] as? Int == 2)
    }
  }

  @Test func aNewerEditTakesThePlaceOfAnOlderOne() async throws {
    // Long enough to be judged for a while.
    let long = SoundFixture.wav(
      float: Signal.noise(frames: 44_056 * 120), rate: 44_056)
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(long)
      async let first = studio.json("PUT recordings/1/edit", Self.edit(["level": -20]))
      while try await studio.json("GET recordings/1").value["revision"] as? Int != 2 {
        try await Task.sleep(for: .milliseconds(10))
      }
      let second = try await studio.json(
        "PUT recordings/1/edit", Self.edit(["level": -21, "end": 1.0]))
      #expect(second.status == 200)
      let (status, problem) = try await first
      #expect(status == 409)
      #expect(problem["id"] as? String == "superseded")
      let card = try await studio.judgedCard(1)
      #expect((card["edit"] as? [String: Any])?["level"] as? Double == -21)
    }
  }

  @Test(
    arguments: [
      ["start": -1], ["start": "x"], ["end": 0], ["start": 2, "end": 1], ["profile": "none"],
      ["field": "none"], ["sound": "loud"], ["level": 0], ["level": -40], ["trim": "maybe"],
      ["channel": "0"], ["channel": "-1"], ["name": String(repeating: "a", count: 2000)],
      ["start": 1e300, "end": 1e301], ["end": 1e300], ["allowTruncated": "yes"],
    ] as [[String: any Sendable]])
  func anEditThatCannotBeIsRefused(_ change: [String: any Sendable]) async throws {
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(Self.speech)
      let (status, problem) = try await studio.json("PUT recordings/1/edit", Self.edit(change))
      #expect(status == 400)
      #expect(problem["message"] is [String: String])
      expect(try await studio.json("POST recordings/1/judge", Self.edit(change)).status, 400)
      let (_, card) = try await studio.json("GET recordings/1")
      #expect(card["revision"] as? Int == 1)
    }
  }

  @Test func findingsComeWithWhatThePageCanDo() async throws {
    let left = Signal.speech(words: 6, rate: 44_100)
    let recording = SoundFixture.wav(
      float: left.flatMap { [$0, -$0] }, rate: 44_100, channels: 2)
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(recording)
      let card = try await studio.judgedCard(1)
      let judgement = try #require(card["judgement"] as? [String: Any])
      let findings = try #require(judgement["findings"] as? [[String: Any]])
      let finding = try #require(findings.first { $0["rule"] as? String == "channels-cancel" })
      #expect(
        finding["remedy"] as? [String: String] == ["en": "use channel 1", "zh": "使用声道 1"])
      let action = try #require((finding["actions"] as? [[String: Any]])?.first)
      let edit = try #require(card["edit"] as? [String: Any])
        .merging(try #require(action["edit"] as? [String: Any])) { $1 }
      let (_, mended) = try await studio.json("PUT recordings/1/edit", edit)
      #expect((mended["judgement"] as? [String: Any])?["verdict"] as? String == "fit")
    }
  }

  @Test func anotherRecordingKeepsNameAndField() async throws {
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(Self.speech)
      _ = try await studio.json(
        "PUT recordings/1/edit",
        Self.edit(["field": "waitVoice", "name": "waitVoice.wav", "start": 0.5, "end": 1]))
      let other = SoundFixture.wav(float: Signal.speech(), rate: 8000)
      let answer = try await studio.ask("PUT recordings/1/file?name=new.wav", body: other)
      #expect(answer.status == 200)
      let card = try await studio.judgedCard(1)
      #expect(card["fileName"] as? String == "new.wav")
      let edit = try #require(card["edit"] as? [String: Any])
      #expect(edit["name"] as? String == "waitVoice.wav")
      #expect(edit["field"] as? String == "waitVoice")
      #expect(edit["start"] as? Double == 0)
      #expect(edit["end"] == nil)
      #expect(studio.files.filter { $0.contains("recording") } == ["2-recording.wav"])
    }
  }

  @Test func aFoldersRecordingsAreReadInPlace() async throws {
    try folder.write(Self.speech, to: "in/hold.wav")
    try folder.write(Self.speech, to: "in/more/bye.wav")
    try folder.write("no audio", to: "in/readme.txt")
    try folder.write(Self.speech, to: "in/masters/a.wav")
    try folder.write(Self.speech, to: "in/prompts/a.wav")
    try folder.write(
      "prompts:\n  - {name: a.wav, source: masters/a.wav}\n", to: "in/prompts.yml")
    var settings = StudioSettings()
    settings.place = folder("in")
    let before = folder.files()
    try await RunningStudio.with(folder, settings) { studio in
      let (_, state) = try await studio.json("GET state")
      let cards = try #require(state["recordings"] as? [[String: Any]])
      #expect(cards.map { $0["fileName"] as? String } == ["hold.wav", "more/bye.wav"])
      let judged = try await studio.judgedCard(1)
      #expect(judged["judgement"] != nil)
      expect(try await studio.ask("DELETE recordings/1").status, 204)
    }
    #expect(folder.files() == before)
  }
}
