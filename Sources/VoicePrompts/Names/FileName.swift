public import AudioFiles

/// The name of a prompt file, and what is wrong with it by a ``NameRule``.
public enum FileName {
  /// What is wrong with a name. Indirect, because of many names little is wrong.
  public indirect enum Fault: Hashable, Sendable {
    /// It has characters that are not allowed, in order, each once.
    case characters(name: String, offending: [Character], rule: NameRule)
    /// It begins with a character that is not allowed there.
    case start(name: String, rule: NameRule)
    /// It has more characters than the rule's length allows.
    case length(name: String, rule: NameRule)

    /// A message with more of them is no better.
    private static let shownCharacters = 10

    /// What was found and what was required.
    public var message: Text {
      switch self {
      case .characters(let name, let offending, let rule):
        let shown = offending.prefix(Self.shownCharacters).map { "\"\($0)\"" }
        let list = shown.joined(separator: " ")
        let more = offending.count - shown.count
        let shortName = Self.shortened(name)
        return Text(
          english:
            "the name \(shortName) has \(list)\(more > 0 ? " and \(more.grouped) more" : ""), "
            + "and only \(rule.characters.english) are allowed",
          chinese: "名称 \(shortName) 中有 \(list)\(more > 0 ? " 以及另外 \(more.grouped) 个字符" : "")，"
            + "只允许使用 \(rule.characters.chinese)")
      case .start(let name, let rule):
        let first = name.prefix(1)
        let allowed = rule.start?.value.words ?? rule.characters
        return Text(
          english: "the name \(Self.shortened(name)) begins with \"\(first)\", and only "
            + "\(allowed.english) are allowed there",
          chinese: "名称 \(Self.shortened(name)) 以 \"\(first)\" 开头，开头只允许使用 \(allowed.chinese)")
      case .length(let name, let rule):
        let count = rule.judged(name).count
        return Text(
          english: "the name has \(count) characters \(rule.isOfStem ? "without" : "with") its "
            + "extension, and at most \(rule.length.upperBound) are allowed",
          chinese: "名称\(rule.isOfStem ? "不计" : "连同")扩展名有 \(count) 个字符，"
            + "最多允许 \(rule.length.upperBound) 个")
      }
    }

    private static func shortened(_ name: String) -> String {
      name.count > 128 ? "\(name.prefix(64))…" : name
    }

    /// Whether the platform is known to refuse such a name; what no file can be called is refused,
    /// too.
    var isBinding: Bool {
      let basis =
        switch self {
        case .characters(_, let offending, _) where offending.contains(where: NameRule.isReserved):
          nil as Basis?
        case .characters(_, _, let rule): rule.alphabet?.basis
        case .start(_, let rule): rule.start?.basis
        case .length(_, let rule): rule.limit?.basis
        }
      return basis?.isBinding ?? true
    }
  }

  /// What is wrong with `name`; nil where it is legal. Whether it has the extension is not looked
  /// at.
  public static func fault(
    in name: String, _ rule: NameRule = PlatformProfile.standard.nameRule
  ) -> Fault? {
    faults(in: name, rule).first
  }

  /// Everything that is wrong with `name`.
  static func faults(in name: String, _ rule: NameRule) -> [Fault] {
    [characterFault(in: name, rule), startFault(in: name, rule), lengthFault(in: name, rule)]
      .compactMap { $0 }
  }

  /// The characters of `name` that are not allowed; nil where all are.
  static func characterFault(in name: String, _ rule: NameRule) -> Fault? {
    var seen: Set<Character> = []
    let offending = rule.judged(name).filter { !rule.allows($0) && seen.insert($0).inserted }
      .map { $0 }
    return offending.isEmpty
      ? nil : .characters(name: name, offending: offending, rule: rule)
  }

  /// The first character, where it may not be there but elsewhere.
  static func startFault(in name: String, _ rule: NameRule) -> Fault? {
    guard let start = rule.start, let first = name.first, rule.allows(first),
      !start.value.has(first)
    else { return nil }
    return .start(name: name, rule: rule)
  }

  static func lengthFault(in name: String, _ rule: NameRule) -> Fault? {
    rule.length.contains(rule.judged(name).count) ? nil : .length(name: name, rule: rule)
  }

  /// The name of the prompt that is made from a recording of this name: the extension of a media
  /// file becomes the rule's, anything else after a dot stays.
  static func prompt(
    forRecording name: String, _ rule: NameRule = PlatformProfile.standard.nameRule
  ) -> String {
    stem(ofRecording: name) + rule.nameExtension
  }

  private static func stem(ofRecording name: String) -> String {
    guard let nameExtension = mediaExtension(of: name) else { return name }
    return String(name.dropLast(nameExtension.count + 1))
  }

  /// The extension of another kind of media file, which is no part of a prompt's name: `mp3`.
  package static func foreignExtension(
    of name: String, _ rule: NameRule = PlatformProfile.standard.nameRule
  ) -> String? {
    rule.isForeign(name) ? mediaExtension(of: name) : nil
  }

  private static func mediaExtension(of name: String) -> String? {
    PathName(name).nameExtension.flatMap { MediaExtension.all.contains($0) ? $0 : nil }
  }
}
