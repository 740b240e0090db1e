internal import ArgumentParser
internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt init`
struct Init: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a first prompts.yml for recordings.",
    discussion: """
      EXAMPLES:
        voiceprompt init                           prompts.yml in this folder
        voiceprompt init campaign                  campaign/prompts.yml

      Lists the recordings in the folder and below, and guesses from their names which request \
      fields they are for. A prompts.yml that is there already is never overwritten.
      """
  )

  @Argument(help: "The folder of the set.", completion: .directory)
  var folder = "."

  func perform() throws {
    let console = Console.shared
    console.silenceLibraries()
    let draft = PromptSetDraft(folder: folder)
    guard draft.promptCount > 0 else {
      FailureGroup.write(draft.failures, in: .set, to: console)
      throw console.end(Text(english: "no recordings in \(folder) that can be converted"))
    }
    try console.require { () throws(PromptError) in try draft.write() }
    FailureGroup.write(draft.failures, .warning, after: "left out: ", in: .set, to: console)
    let (count, leftOut) = (draft.promptCount, draft.failures.count)
    console.result(
      "\(draft.path): \(count == 1 ? "1 prompt" : "\(count) prompts")"
        + (leftOut > 0 ? ", \(leftOut) left out" : ""))
    console.message(
      Text(english: "look over its names and parameters, then: voiceprompt build\(argument(draft))")
    )
    try console.checkOutput()
    // What could not be searched may hold more.
    if draft.failures.contains(where: { $0.code == .unreadable }) {
      throw ExitStatus.fileFailed.exitCode
    }
  }

  /// What `build` needs to find the set.
  private func argument(_ draft: PromptSetDraft) -> String {
    draft.path == PromptSet.fileName ? "" : " " + draft.path
  }
}
