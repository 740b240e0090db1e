internal import AudioFiles

extension PromptRule {
  /// What a file may be called. "Guide" and "API" are the profile's citations.
  static func nameRules(_ names: NameRule) -> [PromptRule] {
    names.hasFolders ? ownNameRules(names) : ownNameRules(names) + [nameShared]
  }

  private static let nameShared = PromptRule(.nameShared) { subject, _ in
    subject.namesake.map { [.sharedName(with: $0)] } ?? []
  }

  private static func ownNameRules(_ names: NameRule) -> [PromptRule] {
    [
      PromptRule(
        "name-characters", .error, Text(english: "only \(names.characters)"),
        reason: Text(english: "the platform accepts no other character in a file name (guide)"),
        remedy: .renameFile,
        example: Text(
          english: "the name wait voice.wav has \" \", and only \(names.characters) are allowed")
      ) { subject in
        FileName.characterFault(in: subject.name, names).map { [$0.message] } ?? []
      },
      PromptRule(
        "name-length", .error, Text(english: "at most \(names.length.upperBound) characters"),
        reason: Text(
          english: "the request fields that name a prompt are String(1-\(names.length.upperBound)) "
            + "(API)"),
        remedy: .renameFile,
        example: Text(
          english: "the name has \(names.length.upperBound + 1) characters with its extension, and "
            + "at most \(names.length.upperBound) are allowed")
      ) { subject in
        names.length.contains(subject.name.count)
          ? [] : [FileName.Fault.length(name: subject.name, rule: names).message]
      },
      PromptRule(
        "name-extension", .error, Text(english: "\(names.nameExtension) at the end"),
        reason: Text(
          english: "only the Wave format is accepted, and it is told by the extension (API)"),
        remedy: .renameFile,
        example: Text(english: "the name does not end in \(names.nameExtension)")
      ) { subject in
        // Another format needs more than another name.
        if case .other = subject.facts.container { return [] }
        return names.hasExtension(subject.name)
          ? [] : [Text(english: "the name does not end in \(names.nameExtension)")]
      },
      PromptRule(
        "name-case", .warning, Text(english: "no other name that differs in case only"),
        reason: Text(
          english: "a request with the wrong case fails during the call (API, result 1010002)"),
        remedy: .renameOneFile,
        example: Text(english: "the name differs from Hold.wav in case only")
      ) { subject in
        subject.nameTwin.map { twin in
          [Text(english: "the name differs from \(twin) in case only")]
        } ?? []
      },
    ]
  }
}

extension Rule {
  fileprivate static let nameShared = Rule(
    "name-shared", .warning, Text(english: "no other prompt of this name in another folder"),
    reason: Text(
      english: "the platform keeps all prompts in one list, by their names (guide): one of them "
        + "takes the other's place"),
    remedy: .renameOneFile,
    example: Text(english: "has the same name as calls/hold.wav"))
}

extension Finding {
  /// Another prompt in another folder has the name, in whatever case.
  ///
  /// - Parameter output: the path of the prompt, where the finding is told of a recording.
  static func sharedName(with path: String, of output: String? = nil) -> Finding {
    Rule.nameShared.finding(
      Text(english: (output.map { "\($0) " } ?? "") + "has the same name as \(path)"))
  }
}

/// Prompts with one name in different folders.
struct Namesakes {
  private var paths: [String: [String]] = [:]

  init(_ paths: some Sequence<String>) {
    for path in paths { self.paths[Self.key(path), default: []].append(path) }
  }

  /// The first other prompt of this name, in whatever case, in another folder than this.
  func namesake(of path: String) -> String? {
    paths[Self.key(path)]?.first { PathName($0).folder != PathName(path).folder }
  }

  private static func key(_ path: String) -> String { PathName(path).name.lowercased() }
}
