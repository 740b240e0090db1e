internal import AudioFiles
internal import CLibrary
internal import VoicePrompts

/// What `voiceprompt studio` hands over: its own options are understood there, and described there
/// only.
///
/// Each argument is `--name=value` or `--name`; what is not there was not asked for.
struct StudioArguments {
  private let values: [String: String]

  /// - Throws: where somebody else than the command of this version has made them.
  init(_ arguments: [String]) throws(StudioError) {
    var values: [String: String] = [:]
    for argument in arguments {
      guard argument.hasPrefix("--") else { throw .notStartedByCommand }
      let sides = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      values[String(sides[0])] = sides.dropFirst().first.map(String.init) ?? ""
    }
    guard values["started-by"] == Version.current else { throw .notStartedByCommand }
    self.values = values
  }

  /// 0 for one that is free.
  var port: Int { values["port"].flatMap { Int($0) } ?? 0 }

  /// Whether a browser is to be opened.
  var opensBrowser: Bool { values["no-open"] == nil }

  /// Of what is said in the terminal.
  var reader: Language {
    language ?? Language { name in getenv(name).map { String(cString: $0) } }
  }

  private var language: Language? { values["lang"].flatMap(Language.init) }

  /// What the studio works with.
  func settings() throws(StudioError) -> StudioSettings {
    let located: LocatedSettings
    do throws(PromptError) {
      located = try LocatedSettings.ofWorkingFolder()
    } catch {
      throw .settings(error)
    }
    var settings = StudioSettings(
      values["profile"].flatMap(PlatformProfile.named) ?? located.settings.profile ?? .standard)
    settings.place = values["place"]
    if let place = settings.place, !FileSystem.exists(place) { throw .noPlace(place) }
    settings.language = language
    settings.isReadOnly = values["read-only"] != nil
    settings.maximumSize = located.settings.maximumSize
    settings.decoding.ffmpeg = located.ffmpeg(values["ffmpeg"].map { FFmpegChoice($0) })
    settings.ignoredRules = located.settings.ignoredRules
    return settings
  }
}
