/// Legal names for files whose own names are not.
extension FileName {
  /// A legal name as near to `name` as it gets: `等待音 1.wav` gives `dengdaiyin-1.wav`.
  ///
  /// - Parameters:
  ///   - name: a prompt's name, with its extension.
  ///   - taken: names in lower case that the suggestion must not equal, whatever the case; a
  ///     number is added until it does not.
  public static func suggestion(for name: String, avoiding taken: Set<String> = []) -> String {
    let hasExtension = name.lowercased().hasSuffix(PromptSpec.nameExtension)
    let stem = hasExtension ? String(name.dropLast(PromptSpec.nameExtension.count)) : name
    var legal = transliterated(stem)
    if legal.isEmpty { legal = "prompt" }
    var number = 1
    while true {
      let suffix = (number == 1 ? "" : "-\(number)") + PromptSpec.nameExtension
      let room = PromptSpec.nameLength.upperBound - suffix.count
      let candidate = legal.prefix(room) + suffix
      if !taken.contains(candidate.lowercased()) { return String(candidate) }
      number += 1
    }
  }

  /// `text` in legal characters; runs of others become one hyphen, none at the ends.
  private static func transliterated(_ text: String) -> String {
    var legal = ""
    var pendingHyphen = false
    for character in text {
      let replacement =
        isLegal(character) ? String(character) : Transliteration.ascii(of: character)
      guard !replacement.isEmpty else {
        pendingHyphen = true
        continue
      }
      if pendingHyphen, !legal.isEmpty, legal.last != "-", replacement != "-" { legal += "-" }
      pendingHyphen = false
      legal += replacement
    }
    return legal
  }
}
