internal import FoundationEssentials

/// The body of a request with its prompt fields filled in, to paste into a program.
///
/// Besides the prompts it has the fields on which they depend, and empty ones for the numbers to
/// call.
public struct RequestSample: Sendable {
  /// One body; two, as a list, for a request that takes two.
  public let text: String
  /// Fields for which there are several prompts, of which the first was taken.
  public let ambiguous: [(parameter: PromptParameter, names: [String])]
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
    for parameter in api.parameters { filler.fill(parameter) }
    let needed = filler.missing.filter {
      $0.required == "yes" || $0.container == "playInfoList[]"
    }
    guard needed.isEmpty, !filler.bodies.isEmpty else {
      throw Failure(parameters: needed.isEmpty ? filler.missing : needed)
    }
    filler.addNumbers()
    text = filler.text
    ambiguous = filler.ambiguous
    missing = filler.missing
  }
}

/// Puts prompts into the bodies of a request.
private struct RequestFiller {
  let api: RequestAPI
  let library: PromptLibrary
  /// By what the table of parameters calls them; the only one has no name.
  private(set) var bodies: [(name: String?, fields: [String: JSONValue])] = []
  private(set) var missing: [PromptParameter] = []
  private(set) var ambiguous: [(parameter: PromptParameter, names: [String])] = []

  init(api: RequestAPI, library: PromptLibrary) {
    self.api = api
    self.library = library
  }

  mutating func fill(_ parameter: PromptParameter) {
    let prompts = library.prompts.filter { prompt in
      (prompt.parameter ?? PromptSetDraft.parameter(for: prompt.name))?.name == parameter.name
    }
    guard let first = prompts.first else { return missing.append(parameter) }
    // The parts of one recording belong together.
    let names = prompts.filter { $0.group == first.group }.map(\.name)
    if Set(prompts.map(\.group)).count > 1 {
      ambiguous.append((parameter, prompts.map(\.name)))
    }
    switch parameter.container {
    case "playInfoList[]":
      let entries = names.prefix(PauseSplit.maximumParts).map { name in
        JSONValue.object([parameter.name: .string(name)])
      }
      set("playInfoList", .array(Array(entries)), in: nil)
    case "preVoice":
      var tones = [parameter.name: JSONValue.string(first.name)]
      if case .object(let others)? = bodies.first?.fields["preVoice"] {
        tones.merge(others) { new, _ in new }
      }
      set("preVoice", .object(tones), in: nil)
    default:
      set(parameter.name, .string(first.name), in: parameter.container)
      addDependency(of: parameter)
    }
  }

  /// Fields for the numbers to call, empty, by which the request is told from others.
  mutating func addNumbers() {
    let numbers: [String] =
      switch api {
      case .callback: ["callerNbr", "calleeNbr"]
      case .notification, .verification: ["calleeNbr"]
      case .axe: ["virtualNum", "bindNum"]
      case .axyb: ["origNum"]
      case .ax: ["origNum", "privateNum"]
      case .axb: ["relationNum", "callerNum", "calleeNum"]
      }
    for name in bodies.map(\.name) {
      for number in numbers { set(number, .string(""), in: name) }
      if name?.hasPrefix("second") == true { set("subscriptionId", .string(""), in: name) }
    }
  }

  /// The field without which the prompt is not played.
  private mutating func addDependency(of parameter: PromptParameter) {
    switch parameter.name {
    case "preVoice": set("playPreVoice", .string("true"), in: nil)
    case "lastMinVoice": set("maxDuration", .number(60), in: nil)
    case "recordHintTone":
      let isBoolean = api.recordFlagType == .boolean
      set("recordFlag", isBoolean ? .bool(true) : .string("true"), in: parameter.container)
    case "preTone": set("verifyCode", .string("1234"), in: nil)
    default: break
    }
  }

  private mutating func set(_ key: String, _ value: JSONValue, in body: String?) {
    if let index = bodies.firstIndex(where: { $0.name == body }) {
      bodies[index].fields[key] = value
    } else {
      bodies.append((body, [key: value]))
    }
  }

  var text: String {
    let values = bodies.map { JSONValue.object($0.fields) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try? encoder.encode(values.count == 1 ? values[0] : .array(values))
    return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
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
}
