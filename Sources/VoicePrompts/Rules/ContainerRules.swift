internal import AudioFiles

extension PromptRule {
  /// What the file is as a whole, and how large. "RIFF" is Microsoft's "New Multimedia Data Types
  /// and Data Techniques", Rev. 3.
  static func containerRules(_ profile: PlatformProfile) -> [PromptRule] {
    let headerSize = profile.format.header.size
    return [
      profile.accepted.map { notWAVE(profile, $0) } ?? noSound,
      size(profile),
      PromptRule(nearLimitRule(profile)) { subject, _ in
        nearLimit(ByteSize(subject.facts.size), of: subject.maximumSize, profile).map { [$0] } ?? []
      },
      duration(profile),
      PromptRule(
        "riff-size", .error, Text(english: "a RIFF size that is the file's size less 8"),
        reason: Text(
          english: "players read no further than it says; a writer into a pipe leaves 0 or "
            + "0xFFFFFFFF (RIFF)"),
        remedy: .repair,
        example: Text(english: "the RIFF size at offset 4 is 0, should be 8,050")
      ) { subject in
        guard let size = subject.facts.riffSize else { return [] }
        let needed = subject.facts.size - 8
        // What follows the RIFF chunk, and a last chunk without its pad byte, have their own rules.
        if size < needed, size >= headerSize - 8, subject.facts.trailingByteCount > 0 { return [] }
        let padded = needed + (subject.facts.lacksPadByte ? 1 : 0)
        return size == needed || size == padded
          ? []
          : [
            Text(
              english: "the RIFF size at offset 4 is \(size.grouped), should be \(needed.grouped)")
          ]
      },
    ].compactMap { $0 }
  }

  // MARK: What the file is

  private static func notWAVE(
    _ profile: PlatformProfile, _ accepted: AcceptedFormats
  ) -> PromptRule {
    let others = accepted.others.map { ", or \($0.rawValue)" }.joined()
    let isMP3Taken = accepted.others.contains(.mp3)
    return PromptRule(
      "not-wave", of: profile, accepted.basis, isBinding: accepted.isBinding,
      Text(english: "a RIFF/WAVE file\(others)"), remedy: .convertAgain,
      example: Text(
        english:
          "this is \(isMP3Taken ? "FLAC" : "MP3"), not a RIFF/WAVE file, whatever it is called")
    ) { subject in
      switch subject.facts.container {
      case .wave, .headerless: []
      case .empty: [Text(english: "the file is empty")]
      case .other(let name):
        subject.isOtherKind
          ? []
          : [
            Text(
              english: "this is \(name.english), not a RIFF/WAVE file, whatever it is called")
          ]
      }
    }
  }

  /// Where nobody says what is taken.
  private static let noSound = PromptRule(
    "not-wave", .error, Text(english: "a file of sound"),
    reason: Text(english: "nothing else can be played"), remedy: .convertAgain,
    example: Text(english: "this is a text file, and no sound")
  ) { subject in
    switch subject.facts.container {
    case .empty: [Text(english: "the file is empty")]
    case .other(let name) where subject.facts.signature == nil:
      [Text(english: "this is \(name.english), and no sound")]
    default: []
    }
  }

  // MARK: How large it is

  static func size(_ profile: PlatformProfile) -> PromptRule {
    let headerSize = profile.format.header.size
    let check: @Sendable (PromptSubject) -> [Text] = { subject in
      let (size, limit) = (ByteSize(subject.facts.size), subject.maximumSize)
      return size > limit ? [Text(english: "\(size), over the limit of \(limit)")] : []
    }
    guard let limit = profile.sizeLimit else {
      return PromptRule(
        "size", .error, Text(english: "at most what --max-size says"),
        reason: Text(english: "nobody says how much the platform takes"),
        remedy: .shortenAndConvert,
        example: Text(english: "2,000,058 bytes, over the limit of 2,000,000 bytes"), check: check)
    }
    return PromptRule(
      "size", of: profile, limit.basis,
      Text(english: "at most \(limit.value), or what --max-size says"),
      remedy: .shortenAndConvert,
      example: Text(
        english: "\(ByteSize(limit.value.bytes + headerSize)), over the limit of \(limit.value)"),
      check: check)
  }

  /// Nil where nobody says how long a prompt may be.
  static func duration(_ profile: PlatformProfile) -> PromptRule? {
    guard let limit = profile.durationLimit else { return nil }
    let longest = limit.value
    return PromptRule(
      "duration", of: profile, limit.basis, longest.words, remedy: .shortenAndConvert,
      example: Text(
        english: "lasts \((longest.seconds + 7).fixed(2)) s, and may last \(longest.words.english)")
    ) { subject in
      guard let duration = subject.facts.duration, longest.isExceeded(by: duration) else {
        return []
      }
      return [
        Text(english: "lasts \(duration.fixed(2)) s, and may last \(longest.words.english)")
      ]
    }
  }

  private static func nearLimitRule(_ profile: PlatformProfile) -> Rule {
    let percent = (100 * profile.advice.nearLimitShare).fixed(0)
    let limit = profile.maximumSize
    return Rule(
      "size-near-limit", .warning, Text(english: "not within \(percent) % of the limit"),
      reason: profile.advice.nearLimitReason,
      remedy: .shortenIfPossible,
      example: Text(
        english: "\(ByteSize(limit.bytes / 40 * 39 + 58)), within \(percent) % of the limit of "
          + "\(limit)"))
  }

  /// What is found in a size that is under the limit, but not by much; nil for every other.
  static func nearLimit(
    _ size: ByteSize, of limit: ByteSize, _ profile: PlatformProfile
  ) -> Finding? {
    guard size <= limit, size > profile.advice.roomySize(under: limit) else { return nil }
    let percent = (100 * profile.advice.nearLimitShare).fixed(0)
    return nearLimitRule(profile).finding(
      Text(english: "\(size), within \(percent) % of the limit of \(limit)"))
  }
}
