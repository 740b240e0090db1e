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
      Text(english: "samples from the first byte on", chinese: "从第一个字节起就是采样点"),
      remedy: .convertAgain,
      example: headed(.wave)
    ) { subject in
      switch subject.facts.container {
      case .headerless: []
      case .empty: [Text(english: "the file is empty", chinese: "文件是空的")]
      case .wave, .other: [headed(subject.facts.container)]
      }
    }
  }

  private static func headed(_ container: WAVFacts.Container) -> Text {
    Text(
      english: "this is \(container.name.english), whose header is heard as noise",
      chinese: "实际内容是：\(container.name.chinese)，它的文件头会被当作噪声放出来")
  }

  private static func wholeSamples(_ format: WAVFormat) -> PromptRule {
    let size = format.bytesPerFrame
    return PromptRule(
      "whole-samples", .error, Text(english: "whole samples", chinese: "完整的采样点"),
      reason: Text(
        english: "where a byte is missing, all that follows is noise", chinese: "缺少一个字节，后面的内容就全是噪声"),
      remedy: .convertAgain,
      example: Text(
        english: "8,001 bytes are no whole number of samples of 2 bytes",
        chinese: "8,001 字节不是每个 2 字节的采样点的整数倍")
    ) { subject in
      let count = subject.facts.size
      guard subject.facts.container == .headerless, count % size != 0 else { return [] }
      return [
        Text(
          english: "\(count.grouped) bytes are no whole number of samples of \(size) bytes",
          chinese: "\(count.grouped) 字节不是每个 \(size) 字节的采样点的整数倍")
      ]
    }
  }
}
