internal import ArgumentParser

/// How many files every command that works on many takes at a time.
struct JobOptions: ParsableArguments {
  /// More gain nothing on any machine, and each takes memory.
  private static let maximum = 256

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp(
      "How many files to work on at a time, at most \(Self.maximum) (default: cores).",
      valueName: "jobs"))
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...Self.maximum).contains(jobs) {
      throw ValidationError("--jobs must be 1 to \(Self.maximum).")
    }
  }

  /// As asked for, or else as many as the machine has cores.
  var count: Int { jobs ?? min(Platform.processorCount, Self.maximum) }
}
