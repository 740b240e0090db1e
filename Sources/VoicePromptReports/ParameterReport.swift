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
    var table = TextTable(heading: ["PARAMETER", "REQUEST", "WHERE", "TYPE", "DEFAULT", "SAMPLE"])
    for parameter in parameters {
      let place = parameter.container ?? Text(english: "body")
      let standIn = parameter.standIn ?? Text(english: "none")
      table.add([
        parameter.name, parameter.api.id, "\(place)", parameter.type, "\(standIn)",
        parameter.sampleName ?? "-",
      ])
    }
    let lines = table.lines
    stream.result(lines[0])
    for (parameter, line) in zip(parameters, lines.dropFirst()) {
      stream.result(line)
      let required = parameter.required
      let notes =
        [Text(english: "required: \(required.english)"), parameter.purpose]
        + [parameter.condition].compactMap { $0 }
      wrapped(notes.map(\.description).joined(separator: "; ")).forEach(stream.result)
    }
  }

  /// In columns, of a line with its indentation.
  private static let width = 100

  private static func wrapped(_ text: String) -> [String] {
    text.split(separator: " ").reduce(into: [" "]) { lines, word in
      if lines[lines.count - 1].count + 1 + word.count > width { lines.append(" ") }
      lines[lines.count - 1] += " " + word
    }
  }
}
