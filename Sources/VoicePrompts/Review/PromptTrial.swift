package import AudioFiles

/// A prompt that is in memory only: its file, and all that is found in it.
package struct PromptTrial: Sendable {
  /// The parts of its file, in their order.
  package let parts: [[UInt8]]
  /// What was done.
  package let conversion: Conversion
  /// What the file is, its sound included.
  package let facts: WAVFacts
  /// What was noticed on the way, and in the prompt.
  package let findings: [Finding]
  /// Whether music is heard rather than speech, which has a level of its own.
  package let carriesMusic: Bool
}

extension PromptConverter {
  /// Makes a prompt of a recording, and listens to it.
  ///
  /// - Parameters:
  ///   - recording: its path.
  ///   - name: that the prompt is to have, and that is legal.
  ///   - ignored: ids of rules that are not applied.
  /// - Throws: ``PromptError`` where there is no prompt, or none that the platform takes.
  package func trial(
    from recording: String, named name: String, ignoring ignored: Set<String>,
    progress: WorkProgress
  ) throws(PromptError) -> PromptTrial {
    try trial(
      prompt(from: recording, progress: progress), of: recording, named: name, ignoring: ignored)
  }

  /// The same for a recording that is in memory, without listening to the prompt, which takes several
  /// times as long as making it: its facts have no sound, and rules for sound find nothing.
  package func quickTrial(
    from recording: [UInt8], named name: String, ignoring ignored: Set<String>
  ) throws(PromptError) -> PromptTrial {
    let file = try PromptError.wrapping { () throws(AudioFileError) in
      try InputFile(bytes: recording, name: name)
    }
    // The RMS says nothing that the speech level does not say better.
    return try trial(
      prompt(from: file, progress: WorkProgress()), of: name, named: name,
      ignoring: ignored.union(["level"]), hearsSound: false)
  }

  private func trial(
    _ prompt: Prompt, of recording: String, named name: String, ignoring ignored: Set<String>,
    hearsSound: Bool = true
  ) throws(PromptError) -> PromptTrial {
    try judge(prompt, of: recording, as: name)
    let parts = parts(of: prompt)
    let facts = try PromptError.wrapping { () throws(AudioFileError) in
      try WAVInspector.facts(
        of: InputFile(bytes: parts.flatMap { $0 }, name: name),
        headerless: options.profile.headerless, hearsSound: hearsSound)
    }
    let subject = SoundSubject(facts, name: name, options.profile)
    let carriesMusic =
      options.sound.preset == .music
      || options.parameter?.carriesMusic ?? subject?.carriesMusic ?? false
    var findings = prompt.conversion.findings
    if let near = nearLimit(prompt.conversion.size) { findings.append(near) }
    if let figures = subject?.figures {
      // A speech level tells more than the RMS.
      if figures.level != nil { findings.removeAll { $0.rule == "level" } }
      let heard = SoundSubject(figures, carriesMusic: carriesMusic)
      findings += SoundRule.all(options.profile.advice).flatMap { $0.findings(in: heard) }
    }
    findings.removeAll { ignored.contains($0.rule) }
    return PromptTrial(
      parts: parts, conversion: prompt.conversion, facts: facts, findings: findings,
      carriesMusic: carriesMusic)
  }
}

extension FileName {
  /// A legal name for the prompt that is made from a recording of this name.
  package static func suggestion(
    forRecording name: String, avoiding taken: Set<String> = [], _ rule: NameRule
  ) -> String {
    suggestion(for: prompt(forRecording: name, rule), avoiding: taken, rule)
  }

  /// All that a platform's rules find in the name of a prompt; nothing where it is legal.
  package static func findings(in name: String, for profile: PlatformProfile) -> [Finding] {
    let rule = profile.nameRule
    var findings = faults(in: name, rule).map { fault in
      Finding.doubt(fault, for: profile)
        ?? Finding("illegal-name", .error, fault.message, remedy: nil)
    }
    if !rule.hasExtension(name) {
      let wanted = rule.nameExtension
      findings.append(
        Finding(
          "name-extension", .error,
          Text(
            english: "the name does not end in \(wanted)", chinese: "名称不是以 \(wanted) 结尾"),
          remedy: nil))
    } else if name.hasPrefix(".") {
      findings.append(
        Finding(
          "name-start", .error,
          Text(
            english: "the name begins with a dot, which hides the file", chinese: "名称以点开头，文件会被隐藏"),
          remedy: nil))
    }
    return findings
  }
}
