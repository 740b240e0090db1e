internal import AudioFiles

/// A prompt that a request or a program names.
struct PromptMention {
  let name: String
  /// As messages name the field: `playInfoList[0].notifyVoice`.
  let field: String
  let parameter: PromptParameter
  let location: TextLocation
  /// Whether it is put together at run time.
  let isComputed: Bool
}

/// What there is of a prompt that is named.
struct MentionSubject {
  let mention: PromptMention
  let library: PromptLibrary
  let standing: Standing

  enum Standing {
    case misnamed(FileName.Fault)
    case withoutExtension
    case absent
    case notBuilt(PromptLibrary.Prompt)
    case ambiguous(PromptLibrary.Prompt, PromptLibrary.Prompt)
    case faulty(PromptLibrary.Prompt, Text)
    /// So many seconds, before a call is put through.
    case tooLong(PromptLibrary.Prompt, Double)
    /// Put together at run time.
    case computed
    case right
  }

  /// What is wrong, after the field that names the prompt.
  fileprivate func fault(_ message: Text) -> [Fault] {
    [
      (
        Text(
          english: "\(mention.field): \(message.english)",
          chinese: "\(mention.field)：\(message.chinese)"), mention.location
      )
    ]
  }
}

extension RequestRules {
  /// Those for a prompt that is named.
  static let ofMentions = [
    promptName, promptAbsent, notBuilt, promptAmbiguous, promptFaulty, promptTooLong, computedName,
  ]

  static let promptName = CheckedRule<MentionSubject>(
    "prompt-name", .error, Text(english: "names that a prompt can have", chinese: "提示音可以使用的文件名"),
    reason: Text(
      english: "the platform accepts no other file names (guide), in fields of String(1-128) (API)",
      chinese: "平台不接受其他文件名（指南），字段类型为 String(1-128)（API）"),
    remedy: .nameUploadedPrompt,
    example: Text(
      english: "waitVoice: the name hold does not end in .wav",
      chinese: "waitVoice：名称 hold 不是以 .wav 结尾")
  ) { subject in
    switch subject.standing {
    case .misnamed(let fault): return subject.fault(fault.message)
    case .withoutExtension:
      let wanted = subject.library.profile.nameRule.nameExtension
      return subject.fault(
        Text(
          english: "the name \(subject.mention.name) does not end in \(wanted)",
          chinese: "名称 \(subject.mention.name) 不是以 \(wanted) 结尾"))
    default: return []
    }
  }

  /// The same for a name that is not even there.
  static let emptyName = CheckedRule<RequestBody>(promptName.rule) { body in
    body.slots.filter { $0.field.needsName && $0.value?.string == "" }
      .map { (Text(english: "\($0.path) is empty", chinese: "\($0.path) 为空"), $0.value?.location) }
  }

  static let promptAbsent = CheckedRule<MentionSubject>(
    "prompt-absent", .error,
    Text(english: "names of prompts that are there, in the same case", chinese: "存在的提示音的名称，大小写一致"),
    reason: Text(
      english: "the call fails with result 1010002, or is hung up with cause 8006 (API)",
      chinese: "呼叫会失败，返回码 1010002，或者被挂断，原因 8006（API）"),
    remedy: .correctNameOrAddPrompt,
    example: Text(
      english:
        "waitVoice: there is no Hold.wav in prompts, but hold.wav: upper and lower case count",
      chinese: "waitVoice：prompts 中没有 Hold.wav，但有 hold.wav：区分大小写")
  ) { subject in
    guard case .absent = subject.standing else { return [] }
    return subject.fault(subject.library.absence(of: subject.mention.name))
  }

  private static let notBuilt = CheckedRule<MentionSubject>(SetRule.notBuilt.rule) { subject in
    guard case .notBuilt(let prompt) = subject.standing else { return [] }
    return subject.fault(subject.library.missing(prompt))
  }

  static let promptAmbiguous = CheckedRule<MentionSubject>(
    "prompt-ambiguous", .error, Text(english: "names that one prompt has", chinese: "只属于一个提示音的名称"),
    reason: Text(
      english: "the platform keeps all prompts in one list, by their names (guide): which of them "
        + "is played depends on what was uploaded last",
      chinese: "平台把所有提示音放在一个列表里，以名称区分（指南）：播放哪一个取决于最后上传的是哪一个"),
    remedy: .renameOneFile,
    example: Text(
      english: "waitVoice: hold.wav is in calls/hold.wav and in prompts/hold.wav",
      chinese: "waitVoice：hold.wav 同时在 calls/hold.wav 和 prompts/hold.wav")
  ) { subject in
    guard case .ambiguous(let one, let other) = subject.standing else { return [] }
    return subject.fault(
      Text(
        english: "\(one.name) is in \(one.path) and in \(other.path)",
        chinese: "\(one.name) 同时在 \(one.path) 和 \(other.path)"))
  }

  static let promptFaulty = CheckedRule<MentionSubject>(
    "prompt-faulty", .error,
    Text(english: "prompts that the platform accepts", chinese: "平台接受的提示音"),
    reason: Text(
      english: "a prompt that was refused is not there when it is to be played",
      chinese: "被拒绝的提示音在需要播放时并不存在"),
    remedy: .validatePrompt,
    example: Text(
      english: "waitVoice: prompts/hold.wav is not fit for the platform: the sample rate at "
        + "offset 24 is 16000 Hz, should be 8000 Hz (sample-rate)",
      chinese: "waitVoice：prompts/hold.wav 不符合平台要求：偏移 24 处的采样率是 16000 Hz，应为 8000 Hz（"
        + "sample-rate）")
  ) { subject in
    guard case .faulty(let prompt, let fault) = subject.standing else { return [] }
    return subject.fault(
      Text(
        english: "\(prompt.path) is not fit for the platform: \(fault.english)",
        chinese: "\(prompt.path) 不符合平台要求：\(fault.chinese)"))
  }

  static let promptTooLong = CheckedRule<MentionSubject>(Rule.promptTooLong) { subject in
    guard case .tooLong(let prompt, let duration) = subject.standing,
      let limit = subject.library.profile.advice.durationBeforeCall
    else { return [] }
    return subject.fault(
      Text(
        english: "\(prompt.path) lasts \(duration.duration), and ringing cuts it off after about "
          + "\(limit.fixed(0)) s",
        chinese: "\(prompt.path) 时长 \(duration.duration)，约 \(limit.fixed(0)) s 后会被振铃打断"))
  }

  static let computedName = CheckedRule<MentionSubject>(
    "computed-name", .note, Text(english: "names that stand there as a whole", chinese: "完整写出的名称"),
    reason: Text(
      english: "a name that is put together at run time cannot be checked", chinese: "运行时才拼成的名称无法校验"
    ),
    remedy: .checkComputedName,
    example: Text(
      english: "waitVoice: \"hold_{language}.wav\" is put together at run time",
      chinese: "waitVoice：\"hold_{language}.wav\" 在运行时才拼成"),
    in: "src/call.py:12:9"
  ) { subject in
    guard case .computed = subject.standing else { return [] }
    return subject.fault(
      Text(
        english: "\"\(subject.mention.name)\" is put together at run time",
        chinese: "\"\(subject.mention.name)\" 在运行时才拼成"))
  }

  static let argumentAbsent = CheckedRule<(name: String, location: TextLocation, PromptLibrary)>(
    "argument-absent", .note,
    Text(english: "arguments that name prompts that are there", chinese: "指向现有提示音的参数"),
    reason: Text(
      english: "an argument does not tell whether it names a prompt", chinese: "仅凭参数看不出它是不是提示音的名称"),
    remedy: .correctNameIfPrompt,
    example: Text(english: "there is no code.wav in prompts", chinese: "prompts 中没有 code.wav"),
    in: "src/call.py:12:9"
  ) { name, location, library in [(library.absence(of: name), location)] }

  static let unusedPrompt = CheckedRule<PromptLibrary.Prompt>(
    "unused-prompt", .note,
    Text(english: "no prompt that nothing names", chinese: "每个提示音都有请求或程序使用"),
    reason: Text(
      english: "it is uploaded and reviewed for nothing; or it was renamed in one place only",
      chinese: "它白白上传和审核；或者只在一处改了名"),
    remedy: .removeOrNamePrompt,
    example: Text(english: "no request and no program names it", chinese: "没有任何请求或程序使用它"),
    in: "prompts/old.wav"
  ) { prompt in
    guard let location = prompt.location else {
      return [(Text(english: "no request and no program names it", chinese: "没有任何请求或程序使用它"), nil)]
    }
    return [
      (
        Text(
          english: "no request and no program names \(prompt.name)",
          chinese: "没有任何请求或程序使用 \(prompt.name)"), location
      )
    ]
  }
}
