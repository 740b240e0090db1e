internal import AudioFiles

/// A rule for sets: what `build --check` looks at.
typealias SetRule = CheckedRule<SetSubject>

/// A file of a set under judgement, and how it stands to the set.
enum SetSubject {
  /// A prompt that the set lists, where its file is there, and what the last build made of it.
  case prompt(PromptState, master: String, set: String)
  /// A prompt that the set lists, without its file.
  case absentPrompt(master: String)
  /// A file in the output folder that is neither a prompt of the set nor a master.
  case unlistedFile
  /// The lock.
  case lock(LockState, set: String)

  /// How a prompt stands to its master.
  enum PromptState {
    case asBuilt
    case neverBuilt
    case entryChanged
    case masterChanged
    /// It shares its gain with prompts whose masters or entries have changed.
    case otherMasterChanged
    case edited
  }

  /// How the lock stands to the set.
  enum LockState {
    case missing
    /// It cannot be understood, for this reason.
    case unusable(Text)
    case unfinished
    case setChanged
    case otherPrompts
  }
}

extension SetRule {
  static let all = [notBuilt, outdated, edited, unlisted, lockOutdated]

  /// What is found in a file of a set.
  static func findings(in subject: SetSubject) -> [Finding] {
    all.flatMap { $0.findings(in: subject) }
  }

  private init(
    _ id: String, _ requirement: Text, reason: Text, remedy: Remedy, example: Text,
    in exampleFile: String = "prompts/hold.wav", check: @escaping @Sendable (SetSubject) -> Text?
  ) {
    let rule = Rule(
      id, .error, requirement, reason: reason, remedy: remedy, example: example, in: exampleFile)
    self.init(rule) { subject, rule in check(subject).map { [rule.finding($0)] } ?? [] }
  }

  static let notBuilt = SetRule(
    "not-built", Text(english: "a file for each prompt of the set"),
    reason: Text(english: "a prompt that is not there cannot be uploaded"),
    remedy: .build,
    example: Text(english: "the prompt is missing; it is made from masters/hold.flac")
  ) { subject in
    switch subject {
    case .absentPrompt(let master):
      Text(english: "the prompt is missing; it is made from \(master)")
    case .prompt(.neverBuilt, _, _): Text(english: "no build has made it")
    default: nil
    }
  }

  private static let outdated = SetRule(
    "outdated", Text(english: "what the master gives"),
    reason: Text(english: "callers would hear what was replaced"),
    remedy: .build,
    example: Text(english: "the master masters/hold.flac has changed since it was built")
  ) { subject in
    switch subject {
    case .prompt(.entryChanged, _, let set):
      Text(english: "its entry in \(set) has changed since it was built")
    case .prompt(.masterChanged, let master, _):
      Text(english: "the master \(master) has changed since it was built")
    case .prompt(.otherMasterChanged, _, let set):
      Text(
        english: "shares one gain with all prompts of \(set), and one of them has changed since it "
          + "was built")
    default: nil
    }
  }

  private static let edited = SetRule(
    "edited", Text(english: "no change by hand"),
    reason: Text(english: "the next build would undo it without a word"),
    remedy: .changeMaster,
    example: Text(
      english: "is not what was built from masters/hold.flac: it was changed later")
  ) { subject in
    guard case .prompt(.edited, let master, _) = subject else { return nil }
    return Text(english: "is not what was built from \(master): it was changed later")
  }

  private static let unlisted = SetRule(
    "unlisted", Text(english: "nothing beside the prompts of the set"),
    reason: Text(
      english: "nobody knows what it was made from, or whether it is still wanted"),
    remedy: .listOrRemove,
    example: Text(english: "the file is not in the set"), in: "prompts/old.wav"
  ) { subject in
    guard case .unlistedFile = subject else { return nil }
    return Text(english: "the file is not in the set")
  }

  private static let lockOutdated = SetRule(
    "lock-outdated", Text(english: "a lock of the last build of this set"),
    reason: Text(
      english: "without it nobody can tell which master a prompt was made from"),
    remedy: .build,
    example: Text(english: "prompts.yml has changed since it was built"), in: "prompts.lock"
  ) { subject in
    guard case .lock(let state, let set) = subject else { return nil }
    return switch state {
    case .missing: Text(english: "is missing")
    case .unusable(let reason): reason
    case .unfinished: Text(english: "the last build was interrupted, or prompts failed in it")
    case .setChanged: Text(english: "\(set) has changed since it was built")
    case .otherPrompts: Text(english: "does not have the prompts of \(set)")
    }
  }
}

extension Rule {
  static let setRules = SetRule.all.map(\.rule)

  /// For what a set or a request names to be played before a call is put through.
  static let promptTooLong = Rule(
    "prompt-too-long", .warning, Text(english: "at most 5 s before a call is put through"),
    reason: Text(english: "ringing cuts the prompt off (API)"),
    remedy: .shortenPrompt,
    example: Text(
      english: "preVoiceX: prompts/x.wav lasts 7.20 s, and ringing cuts it off after about 5 s"),
    in: "requests/notify.json:4:5")
}
