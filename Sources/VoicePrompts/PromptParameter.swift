/// A field of a request that names a prompt file.
///
/// The platform's API documentation is the source of every row of ``all``.
public struct PromptParameter: Hashable, Sendable {
  /// The request.
  public let api: RequestAPI
  /// The field's name: `waitVoice`.
  public let name: String
  /// The object or list that the field stands in; nil for the body itself.
  public let container: String?
  /// When the field must be there.
  public let required: String
  /// What the prompt is, and what is played where it is absent.
  public let purpose: String
  /// Other fields on which this one depends; nil for none.
  public let condition: String?
  /// Whether the prompt is played before the call is put through, when ringing cuts it off.
  public let isPlayedBeforeCall: Bool

  private init(
    _ api: RequestAPI, _ name: String, in container: String? = nil, required: String = "no",
    _ purpose: String, condition: String? = nil, beforeCall: Bool = false
  ) {
    self.api = api
    self.name = name
    self.container = container
    self.required = required
    self.purpose = purpose
    self.condition = condition
    isPlayedBeforeCall = beforeCall
  }

  /// The first parameter of this name, in whatever case it is spelt.
  public static func named(_ name: String) -> PromptParameter? {
    all.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The names of all parameters, each once, in the order of ``all``.
  public static var names: [String] {
    all.map(\.name).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  /// Every parameter of every request, request by request.
  public static let all: [PromptParameter] = [
    PromptParameter(
      .callback, "lastMinVoice",
      "played in the last minute of a limited call; default: \"one minute of this call remains\"",
      condition: "only with maxDuration other than 0"),
    PromptParameter(
      .callback, "preVoice", "played to the caller before the callee is dialled",
      condition: "only with playPreVoice \"true\"", beforeCall: true),
    PromptParameter(
      .callback, "waitVoice", "waiting tone once the caller has answered; default: ringback"),
    PromptParameter(
      .callback, "recordHintTone",
      "played before recording starts; default: a tone; a silent recording gives none",
      condition: "only with recordFlag \"true\""),
    PromptParameter(
      .notification, "notifyVoice", in: "playInfoList[]", required: "this or templateId",
      "what the callee hears", condition: "at most 5 entries in playInfoList"),
    PromptParameter(
      .verification, "preTone", required: "yes", "played before the code"),
    PromptParameter(
      .verification, "posTone",
      "played after the code; default: the call ends after the code"),
    PromptParameter(
      .axe, "recordHintTone", required: "where recordFlag is \"true\"",
      "played before recording starts; the carrier blocks a recorded call without it"),
    PromptParameter(
      .axe, "callbackTone", "played where A calls X and there is no call to return",
      condition: "not together with callbackNum"),
    PromptParameter(
      .axyb, "recordHintTone", in: "first body (AX)", required: "where recordFlag is true",
      "played before recording starts; the carrier blocks a recorded call without it"),
    PromptParameter(
      .axyb, "preVoiceX", in: "first body (AX)",
      "played to X before the call is put through; default: ringback", beforeCall: true),
    PromptParameter(
      .axyb, "preVoiceY", in: "second body (YB)",
      "played to Y before the call is put through; default: ringback", beforeCall: true),
    PromptParameter(
      .ax, "callerHintTone", in: "preVoice",
      "played to the caller before the call is put through; default: ringback", beforeCall: true),
    PromptParameter(
      .ax, "calleeHintTone", in: "preVoice",
      "played to the callee before the call is put through; default: ringback", beforeCall: true),
    PromptParameter(
      .axb, "callerHintTone", in: "preVoice",
      "played to the caller before the call is put through; default: ringback", beforeCall: true),
    PromptParameter(
      .axb, "calleeHintTone", in: "preVoice",
      "played to the callee before the call is put through; default: ringback", beforeCall: true),
    PromptParameter(
      .axb, "lastMinVoice",
      "played in the last minute of a limited call; default: \"one minute of this call remains\"",
      condition: "only with maxDuration other than 0"),
    PromptParameter(
      .axb, "recordHintTone", required: "where recordFlag is \"true\"",
      "played before recording starts; the carrier blocks a recorded call without it"),
  ]
}
