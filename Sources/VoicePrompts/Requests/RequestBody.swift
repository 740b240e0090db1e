internal import AudioFiles

/// The body of a request beside the table of its fields.
struct RequestBody {
  /// A field of the table at a place where it may be.
  struct Slot {
    let field: RequestField
    /// The object that it is to be in, and the fields that go there.
    let object: JSONNode
    let row: [RequestField]
    /// As messages name the object: `playInfoList[0]`; nil for the body itself.
    let container: String?

    /// As messages name the field: `playInfoList[0].notifyVoice`.
    var path: String { container.map { "\($0).\(field.name)" } ?? field.name }

    var value: JSONNode? { object[field.name] }

    /// The field without which this one is ignored.
    var dependency: Slot? {
      field.switchName.flatMap { row[$0] }
        .map { Slot(field: $0, object: object, row: row, container: container) }
    }

    /// Whether it is switched on; nil where it does not say.
    var isOn: Bool? { value.flatMap(field.type.isOn) }

    /// Values of another type than the field's or its entries', and what they should be.
    var mistyped: [(path: String, value: JSONNode, required: Text)] {
      guard let value else { return [] }
      if let required = field.type.required(insteadOf: value) { return [(path, value, required)] }
      guard case .list = field.type, let entries = value.items else { return [] }
      return entries.enumerated().filter { $0.element.members == nil }.map { index, entry in
        ("\(path)[\(index)]", entry, Text(english: "an object"))
      }
    }
  }

  /// A member that is not where its request has it.
  struct Stray {
    let member: JSONNode.Member
    /// `languageType[]`; nil for the body itself.
    let container: String?
    let fault: Fault

    enum Fault {
      case spelling(PromptParameter)
      case place(PromptParameter)
      case request(PromptParameter)
      /// It names this prompt, but is no parameter.
      case notAParameter(prompt: String)
    }

    var parameter: PromptParameter? {
      switch fault {
      case .spelling(let parameter), .place(let parameter), .request(let parameter): parameter
      case .notAParameter: nil
      }
    }
  }

  let api: RequestAPI
  private let profile: PlatformProfile
  private let fields: [RequestField]
  /// In the order of the table.
  private(set) var slots: [Slot] = []
  /// Members whose key an object has had before.
  private(set) var repeated: [JSONNode.Member] = []
  private(set) var strays: [Stray] = []

  /// - Parameter body: an object.
  init(_ body: JSONNode, of api: RequestAPI, _ profile: PlatformProfile) {
    self.api = api
    self.profile = profile
    fields = api.fields(of: body)
    addSlots(fields, in: body, container: nil)
    visit(body, .object(fields), in: nil)
  }

  private mutating func addSlots(_ row: [RequestField], in object: JSONNode, container: String?) {
    for field in row {
      let slot = Slot(field: field, object: object, row: row, container: container)
      slots.append(slot)
      switch (field.type, slot.value?.value) {
      case (.object(let inner), .object):
        if let value = slot.value { addSlots(inner, in: value, container: slot.path) }
      case (.list(let inner, _), .array(let entries)):
        for (index, entry) in entries.enumerated() where entry.members != nil {
          addSlots(inner, in: entry, container: "\(slot.path)[\(index)]")
        }
      default: break
      }
    }
  }

  /// Goes through all members, whether the table has them or not.
  ///
  /// - Parameter type: what the table says of the node; nil where it has none there.
  private mutating func visit(
    _ node: JSONNode, _ type: RequestField.ValueType?, in container: String?
  ) {
    if case .array(let entries) = node.value {
      var entryType: RequestField.ValueType?
      if case .list(let inner, _) = type { entryType = .object(inner) }
      for entry in entries { visit(entry, entryType, in: container.map { $0 + "[]" }) }
    }
    var row: [RequestField] = []
    if case .object(let inner) = type { row = inner }
    var seen: Set<String> = []
    for member in node.members ?? [] {
      if !seen.insert(member.key).inserted { repeated.append(member) }
      if let fault = fault(of: member, among: row) {
        strays.append(Stray(member: member, container: container, fault: fault))
      }
      visit(
        member.node, row[member.key]?.type,
        in: container.map { "\($0).\(member.key)" } ?? member.key)
    }
  }

  private func fault(of member: JSONNode.Member, among row: [RequestField]) -> Stray.Fault? {
    switch row[member.key]?.type {
    case .prompt, .object: return nil
    default: break
    }
    let letters = member.key.lowercased()
    if let field = row.first(where: { $0.isPrompt && $0.name.lowercased() == letters }),
      let parameter = api.parameter(named: field.name)
    {
      return .spelling(parameter)
    }
    if let parameter = api.parameter(named: member.key) { return .place(parameter) }
    if let parameter = PromptParameter.named(member.key, of: profile) { return .request(parameter) }
    guard fields[member.key]?.type != .userData, let name = member.node.string,
      profile.nameRule.hasExtension(name)
    else { return nil }
    return .notAParameter(prompt: name)
  }

  /// The prompts that it names. One in the wrong place has to be there, too, once it is in the
  /// right one.
  var mentions: [PromptMention] {
    let misplaced = strays.map { ($0.member.node as JSONNode?, $0.member.key, $0.parameter) }
    let placed = slots.filter(\.field.isPrompt)
      .map { ($0.value, $0.path, api.parameter(named: $0.field.name)) }
    return (misplaced + placed).compactMap { node, field, parameter in
      guard let node, let parameter, let name = node.string, !name.isEmpty else { return nil }
      return PromptMention(
        name: name, field: field, parameter: parameter, location: node.location)
    }
  }
}
