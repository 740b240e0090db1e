internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// What is told of a prompt before anybody has it. Times are in seconds, levels in dBov and dB.
struct Judgement: Encodable, Sendable {
  /// Whether it comes from the held signal.
  var quick = false
  var duration: Double?
  var bytes: Int?
  var sizeLimit: Int?
  var cut: Cut?
  var speechLevel: Double?
  var peak: Double?
  var change: Change?
  var sha256: String?
  var name: Name
  var findings: [Item]
  var verdict: Verdict

  /// The part of the recording that is in the prompt.
  struct Cut: Encodable, Sendable {
    let start: Double
    let end: Double
  }

  /// What became of the level.
  struct Change: Encodable, Sendable {
    let before: Double?
    let gain: Double
    let limited: Double
  }

  /// What the platform says of the name.
  struct Name: Encodable, Sendable {
    let isLegal: Bool
    let findings: [Item]
    let suggestion: String?
  }

  enum Verdict: String, Encodable, Sendable {
    case fit, warnings, unfit
  }

  /// Something that was found, and what the page can do about it.
  struct Item: Encodable, Sendable {
    let rule: String
    let severity: String
    let message: Words
    let remedy: Words?
    var actions: [Action]

    /// With one more action.
    func offering(_ action: Action) -> Item {
      var copy = self
      copy.actions.append(action)
      return copy
    }
  }
}
