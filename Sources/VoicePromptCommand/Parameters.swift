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
        voiceprompt parameters --api notification
        voiceprompt parameters --json

      Any of the names goes with voiceprompt convert --for.
      """
  )

  @Option(help: ArgumentHelp("Those of one request only.", valueName: "request"))
  var api: RequestAPI?

  @Flag(help: "Print one JSON object a line for each parameter.")
  var json = false

  func run() throws {
    let console = Console.shared
    let parameters = api?.parameters ?? PromptParameter.all
    if json {
      for parameter in parameters { console.result(json: ParameterRecord(parameter)) }
      return try console.checkOutput()
    }
    var table = TextTable(heading: [
      "PARAMETER", "API", "REQUEST", "WHERE", "REQUIRED", "WHAT IT IS",
    ])
    for parameter in parameters {
      let notes = [parameter.purpose, parameter.condition].compactMap { $0 }
      table.add([
        parameter.name, parameter.api.rawValue, parameter.api.name, parameter.container ?? "body",
        parameter.required,
        notes.joined(separator: "; "),
      ])
    }
    table.lines.forEach(console.result)
    try console.checkOutput()
  }
}
