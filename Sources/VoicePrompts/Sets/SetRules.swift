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
    "not-built", Text(english: "a file for each prompt of the set", chinese: "提示音集里的每个提示音都有文件"),
    reason: Text(english: "a prompt that is not there cannot be uploaded", chinese: "不存在的提示音无法上传"),
    remedy: .build,
    example: Text(
      english: "the prompt is missing; it is made from masters/hold.flac",
      chinese: "缺少这个提示音；它由 masters/hold.flac 制成")
  ) { subject in
    switch subject {
    case .absentPrompt(let master):
      Text(
        english: "the prompt is missing; it is made from \(master)",
        chinese: "缺少这个提示音；它由 \(master) 制成")
    case .prompt(.neverBuilt, _, _): Text(english: "no build has made it", chinese: "没有哪次构建生成过它")
    default: nil
    }
  }

  private static let outdated = SetRule(
    "outdated", Text(english: "what the master gives", chinese: "与母版录音一致"),
    reason: Text(english: "callers would hear what was replaced", chinese: "来电者会听到已被替换的内容"),
    remedy: .build,
    example: Text(
      english: "the master masters/hold.flac has changed since it was built",
      chinese: "母版录音 masters/hold.flac 在构建之后有改动")
  ) { subject in
    switch subject {
    case .prompt(.entryChanged, _, let set):
      Text(
        english: "its entry in \(set) has changed since it was built",
        chinese: "它在 \(set) 中的条目在构建之后有改动")
    case .prompt(.masterChanged, let master, _):
      Text(
        english: "the master \(master) has changed since it was built",
        chinese: "母版录音 \(master) 在构建之后有改动")
    case .prompt(.otherMasterChanged, _, let set):
      Text(
        english: "shares one gain with all prompts of \(set), and one of them has changed since it "
          + "was built", chinese: "与 \(set) 的所有提示音共用一个增益，其中一个在构建之后有改动")
    default: nil
    }
  }

  private static let edited = SetRule(
    "edited", Text(english: "no change by hand", chinese: "没有手工改动"),
    reason: Text(english: "the next build would undo it without a word", chinese: "下次构建会不加提示地撤销它"),
    remedy: .changeMaster,
    example: Text(
      english: "is not what was built from masters/hold.flac: it was changed later",
      chinese: "与由 masters/hold.flac 构建的不一致：之后被改动过")
  ) { subject in
    guard case .prompt(.edited, let master, _) = subject else { return nil }
    return Text(
      english: "is not what was built from \(master): it was changed later",
      chinese: "与由 \(master) 构建的不一致：之后被改动过")
  }

  private static let unlisted = SetRule(
    "unlisted", Text(english: "nothing beside the prompts of the set", chinese: "除提示音集的提示音外没有别的文件"),
    reason: Text(
      english: "nobody knows what it was made from, or whether it is still wanted",
      chinese: "没有人知道它由什么制成，是否还需要"),
    remedy: .listOrRemove,
    example: Text(english: "the file is not in the set", chinese: "这个文件不在提示音集中"),
    in: "prompts/old.wav"
  ) { subject in
    guard case .unlistedFile = subject else { return nil }
    return Text(english: "the file is not in the set", chinese: "这个文件不在提示音集中")
  }

  private static let lockOutdated = SetRule(
    "lock-outdated",
    Text(english: "a lock of the last build of this set", chinese: "本提示音集最近一次构建的锁文件"),
    reason: Text(
      english: "without it nobody can tell which master a prompt was made from",
      chinese: "没有它，就无法知道提示音由哪个母版录音制成"),
    remedy: .build,
    example: Text(
      english: "prompts.yml has changed since it was built", chinese: "prompts.yml 在构建之后有改动"),
    in: "prompts.lock"
  ) { subject in
    guard case .lock(let state, let set) = subject else { return nil }
    return switch state {
    case .missing: Text(english: "is missing", chinese: "缺少这个文件")
    case .unusable(let reason): reason
    case .unfinished:
      Text(
        english: "the last build was interrupted, or prompts failed in it",
        chinese: "上次构建被中断，或有提示音失败")
    case .setChanged:
      Text(english: "\(set) has changed since it was built", chinese: "\(set) 在构建之后有改动")
    case .otherPrompts:
      Text(english: "does not have the prompts of \(set)", chinese: "其中的提示音与 \(set) 不一致")
    }
  }
}

extension Rule {
  static let setRules = SetRule.all.map(\.rule)

  /// For what a set or a request names to be played before a call is put through.
  static let promptTooLong = Rule(
    "prompt-too-long", .warning,
    Text(english: "at most 5 s before a call is put through", chinese: "呼叫接通前最多 5 s"),
    reason: Text(english: "ringing cuts the prompt off (API)", chinese: "振铃会打断提示音（API）"),
    remedy: .shortenPrompt,
    example: Text(
      english: "preVoiceX: prompts/x.wav lasts 7.20 s, and ringing cuts it off after about 5 s",
      chinese: "preVoiceX：prompts/x.wav 时长 7.20 s，约 5 s 后会被振铃打断"),
    in: "requests/notify.json:4:5")
}
