/// The tables of a platform's requests, to tell by its fields of which request a body is.
struct RequestCatalog: Sendable {
  let profile: PlatformProfile
  private let requests: FieldTables
  /// By the id of the request.
  private let bodies: [String: FieldTables]
  /// By name; the same field of several requests is several parameters.
  private let parameters: [String: [PromptParameter]]
  private let fieldNames: Set<String>

  init(_ profile: PlatformProfile) {
    self.profile = profile
    requests = FieldTables(profile.requests.map { $0.bodies.flatMap(\.fields) })
    let tables = profile.requests.map { ($0.id, FieldTables($0.bodies.map(\.fields))) }
    bodies = Dictionary(tables) { first, _ in first }
    parameters = Dictionary(grouping: profile.parameters, by: \.name)
    func names(_ fields: [RequestField]) -> [String] {
      fields.flatMap { field in
        switch field.type {
        case .object(let inner), .list(let inner, _): [field.name] + names(inner)
        default: [field.name]
        }
      }
    }
    fieldNames = Set(profile.requests.flatMap { $0.bodies.flatMap { names($0.fields) } })
  }

  /// The request that a body is of; nil where its fields do not tell.
  func request(of body: JSONNode) -> RequestAPI? {
    requests.best(for: body, atLeast: FieldTables.weight / 2).map { profile.requests[$0] }
  }

  /// The fields of a body: those of the one that it is likeliest to be of this request.
  func fields(of body: JSONNode, _ api: RequestAPI) -> [RequestField] {
    api.bodies[bodies[api.id]?.best(for: body, atLeast: 0) ?? 0].fields
  }

  /// Whether an object may be a body, rather than a platform's answer or some other thing.
  func mayBeBody(_ node: JSONNode) -> Bool {
    let keys = Set(node.members?.map(\.key) ?? [])
    let known = keys.filter(requests.has)
    return keys.isDisjoint(with: Self.signsOfAnswers)
      && (known.count > 1 || known.contains { parameters[$0] != nil || $0 == "playInfoList" })
  }

  /// What the platform's answers and its notices to programs have.
  private static let signsOfAnswers: Set = ["resultcode", "eventType"]

  /// The parameter of this name, of another request where this one has none.
  func parameter(named name: String, of api: RequestAPI) -> PromptParameter? {
    let all = parameters[name]
    return all?.first { $0.api.id == api.id } ?? all?.first
  }

  /// The field that is likely meant by a name that no request has: one that differs from it in case
  /// or by one letter, if possible of those beside it.
  func field(like name: String, among row: [RequestField]) -> String? {
    guard !fieldNames.contains(name) else { return nil }
    return row.map(\.name).first { Self.isNear($0, name) }
      ?? fieldNames.filter { Self.isNear($0, name) }.min()
  }

  private static func isNear(_ a: String, _ b: String) -> Bool {
    guard abs(a.utf8.count - b.utf8.count) <= 1 else { return false }
    let (a, b) = (a.lowercased().utf8, b.lowercased().utf8)
    let start = zip(a, b).prefix { $0 == $1 }.count
    let end = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
    return start + end >= max(a.count, b.count) - 1
  }
}

/// Tables of fields, of which one fits a body best.
private struct FieldTables: Sendable {
  /// What a field counts that one table only has; of several, each gets its share.
  static let weight = 840

  private let tables: [[RequestField]]
  /// The tables that have a field.
  private let holders: [String: [Int]]

  init(_ tables: [[RequestField]]) {
    self.tables = tables
    holders = tables.indices.reduce(into: [:]) { holders, table in
      for name in Set(tables[table].map(\.name)) { holders[name, default: []].append(table) }
    }
  }

  func has(_ name: String) -> Bool { holders[name] != nil }

  /// The table that has most of the body's fields; of two the one of which less is missing.
  func best(for body: JSONNode, atLeast least: Int) -> Int? {
    var scores = tables.map { _ in 0 }
    var seen: Set<String> = []
    for member in body.members ?? [] {
      guard let all = holders[member.key], seen.insert(member.key).inserted else { continue }
      let fitting = all.filter {
        tables[$0][member.key]?.type.required(insteadOf: member.node) == nil
      }
      let likely = fitting.isEmpty ? all : fitting
      for table in likely {
        scores[table] += (tables[table][member.key]?.weight ?? 0) / likely.count
      }
    }
    let best = scores.max() ?? 0
    guard best >= least else { return nil }
    let missing = tables.map { table in
      table.count { $0.required == .yes && !seen.contains($0.name) }
    }
    let likely = tables.indices.filter { scores[$0] == best }
    let fewest = likely.map { missing[$0] }.min()
    let chosen = likely.filter { missing[$0] == fewest }
    return chosen.count == 1 || least == 0 ? chosen.first : nil
  }
}

extension RequestField {
  /// A prompt is sooner in the wrong body than other fields are, and flags are in many.
  fileprivate var weight: Int {
    switch type {
    case .prompt, .flag: FieldTables.weight / 2
    default: FieldTables.weight
    }
  }
}
