internal import ArgumentParser
public import AudioFiles

extension Language: NamedChoice {}

/// The option of every command for the language of what it says.
struct LanguageOption: ParsableArguments {
  private static let name = "lang"

  @Option(
    name: .customLong(Self.name),
    help: "The language of messages (default: as VOICEPROMPT_LANG, LC_ALL or LANG say, else en).")
  var language: Language?

  /// What the option says in these arguments. Asked before they are parsed, so that mistakes in them
  /// are told in this language, too.
  static func language(in arguments: [String]) -> Language? {
    let options = arguments.prefix { $0 != "--" }
    let index = options.lastIndex { $0 == "--\(name)" || $0.hasPrefix("--\(name)=") }
    guard let index else { return nil }
    let value = options[index].split(separator: "=", maxSplits: 1).dropFirst().first.map(
      String.init)
    return (value ?? options.dropFirst(index + 1).first).flatMap(Language.init)
  }
}

extension ValidationError {
  /// A mistake in the arguments.
  init(_ text: Text) {
    self.init("\(text)")
  }
}
