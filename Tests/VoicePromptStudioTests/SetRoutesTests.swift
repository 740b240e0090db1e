import AudioFiles
import Foundation
import TestSupport
import Testing

@testable import VoicePromptStudio

@Suite struct SetRoutesTests {
  private let temporary = TemporaryFolder()
  /// The folder that is open.
  private let folder = TemporaryFolder()

  private func with(
    _ change: (inout StudioSettings) -> Void = { _ in },
    _ work: @escaping @Sendable (RunningStudio) async throws -> Void
  ) async throws {
    var settings = StudioSettings()
    settings.place = folder("prompts.yml")
    change(&settings)
    try await RunningStudio.with(temporary, settings, work)
  }

  private static func wav(_ seed: Int = 1) -> [UInt8] {
    SoundFixture.wav(float: Signal.speech(words: 2 + seed, rate: 8000), rate: 8000)
  }

  private func text() throws -> String {
    String(decoding: try folder.read("prompts.yml"), as: UTF8.self)
  }

  /// - Returns: status, and the set or what is wrong.
  private func save(
    _ number: Int, as name: String, over tag: String?, replacing: String? = nil,
    in studio: RunningStudio
  ) async throws -> (status: Int, value: [String: Any]) {
    let body = try JSONSerialization.data(
      withJSONObject: ["recording": number, "replace": replacing ?? NSNull()] as [String: Any])
    let answer = try await studio.ask(
      "PUT set/\(name)", tag.map { ["If-Match: \"\($0)\""] } ?? [], type: "application/json",
      body: Array(body))
    return (answer.status, try Self.object(answer))
  }

  private static func object(_ answer: RawConnection.Answer) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
  }

  private static func prompts(_ set: [String: Any]) -> [[String: Any]] {
    set["prompts"] as? [[String: Any]] ?? []
  }

  /// Uploads a recording, waits for its judgement, and gives it a name.
  private func upload(
    _ bytes: [UInt8], as fileName: String, in studio: RunningStudio,
    _ change: [String: Any] = [:]
  ) async throws -> [String: Any] {
    let number = try #require(try await studio.upload(bytes, as: fileName)["id"] as? Int)
    let card = try await studio.judgedCard(number)
    guard !change.isEmpty else { return card }
    var edit = try #require(card["edit"] as? [String: Any])
    edit.merge(change) { $1 }
    return try await studio.json("PUT recordings/\(number)/edit", edit).value
  }

  private static func sha256(_ card: [String: Any]) -> String? {
    (card["judgement"] as? [String: Any])?["sha256"] as? String
  }

  // MARK: Saving

  @Test func aRecordingIsSavedAndTheSetSaysSo() async throws {
    try await with { [self] studio in
      let (_, empty) = try await studio.json("GET set")
      expect(empty["exists"] as? Bool, false)
      expect(empty["etag"] as? String, "none")
      expect(empty["isEditable"] as? Bool, true)
      let card = try await upload(
        Self.wav(), as: "等待音.wav", in: studio, ["field": "waitVoice", "name": "waitVoice.wav"])
      expect(card["isSaved"] as? Bool, false)
      let (status, set) = try await save(1, as: "waitVoice.wav", over: "none", in: studio)
      expect(status, 200)
      let prompt = try #require(Self.prompts(set).first)
      expect(prompt["name"] as? String, "waitVoice.wav")
      expect(prompt["field"] as? String, "waitVoice")
      expect(prompt["state"] as? String, "current")
      expect(prompt["recording"] as? String, "masters/dengdaiyin.wav")
      expect(prompt["hasFile"] as? Bool, true)
      expect(prompt["sha256"] as? String, Self.sha256(card))
      expect(try SHA256.digest(folder.read("prompts/waitVoice.wav")), Self.sha256(card))
      expect(set["etag"] as? String, try SHA256.digest(folder.read("prompts.yml")))
      let (_, saved) = try await studio.json("GET recordings/1")
      expect(saved["isSaved"] as? Bool, true)
      expect(saved["inSet"] as? String, "waitVoice.wav")
      let (_, state) = try await studio.json("GET state")
      expect((state["set"] as? [String: Any])?["exists"] as? Bool, true)
    }
    #expect(
      folder.files() == [
        "masters/dengdaiyin.wav", "prompts.lock", "prompts.yml", "prompts/waitVoice.wav",
      ])
  }

  @Test func whatIsThereIsReplacedByWhomItWasShownTo() async throws {
    try await with { [self] studio in
      let first = try await upload(Self.wav(1), as: "a.wav", in: studio)
      _ = try await upload(Self.wav(2), as: "b.wav", in: studio)
      let (_, set) = try await save(1, as: "x.wav", over: "none", in: studio)
      let tag = try #require(set["etag"] as? String)
      for (shown, wanted) in [(nil, 409), (SHA256.digest([1]), 409)] {
        let (status, problem) = try await save(
          2, as: "x.wav", over: tag, replacing: shown, in: studio)
        expect(status, wanted)
        expect(problem["message"] is [String: Any], true)
      }
      for other in ["none", SHA256.digest([2])] {
        let (status, problem) = try await save(
          2, as: "x.wav", over: other, replacing: Self.sha256(first), in: studio)
        expect(status, 412)
        expect(problem["id"] as? String, "changed-since-shown")
      }
      let untagged = try await save(
        2, as: "x.wav", over: nil, replacing: Self.sha256(first), in: studio)
      expect(untagged.status, 428)
      let (status, _) = try await save(
        2, as: "x.wav", over: tag, replacing: Self.sha256(first), in: studio)
      expect(status, 200)
      // The first one is the set's no more.
      expect(try await studio.json("GET recordings/1").value["inSet"] as? String, nil)
    }
  }

  @Test func readOnlyMeansThatNothingIsWritten() async throws {
    try await with({ $0.isReadOnly = true }) { [self] studio in
      _ = try await upload(Self.wav(), as: "a.wav", in: studio)
      let (status, problem) = try await save(1, as: "a.wav", over: "none", in: studio)
      expect(status, 403)
      expect(problem["id"] as? String, "read-only")
      expect(try await studio.ask("DELETE set/a.wav", ["If-Match: \"none\""]).status, 403)
      expect(try await studio.ask("POST set/build", ["If-Match: \"none\""]).status, 403)
      expect(try await studio.json("GET set").value["isEditable"] as? Bool, false)
    }
    #expect(folder.files().isEmpty)
  }

  @Test func noNameLeadsOutOfTheSet() async throws {
    try folder.write("prompts: []\n", to: "prompts.yml")
    try await with { [self] studio in
      _ = try await upload(Self.wav(), as: "a.wav", in: studio)
      let tag = try SHA256.digest(folder.read("prompts.yml"))
      for name in ["..%2fx.wav", "%2ftmp%2fx.wav", "x", "a%20b.wav", ".x.wav", "a%0d%0a.wav"] {
        let (status, _) = try await save(1, as: name, over: tag, in: studio)
        expect([409, 422].contains(status), true, "\(name): \(status)")
      }
      for path in [
        "set/..%2fprompts.yml/prompt.wav", "set/prompts.yml/prompt.wav", "set/x/prompt.wav",
      ] {
        expect(try await studio.ask("GET \(path)").status, 404)
      }
    }
    #expect(folder.files().allSatisfy { $0 == "prompts.yml" })
  }

  // MARK: What is in the set

  @Test func aMasterIsOpenedChangedAndSavedAgain() async throws {
    let yaml = """
      # all
      prompts:
        - for: preVoice # hello
          source: raw/hello.wav
          start: 0.25
          sound: speech

      """
    try folder.write(yaml, to: "prompts.yml")
    try folder.write(Self.wav(), to: "raw/hello.wav")
    try await with { [self] studio in
      let opened = try await studio.ask("POST set/preVoice.wav/open")
      expect(opened.status, 201)
      var card = try await studio.judgedCard(1)
      var edit = try #require(card["edit"] as? [String: Any])
      expect(edit["start"] as? Double, 0.25)
      expect(edit["field"] as? String, "preVoice")
      expect(edit["sound"] as? String, "speech")
      expect(card["inSet"] as? String, "preVoice.wav")
      expect(try await studio.ask("POST set/none.wav/open").status, 404)
      edit["start"] = 0
      edit["end"] = 1.1
      card = try await studio.json("PUT recordings/1/edit", edit).value
      let tag = try SHA256.digest(folder.read("prompts.yml"))
      let (status, set) = try await save(1, as: "preVoice.wav", over: tag, in: studio)
      expect(status, 200)
      expect(Self.prompts(set).first?["state"] as? String, "current")
      expect(Self.prompts(set).first?["sha256"] as? String, Self.sha256(card))
      expect(
        try text(),
        yaml.replacing("    start: 0.25\n", with: "").replacing(
          "source: raw/hello.wav\n", with: "source: raw/hello.wav\n    duration: 1.1\n"))
    }
  }

  @Test func whatThePageHasNoControlForIsNotOpened() async throws {
    try folder.write(
      "prompts:\n- {name: a.wav, source: a.wav, fade-in: 1}\n", to: "prompts.yml")
    try folder.write(Self.wav(), to: "a.wav")
    try await with { studio in
      expect(try await studio.ask("POST set/a.wav/open").status, 409)
    }
  }

  @Test func aPromptIsPlayedRemovedAndBuilt() async throws {
    try await with { [self] studio in
      _ = try await upload(Self.wav(), as: "a.wav", in: studio)
      let (_, set) = try await save(1, as: "a.wav", over: "none", in: studio)
      let file = try folder.read("prompts/a.wav")
      let part = try await studio.ask("GET set/a.wav/prompt.wav", ["Range: bytes=0-3"])
      expect(part.status, 206)
      expect(part.body, Array("RIFF".utf8))
      expect(try await studio.ask("GET set/a.wav/prompt.wav").body, file)
      expect(try await studio.ask("GET set/a.wav/prompt.pcm.wav").body.count > file.count, true)
      // Somebody else's change is seen, and built.
      try folder.write(Self.wav(4), to: "masters/a.wav")
      let (_, outdated) = try await studio.json("GET set")
      expect(Self.prompts(outdated).first?["state"] as? String, "outdated")
      let tag = try #require(set["etag"] as? String)
      expect(try await studio.ask("POST set/build", ["If-Match: \"x\""]).status, 412)
      let built = try await studio.ask("POST set/build", ["If-Match: \"\(tag)\""])
      expect(built.status, 200)
      expect(Self.prompts(try Self.object(built)).first?["state"] as? String, "current")
      expect(try folder.read("prompts/a.wav") == file, false)
      expect(try await studio.ask("DELETE set/a.wav", ["If-Match: \"x\""]).status, 412)
      let removed = try await studio.ask("DELETE set/a.wav", ["If-Match: \"\(tag)\""])
      expect(removed.status, 200)
      expect(Self.prompts(try Self.object(removed)).isEmpty, true)
    }
    #expect(folder.files() == ["masters/a.wav", "prompts.lock", "prompts.yml"])
    #expect(try text().hasSuffix("prompts: []\n"))
  }

  @Test(
    arguments: [
      ("prompts:\n- {name: a.wav}\n", "line 2, column 3"),
      ("prompts: [{name: a.wav, source: a}]\n", nil),
      ("profiles: [huawei-voicecall]\nprompts: []\n", nil),
    ] as [(String, String?)])
  func whyASetCannotBeEditedIsSaid(_ yaml: String, _ place: String?) async throws {
    try folder.write(yaml, to: "prompts.yml")
    try await with { studio in
      let (status, set) = try await studio.json("GET set")
      expect(status, 200)
      expect(set["isEditable"] as? Bool, false)
      expect(set["why"] is [String: Any], true)
      let failure = (set["failure"] as? [String: Any])?["message"] as? [String: String]
      expect(failure?["en"]?.hasPrefix(place ?? "-") ?? (place == nil), true)
    }
  }

  // MARK: All at once

  @Test func allPromptsComeInAnArchive() async throws {
    try await with { [self] studio in
      expect(try await studio.ask("GET prompts.zip").status, 409)
      for (number, name) in [(1, "a.wav"), (2, "b.wav")] {
        _ = try await upload(Self.wav(number), as: name, in: studio)
      }
      _ = try await studio.upload(Array("no audio".utf8), as: "c.txt")
      let answer = try await studio.ask("GET prompts.zip")
      expect(answer.status, 200)
      expect(answer.headers["content-disposition"], "attachment; filename=\"prompts.zip\"")
      expect(Array(answer.body.prefix(4)), [0x50, 0x4B, 3, 4])
      // Stored: the prompts stand in it as they are.
      for number in 1...2 {
        let prompt = try await studio.ask("GET recordings/\(number)/prompt.wav").body
        expect(Data(answer.body).range(of: Data(prompt)) != nil, true)
      }
      expect(try await studio.ask("GET prompts.zip").body, answer.body)
      expect(studio.files.filter { $0.hasSuffix("prompts.zip") }.count, 1)
      var edit = try #require(try await studio.judgedCard(2)["edit"] as? [String: Any])
      edit["name"] = "A.wav"
      _ = try await studio.json("PUT recordings/2/edit", edit)
      let refused = try await studio.ask("GET prompts.zip")
      expect(refused.status, 409)
      expect(String(decoding: refused.body, as: UTF8.self).contains("a.wav and b.wav"), true)
    }
  }

  @Test func theReportShowsAllRecordings() async throws {
    try await with { [self] studio in
      _ = try await upload(Self.wav(), as: "Welcome <b>.wav", in: studio)
      let answer = try await studio.ask("GET report.html?lang=zh")
      expect(answer.status, 200)
      expect(
        answer.headers["content-security-policy"]?.hasPrefix("default-src 'none'; style-src"), true)
      expect(answer.headers["content-security-policy"]?.contains("script"), false)
      let page = String(decoding: answer.body, as: UTF8.self)
      expect(page.contains("lang=\"zh-CN\""), true)
      expect(page.contains("Welcome &lt;b&gt;.wav"), true)
      expect(page.contains("data:audio/wav;base64"), true)
      expect(page.contains(studio.folder), false)
      let attributes = try FileManager.default.attributesOfItem(
        atPath: studio.folder + "/" + (studio.files.first { $0.hasSuffix("report.html") } ?? ""))
      expect(attributes[.posixPermissions] as? Int, 0o600)
    }
  }
}
