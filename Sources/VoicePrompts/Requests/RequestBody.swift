/// The body of a request: what is wrong with it by itself, and which prompts it names.
struct RequestBody {
  /// A prompt that a field names.
  struct Mention {
    let name: String
    /// As messages name the field: `playInfoList[0].notifyVoice`.
    let field: String
    let parameter: PromptParameter
    let place: TextPlace
  }

  let api: RequestAPI
  private(set) var findings: [Finding] = []
  private(set) var mentions: [Mention] = []
  private let body: JSONNode

  /// - Parameter body: an object.
  init(_ body: JSONNode, of api: RequestAPI) {
    self.api = api
    self.body = body
    visit(body, in: nil)
    for parameter in api.parameters where parameter.container == bodyName {
      addMention(of: parameter, in: body, field: parameter.name)
    }
    switch api {
    case .callback: checkPreVoice()
    case .notification: checkPlayList()
    case .verification: checkVerification()
    case .axe: checkCallback()
    case .ax, .axb: checkHintTones()
    case .axyb: break
    }
    if hasParameter("lastMinVoice") { checkLastMinute() }
    if hasParameter("recordHintTone") { checkRecording() }
  }

  // MARK: Where fields are

  /// What the table of parameters calls this body; nil where a request has a single one.
  private var bodyName: String? {
    guard api == .axyb else { return nil }
    // The second body says to which binding it belongs; one of prompts only may leave that out.
    let ofFirst = ["areaCode", "recordFlag", "recordHintTone", "preVoiceX"]
    let isSecond =
      body["subscriptionId"] != nil
      || body["preVoiceY"] != nil && ofFirst.allSatisfy { body[$0] == nil }
    return isSecond ? "second body (YB)" : "first body (AX)"
  }

  private func hasParameter(_ name: String) -> Bool {
    api.parameters.contains { $0.name == name && $0.container == bodyName }
  }

  /// Goes through all fields and notes those that are twice or not where their request has them.
  private mutating func visit(_ node: JSONNode, in container: String?) {
    if case .array(let items) = node.value {
      for item in items { visit(item, in: container.map { $0 + "[]" }) }
    }
    var seen: Set<String> = []
    for member in node.members ?? [] {
      if !seen.insert(member.key).inserted {
        add(.repeatedField, "the field \(member.key) is here twice", at: member.keyPlace)
      }
      checkPlacement(of: member, in: container)
      visit(member.node, in: container.map { "\($0).\(member.key)" } ?? member.key)
    }
  }

  private mutating func checkPlacement(of member: JSONNode.Member, in container: String?) {
    let expected = api.parameters.filter {
      ($0.container == bodyName ? nil : $0.container) == container
    }
    if expected.contains(where: { $0.name == member.key }) { return }
    // An object of this name is where the prompts of a private number are.
    if container == nil, api.parameters.contains(where: { $0.container == member.key }) { return }
    let here = container.map { " in \($0)" } ?? ""
    if let parameter = expected.first(where: { $0.name.lowercased() == member.key.lowercased() }) {
      add(.misplacedField, "\(member.key)\(here) is written \(parameter.name)", at: member.keyPlace)
      lookUp(member, parameter)
    } else if let parameter = api.parameters.first(where: { $0.name == member.key }) {
      add(
        .misplacedField, "\(member.key) belongs in \(Self.place(of: parameter))",
        at: member.keyPlace)
      lookUp(member, parameter)
    } else if let parameter = PromptParameter.named(member.key) {
      add(.misplacedField, "\(api.name) has no \(member.key)\(here)", at: member.keyPlace)
      lookUp(member, parameter)
    } else if member.key != "userData", let name = member.node.string,
      name.lowercased().hasSuffix(PromptSpec.nameExtension)
    {
      add(
        .misplacedField, "\(member.key)\(here) names \(name), but is no prompt parameter",
        at: member.keyPlace)
    }
  }

  /// A prompt in the wrong place has to be there, too, once it is in the right one.
  private mutating func lookUp(_ member: JSONNode.Member, _ parameter: PromptParameter) {
    guard let name = member.node.string, !name.isEmpty else { return }
    mentions.append(
      Mention(name: name, field: member.key, parameter: parameter, place: member.node.place))
  }

  private static func place(of parameter: PromptParameter) -> String {
    guard let container = parameter.container else { return "the body itself" }
    return container.contains(" ") ? "the \(container)" : container
  }

  // MARK: Values

  private mutating func add(_ rule: Rule, _ message: String, at place: TextPlace) {
    findings.append(rule.finding(message, at: place))
  }

  /// The prompt that a field names, where the field is there.
  private mutating func addMention(
    of parameter: PromptParameter, in object: JSONNode, field: String, mayBeEmpty: Bool = false
  ) {
    guard let node = object[parameter.name] else { return }
    guard let name = node.string else {
      add(.fieldType, "\(field) must be a string, and is \(node.kind)", at: node.place)
      return
    }
    if name.isEmpty {
      if !mayBeEmpty { add(.promptName, "\(field) is empty", at: node.place) }
      return
    }
    mentions.append(Mention(name: name, field: field, parameter: parameter, place: node.place))
  }

  /// What a field says that is yes or no; nil where it is absent or neither.
  private mutating func flag(_ key: String, _ type: RequestAPI.FlagType) -> Bool? {
    guard let node = body[key] else { return nil }
    switch node.value {
    case .string("true") where type != .boolean: return true
    case .string("false") where type != .boolean: return false
    case .bool(let flag) where type != .text: return flag
    default:
      let wanted =
        switch type {
        case .text: "the string \"true\" or \"false\""
        case .boolean: "the boolean true or false"
        case .either: "true or false"
        }
      add(.fieldType, "\(key) must be \(wanted), and is \(node.kind)", at: node.place)
      return nil
    }
  }

  /// A whole number, written as one or as a string of digits; nil where it is absent or none.
  private mutating func number(_ key: String) -> Int? {
    guard let node = body[key] else { return nil }
    switch node.value {
    case .number(let text), .string(let text):
      if let number = Int(text) { return number }
    default: break
    }
    add(.fieldType, "\(key) must be a whole number, and is \(node.kind)", at: node.place)
    return nil
  }

  /// Says that a prompt is not played, by what the field that it depends on says.
  ///
  /// - Parameters:
  ///   - isOn: nil where the field says neither.
  ///   - needed: the field as it should be.
  private mutating func checkDependency(
    of key: String, on field: String, isOn: Bool?, needed: String
  ) {
    guard let prompt = body[key] else { return }
    guard let node = body[field] else {
      add(.neverPlayed, "\(key) is never played without \(needed)", at: prompt.place)
      return
    }
    if isOn == false {
      add(.switchedOff, "\(key) is not played: \(field) is \(node.kind)", at: prompt.place)
    }
  }

  // MARK: One request each

  private mutating func checkPreVoice() {
    let isOn = flag("playPreVoice", .text)
    checkDependency(of: "preVoice", on: "playPreVoice", isOn: isOn, needed: "playPreVoice \"true\"")
  }

  private mutating func checkLastMinute() {
    let duration = number("maxDuration")
    if let duration, duration < 0, let node = body["maxDuration"] {
      add(.fieldType, "maxDuration must be 0 or more, and is \(node.kind)", at: node.place)
    }
    checkDependency(
      of: "lastMinVoice", on: "maxDuration", isOn: duration.map { $0 != 0 },
      needed: "maxDuration other than 0")
  }

  private mutating func checkRecording() {
    let isOn = flag("recordFlag", api.recordFlagType)
    let on = api.recordFlagType == .boolean ? "true" : "\"true\""
    checkDependency(
      of: "recordHintTone", on: "recordFlag", isOn: isOn, needed: "recordFlag \(on)")
    guard isOn == true, api != .callback, body["recordHintTone"] == nil,
      let node = body["recordFlag"]
    else { return }
    add(
      .requiredField,
      "recordHintTone is missing: the carrier blocks a call that is recorded without it",
      at: node.place)
  }

  private mutating func checkPlayList() {
    guard let list = body["playInfoList"] else {
      add(.requiredField, "playInfoList is missing", at: body.place)
      return
    }
    guard case .array(let entries) = list.value else {
      add(.fieldType, "playInfoList must be an array, and is \(list.kind)", at: list.place)
      return
    }
    let limit = PauseSplit.maximumParts
    if entries.isEmpty { add(.playList, "playInfoList is empty", at: list.place) }
    if entries.count > limit {
      add(
        .playList, "playInfoList has \(entries.count) entries, and at most \(limit) are allowed",
        at: entries[limit].place)
    }
    for (index, entry) in entries.enumerated() {
      let field = "playInfoList[\(index)]"
      guard entry.members != nil else {
        add(.fieldType, "\(field) must be an object, and is \(entry.kind)", at: entry.place)
        continue
      }
      if entry["notifyVoice"] == nil, entry["templateId"] == nil {
        add(.playList, "\(field) has neither notifyVoice nor templateId", at: entry.place)
      }
      if let template = entry["templateId"], template.string?.isEmpty ?? true {
        add(
          .fieldType,
          "\(field).templateId must be a string that is not empty, and is "
            + template.kind, at: template.place)
      }
      for parameter in api.parameters {
        addMention(of: parameter, in: entry, field: "\(field).\(parameter.name)")
      }
    }
  }

  private mutating func checkVerification() {
    for key in ["preTone", "verifyCode"] where body[key] == nil {
      add(.requiredField, "\(key) is missing", at: body.place)
    }
    if let node = body["verifyCode"] {
      if let code = node.string {
        let isRight =
          (2...8).contains(code.count) && code.utf8.allSatisfy { (48...57).contains($0) }
        if !isRight {
          add(.verifyCode, "verifyCode is \"\(code)\", and must be 2 to 8 digits", at: node.place)
        }
      } else {
        add(.fieldType, "verifyCode must be a string, and is \(node.kind)", at: node.place)
      }
    }
    if let times = number("times"), let node = body["times"], !(0...9).contains(times) {
      add(.times, "times is \(times), and must be 0 to 9", at: node.place)
    }
  }

  private mutating func checkCallback() {
    guard let tone = body["callbackTone"], let number = body["callbackNum"], number.string != "",
      !number.isNull
    else { return }
    add(.conflict, "callbackTone and callbackNum exclude each other", at: tone.place)
  }

  private mutating func checkHintTones() {
    guard let object = body["preVoice"] else { return }
    guard object.members != nil else {
      add(.fieldType, "preVoice must be an object, and is \(object.kind)", at: object.place)
      return
    }
    for parameter in api.parameters where parameter.container == "preVoice" {
      // API: String(0-128).
      addMention(
        of: parameter, in: object, field: "preVoice.\(parameter.name)", mayBeEmpty: true)
    }
  }
}
