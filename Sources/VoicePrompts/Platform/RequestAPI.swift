public import AudioFiles

/// A kind of request whose body can name prompts: the table of its fields.
///
/// Each is defined in a file of its own, with the platform's API documentation as its source.
public struct RequestAPI: Hashable, Sendable, Identifiable {
  /// A stable name, one word in lower case: `callback`.
  public let id: String
  /// What people call it: `voice callback`.
  public let name: Text
  /// The path that the body is posted to.
  public let path: String
  /// What tells its bodies from those of other requests.
  let signs: [RequestSign]
  /// One, or those that it takes as a list.
  let bodies: [Body]

  /// A body of a request.
  struct Body: Hashable, Sendable {
    /// Nil for the only one.
    var name: Text?
    /// What tells it from the first; none for that.
    var signs: [RequestSign] = []
    let fields: [RequestField]
  }

  /// The fields that name prompts; no two have the same name.
  public var parameters: [PromptParameter] {
    bodies.flatMap { PromptParameter.all(of: self, in: $0.fields, at: .body($0.name)) }
  }

  /// The parameter of exactly this name.
  func parameter(named name: String) -> PromptParameter? { parameters.first { $0.name == name } }
}

/// Fields that tell of which request, or which of its bodies, a body is.
struct RequestSign: Hashable, Sendable {
  /// How far a sign is to be trusted; the surest first.
  enum Strength: CaseIterable {
    /// No other request has the field.
    case ownField
    /// No other request has the prompt, which is sooner in the wrong body than other fields are.
    case ownPrompt
    /// Other requests have the fields, but not so, or not together.
    case strong, fair, weak
  }

  let strength: Strength
  /// At least one of these is there; no matter where empty.
  var any: [String] = []
  var all: [String] = []
  var none: [String] = []
  /// This is a string.
  var string: String?
  /// This is an object.
  var object: String?
}
