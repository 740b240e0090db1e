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
      guard let entryType = field.type.entryType else { return [] }
      return (value.items ?? []).enumerated().compactMap { index, entry in
        entryType.required(insteadOf: entry).map { ("\(path)[\(index)]", entry, $0) }
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
      /// No request has the field, but this one.
      case spelling(String, PromptParameter?)
      case place(PromptParameter)
      case request(PromptParameter)
      /// It names this prompt, but is no parameter.
      case notAParameter(prompt: String)
    }

    var parameter: PromptParameter? {
      switch fault {
      case .place(let parameter), .request(let parameter): parameter
      case .spelling(_, let parameter): parameter
      case .notAParameter: nil
      }
    }
  }

  let api: RequestAPI
  /// Whether its fields have told of which request it is.
  let isGuess: Bool
  private let catalog: RequestCatalog
  private let fields: [RequestField]
  /// In the order of the table.
  private(set) var slots: [Slot] = []
  /// Members whose key an object has had before.
  private(set) var repeated: [JSONNode.Member] = []
  private(set) var strays: [Stray] = []

  /// - Parameter body: an object.
  init(_ body: JSONNode, of api: RequestAPI, isGuess: Bool = false, _ catalog: RequestCatalog) {
    self.api = api
    self.isGuess = isGuess
    self.catalog = catalog
    fields = catalog.fields(of: body, api)
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
      for entry in entries { visit(entry, type?.entryType, in: container.map { $0 + "[]" }) }
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
    if !row.isEmpty, let name = catalog.field(like: member.key, among: row) {
      return .spelling(name, catalog.parameter(named: name, of: api))
    }
    if let parameter = catalog.parameter(named: member.key, of: api) {
      return parameter.api == api ? .place(parameter) : .request(parameter)
    }
    guard row[member.key]?.type != .strings, fields[member.key]?.type != .userData,
      let name = member.node.string, catalog.profile.nameRule.hasExtension(name)
    else { return nil }
    return .notAParameter(prompt: name)
  }

  /// The prompts that it names. One in the wrong place has to be there, too, once it is in the
  /// right one.
  var mentions: [PromptMention] {
    let misplaced = strays.map { ($0.member.node as JSONNode?, $0.member.key, $0.parameter) }
    let placed = slots.filter(\.field.isPrompt)
      .map { ($0.value, $0.path, catalog.parameter(named: $0.field.name, of: api)) }
    return (misplaced + placed).compactMap { node, field, parameter in
      guard let node, let parameter, let name = node.string, !name.isEmpty else { return nil }
      return PromptMention(
        name: name, field: field, parameter: parameter, location: node.location,
        isComputed: Template.isIn(name))
    }
  }
}
