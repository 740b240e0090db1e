import Foundation
import TestSupport
import Testing

@Suite struct ReportTests {
  private let folder = TemporaryFolder()

  private func speech(_ name: String, amplitude: Float = 0.2) throws {
    let samples = Signal.speech(amplitude: amplitude).map { Int16($0 * 32767) }
    try folder.write(SoundFixture.wav(samples), to: name)
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try folder.read(name), as: UTF8.self)
  }

  private func report(_ arguments: String...) async throws -> CommandRun {
    try await CommandRun(["report"] + arguments, in: folder)
  }

  @Test func aPageHasNeitherScriptNorAnythingFromElsewhere() async throws {
    try speech("in/a.wav")
    let run = try await report("in")
    #expect(run.status == 0)
    #expect(run.errors == "report.html: 1 file, no findings\n")
    #expect(run.output == "")
    let page = try text("report.html")
    #expect(!page.lowercased().contains("<script"))
    #expect(page.matches(of: #/ on[a-z]+=/#).isEmpty)
    #expect(page.matches(of: #/ style=/#).isEmpty)
    #expect(page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src"))
    #expect(
      page.matches(of: #/(?:src|href)="([^"]{0,20})/#).allSatisfy {
        $0.1.hasPrefix("data:audio/wav;") || $0.1.hasPrefix("#")
      })
    #expect(page.matches(of: #/<audio /#).count == 2)
  }

  @Test func thePromptInThePageIsTheFile() async throws {
    try speech("in/a.wav")
    _ = try await CommandRun("convert", "in/a.wav", in: folder)
    let run = try await report("prompts")
    #expect(run.status == 0)
    let page = try text("report.html")
    let players = page.matches(of: #/src="data:audio\/wav;base64,([^"]*)"/#)
    #expect(players.count == 1)
    let bytes = players.first.flatMap { Data(base64Encoded: String($0.1)) }
    #expect(bytes.map { [UInt8]($0) } == (try folder.read("prompts/a.wav")))
  }

  @Test func theSamePromptsGiveTheSameBytes() async throws {
    try speech("in/a.wav")
    try speech("in/b.wav", amplitude: 0.05)
    for format in ["html", "csv"] {
      _ = try await report("in", "-o", "1.\(format)", "-j1")
      _ = try await report("in", "-o", "2.\(format)", "-j2")
      #expect(try folder.read("1.\(format)") == (try folder.read("2.\(format)")))
    }
    #expect(folder.files() == ["1.csv", "1.html", "2.csv", "2.html", "in/a.wav", "in/b.wav"])
  }

  @Test func namesAreNoMarkup() async throws {
    let name = "<img src=x onerror=alert(1)>&\"'\u{202E}.wav"
    try folder.write(PromptFixture.file(PromptFixture.codes(800)), to: "p/\(name)")
    let run = try await report("p", "--max-embedded", "1B")
    #expect(run.status == 1)
    let page = try text("report.html")
    #expect(!page.contains("<img"))
    #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;\\u{202E}.wav"))
    #expect(
      page.contains("href=\"./p/%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E%26%22%27%E2%80%AE.wav")
    )
  }

  @Test func longNamesAreThereAndInTheSheet() async throws {
    let name = String(repeating: "很", count: 80) + ".wav"
    let place = "p/" + String(repeating: "x", count: 250) + "/" + name
    try folder.write(PromptFixture.file(PromptFixture.codes(800)), to: place)
    #expect(try await report("p").status == 1)
    #expect(try text("report.html").contains(name))
    #expect(try await report("p", "-o", "a.csv").status == 1)
    #expect(try text("a.csv").contains(name))
  }

  @Test func onlyFailuresMakeAReport() async throws {
    try folder.write([], to: "p/a.wav")
    try folder.write([1, 2, 3], to: "p/b.mp3")
    let run = try await report("p", "none")
    #expect(run.status == 1)
    #expect(run.errors == "report.html: 3 files, 3 failed\n")
    let page = try text("report.html")
    #expect(page.matches(of: #/<article/#).count == 3)
    #expect(page.contains("there is no such file or folder"))
    #expect(!page.contains("<audio"))
    #expect(!page.contains("<svg"))
  }

  @Test func silenceAndTheLargestPromptHaveTheirPlace() async throws {
    try folder.write(PromptFixture.file([UInt8](repeating: 0xD5, count: 8000)), to: "p/a.wav")
    try folder.write(PromptFixture.file(PromptFixture.codes(1_999_942)), to: "p/b.wav")
    _ = try await report("p")
    let page = try text("report.html")
    #expect(page.contains("no speech"))
    #expect(page.contains("2,000,000 bytes"))
    let limit = (2_000_000 + 8058) * 4 / 3 + 2 * 25_000
    #expect(page.utf8.count < limit)
    _ = try await report("p", "--max-embedded", "1MB")
    let smaller = try text("report.html")
    #expect(smaller.contains("<a href=\"./p/b.wav\">p/b.wav</a>, not in this page"))
    #expect(smaller.matches(of: #/<audio /#).count == 1)
    _ = try await report("p", "--no-audio")
    #expect(!(try text("report.html").contains("<audio")))
    #expect(try text("report.html").utf8.count < 2 * 25_000)
  }

  @Test func chineseIsAnOption() async throws {
    try speech("in/a.wav")
    #expect(try await report("in", "--lang", "zh").status == 0)
    let page = try text("report.html")
    #expect(page.contains("<html lang=\"zh-CN\">"))
    #expect(page.contains("电话中的声音"))
    let words = page.replacing(#/<style>.*?<\/style>|<[^>]*>/#.dotMatchesNewlines(), with: " ")
    let known: Set = [
      "in", "a", "wav", "dBov", "dBm0", "dBFS", "dB", "Hz", "kHz", "ms", "s", "P", "voiceprompt",
    ]
    let other = words.matches(of: #/[A-Za-z]+[0-9]*/#).map { String($0.output) }
      .filter { !known.contains($0) }
    #expect(other.isEmpty, "\(other)")
    #expect(try await report("in", "--lang", "fr").status == 2)
  }

  @Test func theSheetOpensInASpreadsheet() async throws {
    try speech("等 1.wav")
    try folder.write(
      "prompts: [{for: preVoice, source: 等 1.wav, text: '=HYPERLINK(\"x\"), 您好'}]",
      to: "prompts.yml")
    _ = try await CommandRun("build", in: folder)
    #expect(try await report("-o", "prompts.csv").status == 0)
    let bytes = try folder.read("prompts.csv")
    #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
    let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self).components(separatedBy: "\r\n")
    #expect(lines.count == 3 && lines[2] == "")
    #expect(
      lines[0] == "recording,prompt,request field,duration (s),bytes,level (dBov),SHA-256,state,"
        + "findings,text")
    #expect(lines[1].hasPrefix("等 1.wav,preVoice.wav,preVoice,2.50,20058,-"))
    #expect(lines[1].hasSuffix(",up to date,no findings,\"'=HYPERLINK(\"\"x\"\"), 您好\""))
    let digest = try #require(lines[1].firstMatch(of: #/,([0-9a-f]{64}),/#)?.1)
    #expect(try text("prompts.lock").contains(digest))
  }

  @Test func aBuildWritesTheSameReport() async throws {
    try speech("a.wav")
    try folder.write("prompts: [{name: a.wav, source: a.wav, sound: speech}]", to: "prompts.yml")
    let built = try await CommandRun("build", "--report", "1.html", in: folder)
    #expect(built.status == 0)
    #expect(try await report("-o", "2.html").status == 0)
    #expect(
      try await CommandRun("build", "--check", "--report", "3.html", in: folder).status == 0)
    #expect(try folder.read("1.html") == (try folder.read("2.html")))
    #expect(try folder.read("1.html") == (try folder.read("3.html")))
    try speech("a.wav", amplitude: 0.1)
    #expect(
      try await CommandRun("build", "--check", "--report", "4.html", in: folder).status == 1)
    #expect(try text("4.html").contains("outdated: <a href=\"#prompt-1\">a.wav</a>"))
  }

  @Test func whatCannotBeReportedOrWrittenIsStatus2() async throws {
    try speech("a.wav")
    #expect(try await report("a.wav", "-o", "a.wav").status == 2)
    #expect(try await report("a.wav", "-o", "report").status == 2)
    #expect(try await report("a.wav", "-o", "a.wav/report.html").status == 2)
    #expect(try await report("x.yml", "a.wav").status == 2)
    #expect(try await report().status == 2)
    #expect(try await CommandRun("build", "--report", "a.wav", in: folder).status == 2)
    try folder.write([], to: "empty/none.txt")
    #expect(try await report("empty").status == 2)
    #expect(folder.files() == ["a.wav", "empty/none.txt"])
  }
}
