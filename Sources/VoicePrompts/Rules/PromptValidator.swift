package import AudioFiles

/// Judges finished prompt files by a platform's rules.
///
/// ```swift
/// let found = try PromptValidator().findings(on: "prompts/hold.wav")
/// print(found.findings.map(\.message))
/// ```
public struct PromptValidator: Sendable {
  /// What the files are for.
  public let profile: PlatformProfile
  /// The largest file that is accepted.
  public var maximumSize: ByteSize
  /// Ids of rules that are not applied.
  public var ignoredRules: Set<String> = []
  /// Whether the rules for sound are applied, which takes many times as long.
  public var hearsSound = false
  private let rules: [PromptRule]

  /// All rules and limits of a platform.
  public init(_ profile: PlatformProfile = .standard) {
    self.profile = profile
    maximumSize = profile.maximumSize
    rules = profile.isStandard ? PromptRule.standard : PromptRule.all(profile)
  }

  /// Reads the file at `path` and judges it.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - nameTwin: a file beside it whose name differs in case only.
  ///   - namesake: the path of a file of this name in another folder.
  /// - Throws: ``PromptError`` where the file cannot be read. Whatever is wrong with what it holds
  ///   is a finding.
  public func findings(
    on path: String, nameTwin: String? = nil, namesake: String? = nil
  ) throws(PromptError) -> FileFindings {
    let facts = try PromptError.wrapping { () throws(AudioFileError) in
      try WAVInspector.facts(
        of: path, headerless: profile.headerless, hearsSound: hearsSound)
    }
    return FileFindings(
      path: path, facts: facts,
      findings: findings(
        facts, name: PathName(path).name, nameTwin: nameTwin, namesake: namesake))
  }

  /// Judges a file that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; an empty one has findings, too.
  ///   - name: the name that it has or is to have, without a folder.
  public func findings(on bytes: Span<UInt8>, name: String) -> FileFindings {
    findings(on: [UInt8](bytes), name: name)
  }

  /// The same for an array.
  public func findings(on bytes: [UInt8], name: String) -> FileFindings {
    FileFindings { () throws(PromptError) in
      let facts = try PromptError.wrapping { () throws(AudioFileError) in
        try WAVInspector.facts(
          of: InputFile(bytes: bytes, name: name, allowsEmpty: true),
          headerless: profile.headerless)
      }
      return FileFindings(
        path: name, facts: facts, findings: findings(facts, name: name))
    }
  }

  /// Judges what has come through a pipe, which has no name that could be wrong.
  package func findings(on input: SpooledInput) -> FileFindings {
    FileFindings { () throws(PromptError) in
      let facts = try PromptError.wrapping { () throws(AudioFileError) in
        try WAVInspector.facts(
          of: input.opened(allowsEmpty: true), headerless: profile.headerless,
          hearsSound: hearsSound)
      }
      let nameRules = Set(PromptRule.nameRules(profile).map(\.rule.id))
      return FileFindings(
        path: input.name, facts: facts, findings: findings(facts, name: input.name)
      )
      .ignoring(nameRules)
    }
  }

  func findings(
    _ facts: WAVFacts, name: String, nameTwin: String? = nil, namesake: String? = nil
  ) -> [Finding] {
    let subject = PromptSubject(
      name: name, facts: facts, profile: profile, maximumSize: maximumSize, nameTwin: nameTwin,
      namesake: namesake)
    var findings: [Finding] = []
    for index in rules.indices where !ignoredRules.contains(rules[index].rule.id) {
      findings += rules[index].findings(in: subject)
    }
    guard let sound = SoundSubject(facts, name: name, profile) else { return findings }
    // A speech level tells more than the RMS.
    return findings.filter { $0.rule != "level" || sound.figures.level == nil }
      + SoundRule.all(profile.advice).filter { !ignoredRules.contains($0.rule.id) }
      .flatMap { $0.findings(in: sound) }
  }
}

extension [UInt8] {
  /// A copy of the bytes of a span.
  init(_ span: Span<UInt8>) {
    self = span.withUnsafeBufferPointer { Array($0) }
  }
}
