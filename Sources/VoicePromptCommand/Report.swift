internal import ArgumentParser
internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt report`
struct Report: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a page to look at and listen to, or a sheet, of prompts, recordings or a set.",
    discussion: """
      EXAMPLES:
        voiceprompt report                         of prompts.yml, into report.html
        voiceprompt report prompts -o report.html
        voiceprompt report recordings --sound speech
        voiceprompt report campaign/prompts.yml -o prompts.csv --lang zh

      A recording is judged by the prompt that it would become; nothing is converted. Prompts of a \
      set are compared with their recordings, as build --check does.

      Exit status: 0 no finding of severity error, 1 at least one, or a file could not be judged, \
      2 nothing to report, or the report cannot be written.
      """
  )

  @Argument(
    help: "Prompt files, recordings, folders of them, or a set (.yml).", completion: .file())
  var paths = [PromptSet.fileName]

  @Option(
    name: .shortAndLong, help: "The report: .html for a page, .csv for a sheet.",
    completion: .file(extensions: ["html", "csv"]))
  var output = "report.html"

  @OptionGroup var page: PageOptions

  @Option(
    help: ArgumentHelp(
      "What recordings are judged as: speech, music or untouched (default: untouched).",
      valueName: "preset"))
  var sound: SoundOptions.Preset?

  @Option(help: ArgumentHelp("The largest prompt: 2MB, 2MiB or bytes.", valueName: "size"))
  var maxSize: ByteSize?

  @OptionGroup var platform: ProfileOption

  @OptionGroup var decoding: FFmpegArguments

  @OptionGroup var jobs: JobOptions

  @OptionGroup var language: LanguageOption

  func validate() throws {
    try maxSize?.validateAsLimit(platform.profile)
    try PageOptions.requireFormat(of: output, option: "-o")
    if paths.count > 1, paths.contains(where: Self.isSet) {
      throw ValidationError(
        Text(english: "A set is reported alone.", chinese: "提示音集只能单独生成报告"))
    }
  }

  private static func isSet(_ path: String) -> Bool {
    ["yml", "yaml"].contains(PathName(path).nameExtension)
  }

  func perform() async throws {
    let console = Console.shared
    try jobs.requireOpenFiles()
    let located = try console.settings()
    console.silenceLibraries()
    let report =
      Self.isSet(paths[0])
      ? try await reportOfSet(paths[0], located) : try await reportOfFiles(located)
    try page.write(report, to: output)
    let (output, summary) = (output, report.summary)
    console.message(
      Text(
        english: "\(output): \(summary.english)", chinese: "\(output)：\(summary.chinese)"))
    try (report.hasErrors ? ExitStatus.fileFailed : .success).exit()
  }

  private func reportOfFiles(_ located: LocatedSettings) async throws -> ReviewReport {
    let profile = platform.chosen(located.settings)
    var options = ConversionOptions(profile)
    options.maximumSize = maxSize.limit(located.settings, profile)
    options.sound = SoundOptions(sound ?? .untouched)
    options.decoding = decoding.options(located)
    let batch = ReviewBatch(paths, options)
    let paths = paths
    guard !batch.isEmpty else {
      let skipped = batch.skipped.summary
      throw Console.shared.end(
        Text(
          english: "no prompts or recordings in \(paths.listed)\(skipped)",
          chinese: "\(paths.listed) 中没有放音文件或录音\(skipped)"))
    }
    let reviews = await batch.run(
      jobs: jobs.count, validator: located.validator(maximumSize: maxSize, ignoring: [], profile))
    return ReviewReport(reviews, title: paths.joined(separator: ", "), profile)
  }

  private func reportOfSet(
    _ path: String, _ located: LocatedSettings
  ) async throws -> ReviewReport {
    let console = Console.shared
    guard FileSystem.exists(path) else {
      throw console.end(
        Text(
          english: "there is no \(path); name prompts or recordings, or write a set with "
            + "voiceprompt init",
          chinese: "没有 \(path)；请写明放音文件或录音，或用 voiceprompt init 写出提示音集"))
    }
    let maximumSize = maxSize ?? located.settings.maximumSize
    var sets = try console.require { () throws(PromptError) in
      try PromptSet.all(
        path, output: nil, for: platform.profile, usually: platform.chosen(located.settings),
        maximumSize: maximumSize)
    }
    let options = decoding.options(located)
    for index in sets.indices { sets[index].decoding = options }
    var reviews: [SetReview] = []
    do throws(PromptError) {
      for set in sets {
        let validator = located.validator(
          maximumSize: set.maximumSize, ignoring: [], hearsSound: true, set.profile)
        let files = try await PromptSetCheck(set).run(jobs: jobs.count, validator: validator) {
          console.message(
            Text(
              english: "another build is at work here; waiting for it",
              chinese: "另一个构建正在此处进行，等待其完成"))
        }
        reviews.append(SetReview(set, files))
      }
    } catch {
      throw console.end(error.line)
    }
    let profile = sets.count == 1 ? sets[0].profile : .standard
    return ReviewReport(reviews, title: path, profile) { located.ignoredRules(for: $0) }
  }
}
