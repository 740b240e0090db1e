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
      #""maxDuration": 60,"#, #""maxDuration": "0","#,
      ["7:19 switched-off: lastMinVoice is not played: maxDuration is the string \"0\""]
    ),
    (
      #""maxDuration": 60,"#, #""maxDuration": 1.5,"#,
      ["6:18 field-type: maxDuration must be a whole number, and is the number 1.5"]
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
    ("\"waitVoice\"", "\"waitvoice\"", ["10:3 misplaced-field: waitvoice is written waitVoice"]),
    (
      "\"waitVoice\"", "\"preTone\"", ["10:3 misplaced-field: voice callback has no preTone"]
    ),
    (
      "\"waitVoice\"", "\"waitTone\"",
      ["10:3 misplaced-field: waitTone names wait_voice.wav, but is no prompt parameter"]
    ),
    (
      "\"displayNbr\"", "\"calleeNbr\"",
      ["5:3 repeated-field: the field calleeNbr is here twice"]
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
      #""displayNbr""#, #""notifyVoice""#,
      [
        "2:3 misplaced-field: notifyVoice belongs in playInfoList[]",
        "2:18 prompt-name: notifyVoice: the name +8610000000001 has \"+\", and only 0-9 A-Z a-z "
          + "- _ . @ are allowed",
      ]
    ),
    (
      #""playInfoList""#, #""languageType""#,
      [
        "1:1 required-field: preTone is missing", "1:1 required-field: verifyCode is missing",
        "5:7 misplaced-field: verification code has no notifyVoice in languageType[]",
        "6:7 misplaced-field: verification code has no notifyVoice in languageType[]",
      ]
    ),
  ])
  func aVoiceNotificationHasEachFault(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(try findings(in: "notification.json", replacing: old, with: new) == expected)
  }

  @Test(arguments: [
    ("[]", "1:18 play-list: playInfoList is empty"),
    ("3", "1:18 field-type: playInfoList must be an array, and is the number 3"),
  ])
  func aPlayListMustHaveEntries(_ list: String, _ expected: String) throws {
    #expect(try fixture.findings("{\"playInfoList\": \(list)}") == [expected])
  }

  @Test func aNotificationNeedsAPlayList() throws {
    #expect(
      try fixture.findings("{}", api: .notification)
        == ["1:1 required-field: playInfoList is missing"])
  }

  @Test(arguments: [
    (
      #""preTone": "code_before.wav","#, "", ["1:1 required-field: preTone is missing"]
    ),
    (#""verifyCode": "0417","#, "", ["1:1 required-field: verifyCode is missing"]),
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
      ["8:12 field-type: times must be a whole number, and is the boolean true"]
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
      #""bindNum""#, #""callbackNum""#,
      ["6:19 conflict: callbackTone and callbackNum exclude each other"]
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
      try fixture.findings(first)
        == ["1:34 misplaced-field: preVoiceY belongs in the second body (YB)"])
    let second = #"{"subscriptionId": "1", "preVoiceX": "x_hint_tone.wav"}"#
    #expect(
      try fixture.findings(second)
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
    #expect(try findings(in: "axe.json", replacing: "\"bindNum\"", with: new).isEmpty == isRight)
  }

  @Test func theCallersOwnDataNamesNoPrompt() throws {
    #expect(
      try fixture.findings(#"{"callerNbr": "1", "userData": "a.wav", "x": {"userData": "b.wav"}}"#)
        == [])
    #expect(
      try fixture.findings(#"{"callerNbr": "1", "data": "a.wav"}"#)
        == ["1:20 misplaced-field: data names a.wav, but is no prompt parameter"])
  }

  @Test func anEntryTooManyThatIsNoObjectHasBothFaults() throws {
    let entry = #"{"templateId": "1"}"#
    let list = Array(repeating: entry, count: 5).joined(separator: ",")
    #expect(
      try fixture.findings("{\"playInfoList\": [\(list),\n\"x\"]}") == [
        "2:1 play-list: playInfoList has 6 entries, and at most 5 are allowed",
        "2:1 field-type: playInfoList[5] must be an object, and is the string \"x\"",
      ])
  }
}
