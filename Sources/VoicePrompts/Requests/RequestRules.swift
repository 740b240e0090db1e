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
    "json", .error,
    Text(
      english: "JSON after RFC 8259: one body, or a list of bodies",
      chinese: "符合 RFC 8259 的 JSON：一个请求体，或请求体的列表"),
    reason: Text(
      english: "the platform answers anything else with an error", chinese: "对其他内容，平台一律返回错误"),
    remedy: .correctText,
    example: Text(
      english: "\",\" or \"}\" is needed, and \"\"\" is here",
      chinese: "此处需要 \",\" 或 \"}\"，实际是字符 \"\"\"")
  ) { failure in [(failure.message, failure.location)] }

  /// For a body that does not tell of which request it is.
  static func unknownAPI(_ profile: PlatformProfile) -> CheckedRule<JSONNode> {
    let message = Text(
      english: "its fields do not tell which request this is", chinese: "从它的字段看不出这是哪种请求")
    return CheckedRule(
      "unknown-api", .error, Text(english: "the fields of one request", chinese: "某一种请求的字段"),
      reason: Text(
        english: "what must be in a body depends on the request", chinese: "请求体必须有什么，取决于是哪种请求"),
      remedy: .nameRequest(profile.requests.map(\.id)), example: message
    ) { body in [(message, body.location)] }
  }

  private static let repeatedField = CheckedRule<RequestBody>(
    "repeated-field", .warning, Text(english: "each field once", chinese: "每个字段只出现一次"),
    reason: Text(
      english: "JSON readers disagree about which of two they take",
      chinese: "两个同名字段取哪一个，各种 JSON 解析器并不一致"),
    remedy: .keepOne,
    example: Text(english: "the field waitVoice is here twice", chinese: "字段 waitVoice 在此重复出现")
  ) { body in
    body.repeated.map {
      (
        Text(english: "the field \($0.key) is here twice", chinese: "字段 \($0.key) 在此重复出现"),
        $0.keyLocation
      )
    }
  }

  private static let fieldType = CheckedRule<RequestBody>(
    "field-type", .error, Text(english: "values of the documented types", chinese: "文档规定类型的值"),
    reason: Text(
      english: "the platform refuses others, or takes them for absent (API)",
      chinese: "其他类型的值，平台会拒绝，或视为没有填写（API）"),
    remedy: .useNamedType,
    example: Text(
      english: "recordFlag must be the string \"true\" or \"false\", and is the boolean true",
      chinese: "recordFlag 必须是字符串 \"true\" 或 \"false\"，实际是布尔值 true")
  ) { body in
    body.slots.flatMap(\.mistyped).map { path, value, required in
      (
        Text(
          english: "\(path) must be \(required.english), and is \(value.kind.english)",
          chinese: "\(path) 必须是\(required.chinese)，实际是\(value.kind.chinese)"),
        value.location
      )
    }
  }

  private static let requiredField = CheckedRule<RequestBody>(
    "required-field", .error,
    Text(english: "every field that the request needs", chinese: "请求需要的所有字段"),
    reason: Text(
      english: "the platform refuses the request, or the carrier the call (API)",
      chinese: "平台会拒绝请求，或者运营商会阻断呼叫（API）"),
    remedy: .addField,
    example: Text(english: "preTone is missing", chinese: "缺少 preTone")
  ) { body in
    let misspelt = body.strays.map(\.fault.rightName)
    let absent = body.slots.filter { $0.value == nil && !misspelt.contains($0.field.name) }
    return absent.compactMap { slot in
      switch slot.field.required {
      case .yes where body.isGuess:
        (
          Text(
            english: "this looks like a request \(body.api.id) (\(body.api.name.english)), and "
              + "\(slot.path) is missing",
            chinese: "这看起来是 \(body.api.id) 请求（\(body.api.name.chinese)），缺少 \(slot.path)"),
          slot.object.location
        )
      case .yes:
        (Text(english: "\(slot.path) is missing", chinese: "缺少 \(slot.path)"), slot.object.location)
      case .whereOn(_, let missing):
        slot.dependency?.isOn == true ? (missing, slot.dependency?.value?.location) : nil
      case .no, .or: nil
      }
    }
  }

  private static let misspeltField = CheckedRule<RequestBody>(
    "misspelt-field", .error,
    Text(english: "fields that a request has, in the same case", chinese: "请求中有的字段，大小写一致"),
    reason: Text(
      english: "the platform ignores a field that it does not know (API)",
      chinese: "平台会忽略不认识的字段（API）"),
    remedy: .correctField,
    example: Text(
      english: "no request has waitVoise; is waitVoice meant?",
      chinese: "任何请求都没有 waitVoise；是不是指 waitVoice？")
  ) { body in
    body.strays.compactMap { stray in
      guard let name = stray.fault.rightName else { return nil }
      let field = stray.field
      let message = Text(
        english: "no request has \(field.english); is \(name) meant?",
        chinese: "任何请求都没有 \(field.chinese)；是不是指 \(name)？")
      return (message, stray.member.keyLocation)
    }
  }

  private static let misplacedField = CheckedRule<RequestBody>(
    "misplaced-field", .warning,
    Text(english: "prompt parameters where their request has them", chinese: "提示音参数放在请求规定的位置"),
    reason: Text(
      english: "a field that the request does not have is ignored, and the prompt never played",
      chinese: "请求没有的字段会被忽略，提示音永远不会播放"),
    remedy: .moveField,
    example: Text(
      english: "voice notification has no waitVoice here", chinese: "语音通知在此处没有字段 waitVoice")
  ) { body in
    body.strays.compactMap { stray in
      let key = stray.member.key
      let field = stray.field
      let message =
        switch stray.fault {
        case .spelling: nil as Text?
        case .place(let parameter):
          switch (parameter.place, parameter.container) {
          case (_, nil):
            Text(english: "\(key) belongs in the body itself", chinese: "\(key) 应直接放在请求体中")
          case (.body, let name?):
            Text(
              english: "\(key) belongs in the \(name.english)",
              chinese: "\(key) 应放在\(name.chinese)中")
          case (_, let name?):
            Text(
              english: "\(key) belongs in \(name.english)", chinese: "\(key) 应放在 \(name.chinese) 中")
          }
        case .request:
          Text(
            english: "\(body.api.name.english) has no \(field.english)",
            chinese: "\(body.api.name.chinese)没有字段 \(field.chinese)")
        case .notAParameter(let name):
          Text(
            english: "\(field.english) names \(name), but is no prompt parameter",
            chinese: "\(field.chinese) 指向 \(name)，但它不是提示音参数")
        }
      return message.map { ($0, stray.member.keyLocation) }
    }
  }

  private static let playList = CheckedRule<RequestBody>(
    "play-list", .error,
    Text(
      english: "1 to \(RequestAPI.maximumPlayCount) entries in playInfoList, each with notifyVoice "
        + "or templateId",
      chinese: "playInfoList 中有 1 至 \(RequestAPI.maximumPlayCount) 项，每项有 notifyVoice 或"
        + " templateId"),
    reason: Text(english: "API: playInfoList", chinese: "API 对 playInfoList 的规定"),
    remedy: .fillPlayList(maximumCount: RequestAPI.maximumPlayCount),
    example: Text(
      english: "playInfoList has \(RequestAPI.maximumPlayCount + 1) entries, and at most "
        + "\(RequestAPI.maximumPlayCount) are allowed",
      chinese: "playInfoList 有 \(RequestAPI.maximumPlayCount + 1) 项，最多允许 "
        + "\(RequestAPI.maximumPlayCount) 项")
  ) { body in
    body.slots.compactMap { slot in
      if case .list(_, let most) = slot.field.type, let list = slot.value, let items = list.items {
        if items.isEmpty {
          return (Text(english: "\(slot.path) is empty", chinese: "\(slot.path) 为空"), list.location)
        }
        guard items.count > most else { return nil }
        let message = Text(
          english: "\(slot.path) has \(items.count) entries, and at most \(most) are allowed",
          chinese: "\(slot.path) 有 \(items.count) 项，最多允许 \(most) 项")
        return (message, items[most].location)
      }
      guard case .or(let other) = slot.field.required, let entry = slot.container,
        slot.value == nil, slot.object[other] == nil
      else { return nil }
      return (
        Text(
          english: "\(entry) has neither \(slot.field.name) nor \(other)",
          chinese: "\(entry) 既没有 \(slot.field.name)，也没有 \(other)"), slot.object.location
      )
    }
  }

  private static let verifyCode = CheckedRule<RequestBody>(
    "verify-code", .error,
    Text(
      english: "a verifyCode of \(RequestAPI.codeLength.words.english) digits",
      chinese: "verifyCode 为 \(RequestAPI.codeLength.words.chinese) 位数字"),
    reason: Text(english: "API: verifyCode", chinese: "API 对 verifyCode 的规定"),
    remedy: .writeDigits,
    example: Text(
      english:
        "verifyCode is \"12a\", and must be \(RequestAPI.codeLength.words.english) digits",
      chinese: "verifyCode 是 \"12a\"，必须是 \(RequestAPI.codeLength.words.chinese) 位数字")
  ) { body in
    body.slots.compactMap { slot in
      guard case .digits(let count) = slot.field.type, let code = slot.value?.string,
        !Template.isIn(code),
        !count.contains(code.count) || !code.utf8.allSatisfy({ (48...57).contains($0) })
      else { return nil }
      let message = Text(
        english:
          "\(slot.path) is \"\(code.prefix(80))\", and must be \(count.words.english) digits",
        chinese: "\(slot.path) 是 \"\(code.prefix(80))\"，必须是 \(count.words.chinese) 位数字")
      return (message, slot.value?.location)
    }
  }

  private static let times = CheckedRule<RequestBody>(
    "times", .error,
    Text(
      english: "\(RequestAPI.playTimes.words.english) times",
      chinese: "\(RequestAPI.playTimes.words.chinese) 次"),
    reason: Text(english: "API: times", chinese: "API 对 times 的规定"),
    remedy: .keepWithinLimits,
    example: Text(
      english: "times is \(RequestAPI.playTimes.upperBound + 1), and must be "
        + "\(RequestAPI.playTimes.words.english)",
      chinese:
        "times 是 \(RequestAPI.playTimes.upperBound + 1)，必须是 \(RequestAPI.playTimes.words.chinese)")
  ) { body in body.slots.filter { $0.field.name == "times" }.compactMap(\.outOfRange) }

  private static let numberRange = CheckedRule<RequestBody>(
    "number-range", .error,
    Text(english: "numbers within the limits of the field", chinese: "字段上下限以内的数字"),
    reason: Text(english: "the platform refuses others (API)", chinese: "平台会拒绝其他数字（API）"),
    remedy: .keepWithinLimits,
    example: Text(
      english: "maxDuration is -1, and must be 0 or more", chinese: "maxDuration 是 -1，必须是 0 或更大")
  ) { body in body.slots.filter { $0.field.name != "times" }.compactMap(\.outOfRange) }

  private static let unknownValue = CheckedRule<RequestBody>(
    "unknown-value", .warning,
    Text(english: "values that the documentation has", chinese: "文档列出的值"),
    reason: Text(
      english: "the platform may refuse others, or take them for absent (API)",
      chinese: "其他值平台可能拒绝，或视为没有填写（API）"),
    remedy: .useNamedValue,
    example: Text(
      english: "lastMinToUE is \"all\", and should be \"both\" or \"caller\"",
      chinese: "lastMinToUE 是 \"all\"，应为 \"both\" 或 \"caller\"")
  ) { body in
    body.slots.compactMap { slot in
      guard let value = slot.value, let text = value.string, !Template.isIn(text),
        let expected = slot.field.type.expectation(insteadOf: text)
      else { return nil }
      let message = Text(
        english: "\(slot.path) is \"\(text.prefix(80))\", and should be \(expected.english)",
        chinese: "\(slot.path) 是 \"\(text.prefix(80))\"，应为 \(expected.chinese)")
      return (message, value.location)
    }
  }

  private static let neverPlayed = CheckedRule<RequestBody>(
    "never-played", .error,
    Text(english: "the field on which a prompt depends", chinese: "提示音所依赖的字段"),
    reason: Text(
      english: "the platform ignores the prompt without it (API)", chinese: "没有它，平台会忽略提示音（API）"),
    remedy: .addFieldOrRemovePrompt,
    example: Text(
      english: "preVoice is never played without playPreVoice \"true\"",
      chinese: "preVoice 永远不会播放：需要 playPreVoice 为 \"true\"")
  ) { body in
    body.slots.compactMap { slot in
      guard let value = slot.value, let needed = slot.dependency, needed.value == nil else {
        return nil
      }
      let (field, on) = (needed.path, needed.field.onWords)
      let message =
        slot.field.isPrompt
        ? Text(
          english: "\(slot.path) is never played without \(field)\(on.english)",
          chinese: "\(slot.path) 永远不会播放：需要 \(field)\(on.chinese)")
        : Text(
          english: "\(slot.path) is ignored without \(field)\(on.english)",
          chinese: "\(slot.path) 会被忽略：需要 \(field)\(on.chinese)")
      return (message, value.location)
    }
  }

  private static let switchedOff = CheckedRule<RequestBody>(
    "switched-off", .warning,
    Text(english: "no prompt that another field switches off", chinese: "没有被其他字段关掉的提示音"),
    reason: Text(
      english: "the platform ignores the prompt (API); is it meant?",
      chinese: "平台会忽略这个提示音（API）；是有意的吗？"),
    remedy: .switchOnOrRemovePrompt,
    example: Text(
      english: "recordHintTone is not played: recordFlag is \"false\"",
      chinese: "recordHintTone 不会播放：recordFlag 是 \"false\"")
  ) { body in
    body.slots.compactMap { slot in
      guard let prompt = slot.value, let needed = slot.dependency, let value = needed.value,
        needed.isOn == false
      else { return nil }
      let message = Text(
        english: "\(slot.path) is not played: \(needed.path) is \(value.kind.english)",
        chinese: "\(slot.path) 不会播放：\(needed.path) 是\(value.kind.chinese)")
      return (message, prompt.location)
    }
  }

  private static let conflict = CheckedRule<RequestBody>(
    "conflict", .error,
    Text(
      english: "not both callbackTone and callbackNum", chinese: "callbackTone 和 callbackNum 不同时出现"),
    reason: Text(
      english: "a call to return goes to callbackNum, or callbackTone is played, not both (API)",
      chinese: "要回呼的通话或者转到 callbackNum，或者播放 callbackTone，二者只取其一（API）"),
    remedy: .keepOne,
    example: Text(
      english: "callbackTone and callbackNum exclude each other",
      chinese: "callbackTone 和 callbackNum 互相排斥")
  ) { body in
    body.slots.compactMap { slot in
      guard case .notWith(let name) = slot.field.condition, let value = slot.value,
        let other = slot.object[name], other.string != "", !other.isNull
      else { return nil }
      return (
        Text(
          english: "\(slot.path) and \(name) exclude each other",
          chinese: "\(slot.path) 和 \(name) 互相排斥"), value.location
      )
    }
  }
}

extension RequestBody.Stray {
  /// The member, and what it is in.
  fileprivate var field: Text {
    let key = member.key
    guard let container else { return Text(english: key, chinese: key) }
    return Text(english: "\(key) in \(container)", chinese: "\(container) 中的 \(key)")
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
    return (
      Text(
        english: "\(path) is \(number), and must be \(range.words.english)",
        chinese: "\(path) 是 \(number)，必须是 \(range.words.chinese)"), value.location
    )
  }
}

extension ClosedRange<Int> {
  /// `0 to 9`
  fileprivate var words: Text {
    upperBound == .max
      ? Text(english: "\(lowerBound) or more", chinese: "\(lowerBound) 或更大")
      : Text(english: "\(lowerBound) to \(upperBound)", chinese: "\(lowerBound) 至 \(upperBound)")
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
