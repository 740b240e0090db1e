internal import ArgumentParser
internal import AudioFiles
internal import SystemPackage
internal import TelephonyAudio
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt convert`
struct Convert: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert recordings into prompt files.",
    discussion: """
      EXAMPLES:
        voiceprompt convert welcome.mp3            writes prompts/welcome.wav
        voiceprompt convert recordings -o out      a folder, its tree kept below out/
        voiceprompt convert hold.flac --for waitVoice
        voiceprompt convert "等待音 1.mp3" --rename  writes prompts/dengdaiyin-1.wav
        voiceprompt convert recordings --sound speech   cut, level, and clean
        voiceprompt convert recordings --dry-run   the plan; nothing is written
        find in -name '*.mp3' | voiceprompt convert --files-from - --base in --shard 3/16
        curl "$URL" | voiceprompt convert - -o - > prompt.wav
        voiceprompt convert hold.flac --profile amazon-connect

      WAV, AIFF, AU, CAF, W64, RF64, FLAC, Ogg Vorbis, Opus, MP3 and more are read. Of a folder, \
      hidden files and files without an audio extension are passed over.
      """
  )

  @Argument(
    help: "Recordings, and folders of recordings; - for standard input.", completion: .file())
  var paths: [String] = []

  @OptionGroup var listed: ListArguments

  @Option(
    name: .shortAndLong,
    help: "The folder for the prompts, made where missing; - for standard output.",
    completion: .directory)
  var output = "prompts"

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "The request field that names the prompt, in any case; without --name, the prompt's name.",
      valueName: "parameter"),
    completion: .list(PromptParameter.allValueStrings))
  var parameter: PromptParameter?

  @Option(help: ArgumentHelp("The name of the prompt of a single recording.", valueName: "file"))
  var name: String?

  @Flag(help: "Write a legal name where a name is illegal, or taken by another recording.")
  var rename = false

  @Option(
    help: ArgumentHelp(
      "mix, left, right or a number from 1: which channels to use.", valueName: "channel"),
    completion: .list(["mix", "left", "right"]))
  var channel = ChannelSelection.mix

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where to begin in each recording.", valueName: "seconds"))
  var start = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How much to take from there.", valueName: "seconds"))
  var duration: Double?

  @OptionGroup(title: "Sound") var sound: SoundArguments

  @OptionGroup var platform: ProfileOption

  @Option(help: ArgumentHelp("The largest prompt: 2MB, 2MiB or bytes.", valueName: "size"))
  var maxSize: ByteSize?

  @Option(
    help: ArgumentHelp(
      "How to convert the sample rate: automatic, or samplerate for libsamplerate.",
      valueName: "method"))
  var resampler = Resampler.Method.automatic

  @OptionGroup var decoding: DecodingArguments

  @Flag(help: "Take what there is of a recording that is cut short or damaged.")
  var allowTruncated = false

  @OptionGroup var jobs: JobOptions

  @Flag(
    help: "Do only what is missing, or was made from another recording or with other options.")
  var update = false

  @Flag(name: .shortAndLong, help: "Replace prompts that exist already.")
  var force = false

  @Flag(name: [.customShort("n"), .long], help: "Do everything but write, and show the plan.")
  var dryRun = false

  @OptionGroup var list: ListOptions

  @Flag(name: .shortAndLong, help: "Print failures only.")
  var quiet = false

  @OptionGroup var language: LanguageOption

  func validate() throws {
    try maxSize?.validateAsLimit(platform.profile)
    guard start.isFinite, start >= 0 else {
      throw ValidationError(
        Text(english: "--start must be 0 or more.", chinese: "--start 必须为 0 或更大"))
    }
    guard duration.map({ $0.isFinite && $0 > 0 }) ?? true else {
      throw ValidationError(
        Text(english: "--duration must be greater than 0.", chinese: "--duration 必须大于 0"))
    }
    if let name, name.isEmpty || name.hasPrefix(".") {
      throw ValidationError(
        Text(
          english: "--name must not be empty or start with a dot.",
          chinese: "--name 不能为空，也不能以点开头"))
    }
    guard !paths.isEmpty || listed.filesFrom != nil else {
      throw ValidationError(
        Text(
          english: "Name recordings, or a list of them with --files-from.",
          chinese: "写明录音，或用 --files-from 写明录音的列表"))
    }
    if listed.shard != nil, sound.options.isTogether {
      throw ValidationError(
        Text(
          english: "--together looks at all recordings, and --shard at a share of them.",
          chinese: "--together 针对所有录音，而 --shard 只针对其中一部分"))
    }
    if usesStandardInput || writesToStandardOutput {
      guard listed.filesFrom == nil, listed.shard == nil, !update else {
        throw ValidationError(
          Text(
            english: "- is for a single recording, without --files-from, --shard and --update.",
            chinese: "- 只用于单个录音，不能与 --files-from、--shard 和 --update 同时使用"))
      }
    }
    if usesStandardInput {
      guard paths.count == 1 else {
        throw ValidationError(
          Text(
            english: "- is standard input: convert it alone.",
            chinese: "- 是标准输入，只能单独转换"))
      }
      guard writesToStandardOutput || name != nil || parameter != nil else {
        throw ValidationError(
          Text(
            english: "- has no name: say --name, --for, or -o - for standard output.",
            chinese: "- 没有名称：用 --name、--for，或用 -o - 写到标准输出"))
      }
    }
    if writesToStandardOutput {
      guard !list.asJSON else {
        throw ValidationError(
          Text(
            english: "-o - writes the prompt to standard output, and --json needs it.",
            chinese: "-o - 将提示音写到标准输出，而 --json 也要用它"))
      }
      guard paths.count == 1 else {
        throw ValidationError(
          Text(
            english: "-o - writes a single prompt: name one recording.",
            chinese: "-o - 只写一个提示音：写明一个录音"))
      }
    }
    // Another platform may be set where the command works.
    let rules = (platform.profile.map { [$0] } ?? PlatformProfile.all).map(\.nameRule)
    let foreign = rules.map { rule in name.flatMap { FileName.foreignExtension(of: $0, rule) } }
    if let foreign = foreign.first ?? nil, !rules.contains(where: { $0.hasExtension(name ?? "") }) {
      let wanted = rules[0].nameExtension
      throw ValidationError(
        Text(
          english: "--name must end in \(wanted), or in no extension, and ends in .\(foreign).",
          chinese: "--name 必须以 \(wanted) 结尾或没有扩展名，现以 .\(foreign) 结尾"))
    }
  }

  private var usesStandardInput: Bool { paths.contains(SpooledInput.standardInputName) }
  private var writesToStandardOutput: Bool { output == SpooledInput.standardInputName }

  func perform() async throws {
    let console = Console.shared
    try jobs.requireOpenFiles()
    let located = try console.settings()
    let profile = platform.chosen(located.settings)
    let input = usesStandardInput ? try console.standardInput() : nil
    if writesToStandardOutput { return try convertToStandardOutput(input, located, profile) }
    var batch: PromptBatch
    if let input, let name = naming(profile).fixedName {
      batch = PromptBatch(input, outputFolder: output, name: name, options(located, profile))
    } else {
      batch = PromptBatch(
        try listed.paths(after: paths, on: console), outputFolder: output, naming: naming(profile),
        base: listed.base, shard: listed.shard, options(located, profile))
    }
    batch.updates = update
    if let obstacle = obstacle(to: batch, profile) { throw console.end(obstacle) }
    console.silenceLibraries()
    Interruption.startWatching()

    let clock = ContinuousClock()
    let start = clock.now
    let progress = WorkProgress { Interruption.signal != nil }
    let bar = ProgressDisplay(
      progress, totalFiles: batch.jobs.count,
      totalBytes: batch.jobs.reduce(0) { $0 + $1.size }, isShown: !quiet)
    var report = ConversionReport(style, count: batch.jobs.count, dryRun: dryRun, to: console)
    await batch.run(
      jobs: jobs.count, dryRun: dryRun, progress: progress
    ) { outcome in
      report.add(outcome.ignoring(located.ignoredRules))
    }
    let elapsed = clock.now - start
    await bar.end()
    report.finish(after: elapsed.seconds, batch.skipped)

    if let signal = Interruption.signal { Platform.end(by: signal) }
    try console.checkOutput()
    try ExitStatus(report).exit()
  }

  private func convertToStandardOutput(
    _ input: SpooledInput?, _ located: LocatedSettings, _ profile: PlatformProfile
  ) throws {
    let console = Console.shared
    console.sendResultsToErrors()
    guard dryRun || !Platform.isTerminal(.standardOutput) else {
      throw console.end(
        Text(
          english: "-o - writes a WAV file, and standard output is a terminal; redirect it",
          chinese: "-o - 写出 WAV 文件，而标准输出是终端；将它重定向"))
    }
    console.silenceLibraries()
    Interruption.startWatching()
    let clock = ContinuousClock()
    let start = clock.now
    let progress = WorkProgress { Interruption.signal != nil }
    var converter = PromptConverter(options(located, profile))
    converter.threads = jobs.count
    let path = paths[0]
    let job = PromptBatch.Job(
      recording: path, size: input?.size ?? 0, output: .success(SpooledInput.standardInputName))
    var report = ConversionReport(
      dryRun ? .table : quiet ? .quiet : .lines, count: 1, dryRun: dryRun, to: console)
    let outcome: PromptBatch.Outcome
    do throws(PromptError) {
      let (parts, conversion) = try converter.convert(
        input.map { .spooled($0) } ?? .path(path), named: naming(profile).fixedName,
        progress: progress)
      if !dryRun { console.write(parts) }
      outcome = PromptBatch.Outcome(job, .success(conversion))
    } catch {
      outcome = PromptBatch.Outcome(job, .failure(error))
    }
    // Whoever has closed the pipe wants to hear no more of it.
    try console.checkOutput()
    report.add(outcome.ignoring(located.ignoredRules))
    report.finish(after: (clock.now - start).seconds, SkippedFiles())
    if let signal = Interruption.signal { Platform.end(by: signal) }
    try console.checkOutput()
    try ExitStatus(report).exit()
  }

  private func options(
    _ located: LocatedSettings, _ profile: PlatformProfile
  ) -> ConversionOptions {
    var options = ConversionOptions(profile)
    options.decoding = decoding.options(located)
    options.channel = channel
    options.start = start
    options.duration = duration
    options.sound = sound.options
    options.resampler = resampler
    options.maximumSize = maxSize.limit(located.settings, profile)
    options.allowsTruncated = allowTruncated
    options.replacesExisting = force
    options.parameter = parameter
    return options
  }

  private func naming(_ profile: PlatformProfile) -> PromptBatch.Naming {
    PromptBatch.Naming(
      fixedName: (name ?? parameter?.name).map(profile.nameRule.withExtension),
      renames: rename)
  }

  private var style: ConversionReport.Style {
    if list.asJSON { return .json }
    if dryRun { return .table }
    return quiet ? .quiet : .lines
  }

  /// Why the whole command cannot work.
  private func obstacle(to batch: PromptBatch, _ profile: PlatformProfile) -> Text? {
    let (output, count) = (output, batch.totalCount)
    if count == 0 {
      let skipped = batch.skipped.summary
      let places = paths + [listed.filesFrom].compactMap { $0 }
      return Text(
        english: "no recordings in \(places.listed)\(skipped); "
          + "name a file with its path to convert it whatever it is called",
        chinese: "\(places.listed) 中没有录音\(skipped)；写明文件的路径，即可不论名称转换它")
    }
    if let foreign = name.flatMap({ FileName.foreignExtension(of: $0, profile.nameRule) }) {
      let wanted = profile.nameRule.nameExtension
      return Text(
        english: "--name must end in \(wanted), or in no extension, and ends in .\(foreign)",
        chinese: "--name 必须以 \(wanted) 结尾或没有扩展名，现以 .\(foreign) 结尾")
    }
    if count > 1, let name = naming(profile).fixedName {
      let option = self.name == nil ? "--for" : "--name"
      return Text(
        english: "\(count) recordings cannot all be named \(name); use \(option) with a single "
          + "recording",
        chinese: "\(count) 个录音不能都命名为 \(name)；\(option) 只用于单个录音")
    }
    if !PromptBatch.canBeFolder(output) {
      return Text(
        english: "\(output) is not a folder; choose another with -o",
        chinese: "\(output) 不是文件夹；用 -o 选择其他文件夹")
    }
    return nil
  }
}

extension ExitStatus {
  fileprivate init(_ report: ConversionReport) {
    let isMissing = report.failures.contains { $0.code == .notFound }
    let isDone = report.failures.isEmpty && report.interruptedCount == 0
    self = isMissing ? .noWork : isDone ? .success : .fileFailed
  }
}
