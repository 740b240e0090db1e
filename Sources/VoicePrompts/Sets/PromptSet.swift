/// A set of prompts and the recordings that they are made from: what `prompts.yml` says.
///
/// ```yaml
/// output: prompts           # the folder for the prompts, from this file's; this is the default
/// max-size: 2MB             # the largest prompt: 2MB, 2MiB or bytes
/// defaults:                 # for every prompt that does not say otherwise
///   channel: mix            # mix, left, right or a number from 1
///   allow-truncated: false  # true: take what there is of a recording that is cut short
/// prompts:
///   - for: waitVoice        # the request field; the prompt's name is waitVoice.wav
///     source: masters/hold.flac
///   - name: welcome.wav     # a name of its own, with or without "for"
///     source: masters/welcome.mp3
///     start: 0.25           # seconds; the source's beginning by default
///     duration: 20          # seconds; up to the source's end by default
///   - for: notifyVoice
///     name: notify.wav
///     source: masters/long.wav
///     split: true           # where it is over the limit: notify_1.wav to notify_5.wav
/// ```
public struct PromptSet: Sendable {
  /// The usual name of a set's file.
  public static let fileName = "prompts.yml"

  /// The set's file, as it was named.
  public let path: String
  /// Where the prompts are, from the working folder.
  public let outputFolder: String
  /// The largest prompt.
  public let maximumSize: ByteSize
  /// In the order of the file.
  public let entries: [Entry]
  /// SHA-256 of the file's text.
  let digest: String

  /// A prompt and the way it is made.
  public struct Entry: Sendable {
    /// The prompt's name, `.wav` at the end.
    public let name: String
    /// The request field that it is for; nil where the set does not say.
    public let parameter: PromptParameter?
    /// The recording, as the set names it.
    public let source: String
    /// The recording, from the working folder.
    public let sourcePath: String
    /// How it is converted; an existing prompt is replaced.
    public let options: ConversionOptions
    /// Whether it becomes several prompts where it is over the limit.
    public let isSplit: Bool
    /// Where the set has it.
    public let place: TextPlace

    /// The recording's size in bytes; 0 where it cannot be told.
    public var sourceSize: Int { (try? FileSystem.status(of: sourcePath).size) ?? 0 }

    /// Whether a build gives its prompts these names: its own, or those of parts.
    func canHave(_ names: [String]) -> Bool {
      names == [name] || isSplit && names.count > 1 && Array(partNames.prefix(names.count)) == names
    }

    /// The names that its parts have when it is split.
    var partNames: [String] { (1...PauseSplit.maximumParts).map(partName) }

    /// Every name that a build may give to what it makes of it.
    var possibleNames: [String] { [name] + (isSplit ? partNames : []) }

    /// - Parameter number: counted from 1.
    func partName(_ number: Int) -> String { PromptSet.partName(number, of: name) }
  }

  /// Reads the set at `path`.
  ///
  /// - Throws: ``PromptError`` where it cannot be read, or says what it must not say; with line and
  ///   column.
  public init(_ path: String) throws(PromptError) {
    try self.init(yaml: try TextFile.read(path), path: path)
  }

  /// - Parameter path: names the set in messages; its folder is where relative paths begin.
  init(yaml: String, path: String) throws(PromptError) {
    let draft = try PromptSetReader(path: path).read(yaml)
    self.path = path
    outputFolder = draft.outputFolder
    maximumSize = draft.maximumSize
    entries = draft.entries
    digest = SHA256.digest(Array(yaml.utf8))
  }

  /// Beside the set: `prompts.lock` for `prompts.yml`, `prompts.yaml.lock` for `prompts.yaml`, so
  /// that no two sets share one.
  public var lockPath: String {
    (path.hasSuffix(".yml") ? String(path.dropLast(4)) : path) + ".lock"
  }

  /// The folder of the set's file.
  var folder: String { PathName(path).folder ?? "." }

  /// The name of a part of a prompt that is split.
  static func partName(_ number: Int, of name: String) -> String {
    "\(name.dropLast(PromptSpec.nameExtension.count))_\(number)\(PromptSpec.nameExtension)"
  }

  /// What is found in a prompt because of what the set says that it is for.
  public func findings(about report: PromptValidator.Report) -> [Finding] {
    let entry = entries.first { outputPath($0.name) == report.path }
    let limit = PromptSpec.maximumDurationBeforeCall
    guard let parameter = entry?.parameter, parameter.isPlayedBeforeCall,
      let duration = report.facts.duration, duration > limit
    else { return [] }
    return [
      Rule.promptTooLong.finding(
        "lasts \(duration.duration), and ringing cuts \(parameter.name) off after about "
          + "\(limit.fixed(0)) s")
    ]
  }

  /// The path of a prompt of this name.
  public func outputPath(_ name: String) -> String { PathName(outputFolder).appending(name) }
}
