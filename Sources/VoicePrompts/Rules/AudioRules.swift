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
        "silence", .note, Text(english: "something to hear", chinese: "有可听到的声音"),
        reason: advice.silenceReason,
        remedy: .nothingIfMeant,
        example: Text(english: "the prompt is silent from beginning to end", chinese: "提示音从头到尾都是静音")
      ) { audio in
        audio.isSilent
          ? Text(english: "the prompt is silent from beginning to end", chinese: "提示音从头到尾都是静音")
          : nil
      },
      AudioRule(
        "clipping", .warning,
        Text(
          english:
            "at most \((100 * advice.fullScaleShare).fixed(0)) % of the samples at full scale",
          chinese: "最多 \((100 * advice.fullScaleShare).fixed(0)) % 的采样点达到满刻度"),
        reason: Text(english: "more of it is heard as distortion", chinese: "更多就会听到失真"),
        remedy: .setLevel,
        example: Text(
          english: "100.0 % of the samples are at full scale", chinese: "100.0 % 的采样点达到满刻度")
      ) { audio in
        let share = audio.fullScaleShare
        return share > advice.fullScaleShare
          ? Text(
            english: "\((100 * share).fixed(1)) % of the samples are at full scale",
            chinese: "\((100 * share).fixed(1)) % 的采样点达到满刻度") : nil
      },
      AudioRule(
        "level", .note,
        Text(
          english: "an RMS of \(advice.levels.lowerBound.fixed(0)) to "
            + "\(advice.levels.upperBound.fixed(0)) dB relative to full scale",
          chinese: "均方根 \(advice.levels.lowerBound.fixed(0)) 至 "
            + "\(advice.levels.upperBound.fixed(0)) dB，相对满刻度"),
        reason: Text(
          english: "speech on telephone lines is at about -22 dB (RFC 7874, section 4; ITU-T P.56 "
            + "aims at -26)", chinese: "电话线路上的语音约为 -22 dB（RFC 7874 第 4 节；ITU-T P.56 的目标是 -26）"),
        remedy: .setLevel,
        example: Text(
          english: "the RMS level is -41.9 dB, too quiet", chinese: "均方根响度是 -41.9 dB，太轻")
      ) { audio in
        audio.isSilent || advice.levels.contains(audio.rmsDecibels)
          ? nil
          : Text(
            english: "the RMS level is \(audio.rmsDecibels.fixed(1)) dB, too "
              + (audio.rmsDecibels < advice.levels.lowerBound ? "quiet" : "loud"),
            chinese: "均方根响度是 \(audio.rmsDecibels.fixed(1)) dB，"
              + (audio.rmsDecibels < advice.levels.lowerBound ? "太轻" : "太响"))
      },
      AudioRule(
        "leading-silence", .note,
        Text(
          english: "at most \(advice.leadingSilence.fixed(0)) s of silence at the start",
          chinese: "开头的静音最多 \(advice.leadingSilence.fixed(0)) s"),
        reason: Text(english: "callers take it for a dead line", chinese: "来电者会以为线路不通"),
        remedy: .cutSilence,
        example: Text(english: "it begins with 1.50 s of silence", chinese: "开头有 1.50 s 静音")
      ) { audio in
        audio.isSilent || audio.leadingSilence <= advice.leadingSilence
          ? nil
          : Text(
            english: "it begins with \(audio.leadingSilence.fixed(2)) s of silence",
            chinese: "开头有 \(audio.leadingSilence.fixed(2)) s 静音")
      },
      AudioRule(
        "trailing-silence", .note,
        Text(
          english: "at most \(advice.trailingSilence.fixed(0)) s of silence at the end",
          chinese: "结尾的静音最多 \(advice.trailingSilence.fixed(0)) s"),
        reason: Text(english: "it takes room and keeps callers waiting", chinese: "它占用空间，也让来电者等待"),
        remedy: .cutSilence,
        example: Text(english: "it ends with 6.00 s of silence", chinese: "结尾有 6.00 s 静音")
      ) { audio in
        audio.isSilent || audio.trailingSilence <= advice.trailingSilence
          ? nil
          : Text(
            english: "it ends with \(audio.trailingSilence.fixed(2)) s of silence",
            chinese: "结尾有 \(audio.trailingSilence.fixed(2)) s 静音")
      },
      AudioRule(
        "dc-offset", .warning,
        Text(
          english: "a DC offset of at most \((100 * advice.mean).fixed(0)) % of full scale",
          chinese: "直流偏移最多为满刻度的 \((100 * advice.mean).fixed(0)) %"),
        reason: Text(
          english: "it clicks at both ends and takes headroom", chinese: "它会在两端产生咔嗒声，并占用余量"),
        remedy: .highPass,
        example: Text(english: "the DC offset is 2.8 % of full scale", chinese: "直流偏移是满刻度的 2.8 %")
      ) { audio in
        abs(audio.mean) > advice.mean
          ? Text(
            english: "the DC offset is \((100 * audio.mean).fixed(1)) % of full scale",
            chinese: "直流偏移是满刻度的 \((100 * audio.mean).fixed(1)) %") : nil
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
