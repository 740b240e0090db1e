public import AudioFiles

/// A kind of request whose body can name prompts: the table of its fields.
///
/// Each is defined in a file of its own, with the platform's API documentation and code samples as
/// its source. What neither says is not checked.
public struct RequestAPI: Hashable, Sendable, Identifiable {
  /// A stable name, one word in lower case: `callback`.
  public let id: String
  /// What people call it: `voice callback`.
  public let name: Text
  /// The path that the body is posted to.
  public let path: String
  /// One, or those that it takes as a list.
  let bodies: [Body]

  /// A body of a request.
  struct Body: Hashable, Sendable {
    /// Nil for the only one.
    var name: Text?
    let fields: [RequestField]
  }

  /// The fields that name prompts; no two have the same name.
  public var parameters: [PromptParameter] {
    bodies.flatMap { PromptParameter.all(of: self, in: $0.fields, at: .body($0.name)) }
  }
}
