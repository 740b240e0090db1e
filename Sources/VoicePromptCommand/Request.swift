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

      Requests: \(requests.map { "\($0.id) (\($0.name))" }.joined(separator: ", ")).
      Besides the prompts, the body has the fields on which they depend, and those that every \
      request must have, with samples or empty: change both. Only the body goes to standard output.
      """
  )

  private static let requests = PlatformProfile.standard.requests

  @Argument(help: ArgumentHelp("The request.", valueName: "request"))
  var api: RequestAPI

  @OptionGroup var prompts: PromptsOption

  func perform() throws {
    let console = Console.shared
    let library = try prompts.library(on: console, console.settings().settings)
    let sample: RequestSample
    do {
      sample = try RequestSample(api, from: library)
    } catch {
      let names = error.parameters.map(\.name).joined(separator: ", ")
      console.error(
        Text(
          english:
            "\(library.path): no prompt is for \(names); say so in \(PromptSet.fileName) with for, "
            + "or name a file after it"))
      throw ExitStatus.fileFailed.exitCode
    }
    for (parameter, names) in sample.ambiguous {
      console.warning(
        Text(
          english: "several prompts are for \(parameter.name), and the first was taken: "
            + names.joined(separator: ", ")))
    }
    if !sample.missing.isEmpty {
      console.message(
        Text(english: "without: \(sample.missing.map(\.name).joined(separator: ", "))"))
    }
    for (field, prompt) in sample.switches {
      console.message(Text(english: "switched on: \(field), for \(prompt)"))
    }
    console.message(Text(english: "POST \(api.path)"))
    for line in sample.text.split(separator: "\n") { console.document(String(line)) }
    try console.checkOutput()
  }
}
