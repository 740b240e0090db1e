import Foundation
import TestSupport
import Testing

@Suite struct CheckRequestTests {
  private let set: ExampleSet

  init() async throws {
    set = try ExampleSet()
    _ = try await set.run("build", "samples/prompts.yml")
  }

  private func check(_ arguments: String...) async throws -> CommandRun {
    try await CommandRun(
      ["check-request", "--prompts", "samples/prompts.yml"] + arguments, in: set.folder)
  }

  @Test func theSamplesAreRight() async throws {
    let run = try await check("samples/requests", "--scan", "samples/programs")
    #expect(run.output == "")
    #expect(run.errors == "11 of 11 files are right: no findings\n")
    #expect(run.status == 0)
  }

  @Test func aFindingHasLineAndColumn() async throws {
    try set.folder.write(
      Array("{\n  \"waitVoice\": \"Wait_voice.wav\"\n}".utf8), to: "r/a.json")
    try set.folder.write(Array("ignore: [required-field]".utf8), to: ".voiceprompt.yml")
    let run = try await check("r")
    #expect(
      run.output == """
        r/a.json:2:16: error: waitVoice: there is no Wait_voice.wav in samples/prompts.yml, but \
        wait_voice.wav: upper and lower case count [prompt-absent]
          correct the name, or add the prompt

        """)
    #expect(run.errors == "0 of 1 file is right: 1 error\n")
    #expect(run.status == 1)
    #expect(try await check("r", "--ignore", "prompt-absent").status == 0)

    let github = try await check("r", "--format", "github")
    #expect(
      github.output.hasPrefix("::error file=r/a.json,line=2,col=16,title=prompt-absent::waitVoice"))
    let junit = try await check("r", "--format", "junit")
    #expect(junit.output.contains("2:16: error: waitVoice: there is no Wait_voice.wav"))
    let json = try await check("r", "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let file = try #require((object?["files"] as? [[String: Any]])?.first)
    let finding = try #require((file["findings"] as? [[String: Any]])?.first)
    #expect(finding["line"] as? Int == 2)
    #expect(finding["column"] as? Int == 16)
    #expect(file["facts"] is NSNull)
    let sarif = try await check("r", "--format", "sarif")
    #expect(sarif.output.contains("\"startColumn\" : 16"))
    #expect(sarif.output.contains("\"startLine\" : 2"))
  }

  @Test func warningsFailOnlyWhenStrict() async throws {
    try set.folder.write(Array(#"{"callerNbr": "1", "preTone": "goodbye.wav"}"#.utf8), to: "a.json")
    try set.folder.write(Array("ignore: [required-field]".utf8), to: ".voiceprompt.yml")
    let run = try await check("a.json")
    #expect(run.output.hasPrefix("a.json:1:20: warning: voice callback has no preTone"))
    #expect(run.status == 0)
    #expect(try await check("a.json", "--strict").status == 1)
  }

  @Test func aPromptThatIsRenamedInOnePlaceIsCaughtInTheOther() async throws {
    let yaml = String(decoding: try set.folder.read("samples/prompts.yml"), as: UTF8.self)
    try set.folder.write(
      Array(yaml.replacing("name: goodbye.wav", with: "name: bye_bye.wav").utf8),
      to: "samples/prompts.yml")
    _ = try await set.run("build", "samples/prompts.yml", "--prune")
    let run = try await check("samples/requests", "--scan", "samples/programs")
    #expect(
      run.output == """
        samples/requests/verification.json:7:14: error: posTone: there is no goodbye.wav in \
        samples/prompts.yml [prompt-absent]
          correct the name, or add the prompt
        samples/programs/Verify.cs:7:44: error: posTone: there is no goodbye.wav in \
        samples/prompts.yml [prompt-absent]
          correct the name, or add the prompt
        samples/prompts.yml:34:5: note: no request and no program names bye_bye.wav [unused-prompt]

        """)
    #expect(run.status == 1)
  }

  @Test(arguments: [
    ("text", "r/a.json: 502 more findings are not shown: 502 error [prompt-absent]\n"),
    ("json", "\"omitted\" : 502,"),
    ("junit", "&#10;502 more findings are not shown: 502 error [prompt-absent]</failure>"),
    ("sarif", "\"text\" : \"502 more findings are not shown: 502 error [prompt-absent]\""),
    ("github", "title=prompt-absent"),
  ])
  func whatGoesOnWithoutEndIsCounted(_ format: String, _ omission: String) async throws {
    let entries = (0..<1501).map { #"{"notifyVoice": "no\#($0).wav"}"# }.joined(separator: ",\n")
    try set.folder.write(
      #"[{"bindNbr": "1", "calleeNbr": "2", "displayNbr": "3", "playInfoList": ["# + entries
        + "]}]",
      to: "r/a.json")
    let run = try await check(
      "r", "--api", "notification", "--format", format, "--ignore", "play-list", "--ignore",
      "required-field", "--ignore", "field-type", "--ignore", "misplaced-field")
    #expect(run.output.contains(omission), "\(run.output.suffix(500))")
    #expect(run.status == 1)
    if format == "text" {
      #expect(run.errors.hasSuffix("0 of 1 file is right: 1,501 errors\n"))
      #expect(run.output.split(separator: "\n").count == 1999)
    }
  }

  @Test func whatIsNoRequestOfAFolderIsPassedOver() async throws {
    try set.folder.write(Array(#"{"name": "caller", "version": "1"}"#.utf8), to: "r/package.json")
    #expect(try await check("r").errors.hasPrefix("passed over r/package.json, which is neither"))
    #expect(try await check("r/package.json").status == 1)
  }

  @Test func settingsHoldForSomeFilesOnly() async throws {
    for name in ["old/a.py", "new/a.py"] {
      try set.folder.write(Array("preTone = 'none.wav'".utf8), to: name)
    }
    let yaml = "overrides: [{files: old/*, ignore: [prompt-absent]}]"
    try set.folder.write(Array(yaml.utf8), to: ".voiceprompt.yml")
    #expect(try await check("--scan", "old").status == 0)
    #expect(try await check("--scan", "new").status == 1)
  }

  @Test func theFolderOfPromptsIsFoundWithoutAnOption() async throws {
    try set.folder.write(Array(#"{"waitVoice": "wait_voice.wav"}"#.utf8), to: "a.json")
    _ = try await set.run("build", "samples/prompts.yml", "-o", "prompts")
    let found = try await set.run("check-request", "a.json", "--ignore", "required-field")
    #expect(found.status == 0)
    try TemporaryFolder.remove(set.folder("prompts"))
    let run = try await set.run("check-request", "a.json")
    #expect(
      run.errors == "error: there is neither prompts.yml nor a folder prompts here; name one with "
        + "--prompts\n")
    #expect(run.status == 2)
  }

  @Test func theSetItselfIsNoProgram() async throws {
    let run = try await check("--scan", "samples")
    #expect(!run.output.contains("prompts.yml:"))
    #expect(run.status == 0)
  }

  @Test func whatCannotBeReadIsStatus2() async throws {
    #expect(try await check("none.json").status == 2)
    #expect(try await check().status == 2)
    let empty = try await check("--scan", "samples/prompts")
    #expect(empty.status == 0)
    #expect(try await check("samples/programs").errors.hasPrefix("error: no request"))
  }

  // MARK: Bodies to paste

  @Test(arguments: ["callback", "notification", "verification", "axe", "axyb", "ax", "axb"])
  func aBodyFromTheSetIsRight(_ api: String) async throws {
    let run = try await set.run("request", api, "--prompts", "samples/prompts.yml")
    #expect(run.status == 0)
    try set.folder.write(Array(run.output.utf8), to: "body.json")
    let result = try await check("body.json", "--api", api)
    #expect(result.output == "")
    #expect(result.status == 0)
  }

  @Test func aBodyHasThePromptsAndWhatTheyDependOn() async throws {
    let run = try await set.run("request", "callback", "--prompts", "samples/prompts.yml")
    #expect(
      run.output == """
        {
          "calleeNbr" : "",
          "callerNbr" : "",
          "displayCalleeNbr" : "",
          "displayNbr" : "",
          "lastMinVoice" : "last_minute.wav",
          "maxDuration" : 60,
          "playPreVoice" : "true",
          "preVoice" : "pre_voice.wav",
          "recordFlag" : "true",
          "recordHintTone" : "record_hint.wav",
          "waitVoice" : "wait_voice.wav"
        }

        """)
    #expect(
      run.errors == """
        switched on: maxDuration 60, for lastMinVoice
        switched on: playPreVoice "true", for preVoice
        switched on: recordFlag "true", for recordHintTone
        POST /rest/httpsessions/click2Call/v2.0

        """)
    let several = try await set.run("request", "notification", "--prompts", "samples/prompts.yml")
    #expect(
      several.errors == """
        warning: several prompts are for notifyVoice, and the first was taken: welcome.wav, \
        delivery.wav
        POST /rest/httpsessions/callnotify/v2.0

        """)
  }

  @Test func aBodyWithoutItsPromptsIsNotPrinted() async throws {
    try set.folder.write(PromptFixture.file([0xD5]), to: "few/x.wav")
    let run = try await set.run("request", "verification", "--prompts", "few")
    #expect(run.output == "")
    #expect(
      run.errors == "error: few: no prompt is for preTone; say so in prompts.yml with for, or name "
        + "a file after it\n")
    #expect(run.status == 1)
  }
}
