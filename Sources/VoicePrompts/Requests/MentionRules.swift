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
    [(Text(english: "\(mention.field): \(message.english)"), mention.location)]
  }
}

extension RequestRules {
  /// Those for a prompt that is named.
  static let ofMentions = [
    promptName, promptAbsent, notBuilt, promptAmbiguous, promptFaulty, promptTooLong, computedName,
  ]

  static let promptName = CheckedRule<MentionSubject>(
    "prompt-name", .error, Text(english: "names that a prompt can have"),
    reason: Text(
      english: "the platform accepts no other file names (guide), in fields of String(1-128) (API)"),
    remedy: .nameUploadedPrompt,
    example: Text(english: "waitVoice: the name hold does not end in .wav")
  ) { subject in
    switch subject.standing {
    case .misnamed(let fault): return subject.fault(fault.message)
    case .withoutExtension:
      let wanted = subject.library.profile.nameRule.nameExtension
      return subject.fault(
        Text(english: "the name \(subject.mention.name) does not end in \(wanted)"))
    default: return []
    }
  }

  /// The same for a name that is not even there.
  static let emptyName = CheckedRule<RequestBody>(promptName.rule) { body in
    body.slots.filter { $0.field.needsName && $0.value?.string == "" }
      .map { (Text(english: "\($0.path) is empty"), $0.value?.location) }
  }

  static let promptAbsent = CheckedRule<MentionSubject>(
    "prompt-absent", .error, Text(english: "names of prompts that are there, in the same case"),
    reason: Text(
      english: "the call fails with result 1010002, or is hung up with cause 8006 (API)"),
    remedy: .correctNameOrAddPrompt,
    example: Text(
      english:
        "waitVoice: there is no Hold.wav in prompts, but hold.wav: upper and lower case count")
  ) { subject in
    guard case .absent = subject.standing else { return [] }
    return subject.fault(subject.library.absence(of: subject.mention.name))
  }

  private static let notBuilt = CheckedRule<MentionSubject>(SetRule.notBuilt.rule) { subject in
    guard case .notBuilt(let prompt) = subject.standing else { return [] }
    return subject.fault(subject.library.missing(prompt))
  }

  static let promptAmbiguous = CheckedRule<MentionSubject>(
    "prompt-ambiguous", .error, Text(english: "names that one prompt has"),
    reason: Text(
      english: "the platform keeps all prompts in one list, by their names (guide): which of them "
        + "is played depends on what was uploaded last"),
    remedy: .renameOneFile,
    example: Text(english: "waitVoice: hold.wav is in calls/hold.wav and in prompts/hold.wav")
  ) { subject in
    guard case .ambiguous(let one, let other) = subject.standing else { return [] }
    return subject.fault(Text(english: "\(one.name) is in \(one.path) and in \(other.path)"))
  }

  static let promptFaulty = CheckedRule<MentionSubject>(
    "prompt-faulty", .error, Text(english: "prompts that the platform accepts"),
    reason: Text(english: "a prompt that was refused is not there when it is to be played"),
    remedy: .validatePrompt,
    example: Text(
      english: "waitVoice: prompts/hold.wav is not fit for the platform: the sample rate at "
        + "offset 24 is 16000 Hz, should be 8000 Hz (sample-rate)")
  ) { subject in
    guard case .faulty(let prompt, let fault) = subject.standing else { return [] }
    return subject.fault(
      Text(english: "\(prompt.path) is not fit for the platform: \(fault.english)"))
  }

  static let promptTooLong = CheckedRule<MentionSubject>(Rule.promptTooLong) { subject in
    guard case .tooLong(let prompt, let duration) = subject.standing,
      let limit = subject.library.profile.advice.durationBeforeCall
    else { return [] }
    return subject.fault(
      Text(
        english: "\(prompt.path) lasts \(duration.duration), and ringing cuts it off after about "
          + "\(limit.fixed(0)) s"))
  }

  static let computedName = CheckedRule<MentionSubject>(
    "computed-name", .note, Text(english: "names that stand there as a whole"),
    reason: Text(english: "a name that is put together at run time cannot be checked"),
    remedy: .checkComputedName,
    example: Text(english: "waitVoice: \"hold_{language}.wav\" is put together at run time"),
    in: "src/call.py:12:9"
  ) { subject in
    guard case .computed = subject.standing else { return [] }
    return subject.fault(Text(english: "\"\(subject.mention.name)\" is put together at run time"))
  }

  static let argumentAbsent = CheckedRule<(name: String, location: TextLocation, PromptLibrary)>(
    "argument-absent", .note, Text(english: "arguments that name prompts that are there"),
    reason: Text(english: "an argument does not tell whether it names a prompt"),
    remedy: .correctNameIfPrompt,
    example: Text(english: "there is no code.wav in prompts"), in: "src/call.py:12:9"
  ) { name, location, library in [(library.absence(of: name), location)] }

  static let unusedPrompt = CheckedRule<PromptLibrary.Prompt>(
    "unused-prompt", .note, Text(english: "no prompt that nothing names"),
    reason: Text(
      english: "it is uploaded and reviewed for nothing; or it was renamed in one place only"),
    remedy: .removeOrNamePrompt,
    example: Text(english: "no request and no program names it"), in: "prompts/old.wav"
  ) { prompt in
    guard let location = prompt.location else {
      return [(Text(english: "no request and no program names it"), nil)]
    }
    return [(Text(english: "no request and no program names \(prompt.name)"), location)]
  }
}
