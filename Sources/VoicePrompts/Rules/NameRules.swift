internal import AudioFiles

extension PromptRule {
  /// What a file may be called: a rule for each thing that somebody says.
  static func nameRules(_ profile: PlatformProfile) -> [PromptRule] {
    [
      nameCharacters(profile), nameStart(profile), nameLength(profile), nameExtension(profile),
      nameCase(profile), nameShared(profile),
    ].compactMap { $0 }
  }

  private static func nameCharacters(_ profile: PlatformProfile) -> PromptRule? {
    let names = profile.nameRule
    return names.alphabet.map { alphabet in
      PromptRule(
        "name-characters", of: profile, alphabet.basis,
        Text(
          english: "only \(names.characters.english)", chinese: "只用 \(names.characters.chinese)"),
        remedy: .renameFile,
        example: Text(
          english:
            "the name wait voice.wav has \" \", and only \(names.characters.english) are allowed",
          chinese: "名称 wait voice.wav 中有 \" \"，只允许使用 \(names.characters.chinese)")
      ) { subject in
        FileName.characterFault(in: subject.name, names).map { [$0.message] } ?? []
      }
    }
  }

  private static func nameStart(_ profile: PlatformProfile) -> PromptRule? {
    let names = profile.nameRule
    return names.start.map { start in
      PromptRule(
        "name-start", of: profile, start.basis,
        Text(
          english: "\(start.value.words.english) at the start",
          chinese: "以 \(start.value.words.chinese) 开头"),
        remedy: .renameFile,
        example: FileName.Fault.start(name: "1_welcome.wav", rule: names).message
      ) { subject in
        FileName.startFault(in: subject.name, names).map { [$0.message] } ?? []
      }
    }
  }

  private static func nameLength(_ profile: PlatformProfile) -> PromptRule? {
    let names = profile.nameRule
    return names.limit.map { limit in
      let most = limit.value.upperBound
      let isOfStem = names.isOfStem
      return PromptRule(
        "name-length", of: profile, limit.basis,
        Text(
          english: "at most \(most) characters\(isOfStem ? " without the extension" : "")",
          chinese: "最多 \(most) 个字符\(isOfStem ? "，不计扩展名" : "")"),
        remedy: .renameFile,
        example: FileName.Fault.length(
          name: String(repeating: "a", count: most + 1 - (names.isOfStem ? 0 : 4)) + ".wav",
          rule: names
        ).message
      ) { subject in
        FileName.lengthFault(in: subject.name, names).map { [$0.message] } ?? []
      }
    }
  }

  private static func nameExtension(_ profile: PlatformProfile) -> PromptRule? {
    let names = profile.nameRule
    return names.extensionBasis.map { basis in
      return PromptRule(
        "name-extension", of: profile, basis,
        Text(
          english:
            "\(names.nameExtension) at the end\(names.hasExactExtension ? ", in lower case" : "")",
          chinese: "以 \(names.nameExtension) 结尾\(names.hasExactExtension ? "，小写" : "")"),
        remedy: .renameFile,
        example: Text(
          english: "the name does not end in \(names.nameExtension)",
          chinese: "名称不是以 \(names.nameExtension) 结尾")
      ) { subject in
        // Another format needs more than another name.
        if case .other = subject.facts.container { return [] }
        return names.hasExtension(subject.name)
          ? []
          : [
            Text(
              english: "the name does not end in \(names.nameExtension)",
              chinese: "名称不是以 \(names.nameExtension) 结尾")
          ]
      }
    }
  }

  private static func nameCase(_ profile: PlatformProfile) -> PromptRule? {
    profile.nameRule.caseBasis.map { basis in
      PromptRule(
        "name-case", of: profile, basis, isBinding: false,
        Text(english: "no other name that differs in case only", chinese: "没有仅大小写不同的其他名称"),
        remedy: .renameOneFile,
        example: Text(
          english: "the name differs from Hold.wav in case only", chinese: "名称与 Hold.wav 只有大小写不同")
      ) { subject in
        subject.nameTwin.map { twin in
          [
            Text(
              english: "the name differs from \(twin) in case only", chinese: "名称与 \(twin) 只有大小写不同")
          ]
        } ?? []
      }
    }
  }

  private static func nameShared(_ profile: PlatformProfile) -> PromptRule? {
    Rule.nameShared(profile).map { rule in
      PromptRule(rule) { subject, _ in
        subject.namesake.flatMap { .sharedName(with: $0, for: subject.profile) }.map { [$0] } ?? []
      }
    }
  }
}

extension Finding {
  /// A name that somebody says the platform may refuse.
  static func doubt(_ fault: FileName.Fault, for profile: PlatformProfile) -> Finding? {
    let id =
      switch fault {
      case .characters: "name-characters"
      case .start: "name-start"
      case .length: "name-length"
      }
    return PromptRule.nameRules(profile).first { $0.rule.id == id }?.rule.finding(fault.message)
  }
}

extension Rule {
  /// Nil where prompts of different folders may have one name.
  fileprivate static func nameShared(_ profile: PlatformProfile) -> Rule? {
    profile.nameRule.flatBasis.map { basis in
      Rule(
        "name-shared", .warning,
        Text(english: "no other prompt of this name in another folder", chinese: "其他文件夹中没有同名的提示音"),
        reason: basis.reason, remedy: .renameOneFile,
        example: Text(
          english: "has the same name as calls/hold.wav", chinese: "与 calls/hold.wav 同名"),
        authority: Rule.Authority(profile, basis))
    }
  }
}

extension Finding {
  /// Another prompt in another folder has the name, in whatever case; nil where that is no matter.
  ///
  /// - Parameter output: the path of the prompt, where the finding is told of a recording.
  static func sharedName(
    with path: String, of output: String? = nil, for profile: PlatformProfile
  ) -> Finding? {
    Rule.nameShared(profile)?.finding(
      Text(
        english: (output.map { "\($0) " } ?? "") + "has the same name as \(path)",
        chinese: (output.map { "\($0) " } ?? "") + "与 \(path) 同名"))
  }
}

/// Prompts with one name in different folders.
struct Namesakes {
  private let paths: [String: [String]]

  init(_ paths: [String]) { self.paths = paths.repeated(by: Self.key) }

  /// The first other prompt of this name, in whatever case, in another folder than this.
  func namesake(of path: String) -> String? {
    paths[Self.key(path)]?.first { PathName($0).folder != PathName(path).folder }
  }

  private static func key(_ path: String) -> String { PathName(path).name.lowercased() }
}

extension Sequence {
  /// The elements that share a key with others, by their keys. Of the rest, which may be very many,
  /// nothing is kept.
  func repeated(by key: (Element) -> String) -> [String: [Element]] {
    var seen: Set<Int> = []
    var repeated: Set<Int> = []
    for element in self {
      let hash = key(element).hashValue
      if !seen.insert(hash).inserted { repeated.insert(hash) }
    }
    return Dictionary(grouping: filter { repeated.contains(key($0).hashValue) }, by: key)
  }
}
