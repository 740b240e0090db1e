import ArgumentParser
import AudioFiles
import Foundation
import TelephonyAudio
import TestSupport
import Testing
import VoicePromptReports

@testable import VoicePromptCommand
@testable import VoicePrompts

// The examples of the libraries' articles, compiled.

private func convertFile() throws {
  // example begins
  var options = ConversionOptions()
  options.channel = .left
  options.start = 0.25
  options.duration = 20
  options.parameter = PromptParameter.named("waitVoice")

  let converter = PromptConverter(options)
  let conversion = try converter.convert("hold.flac", to: "prompts/waitVoice.wav")
  print(conversion.duration, conversion.size)
  for finding in conversion.findings { print(finding.rule, finding.message) }
  // example ends
}

private func convertSpeech() throws {
  // example begins
  var sound = SoundOptions(.speech)  // high-pass, trim, level, shaped noise
  sound.level = .target(-20)  // dBov, instead of the usual -22

  var options = ConversionOptions()
  options.sound = sound
  let conversion = try PromptConverter(options).convert("welcome.mp3", to: "prompts/welcome.wav")
  if let level = conversion.sound?.level { print(level.gain, level.limited) }
  // example ends
}

private func convertBytes(_ bytes: [UInt8]) throws {
  // example begins
  let (file, conversion) = try PromptConverter().convert(bytes, named: "hold.flac")
  print(conversion.duration, file.count)
  let judged = PromptValidator().findings(on: file, name: "hold.wav")
  print(judged.findings.isEmpty)
  // example ends
}

private func convertFolder() async {
  // example begins
  let batch = PromptBatch(["recordings"], outputFolder: "prompts", ConversionOptions())
  await batch.run(jobs: 4) { outcome in
    switch outcome.result {
    case .success(let conversion): print(outcome.job.recording, conversion.size)
    case .failure(let error): print(error)
    }
  }
  // example ends
}

private func validateFile() throws {
  // example begins
  var validator = PromptValidator()
  validator.ignoredRules = ["level"]
  let judged = try validator.findings(on: "prompts/hold.wav")
  for finding in judged.findings where finding.severity == .error {
    print(judged.path, finding.rule, finding.message)
  }
  // example ends
}

private func checkRequests() throws {
  // example begins
  var check = RequestCheck(try PromptLibrary("prompts.yml"))
  for file in check.check(bodies: ["requests"], programs: ["src"]) {
    for finding in file.findings {
      print(file.path, finding.location.map { "\($0)" } ?? "", finding.message)
    }
  }
  // example ends
}

private func report() async {
  // example begins
  struct StandardOutput: ReportStream {
    func result(_ line: String) { print(line) }
    func result(_ line: String, _ severity: Severity, _ rest: String) {
      print("\(line)\(severity.rawValue)\(rest)")
    }
    func document(_ line: String) { print(line) }
    func message(_ text: Text) {}
    func message(_ severity: Severity, _ text: Text) {}
    func summary(_ markdown: String) {}
  }

  let files = await ValidationBatch(["prompts"]).run(jobs: 4) { _ in PromptValidator() }
  FindingReport(files, isStrict: true).write(as: .sarif, to: StandardOutput())
  // example ends
}

private func encode(_ samples: [Int16]) throws {
  // example begins
  final class Attenuation: SignalStage {
    func process(_ block: inout [Float]) { block = block.map { 0.5 * $0 } }
  }

  var chain = try SignalChain(channelCount: 2, inputRate: 44_100, stages: [Attenuation()])
  try chain.process(.sixteenBit(samples))
  try chain.finish()
  print(chain.codes.count, chain.clippedCount)
  // example ends
}

private func code(_ samples: [Int16]) {
  // example begins
  let codes = ALaw.encode(samples)
  let decoded = ALaw.decode(codes)
  print(codes.count, decoded.count)
  // example ends
}

private func measure(_ signal: [Float]) {
  // example begins
  var meter = SpeechLevelMeter(sampleRate: 8000)
  meter.measure(signal)
  print(meter.level ?? -.infinity)
  // example ends
}

private func handleErrors() {
  // example begins
  do {
    try PromptConverter().convert("hold.flac", to: "prompts/hold.wav")
  } catch {
    if error.code == .tooLarge { print("shorten \(error.path)") }
    print(error.code.id, error.path, error.message)
  }
  // example ends
}

@Suite struct DocumentTests {
  // MARK: What is generated

  @Test func theGeneratedPartsAreWhatTheCommandPrintsNow() throws {
    let run = try Self.check()
    #expect(run.status == 0, "\(run.output)")
  }

  @Test(arguments: [
    ("rules.md", "at most 128 characters"), ("requests.md", "played before the code"),
  ])
  func aGeneratedPartThatIsNotUpToDateIsFound(_ name: String, _ text: String) throws {
    let folder = TemporaryFolder()
    let page = try #require(Self.pages.first { $0.path.hasSuffix("docs/" + name) })
    try folder.write(Array(page.text.replacing(text, with: "something else").utf8), to: name)
    let run = try Self.check(folder(name))
    #expect(run.status == 1)
    #expect(run.output.contains(text))
  }

  @Test func everyRuleHasARow() throws {
    let page = try Self.text("docs/rules.md")
    let notes = try Self.text("Sources/VoicePrompts/Conversion/ConversionNotes.swift")
      .matches(of: #/warning\(\s*"([a-z-]+)"/#).map { String($0.1) }
    #expect(Set(notes).count == 8)
    let ids = Rule.all().map(\.id) + Set(notes)
    for id in ids { #expect(page.split(separator: "\n| `\(id)` |").count == 2, "\(id)") }
  }

  @Test func everyErrorHasARow() throws {
    let source = try Self.text("Sources/VoicePrompts/Findings/PromptError.swift")
    let ids = Set(source.matches(of: #/(?:Code|self\.init)\("([a-z0-9-]+)"\)/#).map(\.1))
    let errors = try #require(try Self.text("docs/library.md").split(separator: "## Errors").last)
    let rows = errors.matches(of: #/\n\| `([a-z0-9-]+)` \|/#).map(\.1)
    #expect(Set(rows) == ids)
    #expect(Set(rows).count == rows.count)
  }

  @Test func theNumbersOfTheReadmeAreThoseOfThePlatform() throws {
    let profile = PlatformProfile.standard
    let (format, names) = (profile.format, profile.nameRule)
    let longest = format.duration(
      frameCount: format.frameCapacity(ofSize: profile.maximumSize.bytes))
    let readme = try Self.text("README.md")
    let rows = [
      "RIFF/WAVE with the \(profile.fileSize(frameCount: 0).bytes)-byte header: "
        + "`fmt ` of \(format.header.formatSize) bytes,",
      "| encoding | G.711 \(format.encoding.name), \(format.bitsPerSample) bits per sample |",
      "| sample rate, channels | \(format.sampleRate) Hz, mono |",
      "| size | at most \(profile.maximumSize), which is \(longest.fixed(2)) s;",
      "| name | `\(names.characters)`, at most \(names.length.upperBound) characters, "
        + "`\(names.nameExtension)` at the end |",
    ]
    for row in rows { #expect(readme.contains(row), "\(row)") }
  }

  // MARK: What is written by hand

  @Test(arguments: pages)
  func everyCommandLineIsUnderstood(_ page: Page) {
    for line in page.commandLines { #expect(Self.mistake(in: line) == nil, "\(line)") }
  }

  @Test(arguments: pages)
  func everyOptionIsThere(_ page: Page) {
    let commands = VoicePromptCommand.configuration.subcommands
    let help = commands.map { VoicePromptCommand.helpMessage(for: $0, columns: 200) }
    let known = Set(help.flatMap { $0.matches(of: #/--[a-z-]+/#).map(\.output) })
      .union(["--generate-completion-script"])
    for option in page.options(of: commands.map { $0._commandName }) {
      #expect(known.contains(option), "\(option)")
    }
  }

  @Test func theCommandLinesAreFound() throws {
    let readme = try #require(Self.pages.first { $0.path == "README.md" })
    #expect(readme.commandLines.contains("voiceprompt convert samples --rename"))
    #expect(readme.options(of: ["build"]).contains("--check"))
    #expect(
      Self.arguments(of: #"voiceprompt convert "a b" --for 'x' | jq -r . > out # so"#)
        == ["convert", "a b", "--for", "x"])
    #expect(Self.mistake(in: "voiceprompt convert a --nonsense") != nil)
    #expect(Self.mistake(in: "voiceprompt convert a --channel middle") != nil)
    #expect(Self.mistake(in: "voiceprompt nonsense") != nil)
  }

  @Test(arguments: pages)
  func everyLinkLeadsSomewhere(_ page: Page) throws {
    let folder = (page.path as NSString).deletingLastPathComponent
    for link in page.links where !link.contains(":") {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let path =
        parts[0].isEmpty ? page.path : (folder as NSString).appendingPathComponent("\(parts[0])")
      let file = Self.root.appendingPathComponent(path).standardizedFileURL.path
      #expect(FileManager.default.fileExists(atPath: file), "\(page.path): \(link)")
      guard parts.count == 2, file.hasSuffix(".md") else { continue }
      let target = Page(path: path, text: try String(contentsOfFile: file, encoding: .utf8))
      #expect(target.anchors.contains("\(parts[1])"), "\(page.path): \(link)")
    }
  }

  @Test func theLibrarysExamplesAreThoseThatCompile() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let compiled = source.split(separator: "  // example begins\n").dropFirst().map { part in
      part.split(separator: "  // example ends")[0]
        .split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.dropFirst(2) }.joined(separator: "\n").trimmingCharacters(in: .newlines)
    }
    let shown = Self.articles.flatMap { $0.blocks(of: "swift") }.map { block in
      block.replacing(#/(import [A-Za-z]+\n)+\n/#, with: "")
    }
    // The last is what this test itself looks for.
    #expect(shown.sorted() == compiled.filter { !$0.contains("dropFirst()") }.sorted())
  }

  @Test(arguments: pages)
  func everyProductIsThere(_ page: Page) throws {
    let manifest = try Self.text("Package.swift")
    for product in page.text.matches(of: #/\.product\(name: "(\w+)", package: "VoicePrompts"\)/#) {
      #expect(manifest.contains(".library(name: \"\(product.1)\""), "\(page.path): \(product.1)")
    }
  }

  // MARK: Pages

  /// A page in Markdown.
  struct Page: Sendable, CustomTestStringConvertible {
    /// From the root of the package.
    let path: String
    let text: String

    var testDescription: String { path }

    /// The contents of fenced blocks of a language.
    func blocks(of language: String) -> [String] {
      text.split(separator: "\n```\(language)\n").dropFirst().map { part in
        part.split(separator: "\n```", maxSplits: 1, omittingEmptySubsequences: false)
          .first.map(String.init) ?? ""
      }
    }

    /// The text without fenced blocks.
    private var prose: String {
      text.replacing(#/(?m)^```[^`]*\n(.|\n)*?^```$/#, with: "")
    }

    /// Every command line that it shows: in blocks, and in the middle of a sentence.
    var commandLines: [String] {
      let shown = blocks(of: "sh").flatMap { $0.split(separator: "\n") }
      let typed = blocks(of: "console").flatMap { $0.split(separator: "\n") }
        .filter { $0.hasPrefix("$ ") }.map { $0.dropFirst(2) }
      let run = blocks(of: "yaml").joined(separator: "\n")
        .matches(of: #/(?:run|script): (voiceprompt .*)/#).map(\.1)
      let said = prose.matches(of: #/`(voiceprompt [^`]+)`/#).map(\.1)
      return (shown + typed + run + said).filter { $0.hasPrefix("voiceprompt ") }.map(String.init)
    }

    /// Every option that it names in the middle of a sentence: alone, or after a subcommand.
    func options(of subcommands: [String]) -> [Substring] {
      prose.matches(of: #/`([^`\n]+)`/#).map(\.1).filter { code in
        code.hasPrefix("--") || subcommands.contains { code.hasPrefix($0 + " ") }
      }.flatMap { $0.matches(of: #/--[a-z][a-z-]*/#).map(\.output) }
    }

    /// Where its links lead, as they are written.
    var links: [String] { prose.matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.1) } }

    /// What its headings are called in links, as GitHub makes it.
    var anchors: [String] {
      prose.matches(of: #/(?m)^#+ (.*)$/#).map { heading in
        heading.1.lowercased().replacing(" ", with: "-")
          .filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      }
    }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Every page for readers.
  static let pages = pages(in: ["", "docs", "samples", "Benchmarks"])

  /// The libraries' own, whose links DocC resolves.
  private static let articles = pages(
    in: ["VoicePrompts", "TelephonyAudio"].map { "Sources/\($0)/\($0).docc" })

  private static func pages(in folders: [String]) -> [Page] {
    folders.flatMap(pages)
  }

  private static func pages(in folder: String) -> [Page] {
    let names =
      (try? FileManager.default.contentsOfDirectory(
        atPath: root.appendingPathComponent(folder).path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().compactMap { name in
      let path = folder.isEmpty ? name : folder + "/" + name
      return (try? text(path)).map { Page(path: path, text: $0) }
    }
  }

  // MARK: Commands

  /// What the command has against a command line; nil where it would start to work. The bare name of
  /// a subcommand is a name and no command line.
  private static func mistake(in line: String) -> String? {
    let arguments = arguments(of: line)
    let names = VoicePromptCommand.configuration.subcommands.map { $0.configuration.commandName }
    if arguments.count == 1, names.contains(arguments[0]) { return nil }
    do {
      _ = try VoicePromptCommand.parseAsRoot(arguments)
      return nil
    } catch {
      return VoicePromptCommand.exitCode(for: error) == .success
        ? nil : VoicePromptCommand.message(for: error)
    }
  }

  /// The words of a command line after its first, up to a pipe, a redirection or a comment.
  private static func arguments(of line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if "|>&;".contains(character) || character == "#" && word == nil {
        break
      } else if character == " " {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let whole = word { words.append(whole) }
    return Array(words.dropFirst())
  }

  /// `script/docs --check`, with the command that the tests have built.
  private static func check(_ pages: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = root.appendingPathComponent("script/docs")
    process.arguments = ["--check"] + pages
    process.environment = ProcessInfo.processInfo.environment
      .merging(["VOICEPROMPT": CommandRun.command]) { $1 }
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
