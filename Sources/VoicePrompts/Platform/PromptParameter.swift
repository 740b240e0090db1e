public import AudioFiles

/// A field of a request that names a prompt file: a row of the request's table whose type is prompt.
public struct PromptParameter: Hashable, Sendable {
  /// The request.
  public let api: RequestAPI
  /// The field's name: `waitVoice`.
  public let name: String
  /// When the field must be there.
  public let required: Text
  /// `String(1-128)`, as the API calls the type; 0 where the empty string asks for the default.
  public let type: String
  /// What the prompt is.
  public let purpose: Text
  /// What is played where it is absent; nil where nothing is, or it must be there.
  public let standIn: Text?
  /// What the API's samples call it; nil where they have none.
  public let sampleName: String?
  /// Other fields on which this one depends; nil for none.
  public let condition: Text?
  /// Whether the prompt is played before the call is put through, when ringing cuts it off.
  public let isPlayedBeforeCall: Bool
  /// Whether it is music rather than speech.
  public let carriesMusic: Bool
  /// How many prompts it plays one after another at the most.
  public let maximumCount: Int
  /// Whether there is no request without it, unless another field takes its place.
  let isNeeded: Bool
  let place: Place

  /// Where a field stands.
  enum Place: Hashable, Sendable {
    /// In the body of this name; nil for the only one.
    case body(Text?)
    case object(String)
    case list(String, most: Int)
  }

  /// The object or list that the field stands in, or which body; nil for the only one.
  public var container: Text? {
    switch place {
    case .body(let name): name
    case .object(let name): Text(english: name, chinese: name)
    case .list(let name, _): Text(english: "\(name)[]", chinese: "\(name)[]")
    }
  }

  /// The first parameter of this name, in whatever case it is spelt.
  public static func named(
    _ name: String, of profile: PlatformProfile = .standard
  ) -> PromptParameter? {
    profile.parameters.first { $0.name.lowercased() == name.lowercased() }
  }

  /// Those of an object, and of the objects in it.
  static func all(
    of api: RequestAPI, in fields: [RequestField], at place: Place
  ) -> [PromptParameter] {
    fields.flatMap { field -> [PromptParameter] in
      switch field.type {
      case .prompt(let prompt): [PromptParameter(api, field, prompt, at: place, among: fields)]
      case .object(let inner): all(of: api, in: inner, at: .object(field.name))
      case .list(let inner, let most): all(of: api, in: inner, at: .list(field.name, most: most))
      default: []
      }
    }
  }

  private init(
    _ api: RequestAPI, _ field: RequestField, _ prompt: RequestField.Prompt, at place: Place,
    among fields: [RequestField]
  ) {
    self.api = api
    self.place = place
    name = field.name
    purpose = prompt.purpose
    standIn = prompt.standIn
    sampleName = prompt.sampleName
    let length = PlatformProfile.standard.nameRule.length
    type = "String(\(prompt.mayBeEmpty ? 0 : length.lowerBound)-\(length.upperBound))"
    isPlayedBeforeCall = prompt.isPlayedBeforeCall
    carriesMusic = prompt.carriesMusic
    maximumCount = if case .list(_, let most) = place { most } else { 1 }
    condition = Self.condition(field, at: place, among: fields)
    switch field.required {
    case .no: (isNeeded, required) = (false, Text(english: "no", chinese: "否"))
    case .yes: (isNeeded, required) = (true, Text(english: "yes", chinese: "是"))
    case .or(let other):
      (isNeeded, required) = (true, Text(english: "this or \(other)", chinese: "此项或 \(other)"))
    case .whereOn(let flag, _):
      let on = fields[flag]?.onWords
      (isNeeded, required) = (
        false,
        Text(
          english: "where \(flag) is\(on?.english ?? "")",
          chinese: "\(flag)\(on?.chinese ?? "") 时")
      )
    }
  }

  private static func condition(
    _ field: RequestField, at place: Place, among fields: [RequestField]
  ) -> Text? {
    switch (field.condition, place) {
    case (.onlyWith(let name), _):
      let on = fields[name]?.onWords
      return Text(
        english: "only with \(name)\(on?.english ?? "")",
        chinese: "需要 \(name)\(on?.chinese ?? "")")
    case (.notWith(let name), _):
      return Text(english: "not together with \(name)", chinese: "不能与 \(name) 同时使用")
    case (nil, .list(let name, let most)):
      return Text(english: "at most \(most) entries in \(name)", chinese: "\(name) 中最多 \(most) 项")
    case (nil, _): return nil
    }
  }
}
