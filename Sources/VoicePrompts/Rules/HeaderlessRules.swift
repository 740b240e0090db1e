internal import AudioFiles

extension PromptRule {
  /// All that can be judged of samples without a header, besides what is heard: that there is no
  /// header, how many they are, and that they are whole.
  static func headerlessRules(_ profile: PlatformProfile) -> [PromptRule] {
    [
      noHeader(profile), size(profile), duration(profile), wholeSamples(profile.format),
    ].compactMap { $0 }
  }

  private static func noHeader(_ profile: PlatformProfile) -> PromptRule? {
    guard let accepted = profile.accepted else { return nil }
    return PromptRule(
      "no-header", of: profile, accepted.basis, isBinding: accepted.isBinding,
      Text(english: "samples from the first byte on"), remedy: .convertAgain,
      example: headed(.wave)
    ) { subject in
      switch subject.facts.container {
      case .headerless: []
      case .empty: [Text(english: "the file is empty")]
      case .wave, .other: [headed(subject.facts.container)]
      }
    }
  }

  private static func headed(_ container: WAVFacts.Container) -> Text {
    Text(english: "this is \(container.name.english), whose header is heard as noise")
  }

  private static func wholeSamples(_ format: WAVFormat) -> PromptRule {
    let size = format.bytesPerFrame
    return PromptRule(
      "whole-samples", .error, Text(english: "whole samples"),
      reason: Text(english: "where a byte is missing, all that follows is noise"),
      remedy: .convertAgain,
      example: Text(english: "8,001 bytes are no whole number of samples of 2 bytes")
    ) { subject in
      let count = subject.facts.size
      guard subject.facts.container == .headerless, count % size != 0 else { return [] }
      return [
        Text(english: "\(count.grouped) bytes are no whole number of samples of \(size) bytes")
      ]
    }
  }
}
