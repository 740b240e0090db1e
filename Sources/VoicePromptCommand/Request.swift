internal import ArgumentParser
internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt request`
struct Request: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Print the body of a request with its prompt fields filled in.",
    discussion: """
      EXAMPLES:
        voiceprompt request callback               from prompts.yml, or else prompts/
        voiceprompt request notification --prompts upload

      Requests: \(requests.map { "\($0.id) (\($0.name.english))" }.joined(separator: ", ")).
      Besides the prompts, the body has the fields on which they depend, and those that every \
      request must have, with samples or empty: change both. Only the body goes to standard output.
      """
  )

  private static let requests = PlatformProfile.standard.requests

  @Argument(help: ArgumentHelp("The request.", valueName: "request"))
  var api: RequestAPI

  @OptionGroup var prompts: PromptsOption

  @OptionGroup var language: LanguageOption

  func perform() throws {
    let console = Console.shared
    let library = try prompts.library(on: console, console.settings().settings)
    let sample: RequestSample
    do {
      sample = try RequestSample(api, from: library)
    } catch {
      let names = error.parameters.map(\.name)
      console.error(
        Text(
          english:
            "\(library.path): no prompt is for \(names.listed); say so in \(PromptSet.fileName) "
            + "with for, or name a file after it",
          chinese: "\(library.path): 没有用于 \(names.listed) 的提示音；"
            + "在 \(PromptSet.fileName) 中用 for 写明，或以它命名一个文件"))
      throw ExitStatus.fileFailed.exitCode
    }
    for (parameter, names) in sample.ambiguous {
      console.warning(
        Text(
          english: "several prompts are for \(parameter.name), and the first was taken: "
            + "\(names.listed)",
          chinese: "有几个提示音用于 \(parameter.name)，已取第一个：\(names.listed)"))
    }
    let missing = sample.missing.map(\.name)
    if !missing.isEmpty {
      console.message(
        Text(english: "without: \(missing.listed)", chinese: "未包含：\(missing.listed)"))
    }
    for (field, prompt) in sample.switches {
      console.message(
        Text(
          english: "switched on: \(field), for \(prompt)",
          chinese: "已打开：\(field)，用于 \(prompt)"))
    }
    let path = api.path
    console.message(Text(english: "POST \(path)", chinese: "POST \(path)"))
    for line in sample.text.split(separator: "\n") { console.document(String(line)) }
    try console.checkOutput()
  }
}
