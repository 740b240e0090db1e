internal import ArgumentParser
internal import AudioFiles

/// How many files every command that works on many takes at a time.
struct JobOptions: ParsableArguments {
  /// More gain nothing on any machine, and each takes memory.
  private static let maximum = 256

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp(
      "How many files to work on at a time, at most \(Self.maximum); more than the machine has cores "
        + "are as many as cores (default: cores).",
      valueName: "jobs"))
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...Self.maximum).contains(jobs) {
      throw ValidationError(
        Text(
          english: "--jobs must be 1 to \(Self.maximum).",
          chinese: "--jobs 必须为 1 到 \(Self.maximum)"))
    }
  }

  /// As asked for, but at most as many as the machine has cores: no more than those run at a time,
  /// and each that waits takes memory.
  var count: Int {
    guard Platform.hasThreads else { return 1 }
    return min(jobs ?? Self.maximum, Platform.processorCount, Self.maximum)
  }

  /// Files that are open at a time: of each job the recording three times, for its header, its
  /// audio and a decoder that wants its name or its format, and its samples, and what another program
  /// says; of each thread that writes, and there
  /// are 8, the prompt twice and its folder; and what streams, folders and threads need.
  private var openFiles: Int { 14 + 7 * count + 3 * (count > 1 ? 8 : 1) }

  /// Ends the command where the system does not let it open as many files as it needs; threads would
  /// end it without a word.
  func requireOpenFiles() throws {
    let (count, needed) = (count, openFiles)
    guard Platform.canOpenFiles(needed) else {
      throw Console.shared.end(
        Text(
          english:
            "too many open files: --jobs \(count) needs \(needed) more at a time; raise the limit "
            + "with ulimit -n\(count > 1 ? ", or take fewer jobs" : "")",
          chinese: "打开的文件太多：--jobs \(count) 还需要同时打开 \(needed) 个；用 ulimit -n 提高上限"
            + (count > 1 ? "，或减少任务数" : "")))
    }
  }
}
