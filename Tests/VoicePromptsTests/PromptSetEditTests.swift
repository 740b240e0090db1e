import AudioFiles
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptSetEditTests {
  private static let reading = PromptSetEdit.Reading(path: "prompts.yml")

  private func edit(_ text: String) throws -> PromptSetEdit {
    try PromptSetEdit(Self.reading, Array(text.utf8))
  }

  private func text(_ edit: PromptSetEdit) -> String { String(decoding: edit.bytes, as: UTF8.self) }

  private static func options(_ change: (inout ConversionOptions) -> Void) -> ConversionOptions {
    var options = ConversionOptions()
    change(&options)
    return options
  }

  private func entry(
    _ name: String, for parameter: String? = nil, _ master: String = "masters/new.wav",
    _ change: (inout ConversionOptions) -> Void = { _ in }
  ) -> PromptSetEdit.Entry {
    PromptSetEdit.Entry(
      name: name, parameter: parameter.flatMap { PromptParameter.named($0) }, master: master,
      options: Self.options(change))
  }

  /// With comments, blank lines and quotes at every place where they can be.
  private static let commented = """
    # campaign 7
    output: "prompts"   # below

    # what holds for all
    defaults:
      sound: speech # cleaned

    prompts: # in order
      # before the first
      - for: waitVoice   # the music
        # its master
        source: 'masters/hold.flac'  # from the shop

        sound: music
        # level: -20

      # before the second
      - name: "b.wav"
        source: masters/b.wav # b
        text: >-
          what it
          says

      - {name: c.wav, source: masters/c.wav, start: 0.5} # in braces
    # the end

    """

  // MARK: Appending

  @Test func anEntryIsAppendedAndNothingElseChanges() throws {
    let edit = try edit(Self.commented).setting(
      entry("d.wav", for: "preVoice") {
        $0.start = 0.25
        $0.duration = 1.5
        $0.sound = SoundOptions(.speech)
        $0.sound.level = .target(-20)
        $0.sound.trim = .off
        $0.channel = .left
        $0.allowsTruncated = true
      })
    #expect(
      text(edit)
        == Self.commented.replacing(
          "# in braces\n",
          with: """
            # in braces
              - for: preVoice
                name: d.wav
                source: masters/new.wav
                start: 0.25
                duration: 1.5
                channel: left
                allow-truncated: true
                level: -20
                trim: off

            """))
  }

  private static let styles: [(before: String, after: String?)] = [
    ("prompts: []", "prompts:\n  - name: a.wav\n    source: m.wav"),
    ("prompts: [] # none\n", "prompts: # none\n  - name: a.wav\n    source: m.wav\n"),
    (
      "prompts:\n- name: b.wav\n  source: b\n",
      "prompts:\n- name: b.wav\n  source: b\n- name: a.wav\n  source: m.wav\n"
    ),
    (
      "prompts:\n- name: b.wav\n  source: b",
      "prompts:\n- name: b.wav\n  source: b\n- name: a.wav\n  source: m.wav"
    ),
    (
      "prompts:\r\n  -   name: b.wav\r\n      source: b\r\n# end\r\n",
      "prompts:\r\n  -   name: b.wav\r\n      source: b\r\n  -   name: a.wav\r\n      source: m.wav\r\n# end\r\n"
    ),
    (
      "prompts:\n  -\n    name: b.wav\n    source: b\n    # its own\n  # not\n",
      "prompts:\n  -\n    name: b.wav\n    source: b\n    # its own\n  - name: a.wav\n    source: m.wav\n  # not\n"
    ),
    (
      "\u{FEFF}# 提示音 😀\nprompts:\n  - {name: b.wav, source: \"提示音😀.wav\"}\n",
      "\u{FEFF}# 提示音 😀\nprompts:\n  - {name: b.wav, source: \"提示音😀.wav\"}\n  - name: a.wav\n    source: m.wav\n"
    ),
    (
      "prompts:\n-\tname: b.wav\n\tsource: b\n", nil
    ),
    (
      "---\nprompts:\n  - name: b.wav\n    source: b\n    text: |\n      x\n\n      y\n\n...\n",
      "---\nprompts:\n  - name: b.wav\n    source: b\n    text: |\n      x\n\n      y\n  - name: a.wav\n    source: m.wav\n\n...\n"
    ),
    (
      "prompts:\n  - name: b.wav\n    source: b\noutput: \"p\"\n",
      "prompts:\n  - name: b.wav\n    source: b\n  - name: a.wav\n    source: m.wav\noutput: \"p\"\n"
    ),
  ]

  @Test(arguments: styles)
  func anEntryIsWrittenAsTheOthersAre(_ before: String, _ after: String?) throws {
    guard let after else {
      #expect(throws: PromptError.self) { try edit(before) }
      return
    }
    #expect(text(try edit(before).setting(entry("a.wav", "m.wav"))) == after)
  }

  @Test func aNewSetHasTheCommentsOfInit() throws {
    let edit = try PromptSetEdit.empty(Self.reading).setting(
      entry("waitVoice.wav", for: "waitVoice"))
    #expect(text(edit).hasPrefix(PromptSetDraft.heading.joined(separator: "\n") + "\n"))
    #expect(text(edit).hasSuffix("prompts:\n  - for: waitVoice\n    source: masters/new.wav\n"))
  }

  @Test func aNewSetNamesAnotherPlatform() throws {
    let profile = try #require(PlatformProfile.named("amazon-connect"))
    let reading = PromptSetEdit.Reading(path: "prompts.yml", profile: profile)
    let edit = try PromptSetEdit.empty(reading).setting(
      PromptSetEdit.Entry(
        name: "a.wav", parameter: nil, master: "m.wav", options: ConversionOptions(profile)))
    #expect(text(edit).contains("\nprofile: amazon-connect\noutput: prompts\nprompts:\n  - name"))
  }

  @Test(arguments: [
    "a b.wav", "提示音.wav", "a\"b\\.wav", "-a.wav", "true", "null", "7", "a: b", "a #b", "*a", "é😀",
    "tab\t.wav", "line\n.wav", "\u{2028}", "./a", "~", "'a'",
  ])
  func aSourceIsQuotedWhereYAMLWouldTakeItForSomethingElse(_ source: String) throws {
    let edit = try edit("prompts: []").setting(entry("a.wav", source))
    #expect(edit.set.entries.map(\.master) == [source])
  }

  // MARK: Changing

  @Test func onlyWhatDiffersIsWritten() throws {
    let before = try edit(Self.commented)
    let edit = try before.setting(
      entry("waitVoice.wav", for: "waitVoice", "masters/hold.flac") {
        $0.sound = SoundOptions(.music)
        $0.start = 1
      })
    #expect(
      text(edit)
        == Self.commented.replacing(
          "# from the shop\n", with: "# from the shop\n    start: 1\n"))
  }

  @Test func aChangeToTheSameChangesNothing() throws {
    let before = try edit(Self.commented)
    for entry in before.set.entries {
      let edit = try before.setting(
        PromptSetEdit.Entry(
          name: entry.name, parameter: entry.parameter, master: entry.master,
          options: entry.options))
      #expect(edit.bytes == before.bytes)
    }
  }

  @Test func commentsOfWhatIsTakenAwayStay() throws {
    let edit = try edit(Self.commented).setting(
      entry("waitVoice.wav", "masters/a: b.wav") { $0.sound = SoundOptions(.speech) })
    #expect(
      text(edit)
        == Self.commented.replacing(
          """
            - for: waitVoice   # the music
              # its master
              source: 'masters/hold.flac'  # from the shop

              sound: music

          """,
          with: """
              - # the music
                # its master
                name: waitVoice.wav
                source: "masters/a: b.wav"  # from the shop


            """))
  }

  @Test func whatAPromptSaysStays() throws {
    let edit = try edit(Self.commented).setting(
      entry("b.wav", for: "preVoice") { $0.sound = SoundOptions(.speech) })
    #expect(edit.set.entries[1].text == "what it says")
    #expect(
      text(edit)
        == Self.commented.replacing(
          "  - name: \"b.wav\"\n    source: masters/b.wav # b",
          with: "  - for: preVoice\n    name: \"b.wav\"\n    source: masters/new.wav # b"))
  }

  @Test(
    arguments: [
      (0.0, 2.0, "{name: c.wav, source: masters/c.wav, duration: 2}"),
      (0.0, nil, "{name: c.wav, source: masters/c.wav}"),
      (1.0, 2.0, "{name: c.wav, source: masters/c.wav, start: 1, duration: 2}"),
    ] as [(Double, Double?, String)])
  func anEntryInBracesStaysInBraces(_ start: Double, _ duration: Double?, _ text: String) throws {
    let edit = try edit(Self.commented).setting(
      entry("c.wav", "masters/c.wav") {
        $0.sound = SoundOptions(.speech)
        $0.start = start
        $0.duration = duration
      })
    #expect(
      self.text(edit)
        == Self.commented.replacing(
          "{name: c.wav, source: masters/c.wav, start: 0.5}", with: text))
  }

  @Test func aSplitThatTheFieldDoesNotPlayGoes() throws {
    let yaml = "prompts:\n  - for: notifyVoice\n    source: a\n    split: true # long\n"
    let kept = try edit(yaml).setting(entry("notifyVoice.wav", for: "notifyVoice", "b"))
    #expect(text(kept) == yaml.replacing("source: a", with: "source: b"))
    let gone = try edit(yaml).setting(entry("notifyVoice.wav", for: "preVoice", "a"))
    #expect(
      text(gone)
        == "prompts:\n  - for: preVoice\n    name: notifyVoice.wav\n    source: a\n    # long\n")
  }

  @Test(
    arguments: [
      ("level: -20", SoundOptions(.speech), "    level: -22\n"),
      ("trim: on", SoundOptions(.speech), "    trim: auto\n"),
      ("high-pass: off", SoundOptions(.untouched), "    sound: untouched\n    high-pass: off\n"),
      ("noise-shaping: off", SoundOptions(.speech), "    noise-shaping: on\n"),
      ("fade-in: 1", SoundOptions(.speech), "    fade-in: 0\n"),
    ] as [(String, SoundOptions, String)])
  func whatTheDefaultsChangeIsChangedBack(
    _ defaults: String, _ sound: SoundOptions, _ written: String
  ) throws {
    let yaml = "defaults:\n  sound: speech\n  \(defaults)\nprompts: []\n"
    let edit = try edit(yaml).setting(entry("a.wav", "m") { $0.sound = sound })
    #expect(
      text(edit)
        == yaml.replacing(" []", with: "\n  - name: a.wav\n    source: m").dropLast() + "\n"
        + written)
  }

  @Test func aLevelThatTheDefaultsForceIsRefused() throws {
    let edit = try edit("defaults: {level: -20}\nprompts: []\n")
    let error = #expect(throws: PromptError.self) { try edit.setting(entry("a.wav")) }
    #expect(error?.code.id == "not-editable")
  }

  @Test func aSetWithOneGainTakesPrompts() throws {
    let yaml = "defaults: {together: true, sound: speech}\nprompts:\n- {name: b.wav, source: b}\n"
    let edit = try edit(yaml).setting(
      entry("a.wav", "m") { $0.sound = SoundOptions(.speech) })
    #expect(text(edit) == yaml + "- name: a.wav\n  source: m\n")
    #expect(edit.set.isTogether)
  }

  // MARK: Removing

  @Test(
    arguments: [
      (
        0,
        """
          - for: waitVoice   # the music
            # its master
            source: 'masters/hold.flac'  # from the shop

            sound: music
            # level: -20

        """
      ),
      (
        1,
        """
          - name: "b.wav"
            source: masters/b.wav # b
            text: >-
              what it
              says

        """
      ),
      (2, "  - {name: c.wav, source: masters/c.wav, start: 0.5} # in braces\n"),
    ] as [(Int, String)])
  func theLinesOfAnEntryGo(_ index: Int, _ lines: String) throws {
    let before = try edit(Self.commented)
    let after = try before.removing(before.set.entries[index].name)
    #expect(Self.commented.contains(lines))
    #expect(text(after) == Self.commented.replacing(lines, with: ""))
  }

  @Test(arguments: [
    ("prompts: # all\n  - name: a.wav\n    source: a\n# end\n", "prompts: [] # all\n# end\n"),
    ("prompts:\n- {name: a.wav, source: a}", "prompts: []\n"),
    (
      "prompts:\n- {name: b.wav, source: a}\n- {name: a.wav, source: a}",
      "prompts:\n- {name: b.wav, source: a}\n"
    ),
    (
      "prompts:\r\n- {name: b.wav, source: a}\r\n- {name: a.wav, source: a}\r\nmax-size: 2MB\r\n",
      "prompts:\r\n- {name: b.wav, source: a}\r\nmax-size: 2MB\r\n"
    ),
  ])
  func theLastEntryLeavesAList(_ before: String, _ after: String) throws {
    #expect(text(try edit(before).removing("a.wav")) == after)
  }

  @Test func whatIsNotThereIsRemovedAlready() throws {
    let before = try edit(Self.commented)
    #expect(try before.removing("x.wav").bytes == before.bytes)
  }

  // MARK: Refusing

  @Test(
    arguments: [
      ("prompts: [{name: a.wav, source: a}, {name: b.wav, source: b}]", false, true),
      ("{prompts: [{name: a.wav, source: a}]}", true, true),
      // Both entries are one text.
      ("prompts:\n- &x {name: a.wav, source: a}\nmax-size: 2MB\n", false, false),
      (
        "prompts:\n- name: a.wav\n  source: &x a\n- name: b.wav\n  source: *x\n", true, true
      ),
      ("? prompts\n: - name: a.wav\n    source: a\n", false, true),
      ("prompts:\n- {name: a.wav,\n   # why\n   source: a, start: 1}\n", false, false),
    ] as [(String, Bool, Bool)])
  func whatCannotBeChangedSafelyIsRefused(
    _ yaml: String, _ refusesChange: Bool, _ refusesRemoval: Bool
  ) throws {
    let before = try edit(yaml)
    for (isRefused, change) in [
      (refusesChange, { try before.setting(entry("a.wav", "new")) }),
      (refusesRemoval, { try before.removing("a.wav") }),
    ] as [(Bool, () throws -> PromptSetEdit)] {
      do {
        let after = try change()
        #expect(!isRefused, "\(text(after))")
      } catch let error as PromptError {
        #expect(isRefused)
        #expect(error.code.id == "not-editable")
        #expect(error.location != nil)
        #expect(error.description.contains("edit it by hand"))
      }
    }
  }

  @Test func aNameThatDiffersInCaseOnlyIsRefused() throws {
    let error = #expect(throws: PromptError.self) {
      try edit("prompts:\n- {name: a.wav, source: a}\n").setting(entry("A.wav"))
    }
    #expect(error?.message.english.contains("taken by the prompt at line 2") == true)
  }

  // MARK: All of it, many times

  /// A set in a random style: each line is one that the edit must keep or replace.
  private static func randomSet(_ random: inout SplitMix) -> String {
    let margin = [0, 1, 2, 4].randomElement(using: &random) ?? 0
    let gap = [1, 1, 1, 3].randomElement(using: &random) ?? 1
    func comment() -> String {
      ["", "", "", " # c\(random.next() % 100) 提 - x: y", "\t# t"].randomElement(using: &random)
        ?? ""
    }
    func between(_ column: Int) -> [String] {
      switch random.next() % 6 {
      case 0: [""]
      case 1: [String(repeating: " ", count: column) + "# - name: old.wav"]
      case 2: ["", "# at the margin", ""]
      default: []
      }
    }
    var lines = between(0)
    if random.next() % 3 == 0 { lines.append("output: 'prompts'" + comment()) }
    if random.next() % 3 == 0 {
      lines += ["defaults:" + comment(), "  sound: speech" + comment(), "  trim: off"]
    }
    lines.append("prompts:" + comment())
    let dash = String(repeating: " ", count: margin) + "-"
    let column = margin + 1 + gap
    for index in 0..<(1 + Int(random.next() % 4)) {
      lines += between(margin)
      let name =
        ["p\(index).wav", "\"p\(index).wav\"", "'p\(index).wav'"]
        .randomElement(using: &random) ?? ""
      let source =
        ["m/\(index).wav", "\"m \(index).wav\"", "'m'"].randomElement(using: &random) ?? ""
      var pairs = ["name: " + name, "source:  " + source]
      if random.next() % 2 == 0 { pairs.append("start: 0.\(index)5") }
      if random.next() % 3 == 0 { pairs.append("duration: 2.0") }
      if random.next() % 3 == 0 { pairs.append("sound: music") }
      if random.next() % 4 == 0 { pairs.append("level: -20") }
      if random.next() % 4 == 0 { pairs.append("for: waitVoice") }
      pairs.shuffle(using: &random)
      switch random.next() % 5 {
      case 0: lines.append("\(dash) {\(pairs.joined(separator: ", "))}" + comment())
      case 1:
        lines.append(dash + comment())
        for pair in pairs { lines.append(String(repeating: " ", count: column) + pair + comment()) }
      default:
        for (number, pair) in pairs.enumerated() {
          let start = number == 0 ? dash + String(repeating: " ", count: gap) : ""
          lines.append(
            start + String(repeating: " ", count: number == 0 ? 0 : column) + pair + comment())
          lines += between(column)
        }
        if random.next() % 4 == 0 {
          let inner = String(repeating: " ", count: column + 2)
          lines.append(String(repeating: " ", count: column) + "text: |")
          lines += [inner + "one # no comment", "", inner + "- two"]
        }
      }
    }
    lines += between(0)
    if random.next() % 3 == 0 { lines += ["max-size: 2MB" + comment()] }
    let end = random.next() % 4 == 0 ? "\r\n" : "\n"
    return (random.next() % 8 == 0 ? "\u{FEFF}" : "") + lines.joined(separator: end)
      + (random.next() % 4 == 0 ? "" : end)
  }

  /// The comments of a text, in their order.
  private static func comments(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard !line.contains("no comment"), let mark = line.firstIndex(of: "#") else { return nil }
      return String(line[mark...])
    }
  }

  @Test(arguments: 0..<40)
  func anyChangeOfAnySetChangesThatAndNothingElse(_ seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    var count = 0
    for _ in 0..<25 {
      let yaml = Self.randomSet(&random)
      guard let before = try? edit(yaml) else { continue }
      let name = "p\(random.next() % 5).wav"
      let entry = entry(
        name, for: [nil, "waitVoice", "preVoice"].randomElement(using: &random) ?? nil,
        ["m/new.wav", "m: new.wav"].randomElement(using: &random) ?? ""
      ) {
        $0.start = [0, 0.05, 1.5].randomElement(using: &random) ?? 0
        $0.duration = [nil, 2, 3.25].randomElement(using: &random) ?? nil
        $0.sound = SoundOptions(
          SoundOptions.Preset.allCases.randomElement(using: &random) ?? .speech)
        $0.sound.level = [nil, .target(-20), .gain(3)].randomElement(using: &random) ?? nil
        $0.sound.trim = [nil, .on].randomElement(using: &random) ?? nil
      }
      let after: PromptSetEdit
      do { after = try before.setting(entry) } catch {
        // A line end behind a text that has none would be part of it.
        #expect(yaml.hasSuffix("- two"), "\(error)\n\(yaml)")
        continue
      }
      count += 1
      #expect(Self.comments(text(after)) == Self.comments(yaml), "\(yaml)\n---\n\(text(after))")
      // Lines of others stay, in their order.
      let index = before.set.entries.firstIndex { $0.name == name }
      #expect(after.set.entries.count == before.set.entries.count + (index == nil ? 1 : 0))
      let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
      if index == nil {
        var rest = text(after).split(separator: "\n", omittingEmptySubsequences: false)[...]
        for line in lines.dropLast() {
          let place = try #require(rest.firstIndex(of: line), "\(yaml)\n---\n\(text(after))")
          rest = rest[(place + 1)...]
        }
        // Back again.
        let back = text(try after.removing(name))
        #expect([yaml, yaml + "\n", yaml + "\r\n"].contains(back), "\(text(after))")
      } else {
        #expect(try after.removing(name).set.entries.count == before.set.entries.count - 1)
      }
    }
    #expect(count > 5)
  }
}

/// The same numbers each time.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
