internal import AudioFiles
internal import SystemPackage

/// A first `prompts.yml` for a folder of recordings, for a person to go over.
public struct PromptSetDraft: Sendable {
  /// Where it is written.
  public let path: String
  /// The whole text.
  public let text: String
  /// Prompts that it lists.
  public let promptCount: Int
  /// Recordings that cannot be converted, and why; comments in the text.
  public let failures: [PromptError]

  /// Looks at the recordings in `folder` and below, except for those in its `prompts`.
  ///
  /// Names follow the recordings' names; so do guesses at the parameters that they are for.
  public init(folder: String) {
    let search = FileSearch([folder], excluding: PathName(folder).appending("prompts"))
    var lines = Self.heading
    var failures: [PromptError] = []
    var taken: Set<String> = []
    var count = 0
    for found in search.found {
      do throws(PromptError) {
        let path = try PromptError.wrapping { () throws(AudioFileError) in try found.get().path }
        let master = Self.relative(path, to: folder)
        let guess = Self.parameter(for: PathName(path).name)
        let isSplit = try Self.needsSplit(path, guess)
        lines += Self.entry(master, guess, isSplit: isSplit, &taken)
        count += 1
      } catch {
        failures.append(error)
        let master = Self.relative(error.path, to: folder)
        lines.append("  # left out: \(Self.comment("\(master): \(error.message.english)"))")
      }
    }
    path = PathName(folder).appending(PromptSet.fileName)
    text = lines.joined(separator: "\n") + "\n"
    promptCount = count
    self.failures = failures
  }

  /// Writes the text where no file is yet.
  ///
  /// - Throws: ``PromptError`` where there is one, or none can be written.
  public func write() throws(PromptError) {
    do {
      try AtomicFile.write([Array(text.utf8)], to: path, replacing: false)
    } catch {
      throw PromptError(
        path,
        invalid: error == .fileExists
          ? Text(
            english: "exists already; edit it, or remove it first", chinese: "已经存在；请直接编辑，或先删除它")
          : Text(english: "cannot be written: \(error)", chinese: "无法写入：\(error.words.chinese)"))
    }
  }

  // MARK: The text

  /// What a new set begins with, up to its list of prompts.
  static let heading = [
    "# The prompts of this folder and the recordings that they are made from.",
    "#   voiceprompt build            makes what is new or has changed",
    "#   voiceprompt build --check    for CI: is everything as its recording gives it?",
    "#",
    "# profile: amazon-connect   another platform; voiceprompt profiles lists them",
    "# output: prompts           the folder for the prompts, below this one",
    "# max-size: 2MB             the largest prompt: 2MB, 2MiB or bytes",
    "# defaults:                 for every prompt that does not say otherwise",
    "#   channel: mix            mix, left, right or a number from 1",
    "#   allow-truncated: false  true: take what there is of a recording that is cut short",
    "#   together: false         true: one gain for all prompts, so that their relation stays",
    "#",
    "# A prompt has a source, and for (the request field), or name, or both. It may have",
    "#   start: 0.25             seconds, from the recording's beginning",
    "#   duration: 20            seconds; up to the recording's end by default",
    "#   channel, allow-truncated",
    "#   text: Welcome to …      what the prompt says, for reports",
    "#   sound: speech           removes rumble, cuts silence, brings speech to -22 dBov;",
    "#     music                 brings it to -22 dBov, and keeps quiet passages and deep notes;",
    "#     untouched             leaves it as it was recorded; this is the default",
    "#   level: -20, gain: 3, trim: off, high-pass: off, noise-shaping: off, fade-in: 0.5,",
    "#     fade-out: 0.5         change one thing of it",
    "#   split: true             notifyVoice only: several prompts where it is over the limit",
    "",
    "output: prompts",
    "prompts:",
  ]

  private static func entry(
    _ master: String, _ guess: PromptParameter?, isSplit: Bool, _ taken: inout Set<String>
  ) -> [String] {
    let wanted = FileName.prompt(forRecording: PathName(master).name)
    var name = wanted
    if FileName.fault(in: name) != nil || name.hasPrefix(".") || taken.contains(name.lowercased()) {
      name = FileName.suggestion(for: name, avoiding: taken)
    }
    // The parts of a split recording need names, too.
    while isSplit, !taken.isDisjoint(with: partNames(name, guess)) {
      taken.insert(name.lowercased())
      name = FileName.suggestion(for: wanted, avoiding: taken)
    }
    taken.insert(name.lowercased())
    if isSplit { taken.formUnion(partNames(name, guess)) }
    var lines =
      guess.map { ["  - for: \($0.name)", "    name: \(YAMLScalar.quoted(name))"] }
      ?? ["  - name: \(YAMLScalar.quoted(name))"]
    lines.append("    source: \(YAMLScalar.quoted(master))")
    if let guess { lines.append("    sound: \(guess.carriesMusic ? "music" : "speech")") }
    if isSplit { lines.append("    split: true") }
    return lines
  }

  /// In lower case.
  private static func partNames(_ name: String, _ guess: PromptParameter?) -> [String] {
    (1...(guess?.maximumCount ?? 1)).map {
      PromptSet.partName($0, of: name, PlatformProfile.standard.nameRule).lowercased()
    }
  }

  /// `text` on one line.
  private static func comment(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { YAMLScalar.mustBeEscaped($0) ? "?" : $0 }))
  }

  private static func relative(_ path: String, to folder: String) -> String {
    let prefix = PathName(folder).appending("x").dropLast()
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  // MARK: Guesses

  /// Whether the recording makes more than one prompt.
  ///
  /// - Throws: why it cannot be converted.
  private static func needsSplit(
    _ path: String, _ guess: PromptParameter?
  ) throws(PromptError) -> Bool {
    do {
      _ = try PromptConverter().dryRun(path)
      return false
    } catch {
      guard error.code == .tooLarge, guess?.maximumCount ?? 1 > 1 else { throw error }
      return true
    }
  }

  /// Letters that names have, and the parameter that they speak of; the first that fits counts.
  private static let hints: [(letters: String, parameter: String)] = [
    ("recordhint", "recordHintTone"), ("lastmin", "lastMinVoice"), ("oneminute", "lastMinVoice"),
    ("callback", "callbackTone"), ("prevoicex", "preVoiceX"), ("xhint", "preVoiceX"),
    ("prevoicey", "preVoiceY"), ("yhint", "preVoiceY"), ("callerhint", "callerHintTone"),
    ("calleehint", "calleeHintTone"), ("pretone", "preTone"), ("codebefore", "preTone"),
    ("beforecode", "preTone"), ("postone", "posTone"), ("posttone", "posTone"),
    ("codeafter", "posTone"), ("aftercode", "posTone"), ("verif", "preTone"),
    ("yanzhengma", "preTone"), ("notif", "notifyVoice"), ("notice", "notifyVoice"),
    ("tongzhi", "notifyVoice"), ("record", "recordHintTone"), ("luyin", "recordHintTone"),
    ("wait", "waitVoice"), ("hold", "waitVoice"), ("ringback", "waitVoice"),
    ("dengdai", "waitVoice"), ("prevoice", "preVoice"), ("welcome", "preVoice"),
    ("greeting", "preVoice"), ("huanying", "preVoice"),
  ]

  /// The parameter that a recording is for by its name; nil where it does not tell.
  static func parameter(
    for name: String, _ profile: PlatformProfile = .standard
  ) -> PromptParameter? {
    let legal = FileName.suggestion(for: FileName.prompt(forRecording: name))
    let letters = profile.nameRule.stem(of: legal).lowercased()
      .filter(\.isLetter)
    let hint = hints.first { letters.contains($0.letters) }
    return hint.flatMap { PromptParameter.named($0.parameter, of: profile) }
  }
}
