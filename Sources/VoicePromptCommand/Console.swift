internal import Synchronization

/// Standard output for results, standard error for everything else, and a progress bar that gives
/// way to both.
final class Console: Sendable {
  static let shared = Console()

  private struct State {
    var errorDescriptor = Platform.standardError
    var bar = ""
    var outputFailed = false
  }

  private let state = Mutex(State())

  /// Whether a progress bar can be seen.
  let showsProgress = Platform.isTerminal(Platform.standardError)
  private let isColored =
    Platform.isTerminal(Platform.standardError) && (Platform.environment("NO_COLOR") ?? "").isEmpty

  private init() {
    Platform.ignoreClosedPipes()
  }

  /// Whether a result could not be written.
  var outputFailed: Bool { state.withLock { $0.outputFailed } }

  /// Keeps what decoders print by themselves away from the messages.
  func silenceLibraries() {
    state.withLock { $0.errorDescriptor = Platform.detachStandardError() }
  }

  /// A line of results.
  func result(_ line: String) {
    state.withLock { state in
      clear(&state)
      if !Platform.write(line + "\n", to: Platform.standardOutput) { state.outputFailed = true }
    }
  }

  /// A line of messages.
  func message(_ line: String) {
    state.withLock { state in
      clear(&state)
      _ = Platform.write(line + "\n", to: state.errorDescriptor)
    }
  }

  func error(_ text: String) { message(colored("error:", 31) + " " + text) }

  func warning(_ text: String) { message(colored("warning:", 33) + " " + text) }

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

  private func colored(_ text: String, _ color: Int) -> String {
    isColored ? "\u{1B}[1;\(color)m\(text)\u{1B}[0m" : text
  }
}
