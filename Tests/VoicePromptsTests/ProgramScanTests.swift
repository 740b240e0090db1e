import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct ProgramScanTests {
  /// `line:column parameter name`, with a tilde before a name that is put together.
  private func mentions(_ text: String, in path: String = "") -> [String] {
    ProgramScan(Array(text.utf8), path, Self.vocabulary).compactMap { use in
      use.parameter.map {
        "\(use.location) \($0.name) \(use.name.isComputed ? "~" : "")\(use.name.text)"
      }
    }
  }

  private static let vocabulary = ProgramVocabulary(.standard)

  @Test(arguments: [
    (#"{"preTone": "a.wav", "posTone": "b.wav"}"#, ["1:13 preTone a.wav", "1:33 posTone b.wav"]),
    ("body.setPreTone('a.wav');", ["1:17 preTone a.wav"]),
    ("pre_tone=`a.wav`", ["1:10 preTone a.wav"]),
    ("'preVoiceX' => 'a.wav',", ["1:16 preVoiceX a.wav"]),
    ("let WAIT_VOICE_FILE: String = \"a.WAV\"", ["1:31 waitVoice a.WAV"]),
    (
      "public string PreTone { get; init; } = \"a.wav\";", ["1:40 preTone a.wav"]
    ),
    ("put(\"preTone\", \"a.wav\", 3)", ["1:16 preTone a.wav"]),
    ("{\"preVoice\": {\"callerHintTone\": \"a.wav\"}}", ["1:33 callerHintTone a.wav"]),
    ("preTone: quiet ? 'a.wav' : 'b.wav',", ["1:18 preTone a.wav", "1:28 preTone b.wav"]),
    ("PRE_TONE=${PRE_TONE:-a.wav}", ["1:22 preTone a.wav"]),
    ("- \"PRE_TONE=a.wav\"", ["1:13 preTone a.wav"]),
    ("PRE_TONE=prompts/a.wav", ["1:10 preTone prompts/a.wav"]),
    ("<preTone>a.wav</preTone>", ["1:10 preTone a.wav"]),
    ("preTone = choose(\"a.wav\", \"b.wav\")", ["1:18 preTone a.wav", "1:27 preTone b.wav"]),
    (#"json = "{\"preTone\": \"a.wav\"}""#, ["1:24 preTone a.wav"]),
    ("pre-tone: a.wav", ["1:11 preTone a.wav"]),
    ("export PRE_TONE=a.wav # loud", ["1:17 preTone a.wav"]),
    ("preTone=a.wav&posTone=b.wav", ["1:9 preTone a.wav", "1:23 posTone b.wav"]),
    // No parameter, or not beside it.
    ("play(\"a.wav\")", []),
    ("preTone = x; play(\"a.wav\")", []),
    ("{\"preTone\": \"a.wav\", \"userData\": \"b.wav\"}", ["1:13 preTone a.wav"]),
    ("{preTone:\"a.wav\",sounds:[\"b.wav\",\"c.wav\"]}", ["1:10 preTone a.wav"]),
    ("def call(callee, pre_tone=None, log_file=\"b.wav\"):", []),
    ("new Audio('b.wav').play(); body.preTone = pick();", []),
    ("copy(\"b.wav\", preTone)", []),
    ("{\"b.wav\": 1, \"preTone\": W}", []),
    ("record(\"b.wav\", record_hint_tone=True)", []),
    ("if (preTone != \"b.wav\" || preTone == \"c.wav\") {", []),
    ("# preTone used to be \"b.wav\"", []),
    ("preTone: x, // not \"b.wav\"", []),
    ("the file a.wav is the preTone", []),
    ("preTone: \"a.wave\" \"a.wav.bak\"", []),
    // Put together at run time.
    ("preTone: f\"a_{lang}.wav\"", ["1:11 preTone ~a_{lang}.wav"]),
    ("preTone: 'a_' + lang + '.wav'", ["1:24 preTone ~.wav"]),
    ("preTone: lang + '_a.wav'", ["1:17 preTone ~_a.wav"]),
    ("preTone = \"a_%s.wav\" % lang", ["1:11 preTone ~a_%s.wav"]),
    ("preTone = \"a_\\(lang).wav\"", ["1:11 preTone ~a_\\(lang).wav"]),
    ("pre_tone='a_' || lang || '_b.wav'", ["1:26 preTone ~_b.wav"]),
  ])
  func aNameBesideAParameterIsFound(_ line: String, _ expected: [String]) {
    #expect(mentions(line) == expected)
  }

  @Test func aValueMayStandOnLaterLines() {
    #expect(
      mentions(
        """
        preTone:
            "a.wav"
        notifyVoice = [

          'b.wav',
          'c.wav'
        ]
        'd.wav'
        waitVoice:
        # a remark
        'e.wav'
        body["posTone"] =
          "f.wav"
        notifyVoice:
          - g.wav  # the first
          - "h.wav"
        other:
          - i.wav
        """) == [
          "2:5 preTone a.wav", "5:3 notifyVoice b.wav", "6:3 notifyVoice c.wav",
          "11:1 waitVoice e.wav",
          "13:3 posTone f.wav", "15:5 notifyVoice g.wav",
          "16:5 notifyVoice h.wav",
        ])
  }

  @Test func namesWithoutAParameterAreKnownToBeUsed() {
    let text = "const hold = 'hold.wav'\nsend({ waitVoice: hold })"
    let uses = Array(ProgramScan(Array(text.utf8), "a.js", Self.vocabulary))
    #expect(uses.map(\.name.text) == ["hold.wav"])
    #expect(uses.allSatisfy { $0.parameter == nil && !$0.isArgument })
  }

  @Test func linesEndInWhateverWay() {
    #expect(mentions("x\r\npreTone: 'a.wav',\r\n") == ["2:10 preTone a.wav"])
  }

  @Test func filesThatAreNoTextAreLeftOut() throws {
    let folder = TemporaryFolder()
    let binary = try folder.write([0] + Array("preTone: 'a.wav'".utf8), to: "a")
    #expect(try ProgramScan(binary, Self.vocabulary) == nil)
    let large = try folder.write([UInt8](repeating: 32, count: 5_000_000), to: "b")
    #expect(try ProgramScan(large, Self.vocabulary) == nil)
    let latin = try folder.write([0xE9] + Array("\npreTone: 'a.wav'".utf8), to: "c")
    #expect(try ProgramScan(latin, Self.vocabulary)?.map(\.name.text) == ["a.wav"])
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "\"s.wav\",", "s.wav ", "\"key\":\"s.wav\",", "preTone(", "preTone:[", "preTone ",
      "waitVoice{", "waitVoice=(", "waitVoice:\n", ".wav\"", "\"preTone\":\"s.wav\",",
    ])
  func aLongProgramTakesNoLongerThanItsLength(_ piece: String) {
    let pieces = String(repeating: piece, count: 6000)
    _ = mentions("{\"preTone\":\"x.wav\"," + pieces + "(\n\n" + pieces, in: "a.js")
  }

  @Test(arguments: [
    ("play('+86', 'a.wav', 3)", true), ("play(\n  \"a.wav\"\n)", true),
    ("play(['a.wav'])", false), ("if (x == 'a.wav') {", false), ("x = ('a.wav')", false),
    ("play(file = 'a.wav')", false), ("play('a.wav' + x)", false), ("['a.wav', 2]", false),
  ])
  func aNameThatStandsByItselfInBracketsIsAnArgument(_ text: String, _ isArgument: Bool) {
    let uses = Array(ProgramScan(Array(text.utf8), "a.js", Self.vocabulary))
    #expect(uses.map(\.isArgument) == [isArgument])
  }

  @Test func everyNameOfALongLineIsFound() {
    let line = String(repeating: "\"preTone\": \"a.wav\", ", count: 2000)
    #expect(mentions(line).count == 2000)
  }
}
