import Testing

@testable import VoicePrompts

/// What is commented out is not there, in the ways of each language.
@Suite struct ProgramLanguageTests {
  /// The names of prompts that the scan finds, those of parameters only.
  private func names(_ text: String, in path: String) -> [String] {
    ProgramScan(Array(text.utf8), path, ProgramVocabulary(.standard))
      .filter { $0.parameter != nil }.map(\.name.text)
  }

  /// Each has the name `a.wav` in the program and `no.wav` in comments.
  @Test(arguments: [
    (
      "a.py",
      """
      body = {
          'preTone': 'a.wav', #前 'preTone': 'no.wav'
          # 'posTone': 'no.wav', # 'waitVoice': 'no.wav'
          'url': 'http://host/#x', 'userData': "it's", #'waitVoice': 'no.wav'
      }
      '''A text that has # no remark:'''
      """
    ),
    (
      "a.php",
      """
      <?php
      /* 'preTone' => 'no.wav', */
      /**
       * 'preTone' => 'no.wav'
       */
          'preTone' => 'a.wav',//'posTone' => 'no.wav'
      //         'posTone' => 'no.wav', # it's out
          'url' => 'https://host/x', # 'posTone' => 'no.wav'
      ?><!-- preTone="no.wav" -->
      """
    ),
    (
      "a.cs",
      """
      /// <param name="preTone">"no.wav"</param>
      string url = "https://host"; /* PreTone = "no.wav"; */ string PreTone = "a.wav";
      // PosTone = "no.wav";
      """
    ),
    (
      "a.js",
      """
      const url = `https://host/${x}
      // no comment`; /* waitVoice: 'no.wav' */
      send({ preTone: 'a.wav' }); // { posTone: 'no.wav' }
      const slashes = /\\/\\//; // { posTone: 'no.wav' }
      """
    ),
    ("a.ts", "let x: T = { preTone: 'a.wav', /* posTone: 'no.wav', */ } // posTone: 'no.wav'"),
    ("A.java", "body.put(\"preTone\", \"a.wav\"); // body.put(\"posTone\", \"no.wav\");"),
    ("a.go", "/*\nPosTone: \"no.wav\",\n*/\nPreTone: \"a.wav\", // PosTone: \"no.wav\""),
    (
      "a.sh",
      """
      #!/bin/sh
      # PRE_TONE=no.wav
      [ $# -gt 0 ] || PRE_TONE=a.wav # POS_TONE=no.wav
      """
    ),
    (
      "a.sql",
      "-- pre_tone = 'no.wav'\nSET pre_tone = 'a.wav'--, pos_tone = 'no.wav'\n/* pos_tone='no.wav' */"
    ),
    ("a.yml", "# preTone: no.wav\ntext: don't # posTone: no.wav\npreTone: a.wav # posTone: no.wav"),
    (
      "a.xml",
      "<a>don't</a><!-- <preTone>no.wav</preTone>\n<posTone>no.wav</posTone> --><preTone>a.wav</preTone>"
    ),
    ("a.properties", "# preTone=no.wav\n ! preTone=no.wav\npreTone=a.wav\n"),
    (".env", "#PRE_TONE=no.wav\nTEXT=it's # POS_TONE=no.wav\nPRE_TONE=a.wav # POS_TONE=no.wav"),
    (".env.local", "#PRE_TONE=no.wav\nPRE_TONE=\"a.wav\""),
    ("a.ini", "; preTone = no.wav\npreTone = a.wav ; posTone = no.wav"),
    ("a.bat", "REM set PRE_TONE=no.wav\n:: set PRE_TONE=no.wav\nset PRE_TONE=a.wav"),
    ("a.vb", "Rem preTone = \"no.wav\"\npreTone = \"a.wav\" ' posTone = \"no.wav\""),
    ("a.lua", "--[[ preTone = 'no.wav'\n]] preTone = 'a.wav' -- posTone = 'no.wav'"),
    ("a.clj", "; preTone \"no.wav\"\n(set :preTone= \"a.wav\")"),
    ("a.unknown", "/* preTone: no.wav */\npreTone: a.wav // posTone: no.wav\n# posTone: no.wav"),
    ("Dockerfile", "COPY src/* /app\n# ENV PRE_TONE=no.wav\nENV PRE_TONE=a.wav"),
  ])
  func whatIsCommentedOutIsNotThere(_ path: String, _ text: String) {
    #expect(names(text, in: path) == ["a.wav"])
  }

  @Test func aDocumentationStringIsAString() {
    #expect(names("def f():\n  \"\"\"preTone: # \"a.wav\"\"\"\"", in: "a.py") == ["a.wav"])
  }

  @Test func aStringThatIsLeftOpenEndsWithItsLine() {
    #expect(names("<p>don't</p>\n// preTone: 'no.wav'\npreTone: 'a.wav'", in: "a.js") == ["a.wav"])
  }

  @Test func commentsChangeNoColumn() {
    let text = "/* 必填 */ 'preTone' => /* 前 */ 'a.wav'"
    let uses = Array(ProgramScan(Array(text.utf8), "a.php", ProgramVocabulary(.standard)))
    #expect(uses.map { "\($0.location)" } == ["1:31"])
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["/*", "\"", "#x\n", "//", "'''", "<!--", "`", "\\"])
  func manyMarksTakeNoLongerThanTheirLength(_ mark: String) {
    let text = String(repeating: mark, count: 60_000 / mark.utf8.count)
    for path in ["a.js", "a.py", "a.php", "a"] { #expect(names(text, in: path) == []) }
  }
}
