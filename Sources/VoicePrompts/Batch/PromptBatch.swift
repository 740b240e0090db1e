internal import Dispatch

/// Many sources, one prompt each.
///
/// ```swift
/// let batch = PromptBatch(["recordings"], outputFolder: "prompts", ConversionOptions())
/// await batch.run(jobs: 4) { outcome in print(outcome.source, outcome.result) }
/// ```
///
/// What comes of one source never depends on the others, except that they must not share a name.
public struct PromptBatch: Sendable {
  /// How prompts are named.
  public struct Naming: Hashable, Sendable {
    /// The name for the only source; nil to name each prompt after its source.
    public var fixedName: String?
    /// Whether a legal name is made up where a name is illegal or taken.
    public var renames: Bool

    /// Named after the source, unless told otherwise.
    public init(fixedName: String? = nil, renames: Bool = false) {
      self.fixedName = fixedName
      self.renames = renames
    }
  }

  /// Files of the folders that were passed over.
  public struct Skipped: Hashable, Sendable {
    /// Files and folders whose name starts with a dot.
    public internal(set) var hidden = 0
    /// Files without an audio extension.
    public internal(set) var notAudio = 0
  }

  /// A source and the path of its prompt, or the reason why there will be none.
  public struct Job: Sendable {
    /// As it was named or found.
    public let source: String
    /// In bytes; 0 where it cannot be told.
    public let sourceSize: Int
    /// Known before any work is done.
    public let output: Result<String, PromptError>
  }

  /// What came of a job.
  public struct Outcome: Sendable {
    /// The job.
    public let job: Job
    /// The prompt, or why there is none.
    public let result: Result<Conversion, PromptError>
  }

  /// In the order of the paths, and within a folder in the order of names.
  public let jobs: [Job]
  /// What the search passed over.
  public let skipped: Skipped
  private let options: ConversionOptions

  /// Finds the sources and settles the names of their prompts; writes nothing.
  ///
  /// - Parameters:
  ///   - paths: files and folders; a folder's tree is kept below `outputFolder`.
  ///   - outputFolder: made where missing, once there is a prompt to write.
  public init(
    _ paths: [String], outputFolder: String, naming: Naming = Naming(),
    _ options: ConversionOptions
  ) {
    let search = SourceSearch(paths, excluding: outputFolder)
    let sources = search.found.compactMap { try? $0.get() }
    let plan = OutputPlan(
      sources, in: outputFolder, naming: naming, replacesExisting: options.replacesExisting)
    var outputs = plan.outputs.makeIterator()
    self.options = options
    skipped = search.skipped
    jobs = search.found.compactMap { found in
      switch found {
      case .failure(let error):
        Job(source: error.path, sourceSize: 0, output: .failure(error))
      case .success(let source):
        outputs.next().map { Job(source: source.path, sourceSize: source.size, output: $0) }
      }
    }
  }

  /// Whether prompts can be written below `path`: it is a folder, or nothing yet.
  public static func canBeFolder(_ path: String) -> Bool {
    guard let status = try? FileSystem.status(of: path) else { return !FileSystem.exists(path) }
    return status.kind == .folder
  }

  /// Works on `count` sources at a time.
  ///
  /// Cancelling the task ends the batch soon, as does what `progress` says: what is under way is
  /// dropped, what is written stays whole, and the rest is reported as interrupted.
  ///
  /// - Parameters:
  ///   - count: at least 1.
  ///   - rehearsing: whether to do everything but write.
  ///   - progress: is told of what was done.
  ///   - report: gets each outcome as soon as it and all before it are there, in order.
  nonisolated(nonsending) public func run(
    jobs count: Int, rehearsing: Bool = false, progress: BatchProgress = BatchProgress(),
    report: (Outcome) -> Void
  ) async {
    defer { if !rehearsing { syncFolders() } }
    // One after the other needs no threads, which cost as much as a short prompt.
    guard min(count, jobs.count) > 1 else {
      for job in jobs { report(finish(job, with: prepare(job, progress), rehearsing, progress)) }
      return
    }
    var order = InOrder<Outcome>()
    await withTaskGroup(of: Step.self) { group in
      var waiting = jobs.indices.makeIterator()
      var writing = 0
      var preparing = 0
      func prepareNext() {
        // Prompts that wait for a slow disk are in memory; not too many of them at a time.
        while preparing < count, writing < Self.maximumWrites, let index = waiting.next() {
          preparing += 1
          group.addTask { .prepared(index, prepare(jobs[index], progress)) }
        }
      }
      prepareNext()
      while let step = await group.next() {
        switch step {
        case .prepared(let index, let prompt):
          preparing -= 1
          writing += 1
          group.addTask {
            await .finished(
              index,
              Self.onWriter(index) {
                finish(jobs[index], with: prompt, rehearsing, progress)
              })
          }
        case .finished(let index, let outcome):
          writing -= 1
          for due in order.add(outcome, at: index) { report(due) }
        }
        prepareNext()
      }
    }
  }

  private static let maximumWrites = 16

  private enum Step: Sendable {
    case prepared(Int, Result<PromptConverter.Prompt, PromptError>)
    case finished(Int, Outcome)
  }

  /// Everything up to the prompt in memory.
  private func prepare(
    _ job: Job, _ progress: BatchProgress
  ) -> Result<PromptConverter.Prompt, PromptError> {
    do throws(PromptError) {
      _ = try job.output.get()
      return .success(try PromptConverter(options).prompt(from: job.source, progress: progress))
    } catch {
      return .failure(error)
    }
  }

  /// Writes the prompt, unless this is a rehearsal.
  private func finish(
    _ job: Job, with prompt: Result<PromptConverter.Prompt, PromptError>, _ rehearsing: Bool,
    _ progress: BatchProgress
  ) -> Outcome {
    defer { progress.finishFile(bytes: job.sourceSize) }
    do throws(PromptError) {
      let prompt = try prompt.get()
      if !rehearsing {
        if progress.isCancelled() { throw PromptError(job.source, .interrupted) }
        let output = try job.output.get()
        try PromptConverter(options).write(prompt, of: job.source, to: output)
      }
      return Outcome(job: job, result: .success(prompt.conversion))
    } catch {
      return Outcome(job: job, result: .failure(error))
    }
  }

  /// Runs work that waits for the disk on a thread of its own, so that it does not take one from
  /// those who compute. Disks take several syncs at once in little more time than one.
  private static func onWriter<Value: Sendable>(
    _ number: Int, _ work: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      writers[number % writers.count].async { continuation.resume(returning: work()) }
    }
  }

  /// Serial queues, because each of them gets a thread whatever the others do.
  private static let writers = (0..<8).map { DispatchQueue(label: "voiceprompts.writer.\($0)") }

  /// Makes the names of all prompts last, a folder at a time, and clears away what batches left
  /// there when they were killed.
  private func syncFolders() {
    let outputs = jobs.compactMap { try? $0.output.get() }
    for folder in Set(outputs.map { PathName($0).folder ?? "." }) {
      AtomicFile.removeAbandoned(in: folder)
      FileSystem.syncFolder(folder)
    }
  }
}
