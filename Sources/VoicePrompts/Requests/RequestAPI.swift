/// A kind of request whose body can name prompts.
public enum RequestAPI: String, Hashable, Sendable, CaseIterable {
  case callback, notification, verification, axe, axyb, ax, axb

  /// What people call it: `voice callback`.
  public var name: String {
    switch self {
    case .callback: "voice callback"
    case .notification: "voice notification"
    case .verification: "verification code"
    case .axe: "private number, AXE"
    case .axyb: "private number, AXYB"
    case .ax: "private number, AX"
    case .axb: "private number, AXB"
    }
  }

  /// The path that the body is posted to.
  public var path: String {
    switch self {
    case .callback: "/rest/httpsessions/click2Call/v2.0"
    case .notification: "/rest/httpsessions/callnotify/v2.0"
    case .verification: "/rest/httpsessions/callVerify/v1.0"
    case .axe: "/rest/caas/extendnumber/v1.0"
    case .axyb: "/rest/omp/xyrelationnumber/v1.0"
    case .ax: "/rest/provision/caas/privatenumber/v1.0"
    case .axb: "/rest/caas/relationnumber/partners/v1.0"
    }
  }

  /// The fields that name prompts.
  public var parameters: [PromptParameter] { PromptParameter.all.filter { $0.api == self } }

  /// How `recordFlag` says yes and no.
  enum FlagType {
    case text, boolean, either
  }

  /// API: a string in click2Call and AXE, a boolean in AXYB; of the others it does not say.
  var recordFlagType: FlagType {
    switch self {
    case .callback, .axe: .text
    case .axyb: .boolean
    default: .either
    }
  }

  /// Fields of the body that no other of these requests has.
  private var marks: Set<String> {
    switch self {
    case .callback:
      ["waitVoice", "playPreVoice", "callerNbr", "displayCalleeNbr", "calleeMedia", "lastMinToUE"]
    case .notification: ["playInfoList"]
    case .verification: ["preTone", "posTone", "verifyCode", "languageType", "times"]
    case .axe: ["callbackTone", "callbackNum", "extendNum", "virtualNum"]
    case .axyb: ["preVoiceX", "preVoiceY"]
    case .ax: ["privateNum", "privateNumType", "calleeNumDisplay"]
    case .axb: ["relationNum"]
    }
  }

  /// The request that a body is of, by its fields; nil where they do not tell.
  static func of(_ body: JSONNode) -> RequestAPI? {
    let keys = Set((body.members ?? []).map(\.key))
    let counts = allCases.map { (api: $0, count: $0.marks.intersection(keys).count) }
    let most = counts.map(\.count).max() ?? 0
    let likely = counts.filter { $0.count == most }.map(\.api)
    if most > 0 { return likely.count == 1 ? likely[0] : nil }
    switch body["preVoice"]?.value {
    case .string: return .callback
    case .object:
      let isLimitedOrRecorded = !keys.isDisjoint(with: [
        "maxDuration", "lastMinVoice", "recordFlag", "recordHintTone", "callerNum", "calleeNum",
      ])
      return isLimitedOrRecorded ? .axb : .ax
    default:
      if keys.isSuperset(of: ["callerNum", "calleeNum"]) { return .axb }
      return keys.contains("origNum") ? .axyb : nil
    }
  }
}
