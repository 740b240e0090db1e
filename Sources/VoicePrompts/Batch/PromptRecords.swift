internal import AudioFiles
internal import FoundationEssentials
internal import Synchronization
internal import SystemPackage

/// What earlier runs have made in a folder, and of what: JSON Lines in `.voiceprompt/`, a file for
/// each shard, whose lines hold what a set's lock holds of a prompt.
///
/// A line is written after its prompt. A run that was killed between the two finds the prompt there
/// without a line, makes it again, and has the same bytes.
final class PromptRecords: Sendable {
  /// Below the folder of the prompts.
  static let folderName = ".voiceprompt"

  /// A line.
  private struct Line: Codable {
    /// Grows when a key changes its meaning or goes.
    var recordVersion = 1
    var prompt: PromptLock.Prompt
  }

  private struct State {
    /// By the prompt's path below the folder; of several runs and shards.
    var known: [String: [PromptLock.Prompt]] = [:]
    /// Those of this shard's file.
    var own: [String: PromptLock.Prompt] = [:]
    var hasChanged = false
  }

  private let outputFolder: String
  /// Its own file.
  let path: String
  private let state: Mutex<State>

  /// Reads what is there. Lines that make no sense, as the last one of a run that was killed, are
  /// passed over, as are those of a newer version: their prompts are made again.
  init(in outputFolder: String, shard: Shard?) {
    self.outputFolder = outputFolder
    let folder = PathName(outputFolder).appending(Self.folderName)
    let name = shard.map { "shard-\($0.number)-of-\($0.count).jsonl" } ?? "prompts.jsonl"
    path = PathName(folder).appending(name)
    var state = State()
    for entry in (try? FileSystem.entries(of: folder)) ?? []
    where PathName(entry.name).nameExtension == "jsonl" {
      for prompt in Self.prompts(PathName(folder).appending(entry.name)) {
        state.known[prompt.name, default: []].append(prompt)
        if entry.name == name { state.own[prompt.name] = prompt }
      }
    }
    self.state = Mutex(state)
  }

  private static func prompts(_ path: String) -> [PromptLock.Prompt] {
    guard let file = try? InputFile(path: path, allowsEmpty: true),
      let bytes = try? file.bytes(at: 0, count: file.size)
    else { return [] }
    let decoder = JSONDecoder()
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { text in
      guard let line = try? decoder.decode(Line.self, from: Data(text)), line.recordVersion == 1
      else { return nil }
      return line.prompt
    }
  }

  /// What a prompt was made from, where it is as it was made; nil where it is not, or nobody knows.
  ///
  /// - Parameter output: its path.
  func record(of output: String) -> PromptLock.Prompt? {
    let name = name(of: output)
    guard let known = state.withLock({ $0.known[name] }),
      let digest = try? SHA256.digest(ofFile: output)
    else { return nil }
    return known.last { $0.outputs.first?.sha256 == digest }
  }

  /// Whether there is a record of a prompt, be it of another content.
  func knows(_ output: String) -> Bool {
    let name = name(of: output)
    return state.withLock { $0.known[name] != nil }
  }

  /// Writes a line about a prompt that is there.
  func add(
    _ prompt: PromptLock.Prompt
  ) throws(Errno) {
    let isKnown = state.withLock { state in
      guard state.own[prompt.name] != prompt else { return true }
      state.own[prompt.name] = prompt
      state.known[prompt.name, default: []].append(prompt)
      state.hasChanged = true
      return false
    }
    if isKnown { return }
    try FileSystem.makeFolder(PathName(path).folder ?? ".")
    try FileSystem.append(Self.text(of: prompt), to: path)
  }

  /// Writes the file anew, in the order of names and a line a prompt, where that has changed.
  func finish(_ sync: DiskSync) {
    let state = state.withLock { $0 }
    guard state.hasChanged else { return }
    let lines = state.own.keys.sorted().compactMap { state.own[$0].map(Self.text) }
    // Without this, the lines are in another order, and older ones among them.
    _ = try? AtomicFile.write(lines, to: path, replacing: true, sync: sync)
  }

  private static func text(of prompt: PromptLock.Prompt) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts, finite numbers and flags: nothing that JSON cannot express.
    let text = (try? encoder.encode(Line(prompt: prompt))).map { Array($0) } ?? []
    return text + [UInt8(ascii: "\n")]
  }

  /// The path below the folder of the prompts, which may be moved.
  func name(of output: String) -> String {
    let prefix = PathName(outputFolder).appending("")
    let start = prefix.hasSuffix("/") || prefix.isEmpty ? prefix : prefix + "/"
    return output.hasPrefix(start) ? String(output.dropFirst(start.count)) : output
  }
}
