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

  /// Fields of the body that no other of these requests has, besides prompts.
  private var marks: Set<String> {
    switch self {
    case .callback: ["playPreVoice", "callerNbr", "displayCalleeNbr", "calleeMedia", "lastMinToUE"]
    case .notification: ["playInfoList"]
    case .verification: ["verifyCode", "languageType", "times"]
    case .axe: ["callbackNum", "extendNum", "virtualNum"]
    case .axyb: []
    case .ax: ["privateNum", "privateNumType", "calleeNumDisplay"]
    case .axb: ["relationNum"]
    }
  }

  /// Prompts of the body that no other of these requests has.
  private var ownParameters: Set<String> {
    switch self {
    case .callback: ["waitVoice"]
    case .verification: ["preTone", "posTone"]
    case .axe: ["callbackTone"]
    case .axyb: ["preVoiceX", "preVoiceY"]
    case .notification, .ax, .axb: []
    }
  }

  /// The request that a body is of, by its fields; nil where they do not tell.
  static func of(_ body: JSONNode) -> RequestAPI? {
    let keys = Set((body.members ?? []).map(\.key))
    // A prompt is sooner in the wrong body than the numbers to call are.
    for fields in [\RequestAPI.marks, \.ownParameters] {
      let likely = allCases.filter { !$0[keyPath: fields].isDisjoint(with: keys) }
      if !likely.isEmpty { return likely.count == 1 ? likely[0] : nil }
    }
    switch body["preVoice"]?.value {
    case .string: return .callback
    case .object where keys.contains("origNum"): return .ax
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
