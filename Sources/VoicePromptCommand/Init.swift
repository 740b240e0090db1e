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

  @OptionGroup var language: LanguageOption

  func perform() throws {
    let console = Console.shared
    console.silenceLibraries()
    let draft = PromptSetDraft(folder: folder)
    guard draft.promptCount > 0 else {
      FailureGroup.write(draft.failures, in: .set, to: console)
      let folder = folder
      throw console.end(
        Text(
          english: "no recordings in \(folder) that can be converted",
          chinese: "\(folder) 中没有可以转换的录音"))
    }
    try console.require { () throws(PromptError) in try draft.write() }
    FailureGroup.write(
      draft.failures, .warning, after: Text(english: "left out: ", chinese: "未列入："), in: .set,
      to: console)
    let (count, leftOut) = (draft.promptCount, draft.failures.count)
    let (path, argument) = (draft.path, argument(draft))
    let written = Text(
      english: "\(path): \(count == 1 ? "1 prompt" : "\(count) prompts")"
        + (leftOut > 0 ? ", \(leftOut) left out" : ""),
      chinese: "\(path): \(count) 个提示音" + (leftOut > 0 ? "，\(leftOut) 个未列入" : ""))
    console.result("\(written)")
    console.message(
      Text(
        english: "look over its names and parameters, then: voiceprompt build\(argument)",
        chinese: "检查其中的名称和参数，然后：voiceprompt build\(argument)"))
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
