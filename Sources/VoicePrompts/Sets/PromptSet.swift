public import AudioFiles

/// A set of prompts and the recordings that they are made from: what `prompts.yml` says.
///
/// ```yaml
/// profile: amazon-connect   # the platform; or several, with a folder for each: profiles: [a, b]
/// output: prompts           # a folder below this file's, for the prompts; this is the default
/// max-size: 2MB             # the largest prompt: 2MB, 2MiB or bytes
/// defaults:                 # for every prompt that does not say otherwise
///   channel: mix            # mix, left, right or a number from 1
///   allow-truncated: false  # true: take what there is of a recording that is cut short
///   sound: untouched        # speech, music, untouched; level, gain, trim, … change one thing
///   together: false         # true: one gain for all prompts
/// prompts:
///   - for: waitVoice        # the request field; the prompt's name is waitVoice.wav
///     source: masters/hold.flac
///   - name: welcome.wav     # a name of its own, with or without "for"
///     source: masters/welcome.mp3
///     start: 0.25           # seconds; the recording's beginning by default
///     text: Welcome to …      # what the prompt says; for reports only
///     duration: 20          # seconds; up to the recording's end by default
///   - for: notifyVoice
///     name: notify.wav
///     source: masters/long.wav
///     split: true           # where it is over the limit: notify_1.wav to notify_5.wav
/// ```
public struct PromptSet: Sendable {
  /// The usual name of a set's file.
  public static let fileName = "prompts.yml"

  /// More prompts than any set has: a person at the platform listens to each. As many take some
  /// 55 MB while they are built.
  static let maximumCount = 4_000

  /// The set's file, as it was named.
  public let path: String
  /// Where the prompts are, from the working folder.
  public let outputFolder: String
  /// Whether whoever uses the set has said where the prompts are, and not the set.
  let hasChosenOutput: Bool
  /// What the prompts are for.
  public let profile: PlatformProfile
  /// Whether the file is for several platforms, each with a folder below the output.
  let isOneOfSeveral: Bool
  /// The largest prompt.
  public let maximumSize: ByteSize
  /// How prompts are made that do not say otherwise.
  let defaults: ConversionOptions
  /// In the order of the file.
  public let entries: [Entry]
  /// How masters are decoded, beyond what they tell themselves: no part of the set.
  public var decoding = DecodingOptions()
  /// SHA-256 of the file's text.
  let digest: String

  /// A prompt and the way it is made.
  public struct Entry: Sendable {
    /// The prompt's name with its extension.
    public let name: String
    /// The request field that it is for; nil where the set does not say.
    public let parameter: PromptParameter?
    /// The recording, as the set names it.
    public let master: String
    /// The recording, from the working folder.
    public let masterPath: String
    /// How it is converted; an existing prompt is replaced.
    public let options: ConversionOptions
    /// Whether it becomes several prompts where it is over the limit.
    public let isSplit: Bool
    /// What the prompt says, for people; nil where the set does not say. It does not change the
    /// prompt.
    public let text: String?
    /// Where the set has it.
    public let location: TextLocation

    /// The recording's size in bytes; 0 where it cannot be told.
    public var masterSize: Int { (try? FileSystem.status(of: masterPath).size) ?? 0 }

    /// Whether music is heard rather than speech.
    var carriesMusic: Bool {
      options.sound.preset == .music || parameter?.carriesMusic ?? false
    }

    /// Whether a build gives its prompts these names: its own, or those of parts.
    func canHave(_ names: [String]) -> Bool {
      names == [name] || isSplit && names.count > 1 && Array(partNames.prefix(names.count)) == names
    }

    /// The most parts that it may become: as many as its parameter plays in a row.
    var maximumParts: Int { parameter?.maximumCount ?? 1 }

    /// The names that its parts have when it is split.
    var partNames: [String] { (1...maximumParts).map(partName) }

    /// Every name that a build may give to what it makes of it.
    var possibleNames: [String] { [name] + (isSplit ? partNames : []) }

    /// - Parameter number: counted from 1.
    func partName(_ number: Int) -> String {
      PromptSet.partName(number, of: name, options.profile.nameRule)
    }
  }

  /// Reads the set at `path`.
  ///
  /// - Parameters:
  ///   - path: the set's file.
  ///   - output: where the prompts are, from the working folder, instead of where the set says. A
  ///     set itself can only name a folder below its own, so that one from elsewhere is built
  ///     without touching anything else.
  ///   - profile: what the prompts are for.
  ///   - maximumSize: of a prompt, where the set does not say; nil for the platform's.
  /// - Throws: ``PromptError`` where it cannot be read, or says what it must not say; with line and
  ///   column.
  public init(
    _ path: String, output: String? = nil, _ profile: PlatformProfile = .standard,
    maximumSize: ByteSize? = nil
  ) throws(PromptError) {
    try self.init(
      yaml: try TextFile.read(path, as: .yaml), path: path, output: output, profile,
      maximumSize: maximumSize)
  }

  /// - Parameter path: names the set in messages; its folder is where relative paths begin.
  init(
    yaml: String, path: String, output: String? = nil, _ profile: PlatformProfile = .standard,
    maximumSize: ByteSize? = nil
  ) throws(PromptError) {
    let draft = try PromptSetReader(
      path: path, output: output, profile, maximumSize: maximumSize
    ).read(yaml)
    self.path = path
    self.profile = profile
    outputFolder = draft.outputFolder
    isOneOfSeveral = draft.isOneOfSeveral
    hasChosenOutput = output != nil
    self.maximumSize = draft.maximumSize
    defaults = draft.defaults
    entries = draft.entries
    digest = SHA256.digest(Array(yaml.utf8))
  }

  /// `prompts.lock` for `prompts.yml`, `prompts.yaml.lock` for `prompts.yaml`, so that no two sets
  /// share one, and `prompts.amazon-connect.lock` for one of several platforms: beside the set, or in the folder that was chosen instead of the set's. There the
  /// set's own lock has no say about what builds have made.
  public var lockPath: String {
    let name = PathName(path).name
    let stem = name.hasSuffix(".yml") ? String(name.dropLast(4)) : name
    let part = isOneOfSeveral && !hasChosenOutput ? ".\(profile.id)" : ""
    return PathName(lockFolder).appending(stem + part + ".lock")
  }

  /// Whether all prompts get one gain, found in all their masters.
  var isTogether: Bool { entries.count > 1 && entries[0].options.sound.isTogether }

  /// The folder of the lock, in which one build at a time is at work.
  var lockFolder: String { hasChosenOutput ? outputFolder : folder }

  /// The folder of the set's file.
  var folder: String { PathName(path).folder ?? "." }

  /// The folder for the prompts, which stays the same one during a build; made where missing.
  ///
  /// - Throws: ``PromptError`` where it cannot be made or opened, or is not below the set's any
  ///   more.
  func openedOutputFolder() throws(PromptError) -> OpenFolder {
    do {
      return try hasChosenOutput
        ? OpenFolder(making: outputFolder) : OpenFolder(making: outputFolder, below: folder)
    } catch {
      throw PromptError(path, .unwritable(outputFolder, error))
    }
  }

  /// The name of a part of a prompt that is split.
  static func partName(_ number: Int, of name: String, _ rule: NameRule) -> String {
    "\(rule.stem(of: name))_\(number)\(rule.nameExtension)"
  }

  /// What is found in a prompt because of what the set says that it is for.
  ///
  /// - Parameter entry: the prompt's; nil for a file of another name.
  func findings(about file: FileFindings, _ entry: Entry?) -> [Finding] {
    guard let parameter = entry?.parameter, let duration = file.facts?.duration,
      profile.advice.isTooLong(duration, for: parameter),
      let limit = profile.advice.durationBeforeCall
    else { return [] }
    return [
      Rule.promptTooLong.finding(
        Text(
          english: "lasts \(duration.duration), and ringing cuts \(parameter.name) off after about "
            + "\(limit.fixed(0)) s",
          chinese: "时长 \(duration.duration)，\(parameter.name) 约 \(limit.fixed(0)) s 后会被振铃打断"))
    ]
  }

  /// The path of a prompt of this name.
  public func outputPath(_ name: String) -> String { PathName(outputFolder).appending(name) }
}
