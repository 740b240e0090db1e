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

    /// - Parameter output: `-` for standard output.
    package init(
      recording: String, size: Int, output: Result<String, PromptError>, isNumbered: Bool = false
    ) {
      self.recording = recording
      self.size = size
      self.output = output
      self.isNumbered = isNumbered
    }
  }

  /// What came of a recording.
  public struct Outcome: Sendable {
    /// The recording, and where its prompt was to be written.
    public let job: Job
    /// The prompt, or why there is none.
    public let result: Result<Conversion, PromptError>
    /// Whether the prompt was there already, with the same bytes.
    public let isUnchanged: Bool

    package init(
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
  /// Recordings of all shards together.
  public let totalCount: Int
  /// What the search passed over.
  public let skipped: SkippedFiles
  /// Stands in for the disk's waiting, in tests.
  package var sync = DiskSync.disk
  /// Whether only what is missing, or was made from another recording or with other options, is made;
  /// what was made of what is then written down in the folder of the prompts.
  public var updates = false
  private let options: ConversionOptions
  private let outputFolder: String
  private let shard: Shard?
  /// The recording, where it has come through a pipe.
  private var input: SpooledInput?

  /// Finds the recordings and settles the names of their prompts; writes nothing.
  ///
  /// - Parameters:
  ///   - paths: files and folders; a folder's tree is kept below `outputFolder`.
  ///   - outputFolder: made where missing, once there is a prompt to write.
  ///   - naming: how prompts get their names.
  ///   - base: the folder whose tree is kept, also of files that are named.
  ///   - shard: the share that is done; names are settled with those of all others.
  ///   - options: hold for every recording.
  public init(
    _ paths: [String], outputFolder: String, naming: Naming = Naming(), base: String? = nil,
    shard: Shard? = nil, _ options: ConversionOptions
  ) {
    let search = FileSearch(paths, excluding: outputFolder, base: base)
    let rule = options.profile.nameRule
    let names = OutputNames(search.files, in: outputFolder, naming: naming, rule)
    var outputs = names.outputs.enumerated().makeIterator()
    self.options = options
    skipped = search.skipped
    jobs = search.found.compactMap { found -> Job? in
      let place: String
      let job: Job
      switch found {
      case .failure(let error):
        place = PathName(error.path).name
        job = Job(recording: error.path, size: 0, output: .failure(PromptError(error)))
      case .success(let file):
        guard let (index, output) = outputs.next() else { return nil }
        place = file.place
        job = Job(
          recording: file.path, size: file.size, output: output,
          isNumbered: names.numbered.contains(index))
      }
      return shard?.contains(place) ?? true ? job : nil
    }
    self.outputFolder = outputFolder
    self.shard = shard
    totalCount = search.found.count
  }

  /// A single recording that has come through a pipe.
  ///
  /// - Parameter name: of the prompt.
  package init(
    _ input: SpooledInput, outputFolder: String, name: String, _ options: ConversionOptions
  ) {
    let naming = Naming(fixedName: name)
    let names = OutputNames(
      [FileSearch.File(input)], in: outputFolder, naming: naming, options.profile.nameRule)
    self.options = options
    self.input = input
    skipped = SkippedFiles()
    self.outputFolder = outputFolder
    shard = nil
    totalCount = 1
    jobs = names.outputs.map { Job(recording: input.name, size: input.size, output: $0) }
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
    let records = updates ? PromptRecords(in: outputFolder, shard: shard) : nil
    defer { if !dryRun { records?.finish(sync) } }
    let work = Work(
      jobs: jobs, input: input, records: records,
      namesakes: options.profile.nameRule.hasFolders ? nil : Namesakes(outputs),
      converter: converter, dryRun: dryRun, progress: progress)
    // A dry run does not wait for the disk, and takes several small ones at a time.
    if dryRun, order.elementsEqual(jobs.indices) {
      return await Scheduler.run(jobs.count, jobs: count) { index in
        work.upToDate(index) ?? work.finish(index, work.prepare(index))
      } report: {
        report($0)
      }
    }
    await Scheduler.run(jobs.count, jobs: count, order: order) { index in
      if let outcome = work.upToDate(index) { return .finished(index, outcome) }
      return .prepared(index, work.prepare(index))
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
    let input: SpooledInput?
    /// Nil where everything is made.
    let records: PromptRecords?
    /// Nil where prompts of different folders may have one name.
    let namesakes: Namesakes?
    let converter: PromptConverter
    let dryRun: Bool
    let progress: WorkProgress

    /// What came of a recording whose prompt is there, and was made from it by the same tool with the
    /// same options; nil where there is something to do.
    func upToDate(_ index: Int) -> Outcome? {
      let job = jobs[index]
      guard let records, !progress.isCancelled(), let output = try? job.output.get(),
        let record = records.record(of: output), let made = record.outputs.first,
        let format = record.format, record.tool == Version.current,
        record.options == PromptLock.Recipe(converter.options),
        (try? SHA256.digest(ofFile: job.recording)) == record.sourceSHA256
      else { return nil }
      progress.finishFile(bytes: job.size)
      let prompt = converter.options.profile.format
      let conversion = Conversion(
        recording: format.sound, decoder: record.decoder, format: prompt,
        frameCount: Int((made.duration * Double(prompt.sampleRate)).rounded()), sound: nil,
        findings: [])
      return Outcome(job, .success(conversion), isUnchanged: true)
    }

    /// A prompt that is not written yet.
    struct Made: Sendable {
      let prompt: PromptConverter.Prompt
      /// Of the recording; nil where nothing is written down.
      var sourceSHA256: String?
    }

    private func digest(of recording: String) throws(PromptError) -> String? {
      guard records != nil else { return nil }
      return try PromptError.wrapping { () throws(AudioFileError) in
        try SHA256.digest(ofFile: recording)
      }
    }

    /// Everything up to the prompt; also where its name will not do, so that all that is
    /// wrong is told at once.
    func prepare(_ index: Int) -> Result<Made, PromptError> {
      do throws(PromptError) {
        let job = jobs[index]
        if case .failure(let error) = job.output, case .file = error.context { throw error }
        let output = dryRun ? nil : try? job.output.get()
        if let input {
          return .success(
            Made(prompt: try converter.prompt(from: input, to: output, progress: progress)))
        }
        let source = try digest(of: job.recording)
        let prompt = try converter.prompt(from: job.recording, to: output, progress: progress)
        // The record must not say of one content what was made of another.
        guard try digest(of: job.recording) == source else {
          throw PromptError(job.recording, .changedMeanwhile)
        }
        return .success(Made(prompt: prompt, sourceSHA256: source))
      } catch {
        return .failure(error)
      }
    }

    /// Writes the prompt, unless this is a dry run.
    func finish(_ index: Int, _ made: Result<Made, PromptError>) -> Outcome {
      let job = jobs[index]
      defer { progress.finishFile(bytes: job.size) }
      do throws(PromptError) {
        let made = try made.get()
        let prompt = made.prompt
        let output = try job.output.get()
        if job.isNumbered, !converter.canBe(prompt, at: output),
          records?.record(of: output)?.source != job.recording
        {
          throw PromptError(job.recording, .numberTaken(output))
        }
        let converter = try replacing(prompt, of: job.recording, at: output)
        let isWritten: Bool
        if dryRun {
          try converter.judge(prompt, of: job.recording, as: output)
          isWritten = try !converter.isThere(prompt, of: job.recording, at: output)
        } else {
          if progress.isCancelled() { throw PromptError(job.recording, .interrupted) }
          isWritten = try converter.write(prompt, of: job.recording, to: output)
          try record(made, of: job.recording, at: output)
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

    /// The converter for a prompt: with records, it may replace one that is as it was made.
    private func replacing(
      _ prompt: PromptConverter.Prompt, of recording: String, at output: String
    ) throws(PromptError) -> PromptConverter {
      guard let records, !converter.options.replacesExisting, FileSystem.exists(output),
        !converter.canBe(prompt, at: output)
      else { return converter }
      guard records.record(of: output) != nil else {
        throw PromptError(
          recording, records.knows(output) ? .editedPrompt(output) : .outputExists(output))
      }
      var options = converter.options
      options.replacesExisting = true
      var own = PromptConverter(options)
      own.sync = converter.sync
      return own
    }

    /// The digest of a prompt that was written.
    private func digest(
      of prompt: PromptConverter.Prompt, at output: String
    ) throws(PromptError) -> String {
      guard prompt.file == nil else {
        return try PromptError.wrapping { () throws(AudioFileError) in
          try SHA256.digest(ofFile: output)
        }
      }
      var hash = SHA256()
      for part in converter.parts(of: prompt) { hash.update(part) }
      return hash.finish()
    }

    /// Writes down what a prompt was made from.
    private func record(
      _ made: Made, of recording: String, at output: String
    ) throws(PromptError) {
      guard let records, let source = made.sourceSHA256 else { return }
      let prompt = made.prompt
      let name = records.name(of: output)
      let line = PromptLock.Prompt(
        name: name, source: recording, sourceSHA256: source,
        options: PromptLock.Recipe(converter.options), tool: Version.current,
        decoder: prompt.conversion.decoder,
        outputs: [
          PromptLock.Output(
            name: name, sha256: try digest(of: prompt, at: output),
            bytes: prompt.conversion.size.bytes,
            duration: prompt.conversion.duration)
        ],
        format: PromptLock.Format(prompt.conversion.recording))
      do {
        try records.add(line)
      } catch {
        throw PromptError(recording, .unwritable(records.path, error))
      }
    }
  }

  /// The folders of all prompts.
  private var folders: Set<String> {
    Set(jobs.compactMap { try? $0.output.get() }.map { PathName($0).folder ?? "." })
  }
}
