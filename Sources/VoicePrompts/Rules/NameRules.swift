internal import AudioFiles

extension PromptRule {
  /// What a file may be called. "Guide" and "API" are the profile's citations.
  static func nameRules(_ names: NameRule) -> [PromptRule] {
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
        names.hasExtension(subject.name)
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
