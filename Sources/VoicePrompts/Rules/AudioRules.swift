internal import AudioFiles

/// A rule for what is heard, which needs no more than a pass over the samples.
typealias AudioRule = CheckedRule<AudioLevels>

extension AudioRule {
  /// Ids of the rules that ask for nothing but silence, however samples are written.
  static let ofSilence: Set = ["silence", "leading-silence", "trailing-silence"]

  /// Decibels are relative to full scale.
  static func all(_ advice: PromptAdvice) -> [AudioRule] {
    [
      AudioRule(
        "silence", .note, Text(english: "something to hear"),
        reason: advice.silenceReason,
        remedy: .nothingIfMeant,
        example: Text(english: "the prompt is silent from beginning to end")
      ) { audio in
        audio.isSilent ? Text(english: "the prompt is silent from beginning to end") : nil
      },
      AudioRule(
        "clipping", .warning,
        Text(
          english:
            "at most \((100 * advice.fullScaleShare).fixed(0)) % of the samples at full scale"
        ),
        reason: Text(english: "more of it is heard as distortion"),
        remedy: .setLevel,
        example: Text(english: "100.0 % of the samples are at full scale")
      ) { audio in
        let share = audio.fullScaleShare
        return share > advice.fullScaleShare
          ? Text(english: "\((100 * share).fixed(1)) % of the samples are at full scale") : nil
      },
      AudioRule(
        "level", .note,
        Text(
          english: "an RMS of \(advice.levels.lowerBound.fixed(0)) to "
            + "\(advice.levels.upperBound.fixed(0)) dB relative to full scale"),
        reason: Text(
          english: "speech on telephone lines is at about -22 dB (RFC 7874, section 4; ITU-T P.56 "
            + "aims at -26)"),
        remedy: .setLevel,
        example: Text(english: "the RMS level is -41.9 dB, too quiet")
      ) { audio in
        audio.isSilent || advice.levels.contains(audio.rmsDecibels)
          ? nil
          : Text(
            english: "the RMS level is \(audio.rmsDecibels.fixed(1)) dB, too "
              + (audio.rmsDecibels < advice.levels.lowerBound ? "quiet" : "loud"))
      },
      AudioRule(
        "leading-silence", .note,
        Text(english: "at most \(advice.leadingSilence.fixed(0)) s of silence at the start"),
        reason: Text(english: "callers take it for a dead line"),
        remedy: .cutSilence,
        example: Text(english: "it begins with 1.50 s of silence")
      ) { audio in
        audio.isSilent || audio.leadingSilence <= advice.leadingSilence
          ? nil : Text(english: "it begins with \(audio.leadingSilence.fixed(2)) s of silence")
      },
      AudioRule(
        "trailing-silence", .note,
        Text(english: "at most \(advice.trailingSilence.fixed(0)) s of silence at the end"),
        reason: Text(english: "it takes room and keeps callers waiting"),
        remedy: .cutSilence,
        example: Text(english: "it ends with 6.00 s of silence")
      ) { audio in
        audio.isSilent || audio.trailingSilence <= advice.trailingSilence
          ? nil : Text(english: "it ends with \(audio.trailingSilence.fixed(2)) s of silence")
      },
      AudioRule(
        "dc-offset", .warning,
        Text(english: "a DC offset of at most \((100 * advice.mean).fixed(0)) % of full scale"),
        reason: Text(english: "it clicks at both ends and takes headroom"),
        remedy: .highPass,
        example: Text(english: "the DC offset is 2.8 % of full scale")
      ) { audio in
        abs(audio.mean) > advice.mean
          ? Text(english: "the DC offset is \((100 * audio.mean).fixed(1)) % of full scale") : nil
      },
    ]
  }

  private init(
    _ id: String, _ severity: Severity, _ requirement: Text, reason: Text, remedy: Remedy,
    example: Text, check: @escaping @Sendable (AudioLevels) -> Text?
  ) {
    let rule = Rule(id, severity, requirement, reason: reason, remedy: remedy, example: example)
    self.init(rule) { audio, rule in check(audio).map { [rule.finding($0)] } ?? [] }
  }
}
