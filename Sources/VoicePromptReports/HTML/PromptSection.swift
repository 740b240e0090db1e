internal import AudioFiles
internal import TelephonyAudio
internal import VoicePrompts

/// What a page says of one prompt.
struct PromptSection {
  private let prompt: PromptReview
  private let number: Int
  private let median: Double?
  private let reportPath: String

  init(_ prompt: PromptReview, number: Int, median: Double?, reportPath: String) {
    self.prompt = prompt
    self.number = number
    self.median = median
    self.reportPath = reportPath
  }

  /// - Parameter room: bytes of audio that the page may still hold; nil for a page without players.
  func write(to page: inout ReportFile, room: inout Int?) {
    page.append(heading)
    do throws(PromptError) {
      try writeAudio(to: &page, &room)
    } catch {
      page.append("<p class=\"failed\">\(error.message)</p>\n")
    }
    page.append(figures)
    let setting: Remedy.Setting =
      [.finished, .recording].contains(prompt.state) ? .command : .set
    page.append("\(FindingList.html(prompt.findings, in: setting))</article>\n")
  }

  /// - Throws: ``PromptError`` where the prompt cannot be read, as it could a moment ago.
  private func writeAudio(
    to page: inout ReportFile, _ room: inout Int?
  ) throws(PromptError) {
    guard let file = try prompt.file() else { return }
    let shapes = try prompt.shapes(of: file, columns: ShapePictures.columns)
    if let left = room { room = writePlayers(file, to: &page, left) }
    if let shapes { page.append(pictures(shapes)) }
  }

  // MARK: Heading

  private var heading: HTML {
    var html: HTML = """
      <article aria-labelledby="prompt-\(number)"><h3 id="prompt-\(number)">\(prompt.name)</h3>
      <p class="soft">\(facts)</p>

      """
    if let text = prompt.text {
      let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      html += "<p>“\(line)”</p>\n"
    }
    if prompt.state == .recording {
      let note = Text(
        english: "This is a recording. Shown is the prompt that it would become; nothing was "
          + "written",
        chinese: "这是录音。下面是它将变成的提示音，尚未写入文件")
      html += "<p>\(note)</p>\n"
    }
    return html
  }

  /// State, request field, recording, in a line.
  private var facts: String {
    var facts = ["\(prompt.state.words)"]
    if let parameter = prompt.parameter { facts.append(parameter.name) }
    if let recording = prompt.recording {
      facts.append("\(Text(english: "from \(recording)", chinese: "来自 \(recording)"))")
    }
    return facts.joined(separator: " · ")
  }

  // MARK: Players

  /// - Parameter room: bytes of audio that the page may hold.
  /// - Returns: what is left of them.
  private func writePlayers(
    _ file: borrowing InputFile, to page: inout ReportFile, _ room: Int
  ) -> Int {
    let after = Text(english: "As on the phone", chinese: "电话中的声音")
    page.append("<div class=\"players\">")
    var room = room
    if file.size <= room {
      room -= file.size
      beginPlayer("after", after, &page)
      // What shrinks while it is read is short of its end, and nothing else.
      page.append(base64Of: file.size) { (try? file.bytes(at: $0, count: $1)) ?? [] }
      page.append("\"></audio></figure>")
    } else if file.memory == nil {
      let link = Link(to: prompt.path, from: reportPath).target
      let more = Text(english: "not in this page", chinese: "不在本页面中")
      page.append("<p>\(after): <a href=\"\(link)\">\(prompt.path)</a>, \(more)</p>")
    }
    if room > 0, let wave = prompt.original(), wave.count <= room {
      room -= wave.count
      beginPlayer("before", Text(english: "As it was recorded", chinese: "录音原声"), &page)
      page.append(base64Of: wave.count) { Array(wave[$0..<$0 + $1]) }
      page.append("\"></audio></figure>")
    }
    page.append("</div>\n")
    return room
  }

  private func beginPlayer(_ id: String, _ label: Text, _ page: inout ReportFile) {
    page.append(
      """
      <figure><figcaption id="\(id)-\(number)">\(label)</figcaption>\
      <audio controls preload="metadata" aria-labelledby="prompt-\(number) \(id)-\(number)" \
      src="data:audio/wav;base64,
      """)
  }

  // MARK: Pictures

  private func pictures(_ shapes: SignalShapes) -> HTML {
    let name = prompt.name
    let target = prompt.target.fixed(0)
    let duration = shapes.duration.fixed(2)
    let spoken = Double(shapes.curve.speech.reduce(0) { $0 + $1.count }) * LevelCurve.step
    let active = min(spoken, shapes.duration).fixed(2)
    let waveform = Text(
      english: "Waveform of \(duration) s; the \(active) s in which it is active are shaded",
      chinese: "波形，时长 \(duration) s；阴影部分为 \(active) s 有效语音")
    let ceiling = Text(
      english: "The dotted lines are the limiter's ceiling of -1 dBFS",
      chinese: "点线为 -1 dBFS 的限幅上限")
    let level = Text(
      english: "Level of every 20 ms in dBov; the dashed line is the target of \(target)",
      chinese: "每 20 ms 的响度（dBov）；虚线为目标 \(target)")
    let highest = (Double(shapes.spectrum.sampleRate) / 2000).fixed(0)
    let spectrum = Text(
      english: "Spectrum from 0 to \(highest) kHz; 300 to 3400 Hz are shaded",
      chinese: "0 到 \(highest) kHz 的频谱；阴影部分为 300 到 3400 Hz")
    return """
      <figure>\(ShapePictures.waveform(shapes, label: "\(name): \(waveform)"))
      <figcaption>\(waveform)<br>\(ceiling)</figcaption></figure>
      <figure>\(ShapePictures.level(shapes, target: prompt.target, label: "\(name): \(level)"))
      <figcaption>\(level)</figcaption></figure>
      <figure>\(ShapePictures.spectrum(shapes, label: "\(name): \(spectrum)"))
      <figcaption>\(spectrum)</figcaption></figure>

      """
  }

  // MARK: Figures

  private var figures: HTML {
    let rows = PromptFigures(prompt, median: median).rows
    if rows.isEmpty { return "" }
    var html: HTML = "<dl class=\"figures\">"
    for row in rows { html += "<div><dt>\(row.name)</dt><dd>\(row.value)</dd></div>" }
    html += "</dl>\n"
    return html
  }
}
