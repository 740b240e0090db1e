/// A language that people read what the tool says in.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"

  /// That of whoever reads what this task shows. What machines read is English whatever it is.
  @TaskLocal public static var reader = Language.english
}

extension Language {
  /// Variables that name a language: the tool's own, then those of POSIX (Base Definitions, 8.2), by
  /// which programs choose the language of their messages.
  private static let variables = ["VOICEPROMPT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]

  /// The language that the first variable asks for which is set and not empty: Chinese by `zh`,
  /// `zh_CN.UTF-8` and their like, English by everything else, and where none is set.
  ///
  /// - Parameter environment: the value of a variable; nil where it is not set.
  public init(environment: (String) -> String?) {
    let value = Self.variables.lazy.compactMap(environment).first { !$0.isEmpty }
    self = value?.hasPrefix("zh") == true ? .chinese : .english
  }
}
