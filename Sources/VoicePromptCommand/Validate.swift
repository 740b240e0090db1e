internal import ArgumentParser
internal import AudioFiles
internal import VoicePromptReports
internal import VoicePrompts

/// `voiceprompt validate`
struct Validate: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Judge finished prompt files by the platform's rules.",
    discussion: """
      EXAMPLES:
        voiceprompt validate prompts               a folder, with all below it
        voiceprompt validate prompts --strict      warnings fail, too
        voiceprompt validate prompts --fix         repair headers; the audio stays
        voiceprompt validate prompts --sound       speech levels, noise, rumble, too
        voiceprompt validate prompts --format json
        curl "$URL" | voiceprompt validate -       standard input, whatever it is called
        voiceprompt validate prompts --profile ms-teams
        voiceprompt rules                          what is judged, and why

      A file .voiceprompt.yml in this folder or above it sets profile, max-size, strict, ignore \
      and overrides for some files.

      Exit status: 0 no finding of severity error, 1 at least one (with --strict also of severity \
      warning), 2 a path that does not exist or cannot be read.
      """
  )

  @Argument(
    help: "Prompt files, and folders of prompt files; - for standard input.", completion: .file())
  var paths: [String]

  @OptionGroup var reporting: ReportOptions

  @Option(help: ArgumentHelp("The largest prompt: 2MB, 2MiB or bytes.", valueName: "size"))
  var maxSize: ByteSize?

  @Flag(help: "Listen, too: speech level, noise, rumble; takes longer.")
  var sound = false

  @OptionGroup var platform: ProfileOption

  @Flag(help: "Repair what can be repaired without touching the audio; then judge.")
  var fix = false

  @OptionGroup var jobs: JobOptions

  @OptionGroup var language: LanguageOption

  func validate() throws {
    try maxSize?.validateAsLimit(platform.profile)
    if paths.contains(SpooledInput.standardInputName), paths.count > 1 || fix {
      throw ValidationError(
        Text(
          english: "- is standard input: judge it alone, and without --fix.",
          chinese: "- 是标准输入，只能单独校验，且不能用 --fix"))
    }
  }

  func perform() async throws {
    let console = Console.shared
    try jobs.requireOpenFiles()
    if paths == [SpooledInput.standardInputName] { return try judgeStandardInput() }
    let batch = ValidationBatch(paths)
    guard !batch.isEmpty else {
      let (paths, skipped) = (paths, batch.skipped.summary)
      throw console.end(
        Text(
          english: "no prompt files in \(paths.listed)\(skipped)",
          chinese: "\(paths.listed) 中没有放音文件\(skipped)"))
    }
    let located = try console.settings()
    let profile = platform.chosen(located.settings)
    let validator = located.validator(
      maximumSize: maxSize, ignoring: Set(reporting.ignore), hearsSound: sound, profile)
    if reporting.format == .text, !fix, !sound {
      let jobs = jobs.count
      return try await reporting.stream(located) {
        await batch.run(jobs: jobs, validator: validator, report: $0)
      }.exit()
    }
    var items = await batch.run(jobs: jobs.count, validator: validator)
    let repairs = fix ? repair(items, validator) : Repairs()
    if repairs.count > 0 {
      let repaired = await batch.run(jobs: jobs.count, validator: validator)
      // What could not be read then was not repaired, although it may be read now.
      items = zip(items, repaired).map { $0.failure == nil ? $1 : $0 }
    }
    let status = try reporting.report(items, located, for: profile)
    try max(status, repairs.status).exit()
  }

  /// Judges what has come through a pipe, of which nobody knows the name.
  private func judgeStandardInput() throws {
    let console = Console.shared
    let located = try console.settings()
    let validator = located.validator(maximumSize: maxSize, ignoring: Set(reporting.ignore))
    let name = SpooledInput.standardInputName
    let input = try console.standardInput()
    try reporting.report([validator(name).findings(on: input)], located).exit()
  }

  /// Repairs what can be repaired, and says what was and what was not.
  private func repair(
    _ items: [FileFindings], _ validator: (String) -> PromptValidator
  ) -> Repairs {
    let console = Console.shared
    PromptRepair.removeAbandoned(besides: items)
    var repairs = Repairs()
    for file in items where file.failure == nil {
      do throws(PromptError) {
        switch try PromptRepair.repair(file, validator(file.path)) {
        case .unchanged: break
        case .repaired(let rules):
          repairs.count += 1
          let path = file.path
          console.message(
            Text(
              english: "fixed: \(path): \(rules.listed)",
              chinese: "已修复：\(path): \(rules.listed)"))
        case .refused(let reason):
          repairs.status = .fileFailed
          let path = file.path
          console.error(
            Text(
              english: "\(path): not fixed: \(reason)", chinese: "\(path): 未修复：\(reason)"))
        }
      } catch {
        repairs.status = .noWork
        console.error(error.line)
      }
    }
    return repairs
  }

  /// What came of all repairs.
  private struct Repairs {
    var count = 0
    var status = ExitStatus.success
  }
}
