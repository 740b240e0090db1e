import TestSupport
import Testing

@testable import VoicePrompts

/// Each fault of the rules, put into a request that is right.
@Suite struct RequestBodyTests {
  private let fixture: RequestFixture

  init() throws {
    fixture = try RequestFixture()
  }

  @Test(arguments: RequestFixture.requests)
  func theSampleOfEachRequestIsRight(_ name: String) throws {
    #expect(try fixture.findings(try RequestFixture.text("requests/\(name)")) == [])
  }

  private func findings(in name: String, replacing old: String, with new: String) throws -> [String]
  {
    let text = try RequestFixture.text("requests/\(name)")
    try #require(text.ranges(of: old).count == 1, "\(old)")
    return try fixture.findings(text.replacing(old, with: new))
  }

  @Test(arguments: [
    // Voice callback
    (
      #""playPreVoice": "true","#, "",
      ["9:15 never-played: preVoice is never played without playPreVoice \"true\""]
    ),
    (
      #""playPreVoice": "true""#, #""playPreVoice": "false""#,
      ["9:15 switched-off: preVoice is not played: playPreVoice is the string \"false\""]
    ),
    (
      #""playPreVoice": "true""#, #""playPreVoice": true"#,
      [
        "8:19 field-type: playPreVoice must be the string \"true\" or \"false\", and is the "
          + "boolean true"
      ]
    ),
    (
      #""recordFlag": "true","#, "",
      ["12:21 never-played: recordHintTone is never played without recordFlag \"true\""]
    ),
    (
      #""recordFlag": "true""#, #""recordFlag": "false""#,
      ["12:21 switched-off: recordHintTone is not played: recordFlag is the string \"false\""]
    ),
    (
      #""recordFlag": "true""#, #""recordFlag": true"#,
      [
        "11:17 field-type: recordFlag must be the string \"true\" or \"false\", and is the boolean "
          + "true"
      ]
    ),
    (
      #""maxDuration": 60,"#, "",
      ["7:19 never-played: lastMinVoice is never played without maxDuration other than 0"]
    ),
    (
      #""maxDuration": 60,"#, #""maxDuration": 0,"#,
      ["7:19 switched-off: lastMinVoice is not played: maxDuration is the number 0"]
    ),
    (
      #""maxDuration": 60,"#, #""maxDuration": "60","#,
      [
        "6:18 field-type: maxDuration must be a whole number, not in quotes, and is the string "
          + "\"60\""
      ]
    ),
    (
      #""maxDuration": 60,"#, #""maxDuration": 1441,"#,
      ["6:18 number-range: maxDuration is 1441, and must be 0 to 1440"]
    ),
    (#""maxDuration": 60,"#, #""maxDuration": 60, "lastMinToUE": "caller","#, []),
    (
      #""maxDuration": 60,"#, #""maxDuration": 60, "lastMinToUE": "all","#,
      [
        "6:37 unknown-value: lastMinToUE is \"all\", and should be \"both\" or \"caller\" or "
          + "\"callee\""
      ]
    ),
    (
      #""maxDuration": 60,"#, #""maxDuration": 60, "statusUrl": "http://a.example/b","#,
      ["6:35 unknown-value: statusUrl is \"http://a.example/b\", and should be BASE64"]
    ),
    (
      #""maxDuration": 60,"#,
      #""maxDuration": 60, "statusUrl": "aHR0cDovL2EvYg==", "feeUrl": "","#, []
    ),
    (
      #""displayNbr": "+8610000000001""#, #""displayNbr": 8610000000001"#,
      ["2:17 field-type: displayNbr must be a string, and is the number 8610000000001"]
    ),
    (
      #""displayNbr": "+8610000000001","#, "",
      [
        "1:1 required-field: this looks like a request callback (voice callback), and displayNbr is "
          + "missing"
      ]
    ),
    (
      "\"displayNbr\"", "\"displayNbrs\"",
      ["2:3 misspelt-field: no request has displayNbrs; is displayNbr meant?"]
    ),
    (
      #""waitVoice": "wait_voice.wav""#, #""waitVoise": "jazz.wav""#,
      [
        "10:3 misspelt-field: no request has waitVoise; is waitVoice meant?",
        "10:16 prompt-absent: waitVoise: there is no jazz.wav in prompts",
      ]
    ),
    (
      #""maxDuration": 60,"#, #""maxDuration": 1.5,"#,
      ["6:18 field-type: maxDuration must be a whole number, not in quotes, and is the number 1.5"]
    ),
    (
      "wait_voice.wav", "Wait_Voice.wav",
      [
        "10:16 prompt-absent: waitVoice: there is no Wait_Voice.wav in prompts, but "
          + "wait_voice.wav: upper and lower case count"
      ]
    ),
    (
      "wait_voice.wav", "wait_voices.wav",
      [
        "10:16 prompt-absent: waitVoice: there is no wait_voices.wav in prompts; is "
          + "wait_voice.wav meant?"
      ]
    ),
    (
      "wait_voice.wav", "jazz.wav",
      ["10:16 prompt-absent: waitVoice: there is no jazz.wav in prompts"]
    ),
    (
      "wait_voice.wav", "wait voice.wav",
      [
        "10:16 prompt-name: waitVoice: the name wait voice.wav has \" \", and only 0-9 A-Z a-z "
          + "- _ . @ are allowed"
      ]
    ),
    (
      "wait_voice.wav", "wait_voice",
      ["10:16 prompt-name: waitVoice: the name wait_voice does not end in .wav"]
    ),
    ("\"wait_voice.wav\"", "\"\"", ["10:16 prompt-name: waitVoice is empty"]),
    (
      "\"wait_voice.wav\"", "null", ["10:16 field-type: waitVoice must be a string, and is null"]
    ),
    (
      "\"waitVoice\"", "\"waitvoice\"",
      ["10:3 misspelt-field: no request has waitvoice; is waitVoice meant?"]
    ),
    (
      "\"waitVoice\"", "\"preTone\"", ["10:3 misplaced-field: voice callback has no preTone"]
    ),
    (
      "\"waitVoice\"", "\"waitTone\"",
      ["10:3 misplaced-field: waitTone names wait_voice.wav, but is no prompt parameter"]
    ),
    (
      "\"waitVoice\"", "\"lastMinVoice\"",
      ["10:3 repeated-field: the field lastMinVoice is here twice"]
    ),
  ])
  func aVoiceCallbackHasEachFault(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(try findings(in: "callback.json", replacing: old, with: new) == expected)
  }

  /// The platform plays a tone of its own there; only the carriers of private numbers ask for one.
  @Test func aRecordedVoiceCallbackNeedsNoHint() throws {
    #expect(
      try findings(
        in: "callback.json",
        replacing: """
          "recordFlag": "true",
            "recordHintTone": "record_hint.wav"
          """, with: #""recordFlag": "true""#) == [])
  }

  @Test(arguments: [
    (
      #""notifyVoice": "delivery.wav""#, "",
      ["6:5 play-list: playInfoList[1] has neither notifyVoice nor templateId"]
    ),
    (
      #""notifyVoice": "delivery.wav" }"#, #""templateId": "1" }, {}, "x", {"templateId": "2"}"#,
      [
        "6:28 play-list: playInfoList[2] has neither notifyVoice nor templateId",
        "6:32 field-type: playInfoList[3] must be an object, and is the string \"x\"",
        "7:5 play-list: playInfoList has 6 entries, and at most 5 are allowed",
      ]
    ),
    (
      #""delivery.wav""#, "7",
      ["6:22 field-type: playInfoList[1].notifyVoice must be a string, and is the number 7"]
    ),
    (
      "delivery.wav", "delivered.wav",
      [
        "6:22 prompt-absent: playInfoList[1].notifyVoice: there is no delivered.wav in prompts; "
          + "is delivery.wav meant?"
      ]
    ),
    (
      #""displayNbr": "+8610000000001""#,
      #""displayNbr": "+8610000000001", "notifyVoice": "a b.wav""#,
      [
        "2:35 misplaced-field: notifyVoice belongs in playInfoList[]",
        "2:50 prompt-name: notifyVoice: the name a b.wav has \" \", and only 0-9 A-Z a-z - _ . @ "
          + "are allowed",
      ]
    ),
    (
      #""playInfoList""#, #""languageType""#,
      [
        "4:19 field-type: languageType must be a whole number, not in quotes, and is an array",
        "5:7 misplaced-field: verification code has no notifyVoice in languageType[]",
        "6:7 misplaced-field: verification code has no notifyVoice in languageType[]",
      ]
    ),
  ])
  func aVoiceNotificationHasEachFault(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(
      try findings(in: "notification.json", replacing: old, with: new)
        .filter { !$0.contains("required-field") } == expected)
  }

  @Test(arguments: [
    ("[]", "1:18 play-list: playInfoList is empty"),
    ("3", "1:18 field-type: playInfoList must be an array, and is the number 3"),
  ])
  func aPlayListMustHaveEntries(_ list: String, _ expected: String) throws {
    #expect(
      try fixture.findings("{\"playInfoList\": \(list)}", ignoring: ["required-field"])
        == [expected])
  }

  @Test func aNotificationNeedsAPlayList() throws {
    #expect(
      try fixture.findings("{}", api: .notification)
        == ["displayNbr", "calleeNbr", "playInfoList"].map {
          "1:1 required-field: \($0) is missing"
        })
  }

  @Test(arguments: [
    (
      #""preTone": "code_before.wav","#, "",
      [
        "1:1 required-field: this looks like a request verification (verification code), and preTone is missing"
      ]
    ),
    (
      #""verifyCode": "0417","#, "",
      [
        "1:1 required-field: this looks like a request verification (verification code), and verifyCode is missing"
      ]
    ),
    (
      "\"0417\"", "\"1\"", ["6:17 verify-code: verifyCode is \"1\", and must be 2 to 8 digits"]
    ),
    (
      "\"0417\"", "\"123456789\"",
      ["6:17 verify-code: verifyCode is \"123456789\", and must be 2 to 8 digits"]
    ),
    (
      "\"0417\"", "\"12a4\"",
      ["6:17 verify-code: verifyCode is \"12a4\", and must be 2 to 8 digits"]
    ),
    (
      "\"0417\"", "\"１２３\"",
      ["6:17 verify-code: verifyCode is \"１２３\", and must be 2 to 8 digits"]
    ),
    ("\"0417\"", "417", ["6:17 field-type: verifyCode must be a string, and is the number 417"]),
    ("\"times\": 3", "\"times\": 10", ["8:12 times: times is 10, and must be 0 to 9"]),
    ("\"times\": 3", "\"times\": -1", ["8:12 times: times is -1, and must be 0 to 9"]),
    (
      "\"times\": 3", "\"times\": true",
      ["8:12 field-type: times must be a whole number, not in quotes, and is the boolean true"]
    ),
    (
      "goodbye.wav", "good-bye.wav",
      [
        "7:14 prompt-absent: posTone: there is no good-bye.wav in prompts; is goodbye.wav meant?"
      ]
    ),
  ])
  func aVerificationHasEachFault(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(try findings(in: "verification.json", replacing: old, with: new) == expected)
  }

  @Test(arguments: [
    (
      #""recordHintTone": "record_hint.wav","#, "",
      [
        "4:17 required-field: recordHintTone is missing: the carrier blocks a call that is "
          + "recorded without it"
      ]
    ),
    (
      #""bindNum""#, #""callbackNum": "1", "bindNum""#,
      ["6:19 conflict: callbackTone and callbackNum exclude each other"]
    ),
    (
      #""virtualNum": "+8610000000001","#, #""areaCode": 0755,"#,
      ["2:16 json: no number begins with 0; in quotes it may"]
    ),
    (
      #""virtualNum": "+8610000000001","#, #""areaCode": 755,"#,
      [
        "1:1 required-field: this looks like a request axe (private number, AXE), and virtualNum is "
          + "missing",
        "2:15 field-type: areaCode must be a string, and is the number 755",
      ]
    ),
    (
      #""recordFlag": "true""#, #""recordFlag": true"#,
      [
        "4:17 field-type: recordFlag must be the string \"true\" or \"false\", and is the boolean "
          + "true"
      ]
    ),
  ])
  func anAXEBindingHasEachFault(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(try findings(in: "axe.json", replacing: old, with: new) == expected)
  }

  @Test(arguments: [
    (
      #""recordFlag": true"#, #""recordFlag": "true""#,
      [
        "5:19 field-type: recordFlag must be the boolean true or false, and is the string \"true\""
      ]
    ),
    (
      #""recordHintTone": "record_hint.wav","#, "",
      [
        "5:19 required-field: recordHintTone is missing: the carrier blocks a call that is "
          + "recorded without it"
      ]
    ),
    (
      "y_hint_tone.wav", "Y_hint_tone.wav",
      [
        "12:18 prompt-absent: preVoiceY: there is no Y_hint_tone.wav in prompts, but "
          + "y_hint_tone.wav: upper and lower case count"
      ]
    ),
  ])
  func anAXYBBindingHasEachFault(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(try findings(in: "axyb.json", replacing: old, with: new) == expected)
  }

  @Test func thePromptOfTheOtherBodyIsMisplaced() throws {
    let first = #"{"preVoiceX": "x_hint_tone.wav", "preVoiceY": "y_hint_tone.wav"}"#
    #expect(
      try fixture.findings(first, ignoring: ["required-field"])
        == ["1:34 misplaced-field: preVoiceY belongs in the second body (YB)"])
    let second = #"{"subscriptionId": "1", "preVoiceX": "x_hint_tone.wav"}"#
    #expect(
      try fixture.findings(second, ignoring: ["required-field"])
        == ["1:25 misplaced-field: preVoiceX belongs in the first body (AX)"])
  }

  @Test(arguments: [
    (
      "caller_hint.wav", "callerhint.wav",
      [
        "6:23 prompt-absent: preVoice.callerHintTone: there is no callerhint.wav in prompts; is "
          + "caller_hint.wav meant?"
      ]
    ),
    (
      #""preVoice": {"#, #""hints": {"#,
      [
        "6:5 misplaced-field: callerHintTone belongs in preVoice",
        "7:5 misplaced-field: calleeHintTone belongs in preVoice",
      ]
    ),
  ])
  func anAXBindingHasEachFault(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(try findings(in: "ax.json", replacing: old, with: new) == expected)
  }

  @Test(arguments: [
    (
      #""maxDuration": 30,"#, "",
      ["6:19 never-played: lastMinVoice is never played without maxDuration other than 0"]
    ),
    (
      #""recordHintTone": "record_hint.wav","#, "",
      [
        "7:17 required-field: recordHintTone is missing: the carrier blocks a call that is "
          + "recorded without it"
      ]
    ),
    (
      #""recordFlag": "true""#, #""recordFlag": 1"#,
      ["7:17 field-type: recordFlag must be true or false, and is the number 1"]
    ),
    (#""recordFlag": "true""#, #""recordFlag": true"#, []),
    (
      #""callerHintTone": "caller_hint.wav","#, #""callerHintTone": ["caller_hint.wav"],"#,
      ["10:23 field-type: preVoice.callerHintTone must be a string, and is an array"]
    ),
  ])
  func anAXBBindingHasEachFault(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(try findings(in: "axb.json", replacing: old, with: new) == expected)
  }

  @Test func hintTonesMustBeInAnObject() throws {
    #expect(
      try fixture.findings(#"{"privateNum": "1", "preVoice": "a.wav"}"#)
        == ["1:33 field-type: preVoice must be an object, and is the string \"a.wav\""])
  }

  // MARK: Values that are easily misread

  @Test(arguments: [
    (#""""#, []),
    ("null", ["10:23 field-type: preVoice.callerHintTone must be a string, and is null"]),
  ])
  func aHintToneMayBeEmpty(_ value: String, _ expected: [String]) throws {
    #expect(
      try findings(in: "axb.json", replacing: #""caller_hint.wav""#, with: value) == expected)
  }

  @Test(arguments: [("\"\"", true), ("null", true), ("\"1\"", false)])
  func anEmptyNumberIsNoConflict(_ number: String, _ isRight: Bool) throws {
    let new = "\"callbackNum\": \(number),\n  \"bindNum\""
    let found = try findings(in: "axe.json", replacing: "\"bindNum\"", with: new)
    #expect(found.contains { $0.contains("conflict") } == !isRight)
  }

  @Test func theCallersOwnDataNamesNoPrompt() throws {
    #expect(
      try fixture.findings(
        #"{"callerNbr": "1", "userData": "a.wav", "x": {"userData": "b.wav"}}"#,
        ignoring: ["required-field"]) == [])
    #expect(
      try fixture.findings(
        #"{"callerNbr": "1", "data": "a.wav"}"#, ignoring: ["required-field"])
        == ["1:20 misplaced-field: data names a.wav, but is no prompt parameter"])
  }

  @Test func anEntryTooManyThatIsNoObjectHasBothFaults() throws {
    let entry = #"{"templateId": "1"}"#
    let list = Array(repeating: entry, count: 5).joined(separator: ",")
    #expect(
      try fixture.findings(
        "{\"playInfoList\": [\(list),\n\"x\"]}", ignoring: ["required-field"]) == [
          "2:1 play-list: playInfoList has 6 entries, and at most 5 are allowed",
          "2:1 field-type: playInfoList[5] must be an object, and is the string \"x\"",
        ])
  }

  /// Each of the fields that ask for what is played by default when empty.
  @Test(arguments: [
    ("axyb", #""x_hint_tone.wav""#), ("axyb", #""y_hint_tone.wav""#),
    ("axb", #""caller_hint.wav""#), ("axb", #""callee_hint.wav""#),
  ])
  func anEmptyHintToneAsksForTheDefault(_ name: String, _ tone: String) throws {
    #expect(try findings(in: name + ".json", replacing: tone, with: #""""#) == [])
  }

  @Test(arguments: ["${WAIT}", "{{wait}}", "<wait>", "%s", "$wait", "${WAIT}.wav", "wait_%s.wav"])
  func aNameThatAProgramFillsInIsANote(_ name: String) throws {
    #expect(
      try findings(in: "callback.json", replacing: "wait_voice.wav", with: name)
        == ["10:16 computed-name: waitVoice: \"\(name)\" is put together at run time"])
  }

  @Test(arguments: [
    ("60", #""${MINUTES}""#), (#""+8610000000003""#, #""<callee>""#),
    (#"e": "true""#, #"e": "%s""#),
  ])
  func anyValueMayBeFilledIn(_ old: String, _ new: String) throws {
    #expect(try findings(in: "callback.json", replacing: old, with: new) == [])
  }

  @Test func aTemplatesValuesNeedTheTemplate() throws {
    #expect(
      try findings(
        in: "notification.json", replacing: #"{ "notifyVoice": "welcome.wav" }"#,
        with: #"{ "notifyVoice": "welcome.wav", "templateParas": ["x"] }"#)
        == [
          "5:54 never-played: playInfoList[0].templateParas is ignored without playInfoList[0].templateId"
        ])
    #expect(
      try findings(
        in: "notification.json", replacing: #"["3 Main Street"]"#, with: #"["3.wav", 4]"#) == [
          "7:59 field-type: playInfoList[2].templateParas[1] must be a string, and is the number 4"
        ])
  }

  @Test func theSecondBodyOfABindingNeedsTheFirst() throws {
    #expect(
      try findings(in: "axyb.json", replacing: #""subscriptionId": "6c1d0a2e","#, with: "") == [
        "9:3 required-field: this looks like a request axyb (private number, AXYB), and "
          + "subscriptionId is missing"
      ])
  }
}
