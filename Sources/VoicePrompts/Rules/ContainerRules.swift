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
        "riff-size", .error,
        Text(english: "a RIFF size that is the file's size less 8", chinese: "RIFF 大小等于文件大小减 8"),
        reason: Text(
          english: "players read no further than it says; a writer into a pipe leaves 0 or "
            + "0xFFFFFFFF (RIFF)", chinese: "播放器只读到它所说的位置；写入管道的程序会留下 0 或 0xFFFFFFFF（RIFF）"),
        remedy: .repair,
        example: Text(
          english: "the RIFF size at offset 4 is 0, should be 8,050",
          chinese: "偏移 4 处的 RIFF 大小是 0，应为 8,050")
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
              english: "the RIFF size at offset 4 is \(size.grouped), should be \(needed.grouped)",
              chinese: "偏移 4 处的 RIFF 大小是 \(size.grouped)，应为 \(needed.grouped)")
          ]
      },
    ].compactMap { $0 }
  }

  // MARK: What the file is

  private static func notWAVE(
    _ profile: PlatformProfile, _ accepted: AcceptedFormats
  ) -> PromptRule {
    let others = accepted.others.map { other in
      Text(
        english: ", or \(other.rawValue)",
        chinese: "，或 \(FormatWords.chinese(other.rawValue))")
    }.joined("", "")
    let isMP3Taken = accepted.others.contains(.mp3)
    return PromptRule(
      "not-wave", of: profile, accepted.basis, isBinding: accepted.isBinding,
      Text(english: "a RIFF/WAVE file\(others.english)", chinese: "RIFF/WAVE 文件\(others.chinese)"),
      remedy: .convertAgain,
      example: Text(
        english:
          "this is \(isMP3Taken ? "FLAC" : "MP3"), not a RIFF/WAVE file, whatever it is called",
        chinese: "无论文件名是什么，这都不是 RIFF/WAVE 文件，实际内容是：\(isMP3Taken ? "FLAC" : "MP3")")
    ) { subject in
      switch subject.facts.container {
      case .wave, .headerless: []
      case .empty: [Text(english: "the file is empty", chinese: "文件是空的")]
      case .other(let name):
        subject.isOtherKind
          ? []
          : [
            Text(
              english: "this is \(name.english), not a RIFF/WAVE file, whatever it is called",
              chinese: "无论文件名是什么，这都不是 RIFF/WAVE 文件，实际内容是：\(name.chinese)")
          ]
      }
    }
  }

  /// Where nobody says what is taken.
  private static let noSound = PromptRule(
    "not-wave", .error, Text(english: "a file of sound", chinese: "声音文件"),
    reason: Text(english: "nothing else can be played", chinese: "其他文件无法播放"), remedy: .convertAgain,
    example: Text(english: "this is a text file, and no sound", chinese: "实际内容不是声音：一个文本文件")
  ) { subject in
    switch subject.facts.container {
    case .empty: [Text(english: "the file is empty", chinese: "文件是空的")]
    case .other(let name) where subject.facts.signature == nil:
      [Text(english: "this is \(name.english), and no sound", chinese: "实际内容不是声音：\(name.chinese)")]
    default: []
    }
  }

  // MARK: How large it is

  static func size(_ profile: PlatformProfile) -> PromptRule {
    let headerSize = profile.format.header.size
    let check: @Sendable (PromptSubject) -> [Text] = { subject in
      let (size, limit) = (ByteSize(subject.facts.size), subject.maximumSize)
      return size > limit
        ? [
          Text(
            english: "\(size), over the limit of \(limit)",
            chinese: "\(size.bytes.grouped) 字节，超过上限 \(limit.bytes.grouped) 字节")
        ] : []
    }
    guard let limit = profile.sizeLimit else {
      return PromptRule(
        "size", .error,
        Text(english: "at most what --max-size says", chinese: "最多为 --max-size 指定的大小"),
        reason: Text(
          english: "nobody says how much the platform takes", chinese: "没有资料说明平台接受多大的文件"),
        remedy: .shortenAndConvert,
        example: Text(
          english: "2,000,058 bytes, over the limit of 2,000,000 bytes",
          chinese: "2,000,058 字节，超过上限 2,000,000 字节"), check: check)
    }
    return PromptRule(
      "size", of: profile, limit.basis,
      Text(
        english: "at most \(limit.value), or what --max-size says",
        chinese: "最多 \(limit.value.bytes.grouped) 字节，或 --max-size 指定的大小"),
      remedy: .shortenAndConvert,
      example: Text(
        english: "\(ByteSize(limit.value.bytes + headerSize)), over the limit of \(limit.value)",
        chinese:
          "\((limit.value.bytes + headerSize).grouped) 字节，超过上限 \(limit.value.bytes.grouped) 字节"),
      check: check)
  }

  /// Nil where nobody says how long a prompt may be.
  static func duration(_ profile: PlatformProfile) -> PromptRule? {
    guard let limit = profile.durationLimit else { return nil }
    let longest = limit.value
    return PromptRule(
      "duration", of: profile, limit.basis, longest.words, remedy: .shortenAndConvert,
      example: Text(
        english: "lasts \((longest.seconds + 7).fixed(2)) s, and may last \(longest.words.english)",
        chinese: "时长 \((longest.seconds + 7).fixed(2)) s，应\(longest.words.chinese)")
    ) { subject in
      guard let duration = subject.facts.duration, longest.isExceeded(by: duration) else {
        return []
      }
      return [
        Text(
          english: "lasts \(duration.fixed(2)) s, and may last \(longest.words.english)",
          chinese: "时长 \(duration.fixed(2)) s，应\(longest.words.chinese)")
      ]
    }
  }

  private static func nearLimitRule(_ profile: PlatformProfile) -> Rule {
    let percent = (100 * profile.advice.nearLimitShare).fixed(0)
    let limit = profile.maximumSize
    return Rule(
      "size-near-limit", .warning,
      Text(english: "not within \(percent) % of the limit", chinese: "与上限的距离大于 \(percent) %"),
      reason: profile.advice.nearLimitReason,
      remedy: .shortenIfPossible,
      example: Text(
        english: "\(ByteSize(limit.bytes / 40 * 39 + 58)), within \(percent) % of the limit of "
          + "\(limit)",
        chinese:
          "\((limit.bytes / 40 * 39 + 58).grouped) 字节，与上限 \(limit.bytes.grouped) 字节的距离不到 \(percent) %"
      ))
  }

  /// What is found in a size that is under the limit, but not by much; nil for every other.
  static func nearLimit(
    _ size: ByteSize, of limit: ByteSize, _ profile: PlatformProfile
  ) -> Finding? {
    guard size <= limit, size > profile.advice.roomySize(under: limit) else { return nil }
    let percent = (100 * profile.advice.nearLimitShare).fixed(0)
    return nearLimitRule(profile).finding(
      Text(
        english: "\(size), within \(percent) % of the limit of \(limit)",
        chinese: "\(size.bytes.grouped) 字节，与上限 \(limit.bytes.grouped) 字节的距离不到 \(percent) %"))
  }
}
