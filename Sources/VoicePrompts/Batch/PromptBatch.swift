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
  /// Cancelling the task ends the batch soon: what is under way is dropped, what is written stays
  /// whole, and the rest is reported as interrupted.
  ///
  /// - Parameters:
  ///   - count: at least 1.
  ///   - rehearsing: whether to do everything but write.
  ///   - progress: is told of what was done.
  ///   - report: gets each outcome as soon as it and all before it are there, in order.
  public func run(
    jobs count: Int, rehearsing: Bool = false, progress: BatchProgress = BatchProgress(),
    report: (Outcome) -> Void
  ) async {
    await withTaskGroup(of: (index: Int, outcome: Outcome).self) { group in
      var waiting = jobs.indices.makeIterator()
      func startNext() {
        guard let index = waiting.next() else { return }
        group.addTask { (index, perform(jobs[index], rehearsing: rehearsing, progress)) }
      }
      for _ in 0..<max(1, min(count, jobs.count)) { startNext() }
      var early: [Int: Outcome] = [:]
      var reported = 0
      while let (index, outcome) = await group.next() {
        startNext()
        early[index] = outcome
        while let next = early.removeValue(forKey: reported) {
          report(next)
          reported += 1
        }
      }
    }
  }

  private func perform(_ job: Job, rehearsing: Bool, _ progress: BatchProgress) -> Outcome {
    defer { progress.finishFile(bytes: job.sourceSize) }
    let converter = PromptConverter(options)
    do throws(PromptError) {
      let output = try job.output.get()
      let conversion =
        rehearsing
        ? try converter.rehearse(job.source, progress: progress)
        : try converter.convert(job.source, to: output, progress: progress)
      return Outcome(job: job, result: .success(conversion))
    } catch {
      return Outcome(job: job, result: .failure(error))
    }
  }
}
