internal import ArgumentParser
internal import VoicePrompts

/// `voiceprompt parameters`
struct Parameters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parameters",
    abstract: "List the request fields that name a prompt file.",
    discussion: """
      EXAMPLES:
        voiceprompt parameters
        voiceprompt parameters --json

      Any of the names goes with voiceprompt convert --for.
      """
  )

  @Flag(help: "Print one JSON object a line for each parameter.")
  var json = false

  func run() throws {
    let console = Console.shared
    if json {
      for parameter in PromptParameter.all { console.result(json: ParameterRecord(parameter)) }
      return try console.checkOutput()
    }
    var table = TextTable(heading: ["PARAMETER", "API", "WHERE", "REQUIRED", "WHAT IT IS"])
    for parameter in PromptParameter.all {
      let notes = [parameter.purpose, parameter.condition].compactMap { $0 }
      table.add([
        parameter.name, parameter.api, parameter.container ?? "body", parameter.required,
        notes.joined(separator: "; "),
      ])
    }
    table.lines.forEach(console.result)
    try console.checkOutput()
  }
}
