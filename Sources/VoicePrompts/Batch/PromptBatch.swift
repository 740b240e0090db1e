public import AudioFiles
internal import SystemPackage

/// Many recordings, one prompt each.
///
/// ```swift
/// let batch = PromptBatch(["recordings"], outputFolder: "prompts", ConversionOptions())
/// await batch.run(jobs: 4) { outcome in print(outcome.job.recording, outcome.result) }
/// ```
///
/// What comes of one recording never depends on the others, except that they must not share a name.
public struct PromptBatch: Sendable {
  /// How prompts are named.
  public struct Naming: Hashable, Sendable {
    /// The name for the only recording; nil to name each prompt after its recording.
    public var fixedName: String?
    /// Whether a legal name is made up where a name is illegal or taken.
    public var renames: Bool

    /// Named after the recording, unless told otherwise.
    public init(fixedName: String? = nil, renames: Bool = false) {
      self.fixedName = fixedName
      self.renames = renames
    }
  }

  /// A recording and the path of its prompt, or the reason why there will be none.
  public struct Job: Sendable {
    /// As it was named or found.
    public let recording: String
    /// The recording's size in bytes; 0 where it cannot be told.
    public let size: Int
    /// The path of the prompt; known before any work is done.
    public let output: Result<String, PromptError>
    /// Whether the prompt has its name because other recordings have the same.
    var isNumbered = false
  }

  /// What came of a recording.
  public struct Outcome: Sendable {
    /// The recording, and where its prompt was to be written.
    public let job: Job
    /// The prompt, or why there is none.
    public let result: Result<Conversion, PromptError>
    /// Whether the prompt was there already, with the same bytes.
    public let isUnchanged: Bool

    init(
      _ job: Job, _ result: Result<Conversion, PromptError>, isUnchanged: Bool = false
    ) {
      self.job = job
      self.result = result
      self.isUnchanged = isUnchanged
    }

    /// Everything that keeps the recording from becoming a prompt: a name may be illegal and the
    /// audio damaged. Empty where there is one.
    public var failures: [PromptError] {
      guard case .failure(let error) = result else { return [] }
      guard case .failure(let named) = job.output, named != error else { return [error] }
      return [named, error]
    }

    /// Without the findings of rules that are not applied.
    ///
    /// - Parameter ignored: ids of these rules, by the path of the prompt.
    public func ignoring(_ ignored: (String) -> Set<String>) -> Outcome {
      guard case .success(var conversion) = result, let output = try? job.output.get() else {
        return self
      }
      let rules = ignored(output)
      conversion.findings.removeAll { rules.contains($0.rule) }
      return Outcome(job, .success(conversion), isUnchanged: isUnchanged)
    }
  }

  /// In the order of the paths, and within a folder in the order of names.
  public let jobs: [Job]
  /// What the search passed over.
  public let skipped: SkippedFiles
  /// Stands in for the disk's waiting, in tests.
  package var sync = DiskSync.disk
  private let options: ConversionOptions

  /// Finds the recordings and settles the names of their prompts; writes nothing.
  ///
  /// - Parameters:
  ///   - paths: files and folders; a folder's tree is kept below `outputFolder`.
  ///   - outputFolder: made where missing, once there is a prompt to write.
  public init(
    _ paths: [String], outputFolder: String, naming: Naming = Naming(),
    _ options: ConversionOptions
  ) {
    let search = FileSearch(paths, excluding: outputFolder)
    let rule = options.profile.nameRule
    let names = OutputNames(search.files, in: outputFolder, naming: naming, rule)
    var outputs = names.outputs.enumerated().makeIterator()
    self.options = options
    skipped = search.skipped
    jobs = search.found.compactMap { found in
      switch found {
      case .failure(let error):
        Job(recording: error.path, size: 0, output: .failure(PromptError(error)))
      case .success(let file):
        outputs.next().map { index, output in
          Job(
            recording: file.path, size: file.size, output: output,
            isNumbered: names.numbered.contains(index))
        }
      }
    }
  }

  /// Whether prompts can be written below `path`: it is a folder, or nothing yet.
  public static func canBeFolder(_ path: String) -> Bool {
    do {
      return try FileSystem.status(of: path).kind == .folder
    } catch {
      // What else is in the way, writing says.
      return error != .noSuchFileOrDirectory || !FileSystem.exists(path)
    }
  }

  /// Threads on one recording: what one of them decodes keeps no more than that busy.
  private static let maximumThreads = 8

  /// Works on `count` recordings at a time, the longest first, and on fewer with several threads
  /// each; neither changes a prompt.
  ///
  /// Cancelling the task ends the batch soon, as does what `progress` says: what is under way is
  /// dropped, what is written stays whole, and the rest is reported as interrupted.
  ///
  /// - Parameters:
  ///   - count: at least 1.
  ///   - dryRun: whether to do everything but write.
  ///   - progress: is told of what was done.
  ///   - report: gets each outcome as soon as it and all before it are there, in order.
  public func run(
    jobs count: Int, dryRun: Bool = false, progress: WorkProgress = WorkProgress(),
    report: (Outcome) -> Void
  ) async {
    // For a single recording, a look through a folder of many would cost more than the work.
    if !dryRun, jobs.count > 1 { folders.forEach { AtomicFile.removeAbandoned(in: $0) } }
    defer { if !dryRun { folders.forEach(sync.folder) } }
    var converter = PromptConverter(await settled(jobs: count, progress))
    converter.sync = sync
    // Jobs that have no recording of their own help with the others.
    converter.threads = max(1, min(count / max(1, jobs.count), Self.maximumThreads))
    let order = WorkOrder.longestFirst(
      jobs.map { WorkOrder.cost(of: $0.recording, size: $0.size) }, jobs: count)
    let outputs = jobs.compactMap { try? $0.output.get() }
    let work = Work(
      jobs: jobs, namesakes: options.profile.nameRule.hasFolders ? nil : Namesakes(outputs),
      converter: converter, dryRun: dryRun, progress: progress)
    await Scheduler.run(jobs.count, jobs: count, order: order) { index in
      .prepared(index, work.prepare(index))
    } write: { index, prompt in
      work.finish(index, prompt)
    } report: {
      report($0)
    }
  }

  /// The options, with one gain in the place of a level where that is asked for.
  private func settled(jobs count: Int, _ progress: WorkProgress) async -> ConversionOptions {
    guard options.sound.isTogether, jobs.count > 1 else { return options }
    let converter = PromptConverter(options)
    let gain = await CommonGain.find(
      jobs.map { ($0.recording, converter) }, options.sound, jobs: count, progress)
    return converter.options.with(gain)
  }

  /// What every job needs.
  private struct Work: Sendable {
    let jobs: [Job]
    /// Nil where prompts of different folders may have one name.
    let namesakes: Namesakes?
    let converter: PromptConverter
    let dryRun: Bool
    let progress: WorkProgress

    /// Everything up to the prompt in memory; also where its name will not do, so that all that is
    /// wrong is told at once.
    func prepare(_ index: Int) -> Result<PromptConverter.Prompt, PromptError> {
      do throws(PromptError) {
        let job = jobs[index]
        if case .failure(let error) = job.output, case .file = error.context { throw error }
        return .success(try converter.prompt(from: job.recording, progress: progress))
      } catch {
        return .failure(error)
      }
    }

    /// Writes the prompt, unless this is a dry run.
    func finish(_ index: Int, _ prompt: Result<PromptConverter.Prompt, PromptError>) -> Outcome {
      let job = jobs[index]
      defer { progress.finishFile(bytes: job.size) }
      do throws(PromptError) {
        let prompt = try prompt.get()
        let output = try job.output.get()
        if job.isNumbered, !converter.canBe(prompt, at: output) {
          throw PromptError(job.recording, .numberTaken(output))
        }
        let isWritten: Bool
        if dryRun {
          try converter.judge(prompt, of: job.recording, as: output)
          isWritten = try !converter.isThere(prompt, of: job.recording, at: output)
        } else {
          if progress.isCancelled() { throw PromptError(job.recording, .interrupted) }
          isWritten = try converter.write(prompt, of: job.recording, to: output)
        }
        var conversion = prompt.conversion
        if let near = converter.nearLimit(conversion.size) { conversion.findings.append(near) }
        if let namesake = namesakes?.namesake(of: output),
          let shared = Finding.sharedName(
            with: namesake, of: output, for: converter.options.profile)
        {
          conversion.findings.append(shared)
        }
        conversion.findings += converter.doubts(about: PathName(output).name)
        return Outcome(job, .success(conversion), isUnchanged: !isWritten)
      } catch {
        return Outcome(job, .failure(error))
      }
    }
  }

  /// The folders of all prompts.
  private var folders: Set<String> {
    Set(jobs.compactMap { try? $0.output.get() }.map { PathName($0).folder ?? "." })
  }
}
