internal import AudioFiles
internal import CLibrary
internal import SystemPackage
internal import VoicePromptReports
internal import VoicePrompts

/// The local page: a server on this machine, for one person.
public enum Studio {
  /// Serves the page as the arguments say, until somebody ends it.
  ///
  /// - Parameter arguments: as ``StudioArguments`` reads them.
  /// - Returns: the exit status.
  public static func run(_ arguments: [String]) async -> Int32 {
    do throws(StudioError) {
      let arguments = try StudioArguments(arguments)
      return await Language.$reader.withValue(arguments.reader) { await run(arguments) }
    } catch {
      return fail(error)
    }
  }

  private static func fail(_ error: StudioError) -> Int32 {
    tell(error.message, to: .standardError)
    return 2
  }

  private static func run(_ arguments: StudioArguments) async -> Int32 {
    do throws(StudioError) {
      let settings = try arguments.settings()
      try await serve(settings, port: arguments.port) { address, folder, end in
        EndingSignals.watch(end)
        tell(Text(english: address, chinese: address), to: .standardOutput)
        let isOpened =
          arguments.opensBrowser && Browser(folder: folder, environment: environment).open(address)
        tell(
          isOpened
            ? Text(
              english: "the page opens in your browser, or open the address above; Ctrl-C ends it",
              chinese: "页面将在浏览器中打开，也可打开上面的地址；按 Ctrl-C 结束")
            : Text(
              english: "open the address above in your browser; Ctrl-C ends it",
              chinese: "请在浏览器中打开上面的地址；按 Ctrl-C 结束"),
          to: .standardError)
        silenceLibraries()
      }
      return 0
    } catch {
      return fail(error)
    }
  }

  private static func tell(_ text: Text, to stream: FileDescriptor) {
    let line = "\(text)\n"
    _ = try? stream.writeAll(line.utf8)
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Decoders print to standard error what nobody can make use of.
  private static func silenceLibraries() {
    guard let nowhere = try? FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec)
    else { return }
    _ = try? nowhere.duplicate(as: .standardError)
    try? nowhere.close()
  }

  /// Serves the page until it is ended.
  ///
  /// - Parameters:
  ///   - port: that it listens on; 0 for one that is free.
  ///   - started: is told the page's address, which nobody else must know, the session's folder, and
  ///     how to end it.
  /// - Throws: ``StudioError`` where it cannot start.
  static func serve(
    _ settings: StudioSettings, port: Int,
    started: (String, SessionFolder, @escaping @Sendable () -> Void) async -> Void
  ) async throws(StudioError) {
    let folder: SessionFolder
    do {
      folder = try SessionFolder(in: settings.temporaryFolder)
    } catch {
      throw .noFolder(error)
    }
    defer { folder.removeAll() }
    let workers = Workers(processorCount: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let session = StudioSession(settings, folder: folder, workers: workers)
    let server = try await StudioServer(port: port, patience: settings.patience)
    let gate = Gate(token: Gate.makeToken(), port: server.port)
    await session.openFolder()
    let (ending, isEnded) = AsyncStream<Void>.makeStream()
    let end: @Sendable () -> Void = { isEnded.yield() }
    await started(gate.address, folder, end)
    let connection = Connection(gate: gate, workers: workers, end: end) { request in
      try await Route.answer(request, in: session)
    }
    let running = Task {
      await server.run { await connection.serve($0) }
      isEnded.yield()
    }
    var endings = ending.makeAsyncIterator()
    await endings.next()
    server.end()
    running.cancel()
    // Answers that are on their way get some time, and a client that does not take them no more.
    Task {
      try? await Task.sleep(for: .seconds(1))
      isEnded.yield()
    }
    await endings.next()
    await session.end()
    await workers.end()
  }
}
