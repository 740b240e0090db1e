internal import AudioFiles
internal import TelephonyAudio
public import VoicePrompts

/// Tells what platforms take: all of them as a table, or one with who says so.
public enum ProfileReport {
  /// A table for people, or a JSON object a line.
  public static func write(
    _ profiles: [PlatformProfile], asJSON: Bool, to stream: any ReportStream
  ) {
    if asJSON {
      for profile in profiles { stream.write(json: ProfileRecord(profile)) }
      return
    }
    var table = TextTable(heading: [
      Text(english: "PROFILE", chinese: "平台配置"), Text(english: "WRITES", chinese: "写出"),
      Text(english: "LIMITS", chinese: "上限"), Text(english: "NAMES", chinese: "名称"),
    ])
    for profile in profiles {
      table.add([
        profile.id, "\(written(profile))", "\(limits(profile))", "\(names(profile))",
      ])
    }
    table.lines.forEach(stream.result)
  }

  /// One platform, with every rule of its own.
  public static func explain(_ profile: PlatformProfile, to stream: any ReportStream) {
    let usual = Text(english: " (default)", chinese: "（默认）")
    stream.result("\(profile.id): \(profile.title)\(profile.isStandard ? "\(usual)" : "")")
    let (says, mustBe) = (
      Text(english: "says", chinese: "依据"), Text(english: "must be", chinese: "要求")
    )
    var facts = TextTable()
    facts.add(fact: Text(english: "writes", chinese: "写出"), form(profile))
    facts.add(fact: Text(english: "accepts", chinese: "接受"), accepted(profile))
    facts.add(fact: says, profile.basis.place)
    facts.lines.forEach(stream.result)
    for rule in stated(profile) {
      guard let basis = rule.authority?.basis else { continue }
      var facts = TextTable()
      facts.add(fact: mustBe, rule.requirement)
      facts.add(fact: says, basis.place)
      stream.result("\(RuleReport.title(rule))")
      facts.lines.forEach(stream.result)
    }
  }

  /// The lines of a table in Markdown, as the documents have them.
  public static func markdown(_ profiles: [PlatformProfile]) -> [String] {
    let heading = Text(
      english: "| profile | platform | writes | accepts | limits | names | who says so |",
      chinese: "| 平台配置 | 平台 | 写出 | 接受 | 上限 | 名称 | 依据 |")
    return ["\(heading)", "|---|---|---|---|---|---|---|"]
      + profiles.map { profile in
        let cells = [
          "`\(profile.id)`", "\(profile.title)", "\(form(profile))", "\(accepted(profile))",
          "\(limits(profile))", "\(names(profile))", sources(profile),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
      }
  }

  // MARK: Cells

  /// The rules that rest on what somebody says of the platform.
  static func stated(_ profile: PlatformProfile) -> [Rule] {
    Rule.ofPrompts(profile).filter { $0.authority != nil }
  }

  private static func written(_ profile: PlatformProfile) -> Text {
    let (encoding, rate) = (profile.format.encoding.name, profile.format.sampleRate)
    let name = profile.nameRule.nameExtension
    return Text(
      english: "\(encoding), \(rate) Hz, \(name)",
      chinese: "\(FormatWords.chinese(encoding))，\(rate) Hz，\(name)")
  }

  /// What is written, with its header.
  private static func form(_ profile: PlatformProfile) -> Text {
    let size = profile.fileSize(frameCount: 0).bytes
    return size == 0
      ? Text(english: "\(written(profile)), no header", chinese: "\(written(profile))，没有文件头")
      : Text(
        english: "\(written(profile)), header of \(size) bytes",
        chinese: "\(written(profile))，文件头 \(size) 字节")
  }

  private static func accepted(_ profile: PlatformProfile) -> Text {
    guard let accepted = profile.accepted else {
      return Text(english: "nobody says", chinese: "没有说明")
    }
    let summary = accepted.summary
    return accepted.isComplete
      ? summary
      : Text(
        english: "\(summary); of others nobody says anything", chinese: "\(summary)；其他格式没有说明")
  }

  private static func limits(_ profile: PlatformProfile) -> Text {
    let (size, duration) = (profile.sizeLimit?.value, profile.durationLimit?.value.words)
    let limits = [
      size.map { size in Text(english: "\(size)", chinese: "\(size)") }, duration,
    ].compactMap { $0 }
    return list(limits)
  }

  private static func names(_ profile: PlatformProfile) -> Text {
    let rule = profile.nameRule
    let parts = [
      rule.alphabet.map { alphabet in
        Text(english: "\(alphabet.value)", chinese: "\(alphabet.value)")
      },
      rule.start.map { start in
        Text(english: "\(start.value) first", chinese: "以 \(start.value) 开头")
      },
      rule.limit.map { limit in
        Text(
          english: "at most \(limit.value.upperBound)",
          chinese: "最多 \(limit.value.upperBound) 个字符")
      },
      rule.extensionBasis.map { _ in
        Text(english: rule.nameExtension, chinese: rule.nameExtension)
      },
    ].compactMap { $0 }
    return list(parts)
  }

  private static func list(_ parts: [Text]) -> Text {
    parts.isEmpty ? Text(english: "-", chinese: "-") : parts.joined(", ", "，")
  }

  /// Each source once, in the order of the rules.
  private static func sources(_ profile: PlatformProfile) -> String {
    ([profile.basis] + stated(profile).compactMap { $0.authority?.basis }).map { "\($0.place)" }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      .joined(separator: "\(Text(english: "; ", chinese: "；"))")
  }
}
