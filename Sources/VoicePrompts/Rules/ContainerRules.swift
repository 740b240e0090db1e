internal import AudioFiles

extension PromptRule {
  /// What the file is as a whole, and how large. "RIFF" is Microsoft's "New Multimedia Data Types
  /// and Data Techniques", Rev. 3.
  static func containerRules(_ profile: PlatformProfile) -> [PromptRule] {
    let limit = profile.maximumSize
    return [
      PromptRule(
        "not-wave", .error, Text(english: "a RIFF/WAVE file"),
        reason: Text(english: "\"A-Law, 8000 Hz, mono Wave file\" (guide)"),
        remedy: .convertAgain,
        example: Text(english: "this is MP3, not a RIFF/WAVE file, whatever it is called")
      ) { subject in
        switch subject.facts.container {
        case .wave, .headerless: []
        case .empty: [Text(english: "the file is empty")]
        case .other(let name):
          [
            Text(
              english: "this is \(name.english), not a RIFF/WAVE file, whatever it is called")
          ]
        }
      },
      PromptRule(
        "size", .error, Text(english: "at most \(limit), or what --max-size says"),
        reason: Text(
          english: "\"the final file must not exceed 2M\" (guide); \(limit.bytes.grouped) is the "
            + "safe reading"),
        remedy: .shortenAndConvert,
        example: Text(
          english:
            "\(ByteSize(limit.bytes + profile.format.header.size)), over the limit of \(limit)")
      ) { subject in
        let (size, limit) = (ByteSize(subject.facts.size), subject.maximumSize)
        return size > limit ? [Text(english: "\(size), over the limit of \(limit)")] : []
      },
      PromptRule(nearLimitRule(profile)) { subject, _ in
        nearLimit(ByteSize(subject.facts.size), of: subject.maximumSize, profile).map { [$0] } ?? []
      },
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
        if size < needed, size >= profile.format.header.size - 8,
          subject.facts.trailingByteCount > 0
        {
          return []
        }
        let padded = needed + (subject.facts.lacksPadByte ? 1 : 0)
        return size == needed || size == padded
          ? []
          : [
            Text(
              english: "the RIFF size at offset 4 is \(size.grouped), should be \(needed.grouped)")
          ]
      },
    ]
  }

  private static func nearLimitRule(_ profile: PlatformProfile) -> Rule {
    let percent = (100 * profile.advice.nearLimitShare).fixed(0)
    return Rule(
      "size-near-limit", .warning, Text(english: "not within \(percent) % of the limit"),
      reason: Text(
        english: "what 2M means is written nowhere, and the next version may be longer (our "
          + "decision)"),
      remedy: .shortenIfPossible,
      example: Text(
        english: "1,950,058 bytes, within \(percent) % of the limit of 2,000,000 bytes"))
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
