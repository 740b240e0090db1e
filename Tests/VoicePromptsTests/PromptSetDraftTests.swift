import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptSetDraftTests {
  private let folder = TemporaryFolder()

  private func fill(_ names: String...) throws {
    for name in names { try folder.write(SoundFixture.wav([1, 2, 3]), to: name) }
  }

  private func entries(_ draft: PromptSetDraft) -> String {
    draft.text.components(after: "prompts:\n")
  }

  @Test func recordingsAreListedWithGuesses() throws {
    try fill("masters/hold music.wav", "masters/Welcome.flac", "masters/x.wav", "等待音.wav")
    try fill("prompts/hold.wav")
    let draft = PromptSetDraft(folder: folder.path)
    #expect(
      entries(draft) == """
          - for: preVoice
            name: Welcome.wav
            source: masters/Welcome.flac
            sound: speech
          - for: waitVoice
            name: hold-music.wav
            source: "masters/hold music.wav"
            sound: music
          - name: x.wav
            source: masters/x.wav
          - for: waitVoice
            name: dengdaiyin.wav
            source: "等待音.wav"
            sound: music

        """)
    #expect(draft.promptCount == 4)
  }

  @Test func whatItWritesIsASet() throws {
    try fill(
      "a\"b\\c.wav", "-x.wav", "true.wav", "7.wav", "hold.wav", "Hold.flac", "tab\t.wav",
      "z\u{FFFE}\u{2028}x.wav")
    let draft = PromptSetDraft(folder: folder.path)
    try draft.write()
    let set = try PromptSet(folder("prompts.yml"))
    #expect(set.entries.count == 8)
    for entry in set.entries { _ = try InputFile(path: entry.masterPath) }
    #expect(Set(set.entries.map { $0.name.lowercased() }).count == 8)
  }

  @Test func anExistingSetIsNotOverwritten() throws {
    try fill("a.wav")
    try folder.write([1], to: "prompts.yml")
    let draft = PromptSetDraft(folder: folder.path)
    let error = #expect(throws: PromptError.self) { try draft.write() }
    #expect(
      error?.description
        == folder("prompts.yml") + ": exists already; edit it, or remove it first")
    #expect(try folder.read("prompts.yml") == [1])
  }

  @Test func whatCannotBeConvertedIsACommentAndLongTextsAreSplit() throws {
    try folder.write(Array("no sound".utf8), to: "a.wav")
    let long = SoundFixture.wav([Int16](repeating: 5, count: 2_100_000))
    try folder.write(long, to: "notify.wav")
    try folder.write(long, to: "hold.wav")
    let draft = PromptSetDraft(folder: folder.path)
    #expect(draft.failures.map(\.code.id) == ["not-audio", "too-large"])
    #expect(entries(draft).contains("  # left out: a.wav: this is a text file, not a recording\n"))
    #expect(
      entries(draft).contains(
        """
          - for: notifyVoice
            name: notify.wav
            source: notify.wav
            sound: speech
            split: true
        """))
  }

  @Test func whatTheSetWouldRefuseIsNotWritten() throws {
    let long = SoundFixture.wav([Int16](repeating: 5, count: 2_100_000))
    try folder.write(long, to: "notify.wav")
    try fill("notify_1.wav", "x\u{2028}max-size: 100\u{2028}#.wav")
    try folder.write(Array("no sound".utf8), to: "b\u{2028}max-size: 100\u{2028}#.wav")
    try PromptSetDraft(folder: folder.path).write()
    let set = try PromptSet(folder("prompts.yml"))
    #expect(set.maximumSize == PlatformProfile.standard.maximumSize)
    #expect(Set(set.entries.flatMap(\.possibleNames)).count == 8)
  }

  @Test(arguments: [
    ("record-hint.aiff", "recordHintTone"), ("last_minute2.wav", "lastMinVoice"),
    ("preVoiceX.wav", "preVoiceX"), ("pre_voice.wav", "preVoice"), ("notify_A.mp3", "notifyVoice"),
    ("callbackTone.wav", "callbackTone"), ("posTone.wav", "posTone"),
    ("callerHintTone.wav", "callerHintTone"), ("通知.wav", "notifyVoice"), ("jazz.wav", nil),
  ])
  func parametersAreGuessedFromNames(_ name: String, _ parameter: String?) {
    #expect(PromptSetDraft.parameter(for: name)?.name == parameter)
  }
}

extension String {
  fileprivate func components(after marker: String) -> String {
    ranges(of: marker).last.map { String(self[$0.upperBound...]) } ?? ""
  }
}
