internal import ArgumentParser
internal import AudioFiles
internal import VoicePrompts

/// Recordings that a file lists, and the share of them that is done.
struct ListArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file that lists recordings, one a line; - for standard input.", valueName: "file"),
    completion: .file())
  var filesFrom: String?

  @Flag(name: [.customShort("0"), .long], help: "A zero byte ends each path of --files-from.")
  var null = false

  @Option(
    help: ArgumentHelp(
      "The folder whose tree is kept below that of the prompts.", valueName: "folder"),
    completion: .directory)
  var base: String?

  @Option(
    help: ArgumentHelp(
      "Do this share of the recordings, as 3/16, and leave the others to other machines.",
      valueName: "share"))
  var shard: Shard?

  func validate() throws {
    if null, filesFrom == nil {
      throw ValidationError(
        Text(english: "--null is for --files-from.", chinese: "--null 只用于 --files-from"))
    }
  }

  /// What is listed, after what was named; ends the command with status 2 where there is no list.
  func paths(after named: [String], on console: Console) throws -> [String] {
    guard let filesFrom else { return named }
    let input =
      filesFrom == SpooledInput.standardInputName ? try console.standardInput() : nil
    return try named
      + console.require { () throws(PromptError) in
        try PromptError.wrapping { () throws(AudioFileError) in
          if let input {
            return try PathList(input.opened(allowsEmpty: true), isNullSeparated: null).paths
          }
          let file = try InputFile(path: filesFrom, allowsEmpty: true)
          return try PathList(file, isNullSeparated: null).paths
        }
      }
  }
}
