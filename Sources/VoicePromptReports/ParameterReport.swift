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
      Text(english: "PARAMETER", chinese: "参数"), Text(english: "REQUEST", chinese: "请求"),
      Text(english: "WHERE", chinese: "位置"), Text(english: "TYPE", chinese: "类型"),
      Text(english: "DEFAULT", chinese: "默认"), Text(english: "SAMPLE", chinese: "示例"),
    ])
    for parameter in parameters {
      let place = parameter.container ?? Text(english: "body", chinese: "请求体")
      let standIn = parameter.standIn ?? Text(english: "none", chinese: "无")
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
        [
          Text(english: "required: \(required)", chinese: "必填：\(required)"), parameter.purpose,
        ] + [parameter.condition].compactMap { $0 }
      wrapped("\(notes.joined("; ", "；"))").forEach(stream.result)
    }
  }

  /// In columns, of a line with its indentation.
  private static let width = 100

  private static func wrapped(_ text: String) -> [String] {
    text.split(separator: " ").reduce(into: [" "]) { lines, word in
      var isFirst = true
      for part in parts(of: word) {
        let space = isFirst ? " " : ""
        if lines[lines.count - 1].columns + space.columns + part.columns > width {
          lines.append("  " + part)
        } else {
          lines[lines.count - 1] += space + part
        }
        isFirst = false
      }
    }
  }

  /// A word, cut where a line may end in it: before each wide character that closes nothing.
  private static func parts(of word: Substring) -> [String] {
    word.reduce(into: [""]) { parts, character in
      if character.columns > 1, !"，。；：、）".contains(character), parts != [""] {
        parts.append("")
      }
      parts[parts.count - 1].append(character)
    }
  }
}
