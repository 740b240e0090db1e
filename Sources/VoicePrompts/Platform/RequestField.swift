internal import AudioFiles

/// A field of a request: a row of its table.
struct RequestField: Hashable, Sendable {
  let name: String
  let type: ValueType
  var required = Requirement.no
  var condition: Condition?
  /// What it says in a sample body, once something depends on it; always where nothing does.
  var sample: String?

  /// What a value has to be.
  enum ValueType: Hashable, Sendable {
    /// The name of a prompt.
    case prompt(Prompt)
    case flag(Flag)
    /// A whole number, not in quotes.
    case number(ClosedRange<Int>)
    /// A string of so many digits.
    case digits(ClosedRange<Int>)
    case string
    /// A string that is not empty.
    case text
    /// One of these strings; the API has no others.
    case choice([String])
    /// A string in BASE64 (RFC 4648, section 4).
    case base64
    /// The caller's own: what looks like a prompt in it is none.
    case userData
    case strings
    case object([RequestField])
    /// A list of objects.
    case list([RequestField], most: Int)

    /// A number that has no limit, or none that is known.
    static let anyNumber = number(Int.min...Int.max)
  }

  /// How a prompt is used.
  struct Prompt: Hashable, Sendable {
    let purpose: Text
    /// What is played where it is absent; nil for nothing, or where it must be there.
    let standIn: Text?
    /// What the API's samples call it.
    let sampleName: String?
    let isPlayedBeforeCall: Bool
    /// Whether it is music rather than speech.
    let carriesMusic: Bool
    /// Whether the empty string is a value, which asks for what is played by default.
    let mayBeEmpty: Bool
  }

  /// How a field says yes and no.
  enum Flag {
    /// As the strings `"true"` and `"false"`.
    case string
    case boolean
    /// The API does not say.
    case either

    /// How JSON writes yes.
    var on: String { self == .boolean ? "true" : "\"true\"" }
  }

  /// When a field must be there.
  enum Requirement: Hashable, Sendable {
    case no
    case yes
    /// Where another field is absent.
    case or(String)
    /// Where a flag is on; else it is ignored. Says what it means that the field is missing.
    case whereOn(String, missing: Text)
  }

  /// Other fields on which this one depends.
  enum Condition: Hashable, Sendable {
    /// Ignored unless a flag is on, a number is not 0, or a string is there.
    case onlyWith(String)
    case notWith(String)
  }

  /// A string, which must be there.
  static func required(_ name: String) -> RequestField {
    RequestField(name: name, type: .string, required: .yes)
  }

  /// Fields of one type that need not be there.
  static func optional(_ type: ValueType, _ names: String...) -> [RequestField] {
    names.map { RequestField(name: $0, type: type) }
  }

  /// A row of the type prompt.
  static func prompt(
    _ name: String, _ purpose: Text, standIn: Text? = nil, sampleName: String? = nil,
    required: Requirement = .no, condition: Condition? = nil, beforeCall: Bool = false,
    music: Bool = false
  ) -> RequestField {
    let use = Prompt(
      purpose: purpose, standIn: standIn, sampleName: sampleName, isPlayedBeforeCall: beforeCall,
      carriesMusic: music, mayBeEmpty: beforeCall)
    return RequestField(name: name, type: .prompt(use), required: required, condition: condition)
  }

  /// The name of the field without which this one is ignored; nil where it depends on none.
  var switchName: String? {
    if case .onlyWith(let name) = condition { return name }
    if case .whereOn(let name, _) = required { return name }
    return nil
  }

  var isPrompt: Bool { if case .prompt = type { true } else { false } }

  /// Whether it is a prompt that must have a name.
  var needsName: Bool { if case .prompt(let use) = type { !use.mayBeEmpty } else { false } }

  /// What another field needs this one to be, after its name.
  var onWords: Text {
    switch type {
    case .flag(let flag): Text(english: " \(flag.on)", chinese: " 为 \(flag.on)")
    case .number: Text(english: " other than 0", chinese: " 不为 0")
    default: Text(english: "", chinese: "")
    }
  }
}

extension [RequestField] {
  subscript(name: String) -> RequestField? { first { $0.name == name } }
}
