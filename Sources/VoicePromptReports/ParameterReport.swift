internal import AudioFiles
public import VoicePrompts

/// Tells which request fields name a prompt: a table for people, or a JSON object a line.
public enum ParameterReport {
  /// Writes the parameters in their order.
  public static func write(
    _ parameters: [PromptParameter], asJSON: Bool, to stream: any ReportStream
  ) {
    if asJSON {
      for parameter in parameters { stream.write(json: ParameterRecord(parameter)) }
      return
    }
    var table = TextTable(heading: [
      "PARAMETER", "API", "REQUEST", "WHERE", "REQUIRED", "WHAT IT IS",
    ])
    for parameter in parameters {
      let notes = [parameter.purpose, parameter.condition].compactMap { $0?.description }
      let place = parameter.container ?? Text(english: "body")
      table.add([
        parameter.name, parameter.api.id, "\(parameter.api.name)", "\(place)",
        "\(parameter.required)", notes.joined(separator: "; "),
      ])
    }
    table.lines.forEach(stream.result)
  }
}
