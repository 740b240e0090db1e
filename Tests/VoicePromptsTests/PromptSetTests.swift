import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptSetTests {
  private func failure(_ yaml: String) -> String? {
    do {
      _ = try PromptSet(yaml: yaml, path: "s.yml")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func everyKeyIsRead() throws {
    let set = try PromptSet(
      yaml: """
        output: out
        max-size: 2MiB
        defaults: { channel: left, allow-truncated: true }
        prompts:
          - for: waitvoice
            source: masters/hold.flac
          - name: welcome
            source: /abs/welcome.mp3
            start: 0.25
            duration: 20
            channel: 3
            allow-truncated: false
          - { for: notifyVoice, name: long.wav, source: ../a.wav, split: true }
        """, path: "campaign/prompts.yml")
    #expect(set.outputFolder == "campaign/out")
    #expect(set.lockPath == "campaign/prompts.lock")
    #expect(set.maximumSize.bytes == 2_097_152)
    #expect(set.entries.map(\.name) == ["waitVoice.wav", "welcome.wav", "long.wav"])
    #expect(
      set.entries.map(\.masterPath) == ["campaign/masters/hold.flac", "/abs/welcome.mp3", "a.wav"])
    #expect(set.entries.map(\.parameter?.name) == ["waitVoice", nil, "notifyVoice"])
    #expect(set.entries.map(\.options.channel) == [.left, .channel(3), .left])
    #expect(set.entries.map(\.options.allowsTruncated) == [true, false, true])
    #expect(set.entries.map(\.options.start) == [0, 0.25, 0])
    #expect(set.entries.map(\.options.duration) == [nil, 20, nil])
    #expect(set.entries.map(\.isSplit) == [false, false, true])
    #expect(set.entries.map(\.location.description) == ["5:5", "7:5", "13:5"])
    #expect(set.entries[2].partNames.last == "long_5.wav")
  }

  @Test func promptsHaveALimit() {
    func set(_ count: Int) -> String {
      "prompts:\n" + (0..<count).map { "- {name: p\($0).wav, source: m.wav}\n" }.joined()
    }
    #expect(failure(set(PromptSet.maximumCount)) == nil)
    #expect(
      failure(set(PromptSet.maximumCount + 1))
        == "s.yml:2:1: there are 4,001 prompts, and a set has at most 4,000; divide it into several "
        + "sets")
  }

  @Test func theFileHasALimit() throws {
    let folder = TemporaryFolder()
    let path = try folder.write(String(repeating: "#", count: 4_194_305), to: "s.yml")
    let error = #expect(throws: PromptError.self) { try PromptSet(path) }
    #expect(
      error?.description
        == "\(path): this has 4,194,305 bytes, and at most 4,194,304 bytes of such a file are read; "
        + "divide it into several files")
  }

  @Test func defaultsAreThePlatforms() throws {
    let set = try PromptSet(yaml: "prompts: [{for: preTone, source: a.wav}]", path: "x.yaml")
    #expect(set.outputFolder == "prompts")
    #expect(set.lockPath == "x.yaml.lock")
    #expect(set.maximumSize == PlatformProfile.standard.maximumSize)
    #expect(set.entries[0].options.channel == .mix)
  }

  @Test(arguments: [
    ("", "s.yml: this is empty: it needs the key prompts, a list of prompts"),
    ("output: out", "s.yml:1:1: the key prompts is missing: a list of prompts"),
    ("prompts: 3", "s.yml:1:10: prompts must be a list of prompts, and is 3"),
    ("output: ~\nprompts: []", "s.yml:1:9: output must be a folder, and is ~"),
    ("prompts: []\n---\nprompts: []", "s.yml:2:1: a second document begins here"),
    (
      "prompts:\n- {name: a.wav, source: m.wav}\n- {name: b.wav, source: prompts/a.wav}",
      "s.yml:3:3: the source prompts/a.wav is a prompt of this set"
    ),
    (
      "prompts:\n- {name: a.wav, source: a.wav, start: 0x1}",
      "s.yml:2:39: start must be a number of seconds, 0 or more, and is 0x1"
    ),
    (
      "prompts: " + String(repeating: "[", count: 100_000),
      "s.yml:1:60: lists and mappings are nested deeper than 50 levels here; no key of this file has "
        + "that many"
    ),
    (
      "promts: []",
      "s.yml:1:1: there is no key promts, only output, max-size, defaults, prompts, "
        + "profile, profiles"
    ),
    ("output: []\nprompts: []", "s.yml:1:9: output must be a folder, and is a list"),
    (
      "max-size: 10\nprompts: []",
      "s.yml:1:11: max-size must be at least \(PlatformProfile.standard.minimumSize.bytes) bytes"
    ),
    ("prompts: []\nprompts: []", "s.yml:2:1: the key prompts is here twice"),
    (
      "defaults: {start: 1}\nprompts: []",
      "s.yml:1:12: there is no key start, only channel, allow-truncated, sound, level, gain, trim, "
        + "high-pass, noise-shaping, fade-in, fade-out, together"
    ),
    ("prompts:\n- for: preTone", "s.yml:2:3: a prompt needs the key source"),
    ("prompts:\n- source: a.wav", "s.yml:2:3: a prompt needs the key for, or name, or both"),
    (
      "prompts:\n- {name: 等.wav, source: a.wav}",
      "s.yml:2:10: the name 等.wav has \"等\", and only 0-9 A-Z a-z - _ . @ are allowed; "
        + "use deng.wav"
    ),
    (
      "prompts:\n- {name: a.MP3, source: a.wav}",
      "s.yml:2:10: name must end in .wav, or in no extension, and ends in .mp3"
    ),
    ("prompts:\n- {name: .a.wav, source: a.wav}", "s.yml:2:10: name must not start with a dot"),
    (
      "prompts:\n- {name: a.wav, source: a.wav, start: -1}",
      "s.yml:2:39: start must be a number of seconds, 0 or more, and is -1"
    ),
    (
      "prompts:\n- {name: a.wav, source: a.wav, duration: 0}",
      "s.yml:2:42: duration must be a number of seconds, greater than 0, and is 0"
    ),
    (
      "prompts:\n- {name: a.wav, source: a.wav, duration: \"2\"}",
      "s.yml:2:42: duration must be a number of seconds, greater than 0, and is \"2\" in quotes"
    ),
    (
      "prompts:\n- {name: a.wav, source: a.wav, channel: middle}",
      "s.yml:2:41: channel must be mix, left, right or a number from 1, and is middle"
    ),
    (
      "prompts:\n- {for: waitVoice, source: a.wav, split: true}",
      "s.yml:2:42: split is for notifyVoice only: no other parameter plays several prompts in a row"
    ),
    (
      "prompts:\n- {name: a.wav, source: a.wav}\n- {name: A.wav, source: b.wav}",
      "s.yml:3:3: the name A.wav is taken by the prompt at line 2"
    ),
    (
      "prompts:\n- {for: notifyVoice, name: a, source: a.wav, split: true}\n"
        + "- {name: a_2.wav, source: b.wav}",
      "s.yml:3:3: the name a_2.wav is taken by the prompt at line 2"
    ),
  ])
  func whatIsWrongIsRefusedWithItsPlace(_ yaml: String, _ message: String) {
    #expect(failure(yaml) == message)
  }

  @Test func anUnknownParameterIsRefusedWithTheKnownOnes() {
    let message = failure("prompts: [{for: waitMusic, source: a.wav}]")
    #expect(
      message?.hasPrefix(
        "s.yml:1:17: for must be a request field, and is waitMusic; the fields are lastMinVoice")
        == true)
  }

  @Test func aSetMayHaveThousandsOfPrompts() throws {
    let entries = (0..<4000).map { "- {name: p\($0).wav, source: m/\($0).wav, start: 1}\n" }
    #expect(
      try PromptSet(yaml: "prompts:\n" + entries.joined(), path: "s.yml").entries.count == 4000)
  }
}
