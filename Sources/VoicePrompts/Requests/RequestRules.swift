// The rules for request bodies and for programs that make them. "API" is the platform's parameter
// documentation.

extension Rule {
  private static let file = "requests/notify.json:4:5"

  static let json = Rule(
    "json", .error, "JSON after RFC 8259: one body, or a list of bodies",
    reason: "the platform answers anything else with an error",
    remedy: "correct the text at this place",
    example: "\",\" or \"}\" is needed, and \"\"\" is here", in: file)

  static let repeatedField = Rule(
    "repeated-field", .warning, "each field once",
    reason: "JSON readers disagree about which of two they take",
    remedy: "leave one of them",
    example: "the field waitVoice is here twice", in: file)

  static let unknownAPI = Rule(
    "unknown-api", .error, "the fields of one request",
    reason: "what must be in a body depends on the request",
    remedy: "say which request it is: --api "
      + RequestAPI.allCases.map(\.rawValue)
      .joined(separator: ", "),
    example: "its fields do not tell which request this is", in: file)

  static let fieldType = Rule(
    "field-type", .error, "values of the documented types",
    reason: "the platform refuses others, or takes them for absent (API)",
    remedy: "write it as the type that is named",
    example: "recordFlag must be the string \"true\" or \"false\", and is the boolean true",
    in: file)

  static let requiredField = Rule(
    "required-field", .error, "every field that the request needs",
    reason: "the platform refuses the request, or the carrier the call (API)",
    remedy: "add the field",
    example: "preTone is missing", in: file)

  static let misplacedField = Rule(
    "misplaced-field", .warning, "prompt parameters where their request has them",
    reason: "a field that the request does not have is ignored, and the prompt never played",
    remedy: "see where the field belongs: voiceprompt parameters",
    example: "voice notification has no waitVoice here", in: file)

  static let playList = Rule(
    "play-list", .error, "1 to 5 entries in playInfoList, each with notifyVoice or templateId",
    reason: "API: playInfoList",
    remedy: "give each entry one of the two, and no more than 5 entries",
    example: "playInfoList has 6 entries, and at most 5 are allowed", in: file)

  static let verifyCode = Rule(
    "verify-code", .error, "a verifyCode of 2 to 8 digits",
    reason: "API: verifyCode",
    remedy: "make the code as long as that, of digits only",
    example: "verifyCode is \"12a\", and must be 2 to 8 digits", in: file)

  static let times = Rule(
    "times", .error, "0 to 9 times",
    reason: "API: times",
    remedy: "choose a number within the limits",
    example: "times is 10, and must be 0 to 9", in: file)

  static let promptName = Rule(
    "prompt-name", .error, "names that a prompt can have",
    reason: "the platform accepts no other file names (guide), in fields of String(1-128) (API)",
    remedy: "name a prompt as it was uploaded, with its extension",
    example: "waitVoice: the name hold does not end in .wav", in: file)

  static let promptAbsent = Rule(
    "prompt-absent", .error, "names of prompts that are there, in the same case",
    reason: "the call fails with result 1010002, or is hung up with cause 8006 (API)",
    remedy: "correct the name, or add the prompt",
    example: "waitVoice: there is no Hold.wav in prompts, but hold.wav: upper and lower case count",
    in: file)

  static let promptFaulty = Rule(
    "prompt-faulty", .error, "prompts that the platform accepts",
    reason: "a prompt that was refused is not there when it is to be played",
    remedy: "see what is wrong with it: voiceprompt validate",
    example: "waitVoice: prompts/hold.wav is not fit for the platform: the sample rate at "
      + "offset 24 is 16000 Hz, should be 8000 Hz (sample-rate)", in: file)

  static let promptTooLong = Rule(
    "prompt-too-long", .warning, "at most 5 s before a call is put through",
    reason: "ringing cuts the prompt off (API)",
    remedy: "shorten the prompt",
    example: "preVoiceX: prompts/x.wav lasts 7.20 s, and ringing cuts it off after about 5 s",
    in: file)

  static let neverPlayed = Rule(
    "never-played", .error, "the field on which a prompt depends",
    reason: "the platform ignores the prompt without it (API)",
    remedy: "add the field, or take the prompt out",
    example: "preVoice is never played without playPreVoice \"true\"", in: file)

  static let switchedOff = Rule(
    "switched-off", .warning, "no prompt that another field switches off",
    reason: "the platform ignores the prompt (API); is it meant?",
    remedy: "switch it on, or take the prompt out",
    example: "recordHintTone is not played: recordFlag is \"false\"", in: file)

  static let conflict = Rule(
    "conflict", .error, "not both callbackTone and callbackNum",
    reason: "a call to return goes to callbackNum, or callbackTone is played, not both (API)",
    remedy: "leave one of them",
    example: "callbackTone and callbackNum exclude each other", in: file)

  static let computedName = Rule(
    "computed-name", .note, "names that stand in the program as a whole",
    reason: "a name that is put together at run time cannot be checked",
    remedy: "check by hand that every name it can become is there",
    example: "waitVoice: \"hold_{language}.wav\" is put together at run time",
    in: "src/call.py:12:9")

  static let unusedPrompt = Rule(
    "unused-prompt", .note, "no prompt that nothing names",
    reason: "it is uploaded and reviewed for nothing; or it was renamed in one place only",
    remedy: "remove it, or name it",
    example: "no request and no program names it", in: "prompts/old.wav")

  static let requestRules = [
    json, repeatedField, unknownAPI, fieldType, requiredField, misplacedField, playList, verifyCode,
    times, promptName, promptAbsent, promptFaulty, promptTooLong, neverPlayed, switchedOff,
    conflict,
    computedName, unusedPrompt,
  ]
}
