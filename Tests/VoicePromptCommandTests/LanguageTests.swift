import AudioFiles
import Foundation
import TestSupport
import Testing

@testable import VoicePromptCommand

@Suite struct LanguageTests {
  private let set: ExampleSet

  init() throws {
    set = try ExampleSet()
  }

  // MARK: Which language

  @Test(
    arguments: [
      ([], nil),
      (["convert", "a.wav"], nil),
      (["convert", "a.wav", "--lang", "zh"], .chinese),
      (["convert", "--lang=en", "a.wav"], .english),
      (["rules", "--lang", "zh", "--lang", "en"], .english),
      (["rules", "--lang", "fr"], nil),
      (["rules", "--lang"], nil),
      (["rules", "--lang="], nil),
      (["convert", "--", "--lang", "zh"], nil),
      (["convert", "--language", "zh"], nil),
    ] as [([String], Language?)])
  func theOptionIsFoundAmongTheArguments(_ arguments: [String], _ language: Language?) {
    #expect(LanguageOption.language(in: arguments) == language)
  }

  @Test func theOptionDecidesBeforeTheEnvironment() async throws {
    let chinese = try await run("voiceprompt rules size", .chinese)
    #expect(chinese.hasPrefix("size（错误）\n  要求"))
    let english = try await run("voiceprompt rules size", .english)
    #expect(english.hasPrefix("size (error)\n  must be"))
    #expect(try await run("voiceprompt rules size --lang en", .chinese) == english)
    #expect(try await run("voiceprompt rules size --lang zh", .english) == chinese)
    #expect(try await run("VOICEPROMPT_LANG=en voiceprompt rules size", .chinese) == english)
    #expect(try await run("VOICEPROMPT_LANG=zh voiceprompt rules size", .english) == chinese)
  }

  @Test func mistakesInTheArgumentsAreToldInTheLanguage() async throws {
    for line in ["voiceprompt convert a --jobs 0 --lang zh", "voiceprompt convert a --jobs 0"] {
      let output = try await run(line, .chinese)
      #expect(output.hasPrefix("错误：--jobs 必须为 1 到 256\n"))
    }
    let output = try await run("voiceprompt rules --nonsense", .chinese)
    #expect(output.hasPrefix("错误：unknown option '--nonsense'"))
  }

  // MARK: What machines read

  @Test(arguments: [
    "voiceprompt --help", "voiceprompt --version",
    "for c in convert validate inspect init build check-request request parameters rules profiles; "
      + "do voiceprompt $c --help; done",
    "voiceprompt convert samples missing.wav --rename --sound speech --json 2>/dev/null",
    "voiceprompt convert samples --rename --dry-run --json 2>/dev/null",
    "voiceprompt inspect samples/*.wav missing.wav --json 2>/dev/null",
    "voiceprompt parameters --json", "voiceprompt profiles --json",
    "rm samples/prompts.yml; head -c 100 samples/goodbye.wav >samples/a.wav; "
      + "voiceprompt init samples >out 2>&1; cat samples/prompts.yml",
    "cd samples; voiceprompt build -q 2>/dev/null; cat prompts.lock",
    "cd samples; voiceprompt request callback 2>/dev/null",
  ])
  func whatMachinesReadIsTheSameInBothLanguages(_ line: String) async throws {
    try await expectSame(line)
  }

  @Test(arguments: ["json", "sarif", "junit", "github"])
  func reportsForMachinesAreTheSameInBothLanguages(_ format: String) async throws {
    let summary = "GITHUB_STEP_SUMMARY=summary.md"
    try await expectSame(
      """
      voiceprompt convert -q samples --rename; head -c 5000 prompts/goodbye.wav >prompts/cut.wav
      \(summary) voiceprompt validate prompts prompts/missing.wav --sound --max-size 20000 \
      --format \(format) 2>/dev/null
      cd samples; \(summary) voiceprompt build --check --format \(format) 2>/dev/null
      cp prompts.yml requests/other.json
      \(summary) voiceprompt check-request requests --scan . --prompts prompts --format \(format) 2>/dev/null
      cat summary.md ../summary.md
      """)
  }

  private func expectSame(_ line: String) async throws {
    let english = try await run(line, .english)
    let other = try ExampleSet()
    let chinese = try await run(line, .chinese, in: other.folder)
    #expect(english == chinese)
    #expect(english.count > 4)
  }

  // MARK: What people read

  /// What is typed, one command after the other, in a copy of the samples.
  private static let sessions: [(name: String, lines: [String])] = [
    (
      "convert",
      [
        "voiceprompt convert samples --rename --sound speech --dry-run",
        "voiceprompt convert samples/welcome.wav samples/hold-music.flac",
        "voiceprompt convert samples/welcome.wav samples/goodbye.wav missing.wav gone.wav",
        "voiceprompt convert samples/welcome.wav --force --sound speech --level -16",
        "voiceprompt convert samples/requests",
        "voiceprompt convert samples --name one.wav",
        "voiceprompt convert samples/welcome.wav -o samples/set.md",
      ]
    ),
    (
      "validate",
      [
        "voiceprompt convert -q samples --rename",
        "head -c 5000 prompts/goodbye.wav >prompts/cut.wav",
        "cp samples/welcome.wav prompts/'not made.wav'",
        "voiceprompt validate prompts prompts/missing.wav --sound --max-size 30000",
        "voiceprompt validate prompts/cut.wav --fix",
        "voiceprompt validate samples/requests",
      ]
    ),
    (
      "inspect",
      [
        "head -c 5000 samples/welcome.wav >cut.wav",
        "voiceprompt inspect samples/delivery.mp3 cut.wav missing.wav",
      ]
    ),
    (
      "init",
      [
        "mkdir empty masters; cp samples/*.wav masters; head -c 100 masters/goodbye.wav >masters/a.wav",
        "voiceprompt init empty", "voiceprompt init masters", "voiceprompt init masters",
      ]
    ),
    (
      "build",
      [
        "voiceprompt build", "cd samples; voiceprompt build",
        "cd samples; sed '/for: calleeHintTone/,$d' prompts.yml >p.yml; mv p.yml prompts.yml",
        "cd samples; cp prompts/welcome.wav prompts/other.wav; voiceprompt build --check",
        "cd samples; cp ringback.wav welcome.wav; voiceprompt build --prune",
      ]
    ),
    (
      "check-request",
      [
        "voiceprompt check-request requests",
        "cd samples; voiceprompt build -q; voiceprompt check-request requests --scan programs",
        "cd samples; sed 's/wait_voice/Wait/; s/preVoice/prevoice/' requests/callback.json >a.json",
        "cd samples; voiceprompt check-request a.json --scan programs/notify.php",
      ]
    ),
    (
      "request",
      [
        "voiceprompt request callback", "cd samples; voiceprompt request notification",
        "mkdir p; voiceprompt convert -q samples/welcome.wav -o p; voiceprompt request ax --prompts p",
      ]
    ),
    ("parameters", ["voiceprompt parameters"]),
    ("rules", ["voiceprompt rules", "voiceprompt rules chunk-before-data"]),
    ("profiles", ["voiceprompt profiles", "voiceprompt profiles amazon-connect"]),
    (
      "usage",
      [
        "voiceprompt convert", "voiceprompt convert a --max-size 3",
        "voiceprompt convert a --gain 3 --together", "voiceprompt validate - --fix",
        "voiceprompt build --check --force", "voiceprompt rules no-such-rule",
      ]
    ),
  ]

  /// Every session's output is kept in Tests/Golden; with RECORD_GOLDEN set, it is written there.
  @Test(arguments: sessions.map(\.name), Language.allCases)
  func everyCommandSaysWhatItHasSaid(_ name: String, _ language: Language) async throws {
    let lines = Self.sessions.first { $0.name == name }?.lines ?? []
    var text = ""
    for line in lines {
      text += "$ \(line)\n" + (try await run(line, language))
    }
    let file = Self.golden.appendingPathComponent("\(name).\(language.rawValue).txt")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)))
  }

  @Test(arguments: sessions.map(\.name))
  func bothLanguagesSayTheSameNumbersAndNames(_ name: String) throws {
    let texts = try Language.allCases.map { language in
      try String(
        contentsOf: Self.golden.appendingPathComponent("\(name).\(language.rawValue).txt"),
        encoding: .utf8)
    }
    let (english, chinese) = (texts[0], texts[1])
    #expect(!english.replacing("等待音", with: "").contains { Self.isHan($0) })
    func names(_ text: String) -> [String] {
      text.matches(of: #/\[[a-z-]+\]|--[a-z-]+|[\w\/-]+\.(wav|mp3|json|yml|flac|aiff)/#)
        .map { String($0.0) }.sorted()
    }
    #expect(names(english) == names(chinese))
  }

  /// Three words of small letters in a row are a sentence, unless they are a command; some words are
  /// nothing else.
  @Test(arguments: sessions.map(\.name).filter { $0 != "usage" })
  func noEnglishIsLeftInChinese(_ name: String) throws {
    let file = Self.golden.appendingPathComponent("\(name).zh.txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    for line in text.split(separator: "\n") where !line.hasPrefix("$ ") {
      let said = line.replacing(#/(voiceprompt|ffmpeg) .*/#, with: "")
      #expect(said.firstMatch(of: #/\b[a-z]+,? [a-z]+,? [a-z]+\b/#) == nil, "\(line)")
      let word = #/[ （，：](the|of|is|are|and|or|none|with|at|bytes|bit|bits)([ ，：；）]|$)/#
      #expect(said.firstMatch(of: word) == nil, "\(line)")
    }
  }

  private static func isHan(_ character: Character) -> Bool { ("一"..."鿿").contains(character) }

  private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Golden")

  /// What a line of shell prints in an environment of this language, without times.
  private func run(
    _ line: String, _ language: Language, in folder: TemporaryFolder? = nil
  ) async throws -> String {
    let locale = language == .chinese ? "zh_CN.UTF-8" : "C.UTF-8"
    let run = try await CommandRun(
      shell: """
        unset VOICEPROMPT_LANG LC_ALL LC_MESSAGES; export LANG=\(locale)
        voiceprompt() { "$0" "$@"; }
        { \(line)
        } 2>&1
        """, in: folder ?? set.folder)
    return run.output.replacing(#/ in [0-9.]+ s, [0-9,]+ times real time/#, with: "")
      .replacing(#/，用时 [0-9.]+ s，为实时的 [0-9,]+ 倍/#, with: "")
      .replacing(#/ time="[^"]*" timestamp="[^"]*" hostname="[^"]*"/#, with: "")
  }
}
