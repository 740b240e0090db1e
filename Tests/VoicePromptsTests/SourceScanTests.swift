import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct SourceScanTests {
  /// `line:column parameter name`, with a tilde before a name that is put together.
  private func mentions(_ text: String) -> [String] {
    SourceScan(text: text).mentions.map {
      "\($0.place) \($0.parameter.name) \($0.isComputed ? "~" : "")\($0.name)"
    }
  }

  @Test(arguments: [
    (#"{"preTone": "a.wav", "posTone": "b.wav"}"#, ["1:13 preTone a.wav", "1:33 posTone b.wav"]),
    ("body.setPreTone('a.wav');", ["1:17 preTone a.wav"]),
    ("pre_tone=`a.wav`", ["1:10 preTone a.wav"]),
    ("'preVoiceX' => 'a.wav',", ["1:16 preVoiceX a.wav"]),
    ("let WAIT_VOICE_FILE: String = \"a.WAV\"", ["1:31 waitVoice a.WAV"]),
    (
      "public string PreTone { get; init; } = \"a.wav\";", ["1:40 preTone a.wav"]
    ),
    ("play(\"a.wav\", as: .preTone)", ["1:6 preTone a.wav"]),
    ("preTone = choose(\"a.wav\", \"b.wav\")", ["1:18 preTone a.wav", "1:27 preTone b.wav"]),
    (#"json = "{\"preTone\": \"a.wav\"}""#, ["1:24 preTone a.wav"]),
    ("pre-tone: a.wav", ["1:11 preTone a.wav"]),
    ("export PRE_TONE=a.wav # loud", ["1:17 preTone a.wav"]),
    ("preTone=a.wav&posTone=b.wav", ["1:9 preTone a.wav", "1:23 posTone b.wav"]),
    // No parameter, or not beside it.
    ("play(\"a.wav\")", []),
    ("preTone = x; play(\"a.wav\")", []),
    ("the file a.wav is the preTone", []),
    ("preTone: \"a.wave\" \"a.wav.bak\"", []),
    // Put together at run time.
    ("preTone: f\"a_{lang}.wav\"", ["1:11 preTone ~a_{lang}.wav"]),
    ("preTone: 'a_' + lang + '.wav'", ["1:24 preTone ~.wav"]),
    ("preTone: lang + '_a.wav'", ["1:17 preTone ~_a.wav"]),
    ("preTone = \"a_%s.wav\" % lang", ["1:11 preTone ~a_%s.wav"]),
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
        """) == [
          "2:5 preTone a.wav", "5:3 notifyVoice b.wav", "6:3 notifyVoice c.wav",
          "13:3 posTone f.wav",
        ])
  }

  @Test func namesWithoutAParameterAreKnownToBeUsed() {
    let scan = SourceScan(text: "const hold = 'hold.wav'\nsend({ waitVoice: hold })")
    #expect(scan.mentions == [])
    #expect(scan.names == ["hold.wav"])
  }

  @Test func linesEndInWhateverWay() {
    #expect(mentions("x\r\npreTone: 'a.wav',\r\n") == ["2:10 preTone a.wav"])
  }

  @Test func filesThatAreNoTextAreLeftOut() throws {
    let folder = try TemporaryFolder()
    let binary = try folder.write([0] + Array("preTone: 'a.wav'".utf8), to: "a")
    #expect(try SourceScan(binary) == nil)
    let large = try folder.write([UInt8](repeating: 32, count: 5_000_000), to: "b")
    #expect(try SourceScan(large) == nil)
    let latin = try folder.write([0xE9] + Array("\npreTone: 'a.wav'".utf8), to: "c")
    #expect(try SourceScan(latin)?.mentions.count == 1)
  }

  @Test func aLongLineTakesNoLongerThanItsLength() {
    let line = String(repeating: "\"preTone\": \"a.wav\", ", count: 2000)
    #expect(mentions(line).count == 2000)
  }

  @Test func dependenciesAndProseAreLeftOut() throws {
    let folder = try TemporaryFolder()
    for name in [
      "a.py", "b/c.js", "node_modules/d.js", ".git/e", "vendor/f.php", ".hidden", "README.md",
    ] {
      try folder.write([1], to: name)
    }
    let walk = FileWalk([folder.path, folder("none")])
    #expect(walk.files == [folder("a.py"), folder("b/c.js")])
    #expect(walk.errors.map(\.id) == ["not-found"])
    #expect(FileWalk([folder.path], extensions: ["js"]).files == [folder("b/c.js")])
  }
}
