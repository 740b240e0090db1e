internal import ArgumentParser
internal import AudioFiles
internal import Synchronization
internal import SystemPackage
internal import VoicePromptReports
internal import VoicePrompts

/// Standard output for results, standard error for everything else, and a progress bar that gives
/// way to both.
final class Console: ReportStream, Sendable {
  static let shared = Console()

  private struct State {
    var output = FileDescriptor.standardOutput
    var errors = FileDescriptor.standardError
    var bar = ""
    var outputFailure: Errno?
    var resultsGoToErrors = false
  }

  private let state = Mutex(State())

  /// Whether a progress bar can be seen.
  let showsProgress = movesCursor(
    Platform.isTerminal(.standardError), type: Platform.environment("TERM"))
  private let colorsErrors = colors(.standardError)
  private let colorsOutput = colors(.standardOutput)

  /// Colors are for terminals that have them, and not for those who set NO_COLOR
  /// (https://no-color.org).
  private static func colors(_ descriptor: FileDescriptor) -> Bool {
    (Platform.environment("NO_COLOR") ?? "").isEmpty
      && movesCursor(Platform.isTerminal(descriptor), type: Platform.environment("TERM"))
  }

  /// Whether what is written to can show more than lines of text.
  static func movesCursor(_ isTerminal: Bool, type: String?) -> Bool {
    isTerminal && type != "dumb"
  }

  /// Colors of ECMA-48.
  enum Color: Int {
    case red = 31
    case yellow = 33
    case blue = 34
  }

  private static func color(of severity: Severity) -> Color {
    switch severity {
    case .note: .blue
    case .warning: .yellow
    case .error: .red
    }
  }

  private init() {
    Platform.ignoreClosedPipes()
  }

  /// Ends the command with status 2 where a result could not be written.
  func checkOutput() throws(ExitCode) {
    guard let failure = state.withLock({ $0.outputFailure }) else { return }
    // Whoever has closed the pipe has read enough.
    if failure != .brokenPipe {
      error(
        Text(
          english: "the results could not be written to standard output: \(failure)",
          chinese: "无法将结果写到标准输出：\(failure)"))
    }
    throw ExitStatus.noWork.exitCode
  }

  /// Does what the whole command depends on; ends it with status 2 where that fails.
  func require<Value>(_ work: () throws(PromptError) -> Value) throws -> Value {
    do {
      return try work()
    } catch {
      throw end(error.line)
    }
  }

  /// What `.voiceprompt.yml` says here, which work on files begins with; ends the command with status 2 where it makes no sense.
  func settings() throws -> LocatedSettings {
    _ = Platform.start
    return try require { () throws(PromptError) in try LocatedSettings.ofWorkingFolder() }
  }

  /// Says why the command cannot do its work.
  ///
  /// - Returns: the exit status, to be thrown.
  func end(_ reason: Text) -> ExitCode {
    error(reason)
    return ExitStatus.noWork.exitCode
  }

  /// Keeps what decoders print by themselves away from the messages.
  func silenceLibraries() {
    state.withLock { state in
      state.output = Platform.detach(.standardOutput)
      state.errors = Platform.detach(.standardError)
    }
  }

  /// From now on lines of results go to standard error, because something else is on standard output.
  func sendResultsToErrors() {
    state.withLock { $0.resultsGoToErrors = true }
  }

  /// Writes what is no text to standard output.
  func write(_ parts: [[UInt8]]) {
    state.withLock { state in
      clear(&state)
      do {
        for part in parts { try state.output.writeAll(part) }
      } catch {
        state.outputFailure = error as? Errno ?? .ioError
      }
    }
  }

  /// What has come on standard input; ends the command with status 2 where it cannot be read.
  func standardInput(limit: Int = .max) throws -> SpooledInput {
    do throws(Errno) {
      return try SpooledInput(reading: .standardInput, limit: limit)
    } catch {
      throw end(
        Text(
          english: "standard input cannot be read: \(error)", chinese: "无法读取标准输入：\(error)"))
    }
  }

  func result(_ line: String, _ severity: Severity, _ rest: String) {
    let name = "\(severity.name)"
    let text = colorsOutput ? Self.colored(name, Self.color(of: severity)) : name
    write(Self.printable(line) + text + rest.printable)
  }

  func result(_ line: String) {
    write(Self.printable(line))
  }

  func document(_ line: String) {
    write(line)
  }

  private func write(_ line: String) {
    state.withLock { state in
      guard state.outputFailure == nil else { return }
      clear(&state)
      if state.resultsGoToErrors {
        _ = try? state.errors.writeAll((line + "\n").utf8)
        return
      }
      do {
        try state.output.writeAll((line + "\n").utf8)
      } catch {
        // As after `head`, which has closed the pipe.
        state.outputFailure = error as? Errno ?? .ioError
      }
    }
  }

  func message(_ text: Text) { message("\(text)", after: "") }

  func message(_ severity: Severity, _ text: Text) {
    let name = severity.name
    let label = "\(Text(english: "\(name):", chinese: "\(name)："))"
    let space = label.hasSuffix(":") ? " " : ""
    message(
      "\(text)",
      after: (colorsErrors ? Self.colored(label, Self.color(of: severity)) : label) + space)
  }

  /// - Parameter prefix: goes before the line as it is.
  private func message(_ line: String, after prefix: String) {
    state.withLock { state in
      clear(&state)
      _ = try? state.errors.writeAll((prefix + Self.printable(line) + "\n").utf8)
    }
  }

  /// Where GitHub has a step summary, there.
  func summary(_ markdown: String) {
    guard let path = Platform.environment("GITHUB_STEP_SUMMARY"), !path.isEmpty else { return }
    do {
      try FileSystem.append(Array(markdown.utf8), to: path)
    } catch {
      warning(
        Text(
          english: "the step summary \(path) could not be written",
          chinese: "无法写入步骤摘要 \(path)"))
    }
  }

  /// A line for people. GitHub takes one that begins with two colons for a command, which a file's
  /// name may do.
  static func printable(_ line: String) -> String {
    let text = line.printable
    return text.hasPrefix("::") ? "\\u{3A}" + text.dropFirst() : text
  }

  /// Draws the bar again where it has changed; an empty text removes it.
  func progress(_ text: String) {
    state.withLock { state in
      guard text != state.bar else { return }
      clear(&state)
      let columns = Platform.columns(of: state.errors)
      state.bar = String(text.prefix(columns: columns - 1))
      _ = try? state.errors.writeAll(state.bar.utf8)
    }
  }

  private func clear(_ state: inout State) {
    guard !state.bar.isEmpty else { return }
    // Return to the first column and erase to the end of the line: ECMA-48.
    _ = try? state.errors.writeAll("\r\u{1B}[K".utf8)
    state.bar = ""
  }

  private static func colored(_ text: String, _ color: Color) -> String {
    "\u{1B}[1;\(color.rawValue)m\(text)\u{1B}[0m"
  }
}
