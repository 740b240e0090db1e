internal import AudioFiles
internal import TelephonyAudio
internal import VoicePrompts

/// The page of a report: written piece by piece, a prompt at a time.
struct HTMLReport {
  let report: ReviewReport
  /// Where the page is to be, which links begin from.
  let path: String

  init(_ report: ReviewReport, path: String) {
    self.report = report
    self.path = path
  }

  func write(to file: inout ReportFile) {
    file.append(head)
    file.append(todo)
    file.append(levels)
    let heading: HTML = """
      <section aria-labelledby="prompts"><h2 id="prompts">\
      \(Text(english: "Prompts", chinese: "提示音"))</h2>

      """
    file.append(heading)
    var room: Int? = report.hasPlayers ? report.maximumEmbedded.bytes : nil
    let median = report.median
    for (index, prompt) in report.prompts.enumerated() {
      PromptSection(prompt, number: index + 1, median: median, reportPath: path)
        .write(to: &file, room: &room)
    }
    file.append(foot)
  }

  // MARK: Head and foot

  private var head: HTML {
    let title = report.title
    let name = Text(english: "Voice prompts: \(title)", chinese: "提示音：\(title)")
    return """
      <!DOCTYPE html>
      <html lang="\(report.language == .chinese ? "zh-CN" : "en")">
      <head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTMLStyle.policy)">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(name)</title>
      <style>\(HTML(stringLiteral: HTMLStyle.sheet))</style></head>
      <body><header><h1>\(name)</h1>
      <p>\(report.summary)</p></header>
      <main>

      """
  }

  private var foot: HTML {
    let version = Version.current
    let words = Text(
      english: "Made by voiceprompt \(version)", chinese: "由 voiceprompt \(version) 生成")
    return """
      </section></main>
      <footer><p>\(words)</p></footer></body></html>

      """
  }

  // MARK: What is to be done

  /// What is missing, outdated or unused, and what was found about the set.
  private var todo: HTML {
    guard report.isSet else { return "" }
    var html: HTML = """
      <section aria-labelledby="todo"><h2 id="todo">\
      \(Text(english: "The set", chinese: "提示音集"))</h2>

      """
    let states = PromptReview.State.allCases.filter(\.needsWork)
    for state in states {
      let links = report.prompts.enumerated().filter { $0.element.state == state }
      if links.isEmpty { continue }
      html += "<p>\(state.words): "
      for (position, item) in links.enumerated() {
        if position > 0 { html += ", " }
        html += link(item.offset)
      }
      html += "</p>\n"
    }
    for file in report.setFindings {
      for finding in file.findings {
        html += "<p>\(file.path): \(FindingList.item(finding, in: .set))</p>\n"
      }
    }
    if !report.prompts.contains(where: \.state.needsWork), report.setFindings.isEmpty {
      let words = Text(english: "Every prompt is up to date", chinese: "所有提示音都是最新的")
      html += "<p class=\"good\">\(words)</p>\n"
    }
    html += "</section>\n"
    return html
  }

  private func link(_ index: Int) -> HTML {
    "<a href=\"#prompt-\(index + 1)\">\(report.prompts[index].name)</a>"
  }

  // MARK: Levels

  private var levels: HTML {
    let sorted = report.prompts.indices.filter { report.prompts[$0].findings.facts != nil }.sorted {
      let levels = [$0, $1].map { report.prompts[$0].sound?.speechLevel ?? .infinity }
      return (levels[0], $0) < (levels[1], $1)
    }
    let values = sorted.compactMap { report.prompts[$0].sound?.speechLevel }
    guard !values.isEmpty else { return "" }
    let (softest, loudest) = (values[0].fixed(1), (values.last ?? 0).fixed(1))
    let usual = report.advice.speechLevels
    let count = values.count
    let outside = values.count { !usual.contains($0) }
    let label = Text(
      english: "Levels of \(count) prompts, from \(softest) to \(loudest) dBov, \(outside) of them "
        + "outside the band",
      chinese: "\(count) 个提示音的响度，从 \(softest) 到 \(loudest) dBov，其中 \(outside) 个在范围之外")
    let caption = Text(
      english:
        "Speech levels in dBov, the softest first. The band is \(usual.lowerBound.fixed(0)) to "
        + "\(usual.upperBound.fixed(0)); what lies outside is a diamond",
      chinese: "语音响度（dBov），从低到高。范围为 \(usual.lowerBound.fixed(0)) 到 "
        + "\(usual.upperBound.fixed(0))，范围之外的用菱形表示")
    var html: HTML = """
      <section aria-labelledby="levels"><h2 id="levels">\(Text(english: "Levels", chinese: "响度"))</h2>
      <figure>\(ShapePictures.sorted(values, report.advice, label: "\(label)"))
      <figcaption>\(caption)</figcaption></figure>
      <table><thead><tr><th scope="col">\(Text(english: "Prompt", chinese: "提示音"))</th>

      """
    // What would be the same in every row, or nothing, is no column.
    let hasFields = report.prompts.contains { $0.parameter != nil }
    let hasStates = Set(report.prompts.map(\.state)).count > 1
    if hasFields {
      html += "<th scope=\"col\">\(Text(english: "Request field", chinese: "请求字段"))</th>"
    }
    if hasStates { html += "<th scope=\"col\">\(Text(english: "State", chinese: "状态"))</th>" }
    html += """
      <th scope="col" class="number">dBov</th>\
      <th scope="col" class="number">\(Text(english: "from target", chinese: "与目标之差"))</th>\
      <th scope="col" class="number">\(Text(english: "from median", chinese: "与中位数之差"))</th>\
      <th scope="col">\(Text(english: "Findings", chinese: "检查结果"))</th></tr></thead><tbody>

      """
    let median = report.median
    for index in sorted {
      let prompt = report.prompts[index]
      let level = prompt.sound?.speechLevel
      let none = Text(english: "no speech", chinese: "无语音")
      let fromMedian = prompt.speechLevel.flatMap { level in median.map { (level - $0).signed } }
      html += "<tr><th scope=\"row\">\(link(index))</th>"
      if hasFields { html += "<td>\(prompt.parameter?.name ?? "")</td>" }
      if hasStates { html += "<td>\(prompt.state.words)</td>" }
      html += """
        <td class="number">\(level?.fixed(1) ?? none.description)</td>\
        <td class="number">\(level.map { ($0 - prompt.target).signed } ?? "")</td>\
        <td class="number">\(fromMedian ?? "")</td>\
        <td>\([prompt.findings].countWords)</td></tr>

        """
    }
    html += "</tbody></table></section>\n"
    return html
  }
}
