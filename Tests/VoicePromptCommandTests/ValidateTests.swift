import Foundation
import TestSupport
import Testing

@Suite struct ValidateTests {
  private let folder = TemporaryFolder()

  @Test func soundIsListenedToWhereThatIsAskedFor() async throws {
    for (name, amplitude) in [("a", 0.4), ("b", 0.4), ("c", 0.08)] as [(String, Float)] {
      let samples = Signal.speech(amplitude: amplitude).map { Int16($0 * 32767) }
      try folder.write(SoundFixture.wav(samples), to: "in/\(name).wav")
    }
    #expect(try await CommandRun("convert", "in", in: folder).status == 0)
    let plain = try await CommandRun("validate", "prompts", in: folder)
    #expect(plain.output == "")
    let heard = try await CommandRun("validate", "prompts", "--sound", in: folder)
    let findings = #/prompts/(.)\.wav: (note|warning): speech is at .* \[(.*)\]/#
    #expect(
      heard.output.matches(of: findings).map { "\($0.1) \($0.2) \($0.3)" }
        == ["c warning speech-level", "c warning set-level"])
    #expect(heard.status == 0)
    let ignored = try await CommandRun(
      "validate", "prompts", "--sound", "--ignore", "set-level", "--ignore", "speech-level",
      "--strict", in: folder)
    #expect(ignored.output == "")
    #expect(ignored.status == 0)
  }

  init() throws {
    let codes = PromptFixture.codes(800)
    try folder.write(PromptFixture.file(codes), to: "p/good.wav")
    try folder.write(PromptFixture.file(codes) { $0.fact = nil }, to: "p/no fact.wav")
    try folder.write(PromptFixture.file(codes) { $0.rate = 16_000 }, to: "p/rate.wav")
    try folder.write([1], to: "p/notes.txt")
  }

  private static let repair = "repair it without touching the audio: voiceprompt validate --fix"
  private static let convert = "convert the recording again: voiceprompt convert"

  @Test func textHasALineAFindingAndWhatToDo() async throws {
    let run = try await CommandRun("validate", "p", in: folder)
    #expect(
      run.output == """
        p/no fact.wav: error: the name no fact.wav has " ", and only 0-9 A-Z a-z - _ . @ are \
        allowed [name-characters]
        p/no fact.wav: warning: there is no "fact" chunk [fact-missing]
          rename the file
          \(Self.repair)
        p/rate.wav: error: the sample rate at offset 24 is 16000 Hz, should be 8000 Hz [sample-rate]
        p/rate.wav: error: the bytes per second at offset 28 is 8000, should be 16000 [byte-rate]
          \(Self.convert)

        """)
    #expect(
      run.errors == "1 of 3 files are fit for the platform: 3 errors, 1 warning\n")
    #expect(run.status == 1)
  }

  @Test func whatAKilledFixHasLeftIsClearedAwayByTheNext() async throws {
    let left = "p/.voiceprompt-dead.tmp"
    try folder.write([1], to: left)
    _ = try await CommandRun("validate", "p", in: folder)
    #expect(folder.files().contains(left))
    _ = try await CommandRun("validate", "p", "--fix", in: folder)
    #expect(!folder.files().contains(left))
  }

  @Test func goodFilesAreStatus0() async throws {
    let run = try await CommandRun("validate", "p/good.wav", in: folder)
    #expect(run.output == "")
    #expect(run.errors == "1 of 1 file is fit for the platform: no findings\n")
    #expect(run.status == 0)
  }

  @Test func warningsFailOnlyWhenStrict() async throws {
    try folder.write(PromptFixture.file(PromptFixture.codes(800)) { $0.fact = nil }, to: "w.wav")
    #expect(try await CommandRun("validate", "w.wav", in: folder).status == 0)
    #expect(try await CommandRun("validate", "w.wav", "--strict", in: folder).status == 1)
    let ignored = try await CommandRun(
      "validate", "w.wav", "--strict", "--ignore", "fact-missing", in: folder)
    #expect(ignored.status == 0)
    #expect(try await CommandRun("validate", "w.wav", "--ignore", "x", in: folder).status == 2)
  }

  @Test func aMissingPathIsStatus2AndDoesNotHideFindings() async throws {
    let run = try await CommandRun("validate", "none", "p/rate.wav", in: folder)
    #expect(run.output.contains("p/rate.wav: error: the sample rate"))
    #expect(
      run.errors.hasPrefix("error: none: there is no such file or folder; check the spelling\n"))
    #expect(run.errors.hasSuffix("2 errors, 1 not readable\n"))
    #expect(run.status == 2)
  }

  @Test func fixingRepairsAndSaysWhat() async throws {
    try folder.write(
      PromptFixture.file(PromptFixture.codes(800)) { header in
        header.fact = nil
        header.riffSize = 0
      }, to: "q/a.wav")
    let run = try await CommandRun("validate", "q", "--fix", in: folder)
    #expect(run.output == "")
    #expect(
      run.errors == """
        fixed: q/a.wav: riff-size, fact-missing
        1 of 1 file is fit for the platform: no findings

        """)
    #expect(run.status == 0)
    #expect(try folder.read("q/a.wav") == PromptFixture.file(PromptFixture.codes(800)))
  }

  @Test func jsonIsOneDocument() async throws {
    let run = try await CommandRun("validate", "p/rate.wav", "none", "--format", "json", in: folder)
    let text = """
      {
        "errors" : 2,
        "files" : [
          {
            "error" : null,
            "facts" : {
              "bitsPerSample" : 8,
              "bytes" : 858,
              "channels" : 1,
              "chunks" : [
                "fmt ",
                "fact",
                "data"
              ],
              "container" : "RIFF/WAVE",
              "duration" : 0.05,
              "formatTag" : 6,
      """
    #expect(run.output.hasPrefix(text))
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(object?["schemaVersion"] as? Int == 1)
    let files = try #require(object?["files"] as? [[String: Any]])
    #expect(files.map { ($0["error"] as? [String: Any])?["id"] as? String } == [nil, "not-found"])
    let findings = try #require(files[0]["findings"] as? [[String: Any]])
    #expect(findings.map { $0["rule"] as? String } == ["sample-rate", "byte-rate"])
    #expect(run.status == 2)
  }

  @Test func documentsHoldWhateverNamesHave() async throws {
    let name = "q/x\u{7F}\u{202E}<&>,\n.wav"
    try folder.write([1], to: name)
    let json = try await CommandRun("validate", "q", "--format", "json", in: folder)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((object?["files"] as? [[String: Any]])?.first?["path"] as? String == name)
    let github = try await CommandRun("validate", "q", "--format", "github", in: folder)
    #expect(github.output.hasPrefix(#"::error file=q/x\u{7F}\u{202E}<&>%2C%0A.wav,title="#))
  }

  @Test func junitHasATestCaseAFile() async throws {
    let run = try await CommandRun("validate", "p", "none", "--format", "junit", in: folder)
    let measured = #/ time="\d+\.\d{3}" timestamp="[-0-9]{10}T[:0-9]{8}" hostname="[^"]+"/#
    #expect(run.output.contains(measured))
    #expect(
      run.output.replacing(measured, with: "") == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="voiceprompt" tests="4" failures="2" errors="1" skipped="0">
          <testcase name="p/good.wav" classname="voiceprompt">
          </testcase>
          <testcase name="p/no fact.wav" classname="voiceprompt">
            <failure message="the name no fact.wav has &quot; &quot;, and only 0-9 A-Z a-z - _ . \
        @ are allowed" type="name-characters">error: the name no fact.wav has &quot; &quot;, and \
        only 0-9 A-Z a-z - _ . @ are allowed [name-characters]; rename the file</failure>
            <system-out>warning: there is no &quot;fact&quot; chunk [fact-missing]</system-out>
          </testcase>
          <testcase name="p/rate.wav" classname="voiceprompt">
            <failure message="the sample rate at offset 24 is 16000 Hz, should be 8000 Hz" \
        type="sample-rate">error: the sample rate at offset 24 is 16000 Hz, should be 8000 Hz \
        [sample-rate]; \(Self.convert)&#10;error: the bytes per second at offset 28 is 8000, should \
        be 16000 [byte-rate]; \(Self.convert)</failure>
          </testcase>
          <testcase name="none" classname="voiceprompt">
            <error message="there is no such file or folder" type="not-found"/>
          </testcase>
        </testsuite>

        """)
  }

  @Test func githubGetsAnnotationsAndASummary() async throws {
    let run = try await CommandRun(
      ["validate", "p", "--format", "github"], in: folder,
      stepSummary: folder("summary.md"))
    #expect(
      run.output == """
        ::error file=p/no fact.wav,title=name-characters::the name no fact.wav has " ", and only \
        0-9 A-Z a-z - _ . @ are allowed; rename the file
        ::warning file=p/no fact.wav,title=fact-missing::there is no "fact" chunk; \(Self.repair)
        ::error file=p/rate.wav,title=sample-rate::the sample rate at offset 24 is 16000 Hz, \
        should be 8000 Hz; \(Self.convert)
        ::error file=p/rate.wav,title=byte-rate::the bytes per second at offset 28 is 8000, should \
        be 16000; \(Self.convert)

        """)
    let summary = String(decoding: try folder.read("summary.md"), as: UTF8.self)
    #expect(
      summary == """
        | file | severity | finding | rule |
        |---|---|---|---|
        | p/no fact.wav | error | the name no fact.wav has " ", and only 0-9 A-Z a-z - _ . @ are \
        allowed | `name-characters` |
        | p/no fact.wav | warning | there is no "fact" chunk | `fact-missing` |
        | p/rate.wav | error | the sample rate at offset 24 is 16000 Hz, should be 8000 Hz | \
        `sample-rate` |
        | p/rate.wav | error | the bytes per second at offset 28 is 8000, should be 16000 | \
        `byte-rate` |

        """)
  }

  @Test func sarifHasTheStructureThatTheSchemaRequires() async throws {
    let run = try await CommandRun("validate", "p", "--format", "sarif", in: folder)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(object?["version"] as? String == "2.1.0")
    let sarif = try #require((object?["runs"] as? [[String: Any]])?.first)
    let driver = (sarif["tool"] as? [String: Any])?["driver"] as? [String: Any]
    let rules = try #require(driver?["rules"] as? [[String: Any]])
    let results = try #require(sarif["results"] as? [[String: Any]])
    #expect(driver?["name"] as? String == "voiceprompt")
    #expect(results.count == 4)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      #expect(["error", "warning", "note"].contains(result["level"] as? String))
      #expect((result["message"] as? [String: Any])?["text"] is String)
      #expect((result["partialFingerprints"] as? [String: String])?.isEmpty == false)
    }
    #expect(run.output.contains("\"uri\" : \"p/no%20fact.wav\""))
  }
}
