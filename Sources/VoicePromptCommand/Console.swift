internal import Synchronization
internal import VoicePrompts

/// Standard output for results, standard error for everything else, and a progress bar that gives
/// way to both.
final class Console: Sendable {
  static let shared = Console()

  private struct State {
    var outputDescriptor = Platform.standardOutput
    var errorDescriptor = Platform.standardError
    var bar = ""
    var outputFailed = false
    var hasNoReader = false
  }

  private let state = Mutex(State())

  /// Whether a progress bar can be seen.
  let showsProgress = Platform.isTerminal(Platform.standardError)
  private let colorsErrors = colors(Platform.standardError)
  private let colorsOutput = colors(Platform.standardOutput)

  /// Colors are for terminals, and not for those who set NO_COLOR (https://no-color.org).
  private static func colors(_ descriptor: Int32) -> Bool {
    Platform.isTerminal(descriptor) && (Platform.environment("NO_COLOR") ?? "").isEmpty
  }

  /// Colors of ECMA-48.
  enum Color: Int {
    case red = 31
    case yellow = 33
    case blue = 34
  }

  private init() {
    Platform.ignoreClosedPipes()
  }

  /// Ends the command with status 2 where a result could not be written.
  func checkOutput() throws {
    let (failed, hasNoReader) = state.withLock { ($0.outputFailed, $0.hasNoReader) }
    guard failed else { return }
    // Whoever has closed the pipe has read enough.
    if !hasNoReader { error("the results could not be written to standard output") }
    throw ExitStatus.noWork.exitCode
  }

  /// Does what the whole command depends on; ends it with status 2 where that fails.
  func orNoWork<Value>(_ work: () throws(PromptError) -> Value) throws -> Value {
    do {
      return try work()
    } catch {
      self.error(error.description)
      throw ExitStatus.noWork.exitCode
    }
  }

  /// Keeps what decoders print by themselves away from the messages.
  func silenceLibraries() {
    state.withLock { state in
      state.outputDescriptor = Platform.detach(Platform.standardOutput)
      state.errorDescriptor = Platform.detach(Platform.standardError)
    }
  }

  /// A line of results; `label`, in a color on a terminal, stands between the two parts of it.
  func result(_ line: String, label: (text: String, color: Color), _ rest: String) {
    let text = colorsOutput ? Self.colored(label.text, label.color) : label.text
    write(Self.printable(line) + text + Self.printable(rest))
  }

  /// A line of results.
  func result(_ line: String) {
    write(Self.printable(line))
  }

  /// A line of a document that other programs read: as it is.
  func document(_ line: String) {
    write(line)
  }

  private func write(_ line: String) {
    state.withLock { state in
      clear(&state)
      let text = line + "\n"
      if !Platform.write(text, to: state.outputDescriptor) {
        state.hasNoReader = Platform.hasNoReader
        state.outputFailed = true
      }
    }
  }

  /// A line of messages; `prefix` goes before it as it is.
  func message(_ line: String, prefix: String = "") {
    state.withLock { state in
      clear(&state)
      _ = Platform.write(prefix + Self.printable(line) + "\n", to: state.errorDescriptor)
    }
  }

  func error(_ text: String) { message(text, prefix: label("error:", .red) + " ") }

  func warning(_ text: String) { message(text, prefix: label("warning:", .yellow) + " ") }

  /// `text` without what would move the cursor, as file names may have it: control characters and
  /// changes of direction are written as escapes.
  static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnprintable) else { return text }
    return text.unicodeScalars.map { scalar in
      isUnprintable(scalar)
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }.joined()
  }

  static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
      || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  /// Draws the bar again where it has changed; an empty text removes it.
  func progress(_ text: String) {
    state.withLock { state in
      guard text != state.bar else { return }
      clear(&state)
      let columns = Platform.columns(of: state.errorDescriptor)
      state.bar = String(text.prefix(columns - 1))
      _ = Platform.write(state.bar, to: state.errorDescriptor)
    }
  }

  private func clear(_ state: inout State) {
    guard !state.bar.isEmpty else { return }
    // Return to the first column and erase to the end of the line: ECMA-48.
    _ = Platform.write("\r\u{1B}[K", to: state.errorDescriptor)
    state.bar = ""
  }

  private func label(_ text: String, _ color: Color) -> String {
    colorsErrors ? Self.colored(text, color) : text
  }

  private static func colored(_ text: String, _ color: Color) -> String {
    "\u{1B}[1;\(color.rawValue)m\(text)\u{1B}[0m"
  }
}
