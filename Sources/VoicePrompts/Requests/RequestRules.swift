internal import AudioFiles

/// The rules for request bodies, for programs that make them, and for the prompts that both name.
/// "API" in their words is the platform's parameter documentation.
enum RequestRules {
  /// Every rule of a platform, in the order in which people read them.
  static func all(_ profile: PlatformProfile) -> [Rule] {
    [json.rule, repeatedField.rule, unknownAPI(profile).rule, fieldType.rule, requiredField.rule]
      + [misspeltField, misplacedField, playList, verifyCode, times, numberRange].map(\.rule)
      + [unknownValue.rule]
      + [promptName, promptAbsent, promptAmbiguous, promptFaulty, promptTooLong].map(\.rule)
      + [neverPlayed.rule, switchedOff.rule, conflict.rule, computedName.rule]
      + [argumentAbsent.rule, unusedPrompt.rule]
  }

  /// Those for a body, in the order of findings at one place.
  static let ofBodies = [
    repeatedField, misspeltField, misplacedField, playList, fieldType, unknownValue, requiredField,
    verifyCode, times, numberRange, emptyName, neverPlayed, switchedOff, conflict,
  ]

  /// For a text that is no body.
  static let json = CheckedRule<JSONNode.Failure>(
    "json", .error, Text(english: "JSON after RFC 8259: one body, or a list of bodies"),
    reason: Text(english: "the platform answers anything else with an error"),
    remedy: .correctText,
    example: Text(english: "\",\" or \"}\" is needed, and \"\"\" is here")
  ) { failure in [(failure.message, failure.location)] }

  /// For a body that does not tell of which request it is.
  static func unknownAPI(_ profile: PlatformProfile) -> CheckedRule<JSONNode> {
    let message = Text(english: "its fields do not tell which request this is")
    return CheckedRule(
      "unknown-api", .error, Text(english: "the fields of one request"),
      reason: Text(english: "what must be in a body depends on the request"),
      remedy: .nameRequest(profile.requests.map(\.id)), example: message
    ) { body in [(message, body.location)] }
  }

  private static let repeatedField = CheckedRule<RequestBody>(
    "repeated-field", .warning, Text(english: "each field once"),
    reason: Text(english: "JSON readers disagree about which of two they take"),
    remedy: .keepOne,
    example: Text(english: "the field waitVoice is here twice")
  ) { body in
    body.repeated.map { (Text(english: "the field \($0.key) is here twice"), $0.keyLocation) }
  }

  private static let fieldType = CheckedRule<RequestBody>(
    "field-type", .error, Text(english: "values of the documented types"),
    reason: Text(english: "the platform refuses others, or takes them for absent (API)"),
    remedy: .useNamedType,
    example: Text(
      english: "recordFlag must be the string \"true\" or \"false\", and is the boolean true")
  ) { body in
    body.slots.flatMap(\.mistyped).map { path, value, required in
      (
        Text(english: "\(path) must be \(required.english), and is \(value.kind.english)"),
        value.location
      )
    }
  }

  private static let requiredField = CheckedRule<RequestBody>(
    "required-field", .error, Text(english: "every field that the request needs"),
    reason: Text(english: "the platform refuses the request, or the carrier the call (API)"),
    remedy: .addField,
    example: Text(english: "preTone is missing")
  ) { body in
    let misspelt = body.strays.map(\.fault.rightName)
    let absent = body.slots.filter { $0.value == nil && !misspelt.contains($0.field.name) }
    return absent.compactMap { slot in
      switch slot.field.required {
      case .yes where body.isGuess:
        (
          Text(
            english: "this looks like a request \(body.api.id) (\(body.api.name.english)), and "
              + "\(slot.path) is missing"), slot.object.location
        )
      case .yes: (Text(english: "\(slot.path) is missing"), slot.object.location)
      case .whereOn(_, let missing):
        slot.dependency?.isOn == true ? (missing, slot.dependency?.value?.location) : nil
      case .no, .or: nil
      }
    }
  }

  private static let misspeltField = CheckedRule<RequestBody>(
    "misspelt-field", .error, Text(english: "fields that a request has, in the same case"),
    reason: Text(english: "the platform ignores a field that it does not know (API)"),
    remedy: .correctField,
    example: Text(english: "no request has waitVoise; is waitVoice meant?")
  ) { body in
    body.strays.compactMap { stray in
      guard let name = stray.fault.rightName else { return nil }
      let key = stray.container.map { "\(stray.member.key) in \($0)" } ?? stray.member.key
      return (Text(english: "no request has \(key); is \(name) meant?"), stray.member.keyLocation)
    }
  }

  private static let misplacedField = CheckedRule<RequestBody>(
    "misplaced-field", .warning, Text(english: "prompt parameters where their request has them"),
    reason: Text(
      english: "a field that the request does not have is ignored, and the prompt never played"),
    remedy: .moveField,
    example: Text(english: "voice notification has no waitVoice here")
  ) { body in
    body.strays.compactMap { stray in
      let key = stray.member.key
      let field = stray.container.map { "\(key) in \($0)" } ?? key
      let message =
        switch stray.fault {
        case .spelling: nil as Text?
        case .place(let parameter):
          switch (parameter.place, parameter.container) {
          case (_, nil): Text(english: "\(key) belongs in the body itself")
          case (.body, let name?): Text(english: "\(key) belongs in the \(name.english)")
          case (_, let name?): Text(english: "\(key) belongs in \(name.english)")
          }
        case .request: Text(english: "\(body.api.name.english) has no \(field)")
        case .notAParameter(let name):
          Text(english: "\(field) names \(name), but is no prompt parameter")
        }
      return message.map { ($0, stray.member.keyLocation) }
    }
  }

  private static let playList = CheckedRule<RequestBody>(
    "play-list", .error,
    Text(
      english: "1 to \(RequestAPI.maximumPlayCount) entries in playInfoList, each with notifyVoice "
        + "or templateId"),
    reason: Text(english: "API: playInfoList"),
    remedy: .fillPlayList(maximumCount: RequestAPI.maximumPlayCount),
    example: Text(
      english: "playInfoList has \(RequestAPI.maximumPlayCount + 1) entries, and at most "
        + "\(RequestAPI.maximumPlayCount) are allowed")
  ) { body in
    body.slots.compactMap { slot in
      if case .list(_, let most) = slot.field.type, let list = slot.value, let items = list.items {
        if items.isEmpty { return (Text(english: "\(slot.path) is empty"), list.location) }
        guard items.count > most else { return nil }
        let message = Text(
          english: "\(slot.path) has \(items.count) entries, and at most \(most) are allowed")
        return (message, items[most].location)
      }
      guard case .or(let other) = slot.field.required, let entry = slot.container,
        slot.value == nil, slot.object[other] == nil
      else { return nil }
      return (
        Text(english: "\(entry) has neither \(slot.field.name) nor \(other)"), slot.object.location
      )
    }
  }

  private static let verifyCode = CheckedRule<RequestBody>(
    "verify-code", .error, Text(english: "a verifyCode of \(RequestAPI.codeLength.words) digits"),
    reason: Text(english: "API: verifyCode"),
    remedy: .writeDigits,
    example: Text(
      english:
        "verifyCode is \"12a\", and must be \(RequestAPI.codeLength.words) digits")
  ) { body in
    body.slots.compactMap { slot in
      guard case .digits(let count) = slot.field.type, let code = slot.value?.string,
        !Template.isIn(code),
        !count.contains(code.count) || !code.utf8.allSatisfy({ (48...57).contains($0) })
      else { return nil }
      let message = Text(
        english: "\(slot.path) is \"\(code.prefix(80))\", and must be \(count.words) digits")
      return (message, slot.value?.location)
    }
  }

  private static let times = CheckedRule<RequestBody>(
    "times", .error, Text(english: "\(RequestAPI.playTimes.words) times"),
    reason: Text(english: "API: times"),
    remedy: .keepWithinLimits,
    example: Text(
      english: "times is \(RequestAPI.playTimes.upperBound + 1), and must be "
        + "\(RequestAPI.playTimes.words)")
  ) { body in body.slots.filter { $0.field.name == "times" }.compactMap(\.outOfRange) }

  private static let numberRange = CheckedRule<RequestBody>(
    "number-range", .error, Text(english: "numbers within the limits of the field"),
    reason: Text(english: "the platform refuses others (API)"),
    remedy: .keepWithinLimits,
    example: Text(english: "maxDuration is -1, and must be 0 or more")
  ) { body in body.slots.filter { $0.field.name != "times" }.compactMap(\.outOfRange) }

  private static let unknownValue = CheckedRule<RequestBody>(
    "unknown-value", .warning, Text(english: "values that the documentation has"),
    reason: Text(english: "the platform may refuse others, or take them for absent (API)"),
    remedy: .useNamedValue,
    example: Text(english: "lastMinToUE is \"all\", and should be \"both\" or \"caller\"")
  ) { body in
    body.slots.compactMap { slot in
      guard let value = slot.value, let text = value.string, !Template.isIn(text),
        let expected = slot.field.type.expectation(insteadOf: text)
      else { return nil }
      let message = Text(
        english: "\(slot.path) is \"\(text.prefix(80))\", and should be \(expected.english)")
      return (message, value.location)
    }
  }

  private static let neverPlayed = CheckedRule<RequestBody>(
    "never-played", .error, Text(english: "the field on which a prompt depends"),
    reason: Text(english: "the platform ignores the prompt without it (API)"),
    remedy: .addFieldOrRemovePrompt,
    example: Text(english: "preVoice is never played without playPreVoice \"true\"")
  ) { body in
    body.slots.compactMap { slot in
      guard let value = slot.value, let needed = slot.dependency, needed.value == nil else {
        return nil
      }
      let switchOn = needed.path + needed.field.onWords
      let message =
        slot.field.isPrompt
        ? Text(english: "\(slot.path) is never played without \(switchOn)")
        : Text(english: "\(slot.path) is ignored without \(switchOn)")
      return (message, value.location)
    }
  }

  private static let switchedOff = CheckedRule<RequestBody>(
    "switched-off", .warning, Text(english: "no prompt that another field switches off"),
    reason: Text(english: "the platform ignores the prompt (API); is it meant?"),
    remedy: .switchOnOrRemovePrompt,
    example: Text(english: "recordHintTone is not played: recordFlag is \"false\"")
  ) { body in
    body.slots.compactMap { slot in
      guard let prompt = slot.value, let needed = slot.dependency, let value = needed.value,
        needed.isOn == false
      else { return nil }
      let message = Text(
        english: "\(slot.path) is not played: \(needed.path) is \(value.kind.english)")
      return (message, prompt.location)
    }
  }

  private static let conflict = CheckedRule<RequestBody>(
    "conflict", .error, Text(english: "not both callbackTone and callbackNum"),
    reason: Text(
      english: "a call to return goes to callbackNum, or callbackTone is played, not both (API)"),
    remedy: .keepOne,
    example: Text(english: "callbackTone and callbackNum exclude each other")
  ) { body in
    body.slots.compactMap { slot in
      guard case .notWith(let name) = slot.field.condition, let value = slot.value,
        let other = slot.object[name], other.string != "", !other.isNull
      else { return nil }
      return (Text(english: "\(slot.path) and \(name) exclude each other"), value.location)
    }
  }
}

extension RequestBody.Stray.Fault {
  /// What is meant by a name that is misspelt.
  fileprivate var rightName: String? { if case .spelling(let name, _) = self { name } else { nil } }
}

extension RequestBody.Slot {
  /// What is wrong with a number of the right type.
  fileprivate var outOfRange: Fault? {
    guard case .number(let range) = field.type, let value, let number = value.wholeNumber,
      !range.contains(number)
    else { return nil }
    let path = path
    return (Text(english: "\(path) is \(number), and must be \(range.words)"), value.location)
  }
}

extension ClosedRange<Int> {
  /// `0 to 9`
  fileprivate var words: String {
    upperBound == .max ? "\(lowerBound) or more" : "\(lowerBound) to \(upperBound)"
  }
}

/// What is found, and where.
typealias Fault = (message: Text, location: TextLocation?)

extension CheckedRule {
  init(_ rule: Rule, check: @escaping @Sendable (Subject) -> [Fault]) {
    self.init(rule) { subject, rule in
      check(subject).map { rule.finding($0.message, at: $0.location) }
    }
  }

  init(
    _ id: String, _ severity: Severity, _ requirement: Text, reason: Text, remedy: Remedy,
    example: Text, in exampleFile: String = "requests/notify.json:4:5",
    check: @escaping @Sendable (Subject) -> [Fault]
  ) {
    let rule = Rule(
      id, severity, requirement, reason: reason, remedy: remedy, example: example, in: exampleFile)
    self.init(rule, check: check)
  }
}
