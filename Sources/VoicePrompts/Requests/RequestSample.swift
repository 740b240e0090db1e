internal import AudioFiles
internal import FoundationEssentials

/// The body of a request with its prompt fields filled in, to paste into a program.
///
/// Besides the prompts it has the fields on which they depend, and those that every request must
/// have, with samples or empty.
public struct RequestSample: Sendable {
  /// One body; two, as a list, for a request that takes two.
  public let text: String
  /// Fields for which there are several prompts, of which the first was taken.
  public let ambiguous: [(parameter: PromptParameter, names: [String])]
  /// Fields that were switched on, each with its value and the prompt that depends on it.
  public let switches: [(field: String, prompt: String)]
  /// Fields for which there is no prompt; left out.
  public let missing: [PromptParameter]

  /// Why there is no body.
  public struct Failure: Error, Sendable {
    /// Fields without which there is none.
    public let parameters: [PromptParameter]
  }

  /// - Throws: ``Failure`` where there is no prompt for a field that must be there, or for any.
  public init(_ api: RequestAPI, from library: PromptLibrary) throws(Failure) {
    var filler = RequestFiller(api: api, library: library)
    let bodies = api.bodies.compactMap { filler.object($0.fields).map(JSONValue.object) }
    let needed = filler.missing.filter(\.isNeeded)
    guard needed.isEmpty, !bodies.isEmpty else {
      throw Failure(parameters: needed.isEmpty ? filler.missing : needed)
    }
    text = (bodies.count == 1 ? bodies[0] : .array(bodies)).text
    ambiguous = filler.ambiguous
    missing = filler.missing
    switches = filler.switches
  }
}

/// Puts prompts into the bodies of a request.
private struct RequestFiller {
  let api: RequestAPI
  let library: PromptLibrary
  private(set) var missing: [PromptParameter] = []
  private(set) var switches: [(field: String, prompt: String)] = []
  private(set) var ambiguous: [(parameter: PromptParameter, names: [String])] = []

  init(api: RequestAPI, library: PromptLibrary) {
    self.api = api
    self.library = library
  }

  /// An object of these fields; nil where there is no prompt for any.
  mutating func object(_ row: [RequestField]) -> [String: JSONValue]? {
    var object: [String: JSONValue] = [:]
    for field in row {
      switch field.type {
      case .prompt:
        guard let name = prompts(for: field).first else { continue }
        object[field.name] = .string(name)
        if let needed = field.switchName.flatMap({ row[$0] }) {
          object[needed.name] = needed.value
          switches.append(
            (needed.name + (needed.sample.map { " \($0)" } ?? needed.onWords.english), field.name))
        }
      case .object(let inner):
        if let tones = self.object(inner) { object[field.name] = .object(tones) }
      case .list(let inner, let most):
        let entries = inner.filter(\.isPrompt).flatMap { prompt in
          prompts(for: prompt).map { JSONValue.object([prompt.name: .string($0)]) }
        }
        if !entries.isEmpty { object[field.name] = .array(Array(entries.prefix(most))) }
      default: break
      }
    }
    guard !object.isEmpty else { return nil }
    let switchNames = Set(row.compactMap(\.switchName))
    for field in row where object[field.name] == nil && !field.isPrompt {
      let isSample = field.sample != nil && !switchNames.contains(field.name)
      if isSample || field.required == .yes { object[field.name] = field.value }
    }
    return object
  }

  /// The first prompt for a field, in its parts.
  private mutating func prompts(for field: RequestField) -> [String] {
    guard let parameter = api.parameters.first(where: { $0.name == field.name }) else { return [] }
    let prompts = library.prompts.filter { prompt in
      let guess = prompt.parameter ?? PromptSetDraft.parameter(for: prompt.name, library.profile)
      return guess?.name == field.name
    }
    guard let first = prompts.first else {
      missing.append(parameter)
      return []
    }
    if prompts.contains(where: { $0.group != first.group }) {
      ambiguous.append((parameter, prompts.map(\.name)))
    }
    return prompts.filter { $0.group == first.group }.map(\.name)
  }
}

extension RequestField {
  /// What a sample says: yes, where it is a flag.
  fileprivate var value: JSONValue? {
    switch type {
    case .flag(.boolean): .bool(true)
    case .flag: .string("true")
    case .number: .number(sample.flatMap { Int($0) } ?? 0)
    case .object, .list: nil
    default: .string(sample ?? "")
    }
  }
}

/// A JSON value to write.
private enum JSONValue: Encodable {
  case string(String)
  case number(Int)
  case bool(Bool)
  case array([JSONValue])
  case object([String: JSONValue])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .string(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .bool(let flag): try container.encode(flag)
    case .array(let items): try container.encode(items)
    case .object(let fields): try container.encode(fields)
    }
  }

  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try? encoder.encode(self)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
