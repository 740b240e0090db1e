internal import AudioFiles

/// A rule for how a prompt sounds, which takes ITU-T P.56: looked at where that is asked for.
typealias SoundRule = CheckedRule<SoundSubject>

/// A prompt whose sound is under judgement.
struct SoundSubject {
  let figures: SoundFigures
  /// Whether music is heard, whose quiet passages are no noise, and whose level is its own.
  let carriesMusic: Bool
  /// Whether what could be removed below any voice is known to be.
  let isHighPassed: Bool

  init(_ figures: SoundFigures, carriesMusic: Bool = false, isHighPassed: Bool = false) {
    self.figures = figures
    self.carriesMusic = carriesMusic
    self.isHighPassed = isHighPassed
  }

  /// A finished file, which tells by its name what it carries; nil where nobody has listened.
  init?(_ facts: WAVFacts, name: String, _ profile: PlatformProfile) {
    guard let sound = facts.sound else { return nil }
    figures = SoundFigures(sound)
    let letters = profile.nameRule.stem(of: name).filter(\.isLetter)
    carriesMusic = PromptParameter.named(letters, of: profile)?.carriesMusic ?? false
    isHighPassed = false
  }

  /// The level that is compared with those of other prompts.
  var speechLevel: Double? { carriesMusic ? nil : figures.level }
}

extension SoundRule {
  /// Of those for one prompt and for several.
  static let ids: Set<String> = {
    let advice = PromptAdvice()
    return Set(all(advice).map(\.rule.id) + [SetLevel.rule(advice).id])
  }()

  static func all(_ advice: PromptAdvice) -> [SoundRule] {
    let (usual, bearable) = (advice.speechLevels, advice.bearableSpeechLevels)
    return [
      SoundRule(
        "speech-level", .note,
        Text(
          english:
            "speech at \(usual.words.english) dBov (outside \(bearable.words.english) a warning)",
          chinese: "语音响度 \(usual.words.chinese) dBov（超出 \(bearable.words.chinese) 为警告）"),
        reason: Text(
          english: "callers reach for the volume; RFC 7874, section 4, has speech at an RMS of "
            + "2600, which is -22 dBov", chinese: "来电者会去调音量；RFC 7874 第 4 节规定语音的均方根为 2600，即 -22 dBov"
        ),
        remedy: .setLevel,
        example: Text(english: "speech is at -31.2 dBov, too quiet", chinese: "语音响度是 -31.2 dBov，太轻")
      ) { subject, rule in
        guard let level = subject.figures.level, !usual.contains(level) else { return [] }
        let isQuiet = level < usual.lowerBound
        return [
          Finding(
            rule.id, bearable.contains(level) ? .note : .warning,
            Text(
              english: "speech is at \(level.fixed(1)) dBov, too \(isQuiet ? "quiet" : "loud")",
              chinese: "语音响度是 \(level.fixed(1)) dBov，\(isQuiet ? "太轻" : "太响")"),
            remedy: rule.remedy)
        ]
      },
      SoundRule(
        "rumble", .note,
        Text(
          english: "energy below 80 Hz at most \(advice.rumble.fixed(0)) dB of the whole, DC at "
            + "most \(advice.offset.fixed(0)) dB of the level",
          chinese: "80 Hz 以下的能量相对总能量最多 \(advice.rumble.fixed(0)) dB，直流相对响度最多 "
            + "\(advice.offset.fixed(0)) dB"),
        reason: Text(
          english: "no telephone plays it, and it takes the headroom of what is heard (measured)",
          chinese: "电话放不出这部分声音，它却占用可听声音的余量（实测）"),
        remedy: .highPass,
        example: Text(
          english: "what lies below 80 Hz is at -19.4 dB of the whole",
          chinese: "80 Hz 以下的能量相对总能量是 -19.4 dB")
      ) { subject, rule in
        if subject.isHighPassed { return [] }
        if let rumble = subject.figures.rumble, rumble > advice.rumble {
          return [
            rule.finding(
              Text(
                english: "what lies below 80 Hz is at \(rumble.fixed(1)) dB of the whole",
                chinese: "80 Hz 以下的能量相对总能量是 \(rumble.fixed(1)) dB"))
          ]
        }
        guard let offset = subject.figures.offset, offset > advice.offset else { return [] }
        return [
          rule.finding(
            Text(
              english: "the DC offset is at \(offset.fixed(1)) dB of the level",
              chinese: "直流偏移相对响度是 \(offset.fixed(1)) dB"))
        ]
      },
      SoundRule(
        "noise", .note,
        Text(
          english: "a noise floor at most \(advice.noiseFloor.fixed(0)) dB of the speech level",
          chinese: "底噪相对语音响度最多 \(advice.noiseFloor.fixed(0)) dB"),
        reason: Text(
          english: "words drown in it, the more so on a loud street (measured)",
          chinese: "话语会淹没在噪声里，在嘈杂的街上更是如此（实测）"),
        remedy: .recordQuietly,
        example: Text(
          english: "the noise between the words is only 18.2 dB below them",
          chinese: "词句之间的噪声只比语音低 18.2 dB")
      ) { subject, rule in
        guard !subject.carriesMusic, let noise = subject.figures.noise, noise > advice.noiseFloor
        else { return [] }
        return [
          rule.finding(
            Text(
              english: "the noise between the words is only \((-noise).fixed(1)) dB below them",
              chinese: "词句之间的噪声只比语音低 \((-noise).fixed(1)) dB"))
        ]
      },
    ]
  }

  /// What is found in each of the prompts that callers hear one after the other.
  static func findings(in prompts: [SoundSubject], _ advice: PromptAdvice) -> [[Finding]] {
    let rules = all(advice)
    return zip(prompts, SetLevel.findings(prompts.map(\.speechLevel), advice)).map {
      prompt, setLevel in
      rules.flatMap { $0.findings(in: prompt) } + [setLevel].compactMap { $0 }
    }
  }

  private init(
    _ id: String, _ severity: Severity, _ requirement: Text, reason: Text, remedy: Remedy,
    example: Text, check: @escaping @Sendable (SoundSubject, Rule) -> [Finding]
  ) {
    self.init(
      Rule(id, severity, requirement, reason: reason, remedy: remedy, example: example),
      check: check)
  }
}

/// The rule for prompts that callers hear one after the other.
enum SetLevel {
  /// Prompts from which on there is a median to speak of.
  private static let leastCount = 3

  static func rule(_ advice: PromptAdvice) -> Rule {
    Rule(
      "set-level", .warning,
      Text(
        english: "speech at most \(advice.levelSpread.fixed(0)) dB from the median of all prompts",
        chinese: "语音响度与所有提示音的中位数相差最多 \(advice.levelSpread.fixed(0)) dB"),
      reason: Text(
        english: "callers hear prompts one after the other (our decision)",
        chinese: "来电者会接连听到各个提示音（我们的决定）"),
      remedy: .setLevel,
      example: Text(
        english: "speech is at -29.0 dBov, 6.8 dB below the median of the 12 prompts that speak",
        chinese: "语音响度是 -29.0 dBov，比 12 个有语音的提示音的中位数低 6.8 dB"))
  }

  /// What is found in each of the prompts.
  ///
  /// - Parameter levels: in dBov; nil for a prompt without speech, or one of music.
  static func findings(_ levels: [Double?], _ advice: PromptAdvice) -> [Finding?] {
    let sorted = levels.compactMap { $0 }.sorted()
    guard sorted.count >= leastCount else { return levels.map { _ in nil } }
    let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    return levels.map { level in
      guard let level, abs(level - median) > advice.levelSpread else { return nil }
      let distance = abs(level - median)
      let isQuiet = level < median
      return rule(advice).finding(
        Text(
          english: "speech is at \(level.fixed(1)) dBov, \(distance.fixed(1)) dB "
            + "\(isQuiet ? "below" : "above") the median of the \(sorted.count.grouped) prompts that "
            + "speak",
          chinese: "语音响度是 \(level.fixed(1)) dBov，比 \(sorted.count.grouped) 个有语音的提示音的中位数"
            + "\(isQuiet ? "低" : "高") \(distance.fixed(1)) dB"))
    }
  }
}

extension ClosedRange<Double> {
  /// `-28 to -16`
  fileprivate var words: Text {
    Text(
      english: "\(lowerBound.fixed(0)) to \(upperBound.fixed(0))",
      chinese: "\(lowerBound.fixed(0)) 至 \(upperBound.fixed(0))")
  }
}
