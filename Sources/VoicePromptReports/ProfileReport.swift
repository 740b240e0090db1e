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
    var table = TextTable(heading: ["PROFILE", "WRITES", "LIMITS", "NAMES"])
    for profile in profiles {
      table.add([profile.id, written(profile), limits(profile), names(profile)])
    }
    table.lines.forEach(stream.result)
  }

  /// One platform, with every rule of its own.
  public static func explain(_ profile: PlatformProfile, to stream: any ReportStream) {
    stream.result("\(profile.id): \(profile.title)\(profile.isStandard ? " (default)" : "")")
    stream.result("  writes   \(written(profile)), \(header(profile))")
    stream.result("  accepts  \(accepted(profile))")
    stream.result("  says     \(place(profile.basis))")
    for rule in stated(profile) {
      guard let basis = rule.authority?.basis else { continue }
      stream.result("\(rule.id) (\(rule.severity.rawValue))")
      stream.result("  must be  \(rule.requirement)")
      stream.result("  says     \(place(basis))")
    }
  }

  /// The lines of a table in Markdown, as the documents have them.
  public static func markdown(_ profiles: [PlatformProfile]) -> [String] {
    [
      "| profile | platform | writes | accepts | limits | names | who says so |",
      "|---|---|---|---|---|---|---|",
    ]
      + profiles.map { profile in
        let cells = [
          "`\(profile.id)`", "\(profile.title)", "\(written(profile)), \(header(profile))",
          accepted(profile), limits(profile), names(profile), sources(profile),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
      }
  }

  // MARK: Cells

  /// The rules that rest on what somebody says of the platform.
  static func stated(_ profile: PlatformProfile) -> [Rule] {
    Rule.ofPrompts(profile).filter { $0.authority != nil }
  }

  private static func written(_ profile: PlatformProfile) -> String {
    let format = profile.format
    return "\(format.encoding.name), \(format.sampleRate) Hz, \(profile.nameRule.nameExtension)"
  }

  private static func header(_ profile: PlatformProfile) -> String {
    let size = profile.fileSize(frameCount: 0).bytes
    return size == 0 ? "no header" : "header of \(size) bytes"
  }

  private static func accepted(_ profile: PlatformProfile) -> String {
    guard let accepted = profile.accepted else { return "nobody says" }
    return "\(accepted.summary)" + (accepted.isComplete ? "" : "; of others nobody says anything")
  }

  private static func limits(_ profile: PlatformProfile) -> String {
    let limits = [
      profile.sizeLimit.map { "\($0.value)" }, profile.durationLimit.map { "\($0.value.words)" },
    ].compactMap { $0 }
    return limits.isEmpty ? "-" : limits.joined(separator: ", ")
  }

  private static func names(_ profile: PlatformProfile) -> String {
    let rule = profile.nameRule
    let parts = [
      rule.alphabet.map { "\($0.value)" }, rule.start.map { "\($0.value) first" },
      rule.limit.map { "at most \($0.value.upperBound)" },
      rule.extensionBasis.map { _ in rule.nameExtension },
    ].compactMap { $0 }
    return parts.isEmpty ? "-" : parts.joined(separator: ", ")
  }

  /// Each source once, in the order of the rules.
  private static func sources(_ profile: PlatformProfile) -> String {
    ([profile.basis] + stated(profile).compactMap { $0.authority?.basis }).map(place)
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      .joined(separator: "; ")
  }

  private static func place(_ basis: Basis) -> String {
    "\(basis.source), \(basis.date) (\(basis.kind.rawValue))"
  }
}
