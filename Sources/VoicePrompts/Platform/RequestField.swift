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
    /// A whole number from 0 on, which may be written as a string.
    case count
    /// A whole number within limits, which may be written as a string.
    case number(ClosedRange<Int>)
    /// A string of so many digits.
    case digits(ClosedRange<Int>)
    /// A string that is not empty.
    case text
    /// Nothing that the API says is enough to judge it by.
    case unchecked
    /// The caller's own: what looks like a prompt in it is none.
    case userData
    case object([RequestField])
    /// A list of objects.
    case list([RequestField], most: Int)
  }

  /// How a prompt is used.
  struct Prompt: Hashable, Sendable {
    /// What it is, and what is played where it is absent.
    let purpose: Text
    let isPlayedBeforeCall: Bool
    /// Whether the empty string is a value.
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
    /// Ignored unless a flag is on, or a number is not 0.
    case onlyWith(String)
    case notWith(String)
  }

  /// A row of the type prompt.
  static func prompt(
    _ name: String, _ purpose: Text, required: Requirement = .no, condition: Condition? = nil,
    beforeCall: Bool = false, mayBeEmpty: Bool = false
  ) -> RequestField {
    let use = Prompt(purpose: purpose, isPlayedBeforeCall: beforeCall, mayBeEmpty: mayBeEmpty)
    return RequestField(
      name: name, type: .prompt(use), required: required, condition: condition)
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

  /// How JSON writes yes in a flag; nil for what is none.
  var on: String? { if case .flag(let flag) = type { flag.on } else { nil } }
}

extension [RequestField] {
  subscript(name: String) -> RequestField? { first { $0.name == name } }
}
